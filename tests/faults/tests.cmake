# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Faults that only repetition shows. The suite runs a short form of each; `ninja faults` runs the long ones and prints a line
# with figures for each.
lathe_test(tst_faults DIR faults LIBS lathe_runtime LABELS faults TIMEOUT 1800)
add_dependencies(tst_faults lathe lathe-init)
foreach(_preloaded failingcalls heldsyncs)
  add_library(${_preloaded} MODULE faults/${_preloaded}.c)
  target_link_libraries(${_preloaded} PRIVATE ${CMAKE_DL_LIBS})
  set_target_properties(${_preloaded} PROPERTIES AUTOMOC OFF)
  target_compile_options(${_preloaded} PRIVATE -fno-sanitize=all) # it comes before a sanitizer's own
endforeach()
lathe_test(tst_failingcalls DIR faults LIBS lathe_session LABELS faults TIMEOUT 600)
target_compile_definitions(tst_failingcalls PRIVATE LATHE_FAILING_CALLS="$<TARGET_FILE:failingcalls>")
add_dependencies(tst_failingcalls failingcalls)
lathe_test(tst_slowdisk DIR faults LIBS lathe_session)
target_compile_definitions(tst_slowdisk PRIVATE LATHE_HELD_SYNCS="$<TARGET_FILE:heldsyncs>")
add_dependencies(tst_slowdisk heldsyncs)
add_custom_target(faults COMMAND ${CMAKE_COMMAND} -E env LATHE_LONG_TESTS=1 ${CMAKE_CTEST_COMMAND} --test-dir ${CMAKE_BINARY_DIR} --verbose -L faults
  USES_TERMINAL DEPENDS tst_faults tst_failingcalls tst_killwhilesaving tst_invoke)
