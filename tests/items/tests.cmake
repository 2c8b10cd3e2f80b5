lathe_test(tst_items DIR items LIBS lathe_items)
