lathe_test(tst_packagewriter DIR package LIBS lathe_package)
