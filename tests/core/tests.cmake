lathe_test(tst_core DIR core LIBS lathe_core)
