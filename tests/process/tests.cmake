# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
lathe_test(tst_sandbox DIR process LIBS lathe_process)
add_dependencies(tst_sandbox lathe-init)
set_property(TEST tst_sandbox APPEND PROPERTY ENVIRONMENT "LATHE_INIT=${CMAKE_BINARY_DIR}/bin/lathe-init")
lathe_test(tst_childprocess DIR process LIBS lathe_process)
