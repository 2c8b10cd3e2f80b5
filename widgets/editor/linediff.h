// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lathe {

/// The difference of two texts by lines in the unified form that `diff -u` prints; empty when they are equal. Texts that
/// differ in more than 1,000 lines are shown as one whole replacement. Thread: any.
QString unifiedDiff(const QString &before, const QString &after, const QString &beforeName, const QString &afterName, int context = 3);

} // namespace lathe
