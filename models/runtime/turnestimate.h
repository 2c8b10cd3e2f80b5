// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <chrono>

namespace lathe {

/// How soon one of a function's environments will be free again, judged by how long its invocations took. A value of the
/// EnvironmentPool, one for each group of environments.
class TurnEstimate
{
public:
    using Duration = std::chrono::steady_clock::duration;

    /// What an invocation takes at most that only uses the processor; see PoolLimits::shortInvocation.
    explicit TurnEstimate(Duration shortInvocation = std::chrono::milliseconds(2)) : m_short(shortInvocation) {}

    void ended(Duration took);
    /// Whether one that has run for so long is not what the estimate knows.
    bool isUnusual(Duration runs) const { return runs > 10 * m_short; }
    /// Whether one more event behind `waiting` others has its turn within the time of five short invocations, with this many
    /// environments that are at work and not unusual.
    bool comesSoon(int atWork, int waiting) const;

private:
    Duration m_short;
    Duration m_quickest = Duration::max(); ///< Of the last ones: what they take when they need not share a processor.
};

} // namespace lathe
