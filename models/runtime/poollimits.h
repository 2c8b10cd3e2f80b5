// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/limits.h"
#include "core/timeouts.h"

namespace lathe {

/// What bounds the pool of environments, as a value: Lambda's own limits first, then what this machine can bear.
struct PoolLimits
{
    int concurrency = limits::concurrencyRegion;                       ///< Events at a time over all functions.
    int scalingEnvironments = limits::scalingEnvironments;             ///< New environments a function may get at once …
    int scalingPerSecond = limits::scalingEnvironmentsPerSecond;       ///< … and again.
    int requestsPerEnvironment = limits::requestsPerEnvironmentSecond; ///< Synchronous ones a second, per unit of concurrency.

    int environments = 0; ///< Of the whole machine, all functions together; 0: as many as its memory bears.
    int memoryMib = 0;    ///< That all environments together may use; 0: half of the machine's.
    std::chrono::milliseconds queue = timeouts::machineQueue; ///< How long an event waits when the machine's cap is reached.
    int turns = 0; ///< So many environments of one function may be at work before short invocations wait for each other; 0: two a processor.
    /// Such invocations only use the processor: where all processors are taken, another environment makes none of them faster.
    std::chrono::milliseconds shortInvocation{2};
    std::chrono::milliseconds turnWait = timeouts::turnWait; ///< How long an event does, at most.
    std::chrono::milliseconds idle = timeouts::environmentIdle;

    /// The same with what is 0 computed from the machine's memory.
    PoolLimits completed(int machineMib) const;
    static int machineMemoryMib();
};

/// What a new environment is expected to use before anything is known of its function, and the least that one counts.
inline constexpr int environmentExpectedMib = 128;
inline constexpr int environmentLeastMib = 24;

} // namespace lathe
