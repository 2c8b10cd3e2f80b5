# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
lathe_test(tst_runtimevalues DIR runtime LIBS lathe_runtime)
lathe_test(tst_pythonruntime DIR runtime LIBS lathe_runtime TIMEOUT 180)
add_dependencies(tst_pythonruntime lathe-init)
lathe_test(tst_machineruntime DIR runtime LIBS lathe_runtime)
lathe_test(tst_noderuntime DIR runtime LIBS lathe_runtime TIMEOUT 180)
add_dependencies(tst_noderuntime lathe-init)
lathe_test(tst_runtimeservice DIR runtime LIBS lathe_runtime TIMEOUT 180)
add_dependencies(tst_runtimeservice lathe-init)
lathe_test(tst_runtimeapi DIR runtime LIBS lathe_runtime)
lathe_test(tst_interpreters DIR runtime LIBS lathe_runtime)
lathe_test(tst_telemetry DIR runtime LIBS lathe_runtime)
