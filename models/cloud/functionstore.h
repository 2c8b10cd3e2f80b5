// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/blobstore.h"
#include "cloud/codesigningstore.h"
#include "cloud/database.h"
#include "cloud/functionrecord.h"
#include "cloud/layerstore.h"
#include "core/result.h"
#include <QMap>
#include <QSet>
#include <functional>
#include <memory>

namespace lathe {

/// All functions of an endpoint: in memory for reading, in SQLite for keeping. A change is in the database before it is in
/// memory, so what was answered is what a restart finds. Used on the thread that opened it.
class FunctionStore
{
public:
    /// Opens functions.sqlite and blobs/ in `dir`, reads everything, and removes blobs that no version or layer refers to.
    static Result<std::unique_ptr<FunctionStore>> open(const QString &dir, QStringList *notes);

    const FunctionRecord *find(const QString &name) const;
    /// Sorted by name.
    const QMap<QString, FunctionRecord> &all() const { return m_functions; }
    /// Inserts or replaces a function with exactly these versions.
    Result<> put(const FunctionRecord &function);
    Result<> remove(const QString &name);

    const LayerStore &layers() const { return m_layers; }
    Result<LayerVersionRecord> publishLayer(const LayerVersionRecord &record) { return m_layers.publish(record); }
    /// Replaces the policy of a layer's version.
    Result<> putLayer(const LayerVersionRecord &record) { return m_layers.put(record); }
    /// Deletes a layer's version; functions that use it keep it, and with the last of them it goes.
    Result<> removeLayer(const QString &layer, int version);

    const CodeSigningStore &codeSigning() const { return m_codeSigning; }
    CodeSigningStore &codeSigning() { return m_codeSigning; }

    const BlobStore &blobs() const { return m_blobs; }
    /// Hashes of all blobs that functions and layers need.
    QSet<QByteArray> referenced() const;
    /// Keeps a blob that no version refers to yet from being removed. Counted.
    void pin(const QByteArray &sha256Hex) { ++m_pins[sha256Hex]; }
    void unpin(const QByteArray &sha256Hex);
    /// Sum of the zips of all versions and layers, each blob once.
    qint64 codeBytes() const;
    /// The file that the functions are kept in, for what belongs to them and goes with them.
    Database &database() const { return *m_database; }
    /// Called after each change with the function's name.
    std::function<void(const QString &)> onChanged;
    /// Called with the hash of a blob that was removed because no version refers to it any more.
    std::function<void(const QByteArray &)> onBlobDropped;

private:
    FunctionStore(std::unique_ptr<Database> database, const QString &dir);
    Result<> load(QStringList *notes);
    Result<> writeProvisioned(const FunctionRecord &function, const FunctionRecord *old);
    Result<> writeAliases(const FunctionRecord &function, const FunctionRecord *old);
    Result<> writeSettings(const FunctionRecord &function, const FunctionRecord *old);
    Result<> writeVersion(const QString &name, const VersionRecord &version);
    void releaseLayers();
    void dropUnreferenced(const QSet<QByteArray> &candidates);

    std::unique_ptr<Database> m_database;
    LayerStore m_layers;
    CodeSigningStore m_codeSigning;
    BlobStore m_blobs;
    QMap<QString, FunctionRecord> m_functions;
    QHash<QByteArray, int> m_pins;
};

} // namespace lathe
