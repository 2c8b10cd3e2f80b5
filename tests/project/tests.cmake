# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
lathe_test(tst_project DIR project LIBS lathe_project)
lathe_test(tst_projectfixtures DIR project LIBS lathe_project)
lathe_test(tst_projecthostile DIR project LIBS lathe_project TIMEOUT 300)
lathe_test(tst_samples DIR project LIBS lathe_project)
lathe_test(tst_settingedit DIR project LIBS lathe_project)
