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
    pid_t last = 0;            ///< The last process found.
};

/// Descendants of `root` that are at least `depth` generations below it (1: children).
TreeMemory treeMemory(pid_t root, int depth);

/// /proc/PID/status, to be read again and again; -1 when the process is gone.
int openStatus(pid_t pid);
/// What one process holds, from its open status: a third of the time that finding it takes. No processes: it has ended.
TreeMemory statusMemory(int statusFd);

} // namespace lathe
