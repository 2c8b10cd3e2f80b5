// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/memorywatch.h"
#include <algorithm>
#include <ctime>

namespace lathe {

static constexpr qint64 walkIntervalMs = 20;       ///< As the supervisor samples.
static constexpr qint64 unseenCpuNs = 500 * 1000; ///< Time for 5 MB at most: fresh pages come at 10 GB a second.

/// Of all threads of the process; -1 when it is gone.
static qint64 cpuNanoseconds(clockid_t clock)
{
    timespec used = {};
    if (clock_gettime(clock, &used) != 0)
        return -1;
    return qint64(used.tv_sec) * 1000000000 + used.tv_nsec;
}

qint64 MemoryWatch::peakBytes(pid_t root, int depth)
{
    if (m_status && !m_sinceWalk.hasExpired(walkIntervalMs)) {
        const qint64 cpu = cpuNanoseconds(m_clock);
        if (cpu >= m_cpuNs && m_cpuNs >= 0 && cpu - m_cpuNs < unseenCpuNs)
            return m_peak;
        if (const TreeMemory program = statusMemory(m_status.get()); program.processes == 1) {
            m_cpuNs = cpu;
            return remember(program);
        }
    }
    const TreeMemory now = treeMemory(root, depth);
    m_sinceWalk.start();
    const bool alone = now.processes == 1 && clock_getcpuclockid(now.last, &m_clock) == 0;
    m_status.reset(alone ? openStatus(now.last) : -1);
    m_cpuNs = alone ? cpuNanoseconds(m_clock) : -1;
    return remember(now);
}

/// Of several processes only the kernel's marks count: the same page may be in all of them.
qint64 MemoryWatch::remember(const TreeMemory &memory)
{
    m_peak = std::max({m_peak, memory.highWaterBytes, memory.processes == 1 ? memory.residentBytes : 0});
    return m_peak;
}

} // namespace lathe
