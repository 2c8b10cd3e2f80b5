lathe_test(tst_wdialogs DIR wdialogs LIBS lathe_wdialogs GUI)
