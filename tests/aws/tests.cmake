lathe_test(tst_eventstream DIR aws LIBS lathe_aws)
lathe_test(tst_sigv4 DIR aws LIBS lathe_aws)
lathe_test(tst_lambdaclient DIR aws LIBS lathe_aws lathe_http)
lathe_test(tst_awsconfig DIR aws LIBS lathe_aws lathe_http)
