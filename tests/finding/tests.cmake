lathe_test(tst_finding DIR finding LIBS lathe_session)
lathe_test(tst_symbols DIR finding LIBS lathe_session)
lathe_test(tst_completion DIR finding LIBS lathe_session)
