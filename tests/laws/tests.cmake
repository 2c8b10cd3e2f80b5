lathe_test(tst_laws DIR laws LIBS lathe_core)
add_dependencies(tst_laws lathe)
target_compile_definitions(tst_laws PRIVATE LATHE_SANITIZED=$<BOOL:${LATHE_SANITIZE}>)
