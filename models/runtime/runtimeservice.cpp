// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/runtimeservice.h"
#include "core/ids.h"
#include "core/limits.h"
#include "core/timeouts.h"
#include "runtime/environmentpool.h"
#include <QCoreApplication>
#include <QFutureWatcher>
#include <QMetaMethod>
#include <QPointer>
#include <QPromise>
#include <algorithm>

namespace lathe {

using InvokeResult = Result<InvokeOutcome>;

struct RuntimeService::Private
{
    struct Job
    {
        FunctionSpec function;
        std::unique_ptr<Invocation> invocation;
        std::shared_ptr<QPromise<InvokeResult>> promise;
        std::unique_ptr<QFutureWatcher<InvokeResult>> watcher;
    };

    Private(RuntimeService *owner, RuntimeOptions given) : q(owner), options(std::move(given)), pool(std::make_unique<EnvironmentPool>(options)) {}

    void accept(const std::shared_ptr<Job> &job);
    void note();
    void report();

    RuntimeService *q;
    const RuntimeOptions options;
    std::unique_ptr<EnvironmentPool> pool;
    QTimer reporting;
    std::pair<int, int> reported{0, 0};
};

Result<int> sparesFromEnvironment()
{
    const QString text = qEnvironmentVariable("LATHE_SPARES");
    if (text.isEmpty())
        return usualSpares;
    bool number = false;
    const int spares = text.toInt(&number);
    if (!number || spares < 0 || spares > limits::concurrencyRegion)
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "LATHE_SPARES takes 0 (no environment is started ahead) to %1, not '%2'. Correct it, or unset it.")
                                          .arg(limits::concurrencyRegion).arg(text.left(40)));
    return spares;
}

static RuntimeOptions completed(RuntimeOptions options)
{
    options.pool = options.pool.completed(PoolLimits::machineMemoryMib());
    return options;
}

RuntimeService::RuntimeService(RuntimeOptions options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, completed(std::move(options))))
{
    d->reporting.setSingleShot(true);
    d->reporting.setInterval(timeouts::poolReport);
    connect(&d->reporting, &QTimer::timeout, this, [this] { d->report(); });
    connect(d->pool.get(), &EnvironmentPool::changed, this, [this] { d->note(); });
    connect(d->pool.get(), &EnvironmentPool::platformEvent, this, &RuntimeService::platformEvent);
    connect(d->pool.get(), &EnvironmentPool::ended, this, &RuntimeService::shutDownEnded);
}

RuntimeService::~RuntimeService()
{
    d->pool->disconnect(this);
    d->pool.reset();
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

void RuntimeService::invoke(const FunctionSpec &function, const InvokeRequest &request, QObject *context,
    std::function<void(const InvokeResult &)> done)
{
    if (request.payload.size() > payloadMax)
        return done(tooLarge(request));
    if (!d->pool) // from a callback of what is being cancelled while the service ends
        return done(fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "The run was cancelled.")));
    auto invocation = std::make_unique<Invocation>(Invocation{completed(function, request), InvocationLog({}), {}});
    invocation->done = [alive = QPointer<QObject>(context), done = std::move(done)](const InvokeResult &result) {
        if (alive)
            done(result);
    };
    d->pool->submit(function, std::move(invocation), true);
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
    const QString id = job->invocation->request.requestId;
    job->watcher = std::make_unique<QFutureWatcher<InvokeResult>>();
    QObject::connect(job->watcher.get(), &QFutureWatcherBase::canceled, pool.get(), [this, id] { pool->cancel(id); });
    job->watcher->setFuture(job->promise->future());
    job->invocation->done = [job, end](InvokeResult result) {
        job->watcher.release()->deleteLater(); // this may be one of its own signals
        job->watcher.reset();
        end(*job, std::move(result));
    };
    pool->submit(job->function, std::move(job->invocation), false);
}

/// Something changed: told soon, and only if somebody listens.
void RuntimeService::Private::note()
{
    if (reporting.isActive())
        return;
    static const QMetaMethod counts = QMetaMethod::fromSignal(&RuntimeService::environmentsChanged);
    static const QMetaMethod lists = QMetaMethod::fromSignal(&RuntimeService::poolChanged);
    if (q->isSignalConnected(counts) || q->isSignalConnected(lists))
        reporting.start();
}

void RuntimeService::Private::report()
{
    const std::pair<int, int> now{pool->total(), pool->busy()};
    if (now != std::exchange(reported, now))
        emit q->environmentsChanged(now.first, now.second);
    if (q->isSignalConnected(QMetaMethod::fromSignal(&RuntimeService::poolChanged)))
        emit q->poolChanged(pool->environments());
}

void RuntimeService::retire(const QString &functionName)
{
    QMetaObject::invokeMethod(this, [this, functionName] { if (d->pool) d->pool->retire(functionName); });
}

void RuntimeService::retireCode(const QString &file)
{
    QMetaObject::invokeMethod(this, [this, file] { if (d->pool) d->pool->retireCode(file); });
}

void RuntimeService::cancelAll()
{
    QMetaObject::invokeMethod(this, [this] { if (d->pool) d->pool->cancelAll(); });
}

void RuntimeService::shutDown()
{
    QMetaObject::invokeMethod(this, [this] { if (d->pool) d->pool->shutDown(); });
}

bool RuntimeService::isEnding() const
{
    return !d->pool || d->pool->isEnding();
}

void RuntimeService::prepare(const FunctionSpec &function)
{
    QMetaObject::invokeMethod(this, [this, function] { if (d->pool) d->pool->prepare(function); });
}

void RuntimeService::setReserved(const QString &functionName, std::optional<int> concurrency)
{
    if (d->pool)
        d->pool->concurrency().setReserved(functionName, concurrency);
}

void RuntimeService::provision(const FunctionSpec &function, int environments)
{
    if (d->pool)
        d->pool->provision(function, environments);
}

ProvisionedState RuntimeService::provisioned(const QString &functionName, const QString &version) const
{
    return d->pool ? d->pool->provisioned(functionName, version) : ProvisionedState{};
}

void RuntimeService::stop(quint64 environmentId)
{
    QMetaObject::invokeMethod(this, [this, environmentId] { if (d->pool) d->pool->stop(environmentId); });
}

void RuntimeService::kill(quint64 environmentId)
{
    QMetaObject::invokeMethod(this, [this, environmentId] { if (d->pool) d->pool->kill(environmentId); });
}

int RuntimeService::waitingSpares() const
{
    return d->pool ? d->pool->waitingSpares() : 0;
}

QList<EnvironmentInfo> RuntimeService::environments() const
{
    return d->pool ? d->pool->environments() : QList<EnvironmentInfo>{};
}

} // namespace lathe
