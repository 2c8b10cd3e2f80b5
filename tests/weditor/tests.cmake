lathe_test(tst_codeeditor DIR weditor LIBS lathe_weditor GUI)
lathe_test(tst_editortabs DIR weditor LIBS lathe_weditor GUI)
lathe_test(tst_longlines DIR weditor LIBS lathe_weditor GUI)
