// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/layerstore.h"
#include <QJsonDocument>

namespace lathe {

static QString jsonText(const QJsonObject &object) { return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)); }
static QJsonObject jsonObject(const QVariant &text) { return QJsonDocument::fromJson(text.toString().toUtf8()).object(); }

Result<> LayerStore::load()
{
    const auto onLayer = [this](const QVariantList &row) { m_layers[row[0].toString()].nextVersion = row[1].toInt(); };
    if (auto ok = m_database.run(QStringLiteral("SELECT name, next_version FROM layers"), {}, onLayer); !ok)
        return ok;
    const auto onVersion = [this](const QVariantList &row) {
        const LayerVersionRecord record{row[0].toString(), row[1].toInt(), jsonObject(row[2]), row[3].toString().toLatin1(), row[4].toLongLong(), row[5].toLongLong(),
            row[6].toLongLong(), jsonObject(row[7]), row[8].toBool()};
        m_layers[record.layer].versions.insert(record.version, record);
    };
    return m_database.run(QStringLiteral("SELECT name, version, attributes, code_sha256, code_bytes, unzipped_bytes, created_ms, policy, deleted FROM layer_versions"), {}, onVersion);
}

const LayerVersionRecord *LayerStore::find(const QString &layer, int version) const
{
    const auto it = m_layers.constFind(layer);
    if (it == m_layers.constEnd())
        return nullptr;
    const auto found = it->versions.constFind(version);
    return found == it->versions.constEnd() ? nullptr : &*found;
}

QStringList LayerStore::names() const
{
    QStringList names;
    for (auto it = m_layers.begin(); it != m_layers.end(); ++it)
        if (!versions(it.key()).isEmpty())
            names << it.key();
    return names;
}

QList<const LayerVersionRecord *> LayerStore::versions(const QString &layer) const
{
    QList<const LayerVersionRecord *> list;
    const auto it = m_layers.constFind(layer);
    if (it != m_layers.constEnd())
        for (const LayerVersionRecord &version : it->versions)
            if (!version.deleted)
                list.prepend(&version);
    return list;
}

QList<const LayerVersionRecord *> LayerStore::all() const
{
    QList<const LayerVersionRecord *> list;
    for (const Layer &layer : m_layers)
        for (const LayerVersionRecord &version : layer.versions)
            list << &version;
    return list;
}

Result<> LayerStore::write(const LayerVersionRecord &r)
{
    return m_database.run(QStringLiteral("INSERT INTO layer_versions(name, version, attributes, code_sha256, code_bytes, unzipped_bytes, created_ms, policy, deleted)"
                                         " VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(name, version) DO UPDATE SET policy=excluded.policy, deleted=excluded.deleted"),
        {r.layer, r.version, jsonText(r.attributes), QString::fromLatin1(r.codeSha256), r.codeBytes, r.unzippedBytes, r.createdMs, jsonText(r.policy), r.deleted});
}

Result<LayerVersionRecord> LayerStore::publish(LayerVersionRecord record)
{
    const auto known = m_layers.constFind(record.layer);
    record.version = known == m_layers.constEnd() ? 1 : known->nextVersion;
    const auto work = [&]() -> Result<> {
        if (auto ok = m_database.run(QStringLiteral("INSERT INTO layers(name, next_version) VALUES(?,?) ON CONFLICT(name) DO UPDATE SET next_version=excluded.next_version"),
                {record.layer, record.version + 1}); !ok)
            return ok;
        return write(record);
    };
    if (auto ok = m_database.transaction(work); !ok)
        return tl::unexpected(ok.error());
    Layer &layer = m_layers[record.layer];
    layer.nextVersion = record.version + 1;
    layer.versions.insert(record.version, record);
    return record;
}

Result<> LayerStore::put(const LayerVersionRecord &record)
{
    if (auto ok = write(record); !ok)
        return ok;
    m_layers[record.layer].versions.insert(record.version, record);
    return {};
}

Result<> LayerStore::erase(const QString &layer, int version)
{
    if (auto ok = m_database.run(QStringLiteral("DELETE FROM layer_versions WHERE name=? AND version=?"), {layer, version}); !ok)
        return ok;
    m_layers[layer].versions.remove(version);
    return {};
}

} // namespace lathe
