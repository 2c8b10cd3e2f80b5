lathe_test(tst_handover DIR handover LIBS lathe_handover lathe_process TIMEOUT 60)
lathe_test(tst_handedover DIR handover LIBS lathe_core TIMEOUT 180)
add_dependencies(tst_handedover lathe lathe-init lathe-workbench)
