// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/poollimits.h"
#include <algorithm>
#include <unistd.h>

namespace lathe {

int PoolLimits::machineMemoryMib()
{
    return int(qint64(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGESIZE) >> 20);
}

PoolLimits PoolLimits::completed(int machineMib) const
{
    PoolLimits result = *this;
    if (result.memoryMib <= 0)
        result.memoryMib = std::max(environmentExpectedMib, machineMib / 2);
    if (result.environments <= 0) // a Python environment takes 8 to 14 MiB, a Node.js one 40
        result.environments = std::min(std::max(result.memoryMib / 48, 4), result.concurrency);
    if (result.turns <= 0)
        result.turns = 2 * int(std::max(1L, sysconf(_SC_NPROCESSORS_ONLN)));
    return result;
}

} // namespace lathe
