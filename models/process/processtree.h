// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <sys/types.h>

namespace lathe {

/// What the descendants of a process hold in memory, read from /proc right now (about 20 us a process).
struct TreeMemory
{
    int processes = 0;
    qint64 residentBytes = 0;  ///< Sum of resident sizes.
    qint64 highWaterBytes = 0; ///< Largest high-water mark of a single process: exact, the kernel keeps it.
};

/// Descendants of `root` that are at least `depth` generations below it (1: children).
TreeMemory treeMemory(pid_t root, int depth);

} // namespace lathe
