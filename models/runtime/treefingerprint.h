// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace lathe {

/// A short text that changes when a file below one of these folders does (names, sizes, times to the nanosecond, inodes;
/// contents are not read). Left out: .git, __pycache__. Trees over `most` files give a value that never repeats, or, with
/// `emptyWhenLarger`, an empty one. Blocking; any thread.
QString treeFingerprint(const QStringList &dirs, int most = 50000, bool emptyWhenLarger = false);

} // namespace lathe
