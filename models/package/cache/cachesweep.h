// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/cache/cacheprune.h"
#include <QThreadPool>

namespace lathe {

/// Tidies the caches once, on a thread of its own, while what owns it (an engine, a server) starts and works: what
/// killed processes left, what nobody used for 30 days, images over their bound. Ends early when it is destroyed.
class CacheSweep
{
public:
    explicit CacheSweep(CachePlaces places = CachePlaces::standard());
    ~CacheSweep();
    Q_DISABLE_COPY(CacheSweep)

private:
    std::atomic_bool m_cancel = false;
    QThreadPool m_pool;
};

} // namespace lathe
