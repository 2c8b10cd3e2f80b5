// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/runtimeservice.h"
#include "core/ids.h"
#include "core/limits.h"
#include "core/timeouts.h"
#include "runtime/environment.h"
#include <QCoreApplication>
#include <QFutureWatcher>
#include <QPointer>
#include <QPromise>
#include <algorithm>

namespace lathe {

using InvokeResult = Result<InvokeOutcome>;

struct RuntimeService::Private
{
    /// An environment and what the pool has to know of it.
    struct Slot
    {
        Environment *environment;
        QTimer *idle;
        bool retiring = false;
        quint64 lastUse = 0;
    };
    struct Job
    {
        FunctionSpec function;
        std::unique_ptr<Invocation> invocation;
        std::shared_ptr<QPromise<InvokeResult>> promise;
        std::unique_ptr<QFutureWatcher<InvokeResult>> watcher;
    };

    Private(RuntimeService *owner, RuntimeOptions given) : q(owner), options(std::move(given)) {}

    void accept(const std::shared_ptr<Job> &job);
    Environment *take(const FunctionSpec &function);
    InvokeResult throttled() const;
    void drop(Environment *environment);
    void freed(Environment *environment);
    void report();
    int busy() const;

    RuntimeService *q;
    RuntimeOptions options;
    QList<Slot> slots_;
    quint64 uses = 0;
    std::pair<int, int> reported{0, 0};
};

RuntimeService::RuntimeService(RuntimeOptions options, QObject *parent) : QObject(parent), d(std::make_unique<Private>(this, std::move(options)))
{
}

RuntimeService::~RuntimeService()
{
    const QList<Private::Slot> all = std::exchange(d->slots_, {});
    for (const Private::Slot &slot : all) {
        slot.environment->disconnect(this);
        delete slot.environment;
    }
}

const RuntimeOptions &RuntimeService::options() const
{
    return d->options;
}

static InvokeRequest completed(const FunctionSpec &function, InvokeRequest request)
{
    if (request.payload.isEmpty())
        request.payload = QByteArrayLiteral("{}");
    if (request.requestId.isEmpty())
        request.requestId = newUuid();
    if (request.traceId.isEmpty())
        request.traceId = newTraceId();
    if (request.invokedArn.isEmpty())
        request.invokedArn = function.arn.isEmpty()
            ? QStringLiteral("arn:aws:lambda:%1:%2:function:%3").arg(function.region, function.account, function.name)
            : function.arn;
    return request;
}

static constexpr qint64 payloadMax = limits::payloadSyncBytes + limits::payloadSyncSlackBytes;

static InvokeResult tooLarge(const InvokeRequest &request)
{
    return fail(ErrorCode::TooLarge, QCoreApplication::translate("lathe", "The event has %1 bytes; Lambda takes at most %2.")
                                         .arg(request.payload.size()).arg(payloadMax), {}, QStringLiteral("LTH-RUN-005"));
}

InvokeResult RuntimeService::Private::throttled() const
{
    return fail(ErrorCode::Throttled, QCoreApplication::translate("lathe", "All %1 execution environments are busy; try again when one is free.")
                                          .arg(options.maxEnvironments), {}, QStringLiteral("LTH-RUN-006"));
}

void RuntimeService::invoke(const FunctionSpec &function, const InvokeRequest &request, QObject *context,
    std::function<void(const InvokeResult &)> done)
{
    if (request.payload.size() > payloadMax)
        return done(tooLarge(request));
    Environment *environment = d->take(function);
    if (!environment)
        return done(d->throttled());
    auto invocation = std::make_unique<Invocation>(Invocation{completed(function, request), InvocationLog({}), {}});
    invocation->done = [alive = QPointer<QObject>(context), done = std::move(done)](const InvokeResult &result) {
        if (alive)
            done(result);
    };
    environment->run(std::move(invocation));
    d->report();
}

QFuture<InvokeResult> RuntimeService::invoke(const FunctionSpec &function, const InvokeRequest &request,
    std::function<void(const QByteArray &)> onLog)
{
    auto promise = std::make_shared<QPromise<InvokeResult>>();
    QFuture<InvokeResult> future = promise->future();
    promise->start();
    if (request.payload.size() > payloadMax) {
        promise->addResult(tooLarge(request));
        promise->finish();
        return future;
    }
    auto job = std::make_shared<Private::Job>();
    job->function = function;
    job->promise = std::move(promise);
    job->invocation = std::make_unique<Invocation>(Invocation{completed(function, request), InvocationLog(std::move(onLog)), {}});
    QMetaObject::invokeMethod(this, [this, job] { d->accept(job); });
    return future;
}

void RuntimeService::Private::accept(const std::shared_ptr<Job> &job)
{
    const auto end = [](Job &ended, InvokeResult result) {
        ended.watcher.reset();
        ended.promise->addResult(std::move(result));
        ended.promise->finish();
    };
    if (job->promise->isCanceled())
        return end(*job, fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "The run was cancelled.")));
    Environment *environment = take(job->function);
    if (!environment)
        return end(*job, throttled());
    const QString id = job->invocation->request.requestId;
    job->watcher = std::make_unique<QFutureWatcher<InvokeResult>>();
    QObject::connect(job->watcher.get(), &QFutureWatcherBase::canceled, environment, [environment, id] { environment->cancel(id); });
    job->watcher->setFuture(job->promise->future());
    job->invocation->done = [job, end](InvokeResult result) {
        job->watcher.release()->deleteLater(); // this may be one of its own signals
        job->watcher.reset();
        end(*job, std::move(result));
    };
    environment->run(std::move(job->invocation));
    report();
}

