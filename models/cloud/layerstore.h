// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/database.h"
#include "core/result.h"
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QSet>
#include <QString>

namespace lathe {

/// One version of a layer as it is stored. Its content never changes; only its policy does, and whether it was deleted.
struct LayerVersionRecord
{
    QString layer;
    int version = 0;
    QJsonObject attributes;   ///< Description, and as given: CompatibleRuntimes, CompatibleArchitectures, LicenseInfo.
    QByteArray codeSha256;    ///< Hex: the name of its blob.
    qint64 codeBytes = 0;     ///< Of the zip,
    qint64 unzippedBytes = 0; ///< and of what is in it.
    qint64 createdMs = 0;
    QJsonObject policy;       ///< "Statement" (an array) and "RevisionId"; empty: none.
    bool deleted = false;     ///< Kept for functions that use it; operations on layers do not see it.

    bool operator==(const LayerVersionRecord &) const = default;
};

/// All layers of an endpoint, in memory for reading and in the endpoint's database for keeping; FunctionStore owns it and says
/// which deleted versions are still in use. Used on the thread that opened the database.
class LayerStore
{
public:
    explicit LayerStore(Database &database) : m_database(database) {}
    Result<> load();

    /// A version, deleted or not; nullptr when there is none.
    const LayerVersionRecord *find(const QString &layer, int version) const;
    /// Names of layers that have versions, sorted.
    QStringList names() const;
    /// The versions of a layer that are not deleted, newest first.
    QList<const LayerVersionRecord *> versions(const QString &layer) const;
    /// Everything there is, deleted ones too.
    QList<const LayerVersionRecord *> all() const;

    /// Stores a new version under the next number of its layer; numbers are never used again.
    Result<LayerVersionRecord> publish(LayerVersionRecord record);
    /// Replaces the policy and the mark of a version that is there.
    Result<> put(const LayerVersionRecord &record);
    /// Takes a version out for good.
    Result<> erase(const QString &layer, int version);

private:
    struct Layer
    {
        int nextVersion = 1;
        QMap<int, LayerVersionRecord> versions;
    };
    Result<> write(const LayerVersionRecord &record);
    Database &m_database;
    QMap<QString, Layer> m_layers;
};

} // namespace lathe
