lathe_test(tst_laws DIR laws LIBS lathe_core)
add_dependencies(tst_laws lathe)
if(LATHE_SANITIZE) # its value has commas, which $<BOOL:> does not take
  target_compile_definitions(tst_laws PRIVATE LATHE_SANITIZED=1)
else()
  target_compile_definitions(tst_laws PRIVATE LATHE_SANITIZED=0)
endif()
set(_sanitized 0)
if(LATHE_SANITIZE) # no generator expression: the list of sanitizers has commas
  set(_sanitized 1)
endif()
target_compile_definitions(tst_laws PRIVATE LATHE_SANITIZED=${_sanitized})
