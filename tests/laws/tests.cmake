lathe_test(tst_laws DIR laws LIBS lathe_core)
add_dependencies(tst_laws lathe)
