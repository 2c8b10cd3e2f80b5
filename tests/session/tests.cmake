lathe_test(tst_sessionparts DIR session LIBS lathe_session)
