lathe_test(tst_wcommon DIR wcommon LIBS lathe_wcommon GUI)
lathe_test(tst_desktopnotice DIR wcommon LIBS lathe_wcommon Qt6::DBus GUI)
