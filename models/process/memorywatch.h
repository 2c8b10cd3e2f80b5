// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/processtree.h"
#include "process/spawn.h"
#include <QElapsedTimer>
#include <ctime>

namespace lathe {

/// Follows what the processes inside a sandbox hold in memory, cheaply enough to be asked after each of thousands of
/// invocations a second. Owned by its Sandbox, on its thread.
class MemoryWatch
{
public:
    /// The most so far, in bytes, of the descendants of `root` that are at least `depth` generations below it; 0: there are none.
    /// A process that runs alone is looked at again once it has used the processor for so long that it can have touched
    /// more than a few megabytes; whether it started others is looked up from time to time.
    qint64 peakBytes(pid_t root, int depth);

private:
    qint64 remember(const TreeMemory &memory);

    OwnedFd m_status;        ///< Of the process while it is alone.
    clockid_t m_clock = 0;   ///< Of the processor, the same one's.
    qint64 m_cpuNs = -1;     ///< What it had used of the processor when it was last looked at.
    qint64 m_peak = 0;
    QElapsedTimer m_sinceWalk;
};

} // namespace lathe
