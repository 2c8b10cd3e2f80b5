lathe_test(tst_workspace DIR cloud LIBS lathe_cloud)
