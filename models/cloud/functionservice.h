// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apierror.h"
#include "cloud/codeintake.h"
#include "cloud/functionstore.h"
#include "core/timeouts.h"
#include "runtime/functionspec.h"
#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <functional>
#include <memory>

namespace lathe {

class RuntimeService;

/// What the endpoint's functions are and do: the store, the states that move while code is unpacked, and the spec that each
/// version runs with. Owned by the endpoint, on its thread; unpacking and hashing go to threads of its own.
class FunctionService : public QObject
{
    Q_OBJECT
public:
    using SpecPtr = std::shared_ptr<const FunctionSpec>;

    /// `unpackedDir`: where packages are unpacked to; trees there that no version refers to are removed.
    FunctionService(std::unique_ptr<FunctionStore> store, ArnScope scope, QString unpackedDir, RuntimeService &runtime, QObject *parent = nullptr);
    ~FunctionService() override;

    const FunctionStore &store() const { return *m_store; }
    CodeSigningStore &codeSigning() { return m_store->codeSigning(); }
    const ArnScope &scope() const { return m_scope; }
    RuntimeService &runtime() const { return m_runtime; }

    /// Takes in a body with code on another thread; `done` is called here, with the blob pinned until it returns.
    void takeIn(const QByteArray &body, std::span<const ShapeMember> members, const QString &codeMember,
        std::function<void(ApiResult<CodeIntake>)> done);

    /// Stores the function. Versions that are Pending or InProgress are then unpacked and become Active or Successful.
    ApiResult<> save(const FunctionRecord &function);
    ApiResult<> remove(const QString &name);
    ApiResult<LayerVersionRecord> publishLayer(const LayerVersionRecord &record);
    ApiResult<> saveLayer(const LayerVersionRecord &record);
    ApiResult<> removeLayer(const QString &layer, int version);
    /// What a version runs with. Calls `done` now when it is known, later when the code must be unpacked first (after a
    /// restart). While an update is in progress that is the state before it, as in Lambda. Conflict: Pending or Failed.
    void withSpec(const QString &name, const QString &version, std::function<void(ApiResult<SpecPtr>)> done);
    /// The spec when it is at hand, else nullptr: the warm path.
    SpecPtr readySpec(const QString &name, const QString &version) const;

    /// What the Region's concurrency leaves for functions without a share of their own, without what is provisioned; `without`: as if
    /// this one had neither.
    int unreservedConcurrency(const QString &without = {}) const;

    /// How long what a replaced package was unpacked to stays, for invocations that are still under way.
    void setTreeGrace(std::chrono::milliseconds grace) { m_treeGrace = grace; }

signals:
    void functionChanged(const QString &name);

private:
    using Key = std::pair<QString, QString>;
    struct LayerBlob
    {
        QString file;
        QByteArray sha;
    };
    QList<LayerBlob> layersOf(const VersionRecord &version) const;
    void activate(const QString &name, const QString &version);
    void activated(const Key &key, const QByteArray &sha, const Result<UnpackedCode> &code);
    FunctionSpec specFor(const FunctionRecord &function, const VersionRecord &version, const UnpackedCode &code) const;
    void provision(const FunctionRecord &function, const QMap<QString, ProvisionedRecord> &before);
    void resumeUnfinished();
    void sweepUnpacked() const;
    void removeTree(const QByteArray &sha);

    std::unique_ptr<FunctionStore> m_store;
    ArnScope m_scope;
    QString m_unpackedDir;
    std::chrono::milliseconds m_treeGrace = timeouts::staleCode;
    RuntimeService &m_runtime;
    QHash<Key, SpecPtr> m_specs;
    QHash<Key, QByteArray> m_activating; ///< The blob that is being unpacked for a version.
    QHash<Key, QList<std::function<void(ApiResult<SpecPtr>)>>> m_waiting;
    std::unique_ptr<QThreadPool> m_pool;
};

} // namespace lathe
