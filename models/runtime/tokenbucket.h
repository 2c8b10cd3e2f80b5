// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <chrono>

namespace lathe {

/// How much may pass at a moment: full at first, refilled at a steady rate up to its capacity. A value; it never looks at
/// a clock itself, so any thread and any time will do.
class TokenBucket
{
public:
    using Time = std::chrono::steady_clock::time_point;
    /// `perSecond` must be above 0.
    TokenBucket(qint64 capacity, qint64 perSecond) : m_capacity(capacity), m_perSecond(perSecond), m_tokens(double(capacity)) {}

    /// Takes at most `wanted`; what it took, perhaps 0.
    qint64 take(qint64 wanted, Time now);
    /// How long until `wanted` (or the capacity, when that is less) can be taken; rounded up to a millisecond.
    std::chrono::milliseconds until(qint64 wanted, Time now);

private:
    void refill(Time now);

    qint64 m_capacity;
    qint64 m_perSecond;
    double m_tokens;
    Time m_last{};
    bool m_begun = false;
};

} // namespace lathe
