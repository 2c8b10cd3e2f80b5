// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apierror.h"
#include "cloud/functionservice.h"
#include "runtime/functionspec.h"
#include <QObject>
#include <chrono>

namespace lathe {

/// How asynchronous invocations are retried. Source: AWS "Asynchronous invocation", error handling.
struct AsyncRetries
{
    QList<std::chrono::milliseconds> afterError{std::chrono::minutes(1), std::chrono::minutes(2)};
    std::chrono::milliseconds firstThrottleDelay{1000}; ///< Doubles up to the longest.
    std::chrono::milliseconds longestThrottleDelay{std::chrono::minutes(5)};
    std::chrono::milliseconds oldest{std::chrono::hours(6)};
    int capacity = 1000; ///< Events that may wait; over it Invoke answers 429.
};

/// Events of InvocationType=Event: each is run once, and again after an error. It is kept in memory only, so what waits is
/// lost when the endpoint ends. Owned by the endpoint, on its thread.
class AsyncQueue : public QObject
{
    Q_OBJECT
public:
    explicit AsyncQueue(FunctionService &functions, AsyncRetries retries = {}, QObject *parent = nullptr);
    /// Takes an event for a version, or TooManyRequestsException.
    ApiResult<> enqueue(const QString &name, const QString &version, const InvokeRequest &request);
    int size() const { return m_size; }

signals:
    /// An event has ended: it ran well, or was given up (`functionError` of the last try, or why it could not run).
    void finished(const QString &requestId, int attempts, const QString &functionError);

private:
    struct Event;
    using EventPtr = std::shared_ptr<Event>;
    void run(const EventPtr &event);
    void ran(const EventPtr &event, const Result<InvokeOutcome> &outcome);
    void later(const EventPtr &event, std::chrono::milliseconds delay);
    void end(const EventPtr &event, const QString &functionError);

    FunctionService &m_functions;
    AsyncRetries m_retries;
    int m_size = 0;
};

} // namespace lathe
