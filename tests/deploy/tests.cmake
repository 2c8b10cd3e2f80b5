lathe_test(tst_deployer DIR deploy LIBS lathe_deploy)
