lathe_test(tst_laws DIR laws LIBS lathe_core)
add_dependencies(tst_laws lathe)
if(LATHE_SANITIZE) # its value has commas, which $<BOOL:> does not take
  target_compile_definitions(tst_laws PRIVATE LATHE_SANITIZED=1)
else()
  target_compile_definitions(tst_laws PRIVATE LATHE_SANITIZED=0)
endif()
