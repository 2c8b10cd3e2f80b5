// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/deployer.h"
#include "deploy/deploywork.h"
#include <QPromise>
#include <QThreadPool>
#include <functional>

namespace lathe {

struct Deployer::Private
{
    Private(Deployer *deployer, LambdaClient &client, DeployOptions options)
        : work(client, std::move(options), [deployer](int step, int steps, const QString &title, double fraction) {
            QMetaObject::invokeMethod(deployer, [=] { emit deployer->progressed(step, steps, title, fraction); }, Qt::QueuedConnection);
        })
    {
        pool.setMaxThreadCount(1);
    }

    template <class T>
    QFuture<Result<T>> start(std::function<Result<T>(const std::function<bool()> &)> job)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        const auto future = promise->future();
        pool.start([promise, job = std::move(job)] {
            promise->addResult(job([promise] { return promise->isCanceled(); }));
            promise->finish();
        });
        return future;
    }

    DeployWork work;
    QThreadPool pool;
};

Deployer::Deployer(LambdaClient &client, DeployOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, client, std::move(options)))
{
}

Deployer::~Deployer()
{
    d->work.stop();
    d->pool.waitForDone(); // The request under way was cancelled, so this is short.
}

QFuture<Result<DeployPlan>> Deployer::plan(const FunctionDefinition &function)
{
    return d->start<DeployPlan>([this, function](const std::function<bool()> &isCancelled) { return d->work.plan(function, isCancelled); });
}

QFuture<Result<DeployResult>> Deployer::apply(const DeployPlan &plan)
{
    return d->start<DeployResult>([this, plan](const std::function<bool()> &isCancelled) { return d->work.apply(plan, isCancelled); });
}

} // namespace lathe
