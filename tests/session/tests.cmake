lathe_test(tst_sessionparts DIR session LIBS lathe_session)
lathe_test(tst_session DIR session LIBS lathe_session TIMEOUT 180)
add_dependencies(tst_session lathe-init)
