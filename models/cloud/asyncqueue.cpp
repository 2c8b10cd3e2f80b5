// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/asyncqueue.h"
#include "core/async.h"
#include "core/ids.h"
#include "core/limits.h"
#include "core/logging.h"
#include "runtime/runtimeservice.h"
#include <QDateTime>
#include <QTimer>
#include <algorithm>

namespace lathe {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

struct AsyncQueue::Event
{
    StoredEvent stored;
    milliseconds throttleDelay;
    steady_clock::time_point deadline; ///< Of its age; the wall clock may be set while the endpoint runs.
    QString executed = {};             ///< The version of the last try.
};

static void logFailure(const Result<> &done)
{
    if (!done)
        qCWarning(logCloud).noquote() << done.error().text << done.error().detail;
}

AsyncQueue::AsyncQueue(FunctionService &functions, AsyncRetries retries, QObject *parent)
    : QObject(parent), m_functions(functions), m_retries(std::move(retries)), m_store(functions.store().database())
{
    connect(&m_functions, &FunctionService::functionChanged, this, &AsyncQueue::dropDeleted);
    resume();
}

/// What an earlier endpoint on this state had accepted. Whatever the rows say, a wait is no longer than the longest that this
/// queue makes itself.
void AsyncQueue::resume()
{
    const auto events = m_store.all();
    if (!events) {
        qCWarning(logCloud).noquote() << events.error().text << events.error().detail;
        return;
    }
    milliseconds longest = m_retries.longestThrottleDelay;
    for (const milliseconds delay : m_retries.afterError)
        longest = std::max(longest, delay);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const auto until = [now](qint64 ms, milliseconds most) { return milliseconds(ms <= now ? 0 : std::min(ms - now, qint64(most.count()))); };
    for (const StoredEvent &stored : *events) {
        const milliseconds left = stored.expiresMs <= now ? milliseconds(-1) : until(stored.expiresMs, m_retries.oldest);
        add(std::make_shared<Event>(Event{stored, m_retries.firstThrottleDelay, steady_clock::now() + left}), until(stored.nextMs, longest));
    }
    if (!events->isEmpty())
        qCInfo(logCloud) << events->size() << "asynchronous events go on";
}

ApiResult<> AsyncQueue::enqueue(const QString &name, const QString &qualifier, const InvokeRequest &request)
{
    if (size() >= m_retries.capacity)
        return refuse(apierror::throttled(QStringLiteral("Rate Exceeded."), QStringLiteral("ConcurrentInvocationLimitExceeded")));
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    StoredEvent stored{m_lastId + 1, name, qualifier, request.requestId, 0, now, 0};
    const QJsonValue age = settingsOf(stored).value(QLatin1String("MaximumEventAgeInSeconds"));
    const milliseconds oldest = age.isDouble() ? std::min<milliseconds>(std::chrono::seconds(age.toInt()), m_retries.oldest) : m_retries.oldest;
    stored.expiresMs = now + oldest.count();
    if (const auto kept = m_store.add(stored, request); !kept) {
        logFailure(kept);
        return refuse(apierror::service(kept.error().text));
    }
    add(std::make_shared<Event>(Event{stored, m_retries.firstThrottleDelay, steady_clock::now() + oldest}), milliseconds(0));
    return {};
}

void AsyncQueue::add(const EventPtr &event, milliseconds delay)
{
    m_lastId = std::max(m_lastId, event->stored.id);
    m_events.insert(event->stored.id, event);
    later(event, delay);
}

void AsyncQueue::later(const EventPtr &event, milliseconds delay)
{
    QTimer::singleShot(delay, this, [this, event] { run(event); });
}

void AsyncQueue::run(const EventPtr &event)
{
    if (!m_events.contains(event->stored.id))
        return; // deleted
    if (steady_clock::now() > event->deadline) {
        report(event, "EventAgeExceeded", nullptr);
        return end(event, QStringLiteral("EventAgeExceeded"));
    }
    const int attempts = event->stored.attempts;
    if (attempts < 0 || attempts > m_retries.afterError.size() || event->stored.requestId.isEmpty())
        return end(event, QStringLiteral("the stored event is damaged"));
    const FunctionRecord *function = m_functions.store().find(event->stored.name);
    const VersionRecord *version = function ? function->route(event->stored.qualifier) : nullptr;
    const QString target = version ? version->version : event->stored.qualifier; // gone: a kill came between it and its events
    m_functions.withSpec(event->stored.name, target, [this, event](const ApiResult<FunctionService::SpecPtr> &spec) {
        if (spec)
            return invoke(event, **spec);
        if (spec.error().status == 409) // Pending: its code comes soon
            return ran(event, fail(ErrorCode::Throttled, spec.error().message));
        end(event, spec.error().message);
    });
}

void AsyncQueue::invoke(const EventPtr &event, const FunctionSpec &spec)
{
    const auto request = m_store.request(event->stored.id);
    if (!request)
        return end(event, request.error().text);
    FunctionSpec own = spec;
    own.tenantId = request->tenantId;
    event->executed = spec.version;
    whenDone(m_functions.runtime().invoke(own, *request), this, [this, event](const Result<InvokeOutcome> &outcome) { ran(event, outcome); });
}

void AsyncQueue::ran(const EventPtr &event, const Result<InvokeOutcome> &outcome)
{
    if (!m_events.contains(event->stored.id))
        return; // deleted while it ran
    const bool tooOld = steady_clock::now() > event->deadline;
    if (!outcome && outcome.error().code == ErrorCode::Throttled) { // not the function's fault: costs no try
        if (tooOld) {
            report(event, "EventAgeExceeded", nullptr);
            return end(event, QStringLiteral("EventAgeExceeded"));
        }
        later(event, event->throttleDelay);
        event->throttleDelay = qMin(event->throttleDelay * 2, m_retries.longestThrottleDelay);
        return;
    }
    const int attempts = ++event->stored.attempts;
    if (outcome && outcome->ok()) {
        report(event, "Success", &*outcome);
        return end(event, {});
    }
    if (attempts > retriesOf(event->stored) || tooOld) {
        report(event, attempts > retriesOf(event->stored) ? "RetriesExhausted" : "EventAgeExceeded", outcome ? &*outcome : nullptr);
        return end(event, outcome ? QString::fromUtf8(outcome->functionError) : outcome.error().text);
    }
    const milliseconds delay = m_retries.afterError.at(attempts - 1);
    logFailure(m_store.setTried(event->stored.id, attempts, QDateTime::currentMSecsSinceEpoch() + delay.count()));
    later(event, delay);
}

/// What PutFunctionEventInvokeConfig said of the qualifier that the event was sent to.
QJsonObject AsyncQueue::settingsOf(const StoredEvent &event) const
{
    const FunctionRecord *function = m_functions.store().find(event.name);
    return function ? function->setting(FunctionSetting::EventInvoke, event.qualifier) : QJsonObject();
}

qsizetype AsyncQueue::retriesOf(const StoredEvent &event) const
{
    return std::min<qsizetype>(m_retries.afterError.size(), settingsOf(event).value(QLatin1String("MaximumRetryAttempts")).toInt(limits::asyncRetriesMax));
}

/// Tells the destination what the event came to; before its end(), for its bytes go with it.
void AsyncQueue::report(const EventPtr &event, const QByteArray &condition, const InvokeOutcome *outcome)
{
    const StoredEvent &stored = event->stored;
    const QLatin1String which(condition == "Success" ? "OnSuccess" : "OnFailure");
    const QString destination = settingsOf(stored).value(QLatin1String("DestinationConfig")).toObject().value(which).toObject().value(QLatin1String("Destination")).toString();
    if (destination.isEmpty())
        return;
    const auto request = m_store.request(stored.id);
    if (!request) {
        qCWarning(logCloud).noquote() << request.error().text << request.error().detail;
        return;
    }
    InvocationRecord record{stored.requestId, m_functions.scope().functionArn(stored.name, stored.qualifier), condition, stored.attempts, request->payload, {}, {}, {}};
    if (outcome) {
        record.executedVersion = event->executed;
        record.functionError = outcome->functionError;
        record.responsePayload = outcome->payload;
    }
    send(destination, record, request->traceId);
}

void AsyncQueue::send(const QString &destination, const InvocationRecord &record, const QByteArray &traceId)
{
    const auto refused = [&](const QString &why) { qCWarning(logCloud).noquote() << "the record of event" << record.requestId << "was not sent to" << destination + u':' << why; };
    if (destination.section(u':', 2, 2) != QLatin1String("lambda"))
        return refused(QStringLiteral("there are only functions at this endpoint"));
    const auto target = parseFunctionName(destination, {}, NameForm::Namespaced, m_functions.scope(), "InvokeFunction");
    const FunctionRecord *function = target ? m_functions.store().find(target->name) : nullptr;
    const VersionRecord *version = function ? function->resolve(target->qualifier) : nullptr;
    if (!version)
        return refused(QStringLiteral("there is no such function"));
    if (version->isPerTenant())
        return refused(QStringLiteral("it has a tenancy configuration, and a record names no tenant"));
    const int before = traceLineage(traceId);
    const bool loops = function->setting(FunctionSetting::Recursion).value(QLatin1String("RecursiveLoop")).toString() == QLatin1String("Allow");
    if (before >= limits::recursiveCallsMax && !loops)
        return refused(QStringLiteral("functions have called each other %1 times; PutFunctionRecursionConfig allows it").arg(before));
    InvokeRequest request;
    request.payload = record.json(QDateTime::currentDateTimeUtc());
    if (request.payload.size() > limits::payloadAsyncBytes)
        return refused(QStringLiteral("it has %1 bytes, more than an event may").arg(request.payload.size()));
    request.requestId = newUuid();
    request.traceId = withLineage(newTraceId(), before + 1);
    request.invokedArn = destination;
    if (const auto taken = enqueue(target->name, target->qualifier.isEmpty() ? latestVersion : target->qualifier, request); !taken)
        refused(taken.error().message);
}

void AsyncQueue::end(const EventPtr &event, const QString &functionError)
{
    const StoredEvent &stored = event->stored;
    if (m_events.remove(stored.id) == 0)
        return;
    logFailure(m_store.remove(stored.id)); // it would run once more after a restart
    if (!functionError.isEmpty())
        qCInfo(logCloud).noquote() << "event" << stored.requestId << "of" << stored.name << "was given up after" << stored.attempts << "tries:" << functionError;
    emit finished(stored.requestId, stored.attempts, functionError);
}

/// The events of a function, version or alias that was deleted. A function of the same name that is made later does not get them.
void AsyncQueue::dropDeleted(const QString &name)
{
    const FunctionRecord *function = m_functions.store().find(name);
    QList<EventPtr> deleted;
    for (const EventPtr &event : std::as_const(m_events))
        if (event->stored.name == name && (!function || !function->resolve(event->stored.qualifier)))
            deleted.append(event);
    for (const EventPtr &event : std::as_const(deleted))
        end(event, QStringLiteral("deleted"));
}

} // namespace lathe
