lathe_test(tst_sigv4 DIR aws LIBS lathe_aws)
