// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/tokenbucket.h"
#include <algorithm>
#include <cmath>

namespace lathe {

void TokenBucket::refill(Time now)
{
    if (m_begun && now > m_last)
        m_tokens = std::min(double(m_capacity), m_tokens + std::chrono::duration<double>(now - m_last).count() * double(m_perSecond));
    m_last = m_begun ? std::max(m_last, now) : now;
    m_begun = true;
}

qint64 TokenBucket::take(qint64 wanted, Time now)
{
    refill(now);
    const qint64 taken = std::clamp<qint64>(wanted, 0, qint64(m_tokens));
    m_tokens -= double(taken);
    return taken;
}

std::chrono::milliseconds TokenBucket::until(qint64 wanted, Time now)
{
    refill(now);
    const double missing = double(std::min(wanted, m_capacity)) - m_tokens;
    return std::chrono::milliseconds(missing <= 0 ? 0 : qint64(std::ceil(missing * 1000 / double(m_perSecond))));
}

} // namespace lathe
