// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/asyncqueue.h"
#include "core/async.h"
#include "core/logging.h"
#include "runtime/runtimeservice.h"
#include <QTimer>

namespace lathe {

struct AsyncQueue::Event
{
    QString name;
    QString version;
    InvokeRequest request;
    int attempts = 0;
    std::chrono::milliseconds throttleDelay;
    std::chrono::steady_clock::time_point taken = std::chrono::steady_clock::now();
};

AsyncQueue::AsyncQueue(FunctionService &functions, AsyncRetries retries, QObject *parent)
    : QObject(parent), m_functions(functions), m_retries(std::move(retries))
{
}

ApiResult<> AsyncQueue::enqueue(const QString &name, const QString &version, const InvokeRequest &request)
{
    if (m_size >= m_retries.capacity)
        return refuse(apierror::throttled(QStringLiteral("Rate Exceeded."), QStringLiteral("ConcurrentInvocationLimitExceeded")));
    ++m_size;
    later(std::make_shared<Event>(Event{name, version, request, 0, m_retries.firstThrottleDelay}), std::chrono::milliseconds(0));
    return {};
}

void AsyncQueue::later(const EventPtr &event, std::chrono::milliseconds delay)
{
    QTimer::singleShot(delay, this, [this, event] { run(event); });
}

void AsyncQueue::run(const EventPtr &event)
{
    m_functions.withSpec(event->name, event->version, [this, event](const ApiResult<FunctionService::SpecPtr> &spec) {
        if (!spec) {
            // Deleted: nobody wants the event any more. Pending: its code comes soon.
            if (spec.error().status == 409)
                return ran(event, fail(ErrorCode::Throttled, spec.error().message));
            return end(event, spec.error().message);
        }
        whenDone(m_functions.runtime().invoke(**spec, event->request), this, [this, event](const Result<InvokeOutcome> &outcome) { ran(event, outcome); });
    });
}

void AsyncQueue::ran(const EventPtr &event, const Result<InvokeOutcome> &outcome)
{
    const auto age = std::chrono::steady_clock::now() - event->taken;
    if (!outcome && outcome.error().code == ErrorCode::Throttled) { // not the function's fault: costs no try
        if (age > m_retries.oldest)
            return end(event, QStringLiteral("EventAgeExceeded"));
        later(event, event->throttleDelay);
        event->throttleDelay = qMin(event->throttleDelay * 2, m_retries.longestThrottleDelay);
        return;
    }
    ++event->attempts;
    if (outcome && outcome->ok())
        return end(event, {});
    const QString why = outcome ? QString::fromUtf8(outcome->functionError) : outcome.error().text;
    if (event->attempts > m_retries.afterError.size() || age > m_retries.oldest)
        return end(event, why);
    later(event, m_retries.afterError.at(event->attempts - 1));
}

void AsyncQueue::end(const EventPtr &event, const QString &functionError)
{
    --m_size;
    if (!functionError.isEmpty())
        qCInfo(logCloud).noquote() << "event" << event->request.requestId << "of" << event->name << "was given up after" << event->attempts << "tries:" << functionError;
    emit finished(event->request.requestId, event->attempts, functionError);
}

} // namespace lathe
