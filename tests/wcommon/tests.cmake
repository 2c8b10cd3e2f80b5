lathe_test(tst_wcommon DIR wcommon LIBS lathe_wcommon GUI)
