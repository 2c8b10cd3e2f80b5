# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
lathe_test(tst_childprocess DIR process LIBS lathe_process)
foreach(_name tst_sandbox tst_sandboxahead tst_sandboxlimits tst_sandboxtiers)
  lathe_test(${_name} DIR process LIBS lathe_process ENV "LATHE_INIT=${CMAKE_BINARY_DIR}/bin/lathe-init")
  add_dependencies(${_name} lathe-init)
endforeach()
lathe_test(tst_cgroupscope DIR process LIBS lathe_process Qt6::DBus)
