// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/filelimit.h"
#include <algorithm>
#include <sys/resource.h>

namespace lathe {

void raiseFileLimit()
{
    constexpr rlim_t most = 65536;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= most)
        return;
    limit.rlim_cur = std::min(limit.rlim_max, most); // RLIM_INFINITY is the largest number
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace lathe
