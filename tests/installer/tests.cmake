lathe_test(tst_packages DIR installer LIBS lathe_core Qt6::Gui LABELS installer TIMEOUT 180)
add_dependencies(tst_packages lathe lathe-init lathe-workbench lathe-documents)
