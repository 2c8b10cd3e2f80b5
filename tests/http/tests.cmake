lathe_test(tst_httpserver DIR http LIBS lathe_http)
