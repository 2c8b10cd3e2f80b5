// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "deploy/deployer.h"
#include "deploy/functionrequest.h"
#include "package/packagewriter.h"
#include <QHash>
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
        qint64 unzippedBytes = 0; ///< 0 when it is a ready zip.
        QString warning = {};     ///< About its signature.
    };
    struct Image
    {
        QString uri;    ///< Code.ImageUri.
        QString digest; ///< Hexadecimal digits; empty when only the registry knows.
        qint64 bytes = 0;
    };
    static Error cancelled();
    /// Blocks the worker until the request ended; its timeouts are the transport's.
    template <class T>
    Result<T> await(QFuture<Result<T>> future)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_current = QFuture<void>(future);
        }
        if (m_stopped)
            future.cancel();
        const auto results = future.results(); // Empty when it was cancelled.
        return results.isEmpty() ? Result<T>(tl::unexpected(cancelled())) : results.first();
    }
    Result<Package> package(const FunctionDefinition &function, const std::function<bool()> &isCancelled);
    Result<Package> zipFolder(const PackageSpec &spec, const QString &name, const std::function<bool()> &isCancelled);
    /// A zip that somebody made: its signature is looked at.
    Result<Package> readyZip(const QString &file);
    Result<> sign(Package &package) const;
    Result<> addSteps(DeployPlan &plan, const functionrequest::Wanted &wanted, const FunctionDefinition &function);

    // imagework.cpp
    Result<DeployPlan> planImage(const FunctionDefinition &function, const QString &role, const std::function<bool()> &isCancelled);
    Result<Image> image(const FunctionDefinition &function, const std::function<bool()> &isCancelled);
    Result<Image> localImage(const FunctionDefinition &function, const std::function<bool()> &isCancelled);
    Result<> checkImage(const DeployPlan &plan, const QJsonObject &request) const;

    // layerwork.cpp
    Result<QList<PlanLayer>> packageLayers(const FunctionDefinition &function, functionrequest::LayerReferences *references, const std::function<bool()> &isCancelled);
    /// Fills in what the target has of the layer, and its ARN when that is the same.
    Result<> lookAtLayer(PlanLayer &layer);
    void settleForeignLayers(DeployPlan &plan, functionrequest::Wanted &wanted) const;
    PlanStep layerStep(const PlanLayer &layer) const;
    Result<> publishLayer(const DeployPlan &plan, const PlanStep &step, int index);
    /// The request with the ARNs of layers that were published in the place of their names.
    QJsonObject withLayerArns(QJsonObject request) const;

    // releasework.cpp
    Result<> addRelease(DeployPlan &plan, const functionrequest::Wanted &wanted, const FunctionDefinition &function);
    Result<> addAlias(DeployPlan &plan, const functionrequest::Wanted &wanted);
    Result<> addUrl(DeployPlan &plan, const FunctionUrl &url);
    Result<> release(const DeployPlan &plan, const PlanStep &step);
    Result<> setAlias(const DeployPlan &plan, const PlanStep &step);

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
    QString m_url;
    QHash<QString, QString> m_layerArns; ///< Of layers that were published, or found published, by name.
    QStringList m_publishedLayers;
};

} // namespace lathe
