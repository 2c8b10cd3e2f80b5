// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/concurrency.h"
#include <algorithm>

namespace lathe {

QString throttleReason(Throttle throttle)
{
    switch (throttle) {
    case Throttle::ReservedConcurrency: return QStringLiteral("ReservedFunctionConcurrentInvocationLimitExceeded");
    case Throttle::Rate: return QStringLiteral("CallerRateLimitExceeded");
    case Throttle::ReservedRate: return QStringLiteral("ReservedFunctionInvocationRateLimitExceeded");
    case Throttle::Scaling: return QStringLiteral("FunctionInvocationRateLimitExceeded");
    case Throttle::Concurrency:
    case Throttle::Machine: break;
    }
    return QStringLiteral("ConcurrentInvocationLimitExceeded");
}

Concurrency::Concurrency(const PoolLimits &limits) : m_limits(limits), m_rate(rateFor(limits.concurrency)) {}

TokenBucket Concurrency::rateFor(int concurrency) const
{
    const qint64 perSecond = qint64(concurrency) * m_limits.requestsPerEnvironment;
    return {perSecond, std::max<qint64>(perSecond, 1)};
}

void Concurrency::setReserved(const QString &function, std::optional<int> reserved)
{
    const auto share = m_shares.constFind(function);
    if (reserved ? share != m_shares.constEnd() && share->reserved == *reserved : share == m_shares.constEnd())
        return; // what is left of its rate stays
    if (reserved)
        m_shares.insert(function, Share{*reserved, rateFor(*reserved)});
    else
        m_shares.erase(share);
    m_rate = rateFor(unreserved());
}

std::optional<int> Concurrency::reserved(const QString &function) const
{
    const auto share = m_shares.constFind(function);
    return share == m_shares.constEnd() ? std::optional<int>() : share->reserved;
}

void Concurrency::setProvisioned(const QString &function, int provisioned)
{
    if (provisioned > 0)
        m_provisioned.insert(function, provisioned);
    else
        m_provisioned.remove(function);
    m_rate = rateFor(unreserved());
}

int Concurrency::unreserved() const
{
    int left = m_limits.concurrency;
    for (const Share &share : m_shares)
        left -= share.reserved;
    for (auto it = m_provisioned.begin(); it != m_provisioned.end(); ++it)
        if (!m_shares.contains(it.key()))
            left -= it.value();
    return std::max(left, 0);
}

std::optional<Throttle> Concurrency::admit(const QString &function, int underWay, bool synchronous, Time now)
{
    const auto share = m_shares.isEmpty() ? m_shares.end() : m_shares.find(function);
    if (share != m_shares.end()) {
        if (underWay >= share->reserved)
            return Throttle::ReservedConcurrency;
        return !synchronous || share->rate.take(1, now) == 1 ? std::optional<Throttle>() : Throttle::ReservedRate;
    }
    if (underWay >= unreserved())
        return Throttle::Concurrency;
    return !synchronous || m_rate.take(1, now) == 1 ? std::optional<Throttle>() : Throttle::Rate;
}

bool Concurrency::admitEnvironment(const QString &function, Time now)
{
    auto bucket = m_scaling.find(function);
    if (bucket == m_scaling.end())
        bucket = m_scaling.insert(function, {m_limits.scalingEnvironments, m_limits.scalingPerSecond});
    return bucket->take(1, now) == 1;
}

} // namespace lathe
