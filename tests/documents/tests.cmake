# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
lathe_test(tst_documentfile DIR documents LIBS lathe_session)
lathe_test(tst_backupstore DIR documents LIBS lathe_session)
target_compile_definitions(tst_backupstore PRIVATE LATHE_HELD_SYNCS="$<TARGET_FILE:heldsyncs>")
add_dependencies(tst_backupstore heldsyncs)
lathe_test(tst_killwhilesaving DIR documents LIBS lathe_session LABELS faults)
lathe_test(tst_savedtexts DIR documents LIBS lathe_session)
