lathe_test(tst_workspace DIR cloud LIBS lathe_cloud)
lathe_test(tst_operations DIR cloud LIBS lathe_cloud)
lathe_test(tst_invoke DIR cloud LIBS lathe_cloud)
lathe_test(tst_security DIR cloud LIBS lathe_cloud)
