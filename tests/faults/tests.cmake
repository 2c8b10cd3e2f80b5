# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Faults that only repetition shows. The suite runs a short form of each; `ninja faults` runs the long ones and prints a line
# with figures for each.
lathe_test(tst_faults DIR faults LIBS lathe_runtime LABELS faults TIMEOUT 1800)
add_dependencies(tst_faults lathe lathe-init)
add_custom_target(faults COMMAND ${CMAKE_COMMAND} -E env LATHE_LONG_TESTS=1 ${CMAKE_CTEST_COMMAND} --test-dir ${CMAKE_BINARY_DIR} --verbose -L faults
  USES_TERMINAL DEPENDS tst_faults tst_invoke)
