// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.h"
#include <cstdlib>
#include <unistd.h>

namespace lathe::init {

long oomKills(int counterFd)
{
    if (counterFd < 0)
        return 0;
    char buffer[512] = {};
    if (pread(counterFd, buffer, sizeof buffer - 1, 0) <= 0)
        return 0;
    const char *at = strstr(buffer, "oom_kill ");
    return at ? atol(at + 9) : 0;
}

} // namespace lathe::init
