// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/cachecontroller.h"
#include "core/async.h"

namespace lathe {

CacheController::CacheController(CachePlaces places, QObject *parent) : QObject(parent), m_places(std::move(places))
{
    m_pool.setMaxThreadCount(1);
}

CacheController::~CacheController()
{
    m_cancel = true;
    m_pool.waitForDone();
}

void CacheController::measure()
{
    const auto work = [places = m_places]() -> Result<QList<CacheReport>> {
        CacheRules rules;
        rules.all = true;
        return cacheReports(places, rules);
    };
    whenDone(onWorker(m_pool, work), this, [this](const Result<QList<CacheReport>> &reports) {
        qint64 bytes = 0, freeable = 0;
        for (const CacheReport &cache : reports.value_or(QList<CacheReport>())) {
            bytes += cache.bytes;
            freeable += cache.freeableBytes;
        }
        emit measured(bytes, freeable);
    });
}

void CacheController::empty()
{
    if (m_emptying)
        return;
    m_emptying = true;
    m_cancel = false;
    const auto tell = [this](const CacheProgress &at) {
        QMetaObject::invokeMethod(this, [this, fraction = at.totalBytes > 0 ? double(at.bytes) / double(at.totalBytes) : 1.0] {
            if (m_emptying)
                emit progressed(fraction);
        }, Qt::QueuedConnection);
    };
    const auto work = [this, tell]() -> Result<CacheOutcome> {
        CacheRules rules;
        rules.all = true;
        return pruneCaches(m_places, rules, tell, &m_cancel);
    };
    whenDone(onWorker(m_pool, work), this, [this](const Result<CacheOutcome> &outcome) {
        m_emptying = false;
        emit emptied(outcome ? outcome->bytes : 0, outcome ? outcome->inUse : 0);
        measure();
    });
}

} // namespace lathe
