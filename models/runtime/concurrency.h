// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/poollimits.h"
#include "runtime/tokenbucket.h"
#include <QHash>
#include <QString>
#include <optional>

namespace lathe {

/// Why an event is refused: the values of ThrottleReason in the SDK model that apply here. Machine is ours: not a limit of
/// Lambda's but of the computer.
enum class Throttle {
    Concurrency,         ///< ConcurrentInvocationLimitExceeded: the Region's unreserved concurrency.
    ReservedConcurrency, ///< ReservedFunctionConcurrentInvocationLimitExceeded
    Rate,                ///< CallerRateLimitExceeded: ten a second per unit of the Region's unreserved concurrency.
    ReservedRate,        ///< ReservedFunctionInvocationRateLimitExceeded
    Scaling,             ///< FunctionInvocationRateLimitExceeded: new environments faster than Lambda gives them.
    Machine
};
/// The ThrottleReason; for Machine that of the Region's concurrency, which is what clients know how to handle.
QString throttleReason(Throttle throttle);

/// Lambda's rules of concurrency as a value: which functions have a share of their own, and who may run now. Knows nothing of
/// environments; the pool tells it what is under way.
/// Source: AWS "Lambda function scaling", "Configuring reserved concurrency"; limits in core/limits.h.
class Concurrency
{
public:
    using Time = TokenBucket::Time;
    explicit Concurrency(const PoolLimits &limits);

    /// Sets or (nothing) takes away a function's share.
    void setReserved(const QString &function, std::optional<int> reserved);
    std::optional<int> reserved(const QString &function) const;
    /// Environments that are kept for a function, all of its versions together; they come out of its own share, or of the Region's.
    void setProvisioned(const QString &function, int provisioned);
    /// What functions without a share of their own have together, without what is provisioned.
    int unreserved() const;

    /// Whether one more event of the function may run. `underWay`: of this function when it has a share, else of all
    /// without one. Takes a token of the request rate when it is admitted. Asynchronous events have no rate.
    std::optional<Throttle> admit(const QString &function, int underWay, bool synchronous, Time now);
    /// Whether the function may get one more environment now; takes a token.
    bool admitEnvironment(const QString &function, Time now);

private:
    struct Share
    {
        int reserved;
        TokenBucket rate;
    };
    TokenBucket rateFor(int concurrency) const;

    PoolLimits m_limits;
    QHash<QString, Share> m_shares;
    QHash<QString, int> m_provisioned;
    QHash<QString, TokenBucket> m_scaling;
    TokenBucket m_rate;
};

} // namespace lathe
