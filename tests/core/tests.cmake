lathe_test(tst_core DIR core LIBS lathe_core)
lathe_test(tst_jsontree DIR core LIBS lathe_core)
lathe_test(tst_epolldispatcher DIR core LIBS lathe_core)
lathe_test(tst_jsonedit DIR core LIBS lathe_core)
