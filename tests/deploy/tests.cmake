lathe_test(tst_deployer DIR deploy LIBS lathe_deploy)
lathe_test(tst_functionrequest DIR deploy LIBS lathe_deploy)
lathe_test(tst_targets DIR deploy LIBS lathe_deploy)