/// A free environment of exactly this function, warm ones first; else a new one; else nullptr.
Environment *RuntimeService::Private::take(const FunctionSpec &function)
{
    QList<Environment *> outdated;
    Slot *best = nullptr;
    for (Slot &slot : slots_) {
        if (slot.environment->isBusy() || slot.retiring)
            continue;
        if (slot.environment->function() == function) {
            if (!best || (slot.environment->isWarm() && !best->environment->isWarm()))
                best = &slot;
        } else if (slot.environment->function().name == function.name && slot.environment->function().version == function.version) {
            outdated.append(slot.environment);
        }
    }
    if (best) {
        best->idle->stop();
        best->lastUse = ++uses;
        return best->environment;
    }
    for (Environment *environment : std::as_const(outdated))
        drop(environment);
    if (slots_.size() >= options.maxEnvironments) { // the one that was not needed for longest makes room
        const Slot *oldest = nullptr;
        for (const Slot &slot : std::as_const(slots_))
            if (!slot.environment->isBusy() && (!oldest || slot.lastUse < oldest->lastUse))
                oldest = &slot;
        if (!oldest)
            return nullptr;
        drop(oldest->environment);
    }
    auto *environment = new Environment(function, options, q);
    auto *idle = new QTimer(environment);
    idle->setSingleShot(true);
    QObject::connect(idle, &QTimer::timeout, q, [this, environment] { drop(environment); });
    // Queued: an environment reports from the middle of its own work.
    QObject::connect(environment, &Environment::freed, q, [this, environment] { freed(environment); }, Qt::QueuedConnection);
    QObject::connect(environment, &Environment::platformEvent, q,
        [this, environment](const PlatformEvent &event) { emit q->platformEvent(environment->function().name, event); });
    slots_.append({environment, idle, false, ++uses});
    return environment;
}

void RuntimeService::Private::freed(Environment *environment)
{
    for (Slot &slot : slots_) {
        if (slot.environment != environment)
            continue;
        if (environment->isBusy())
            return; // taken again already
        if (slot.retiring || !options.keepWarm)
            drop(environment);
        else
            slot.idle->start(timeouts::environmentIdle);
        break;
    }
    report();
}

void RuntimeService::Private::drop(Environment *environment)
{
    slots_.removeIf([environment](const Slot &slot) { return slot.environment == environment; });
    environment->deleteLater();
    report();
}

int RuntimeService::Private::busy() const
{
    return int(std::count_if(slots_.cbegin(), slots_.cend(), [](const Slot &slot) { return slot.environment->isBusy(); }));
}

void RuntimeService::Private::report()
{
    const std::pair<int, int> now{int(slots_.size()), busy()};
    if (now == reported)
        return;
    reported = now;
    emit q->environmentsChanged(now.first, now.second);
}

void RuntimeService::retire(const QString &functionName)
{
    QMetaObject::invokeMethod(this, [this, functionName] {
        QList<Environment *> idle;
        for (Private::Slot &slot : d->slots_) {
            if (slot.environment->function().name != functionName)
                continue;
            if (slot.environment->isBusy())
                slot.retiring = true;
            else
                idle.append(slot.environment);
        }
        for (Environment *environment : std::as_const(idle))
            d->drop(environment);
    });
}

void RuntimeService::cancelAll()
{
    QMetaObject::invokeMethod(this, [this] {
        const QList<Private::Slot> all = d->slots_;
        for (const Private::Slot &slot : all)
            slot.environment->cancelAny();
    });
}

} // namespace lathe
