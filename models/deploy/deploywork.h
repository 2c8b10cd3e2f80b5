// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "deploy/deployer.h"
#include "deploy/functionrequest.h"
#include <QSemaphore>
#include <atomic>
#include <mutex>

namespace lathe {

/// The blocking half of the Deployer: makes and carries out one plan on a worker thread. Internal to models/deploy.
class DeployWork
{
public:
    using Progress = std::function<void(int step, int steps, const QString &title, double fraction)>;

    DeployWork(LambdaClient &client, DeployOptions options, Progress progress)
        : m_client(client), m_options(std::move(options)), m_progress(std::move(progress)) {}

    Result<DeployPlan> plan(const FunctionDefinition &function, const std::function<bool()> &isCancelled);
    Result<DeployResult> apply(const DeployPlan &plan, const std::function<bool()> &isCancelled);
    /// From any thread: the request under way is given up and nothing more is begun.
    void stop();

private:
    struct Package
    {
        QString file, sha256;
        qint64 bytes = 0;
    };
    template <class T>
    Result<T> await(QFuture<Result<T>> future);
    Result<Package> package(const FunctionDefinition &function, const std::function<bool()> &isCancelled);
    Result<> addSteps(DeployPlan &plan, const functionrequest::Wanted &wanted, const FunctionDefinition &function);

    Result<> checkUnchanged(const DeployPlan &plan);
    Result<> perform(const DeployPlan &plan, const PlanStep &step, int index, const std::function<bool()> &isCancelled);
    Result<QJsonObject> send(const DeployPlan &plan, const PlanStep &step, int index);
    bool isDone(const DeployPlan &plan, const PlanStep &step) const;
    Result<> look(const QString &name);
    Result<> waitUpdated(const QString &name, const std::function<bool()> &isCancelled);

    LambdaClient &m_client;
    const DeployOptions m_options;
    const Progress m_progress;
    std::mutex m_mutex;
    QFuture<void> m_current;       ///< Guarded by m_mutex.
    std::atomic_bool m_stopped = false;
    QJsonObject m_remote;          ///< Configuration as last seen; the worker's own.
    QString m_version;
};

} // namespace lathe
