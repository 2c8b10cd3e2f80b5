lathe_test(tst_cli DIR cli LIBS lathe_core lathe_http TIMEOUT 240)
add_dependencies(tst_cli lathe)
lathe_test(tst_cliimage DIR cli LIBS ${ARCHIVE_LIBRARY} TIMEOUT 180)
add_dependencies(tst_cliimage lathe lathe-init)
