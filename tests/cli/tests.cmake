lathe_test(tst_cli DIR cli LIBS lathe_core lathe_http TIMEOUT 240)
add_dependencies(tst_cli lathe)
