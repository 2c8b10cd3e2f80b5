// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/cache/cachesweep.h"
#include "core/logging.h"

namespace lathe {

CacheSweep::CacheSweep(CachePlaces places)
{
    m_pool.setMaxThreadCount(1);
    m_pool.start([this, places = std::move(places)] {
        CacheRules rules;
        rules.imageBytes = imageCacheBytes(places);
        const CacheOutcome outcome = pruneCaches(places, rules, {}, &m_cancel);
        if (outcome.removed > 0 || outcome.leftovers > 0)
            qCInfo(logProcess) << "caches:" << outcome.removed << "entries," << outcome.leftovers << "leftovers," << outcome.bytes << "bytes freed";
    });
}

CacheSweep::~CacheSweep()
{
    m_cancel = true;
    m_pool.waitForDone();
}

} // namespace lathe
