lathe_test(tst_items DIR items LIBS lathe_items)
lathe_test(tst_timelines DIR items LIBS lathe_items)
lathe_test(tst_testmatrix DIR items LIBS lathe_items)
