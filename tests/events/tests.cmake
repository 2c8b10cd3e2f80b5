# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
lathe_test(tst_eventstore DIR events LIBS lathe_events)
lathe_test(tst_expectation DIR events LIBS lathe_events)
lathe_test(tst_eventmeta DIR events LIBS lathe_events)
lathe_test(tst_eventshapes DIR events LIBS lathe_events)
