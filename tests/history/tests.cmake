lathe_test(tst_history DIR history LIBS lathe_history)
lathe_test(tst_clihistory DIR history LIBS lathe_core TIMEOUT 240)
add_dependencies(tst_clihistory lathe lathe-init)
