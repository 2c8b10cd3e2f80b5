// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apierror.h"
#include "cloud/destinations.h"
#include "cloud/queuedevents.h"
#include "cloud/functionservice.h"
#include "runtime/functionspec.h"
#include <QHash>
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

/// Events of InvocationType=Event: each is run once, and again after an error, as the function's own settings have it. What it came to
/// goes to its destination, where that is a function of this endpoint. An event is in the endpoint's database before
/// it is accepted and stays there until it has run well or was given up, so that one which waits, or was running when the
/// endpoint ended, runs after the next start: at least once, as in Lambda. The bytes are read when their turn comes, so that
/// what waits takes no memory. Owned by the endpoint, on its thread.
class AsyncQueue : public QObject
{
    Q_OBJECT
public:
    /// Goes on with what the database holds, when the event loop runs.
    explicit AsyncQueue(FunctionService &functions, AsyncRetries retries = {}, QObject *parent = nullptr);
    /// Takes an event for a version or alias that exists, or TooManyRequestsException; ServiceException when it cannot be kept. Which
    /// version an alias means is found out at each try: the event waits for the alias and not for what it pointed to.
    ApiResult<> enqueue(const QString &name, const QString &qualifier, const InvokeRequest &request);
    int size() const { return int(m_events.size()); }

signals:
    /// An event has ended: it ran well, or was given up (`functionError` of the last try, or why it could not run).
    void finished(const QString &requestId, int attempts, const QString &functionError);

private:
    struct Event;
    using EventPtr = std::shared_ptr<Event>;
    void resume();
    void add(const EventPtr &event, std::chrono::milliseconds delay);
    void run(const EventPtr &event);
    void invoke(const EventPtr &event, const FunctionSpec &spec);
    void ran(const EventPtr &event, const Result<InvokeOutcome> &outcome);
    QJsonObject settingsOf(const StoredEvent &event) const;
    qsizetype retriesOf(const StoredEvent &event) const;
    void report(const EventPtr &event, const QByteArray &condition, const InvokeOutcome *outcome);
    void send(const QString &destination, const InvocationRecord &record, const QByteArray &traceId);
    void later(const EventPtr &event, std::chrono::milliseconds delay);
    void end(const EventPtr &event, const QString &functionError);
    void dropDeleted(const QString &name);

    FunctionService &m_functions;
    AsyncRetries m_retries;
    QueuedEvents m_store;
    QHash<qint64, EventPtr> m_events; ///< All that have not ended, by id.
    qint64 m_lastId = 0;
};

} // namespace lathe
