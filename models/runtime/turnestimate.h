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

    /// Such invocations only use the processor: where all processors are taken, another environment makes none of them faster.
    static constexpr std::chrono::milliseconds shortInvocation{2};
    /// What a turn may take to come.
    static constexpr std::chrono::milliseconds soon{10};
    /// One that runs for longer than this is not what the estimate knows.
    static constexpr std::chrono::milliseconds unusual{20};

    void ended(Duration took);
    /// Whether one more event behind `waiting` others has its turn soon, with this many environments that are at work and not
    /// unusual.
    bool comesSoon(int atWork, int waiting) const;

private:
    Duration m_quickest = Duration::max(); ///< Of the last ones: what they take when they need not share a processor.
};

} // namespace lathe
