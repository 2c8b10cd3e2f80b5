// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/functionstore.h"
#include "cloud/layername.h"
#include <QCoreApplication>
#include <QJsonDocument>

namespace lathe {

static QString jsonText(const QJsonObject &object) { return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)); }
static QJsonObject jsonObject(const QVariant &text) { return QJsonDocument::fromJson(text.toString().toUtf8()).object(); }

FunctionStore::FunctionStore(std::unique_ptr<Database> database, const QString &dir)
    : m_database(std::move(database)), m_layers(*m_database), m_codeSigning(*m_database), m_blobs(dir + QStringLiteral("/blobs"))
{
}

Result<std::unique_ptr<FunctionStore>> FunctionStore::open(const QString &dir, QStringList *notes)
{
    auto database = Database::open(dir + QStringLiteral("/functions.sqlite"), notes);
    if (!database)
        return tl::unexpected(database.error());
    std::unique_ptr<FunctionStore> store(new FunctionStore(std::move(*database), dir));
    if (auto loaded = store->load(notes); !loaded)
        return tl::unexpected(loaded.error());
    store->releaseLayers(); // a kill may have come between a function and its layers
    store->m_blobs.sweep(store->referenced());
    return store;
}

Result<> FunctionStore::load(QStringList *notes)
{
    if (auto layers = m_layers.load(); !layers)
        return layers;
    if (auto signing = m_codeSigning.load(); !signing)
        return signing;
    auto functions = m_database->run(QStringLiteral("SELECT name, tags, next_version, reserved_concurrency FROM functions"), {}, [this](const QVariantList &row) {
        FunctionRecord function;
        function.name = row[0].toString();
        function.tags = jsonObject(row[1]);
        function.nextVersion = row[2].toInt();
        if (!row[3].isNull())
            function.reservedConcurrency = row[3].toInt();
        m_functions.insert(function.name, function);
    });
    if (!functions)
        return functions;
    auto versions = m_database->run(QStringLiteral("SELECT name, version, configuration, code_sha256, code_bytes, revision_id, modified_ms, state, state_reason,"
                                                   " state_reason_code, update_status, update_reason, update_reason_code, source FROM versions"), {}, [this](const QVariantList &row) {
        const auto function = m_functions.find(row[0].toString());
        if (function == m_functions.end())
            return;
        VersionRecord version{row[1].toString(), jsonObject(row[2]), row[3].toString().toLatin1(), row[4].toLongLong(), row[5].toString(), row[6].toLongLong(),
            row[7].toString(), row[8].toString(), row[9].toString(), row[10].toString(), row[11].toString(), row[12].toString(), row[13].toString().toLatin1()};
        function->versions.insert(version.version, version);
    });
    if (!versions)
        return versions;
    auto provisioned = m_database->run(QStringLiteral("SELECT name, qualifier, requested, modified_ms FROM provisioned_concurrency"), {}, [this](const QVariantList &row) {
        m_functions[row[0].toString()].provisioned.insert(row[1].toString(), {row[2].toInt(), row[3].toLongLong()});
    });
    if (!provisioned)
        return provisioned;
    auto aliases = m_database->run(QStringLiteral("SELECT name, alias, version, description, weights, revision_id FROM aliases"), {}, [this](const QVariantList &row) {
        AliasRecord alias{row[1].toString(), row[2].toString(), row[3].toString(), {}, 0, row[5].toString()};
        alias.setWeights(jsonObject(row[4]));
        m_functions[row[0].toString()].aliases.insert(alias.name, alias);
    });
    if (!aliases)
        return aliases;
    auto settings = m_database->run(QStringLiteral("SELECT name, setting, qualifier, document FROM settings"), {}, [this](const QVariantList &row) {
        if (const auto setting = settingNamed(row[1].toString()))
            m_functions[row[0].toString()].settings.insert({*setting, row[2].toString()}, jsonObject(row[3]));
    });
    if (!settings)
        return settings;
    for (auto it = m_functions.begin(); it != m_functions.end(); ++it)
        for (VersionRecord &version : it->versions)
            if (!m_blobs.contains(version.codeSha256)) { // somebody deleted it; everything else still works
                version.state = QStringLiteral("Failed");
                version.stateReason = QStringLiteral("The function's code is missing from the endpoint's state folder. Upload it again.");
                version.stateReasonCode = QStringLiteral("InternalError");
                notes->append(QCoreApplication::translate("lathe", "The code of function %1 (version %2) is missing; deploy it again.").arg(it.key(), version.version));
            }
    return {};
}

const FunctionRecord *FunctionStore::find(const QString &name) const
{
    const auto it = m_functions.constFind(name);
    return it == m_functions.constEnd() ? nullptr : &*it;
}

static QString text(const QString &value) { return value.isNull() ? QString(QLatin1String("")) : value; } // a null string is SQL's NULL

Result<> FunctionStore::writeVersion(const QString &name, const VersionRecord &v)
{
    return m_database->run(QStringLiteral("INSERT INTO versions VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(name, version) DO UPDATE SET"
                                          " configuration=excluded.configuration, code_sha256=excluded.code_sha256, code_bytes=excluded.code_bytes,"
                                          " revision_id=excluded.revision_id, modified_ms=excluded.modified_ms, state=excluded.state,"
                                          " state_reason=excluded.state_reason, state_reason_code=excluded.state_reason_code, update_status=excluded.update_status,"
                                          " update_reason=excluded.update_reason, update_reason_code=excluded.update_reason_code, source=excluded.source"),
        {name, v.version, jsonText(v.configuration), QString::fromLatin1(v.codeSha256), v.codeBytes, text(v.revisionId), v.modifiedMs, text(v.state),
            text(v.stateReason), text(v.stateReasonCode), text(v.updateStatus), text(v.updateReason), text(v.updateReasonCode),
            text(QString::fromLatin1(v.source))});
}

Result<> FunctionStore::writeProvisioned(const FunctionRecord &function, const FunctionRecord *old)
{
    if (old ? old->provisioned == function.provisioned : function.provisioned.isEmpty())
        return {};
    auto ok = m_database->run(QStringLiteral("DELETE FROM provisioned_concurrency WHERE name=?"), {function.name});
    for (auto it = function.provisioned.begin(); ok && it != function.provisioned.end(); ++it)
        ok = m_database->run(QStringLiteral("INSERT INTO provisioned_concurrency VALUES(?,?,?,?)"), {function.name, it.key(), it->requested, it->modifiedMs});
    return ok;
}

Result<> FunctionStore::writeAliases(const FunctionRecord &function, const FunctionRecord *old)
{
    if (old ? old->aliases == function.aliases : function.aliases.isEmpty())
        return {};
    auto ok = m_database->run(QStringLiteral("DELETE FROM aliases WHERE name=?"), {function.name});
    for (auto it = function.aliases.begin(); ok && it != function.aliases.end(); ++it)
        ok = m_database->run(QStringLiteral("INSERT INTO aliases VALUES(?,?,?,?,?,?)"),
            {function.name, it->name, it->version, text(it->description), jsonText(it->weights()), it->revisionId});
    return ok;
}

Result<> FunctionStore::writeSettings(const FunctionRecord &function, const FunctionRecord *old)
{
    if (old ? old->settings == function.settings : function.settings.isEmpty())
        return {};
    auto ok = m_database->run(QStringLiteral("DELETE FROM settings WHERE name=?"), {function.name});
    for (auto it = function.settings.begin(); ok && it != function.settings.end(); ++it)
        ok = m_database->run(QStringLiteral("INSERT INTO settings VALUES(?,?,?,?)"), {function.name, settingName(it.key().first), text(it.key().second), jsonText(*it)});
    return ok;
}

Result<> FunctionStore::put(const FunctionRecord &function)
{
    const FunctionRecord *old = find(function.name);
    QSet<QByteArray> dropped;
    const auto write = [&]() -> Result<> {
        if (auto ok = m_database->run(QStringLiteral("INSERT INTO functions(name, tags, next_version, reserved_concurrency) VALUES(?,?,?,?) ON CONFLICT(name) DO UPDATE SET"
                                                     " tags=excluded.tags, next_version=excluded.next_version, reserved_concurrency=excluded.reserved_concurrency"),
                {function.name, jsonText(function.tags), function.nextVersion,
                    function.reservedConcurrency ? QVariant(*function.reservedConcurrency) : QVariant()}); !ok)
            return ok;
        for (const VersionRecord &version : function.versions)
            if (!old || old->versions.value(version.version) != version)
                if (auto ok = writeVersion(function.name, version); !ok)
                    return ok;
        if (auto ok = writeAliases(function, old); !ok)
            return ok;
        if (auto ok = writeSettings(function, old); !ok)
            return ok;
        if (auto ok = writeProvisioned(function, old); !ok || !old)
            return ok;
        for (const VersionRecord &version : old->versions) {
            dropped.insert(version.codeSha256);
            if (!function.versions.contains(version.version))
                if (auto ok = m_database->run(QStringLiteral("DELETE FROM versions WHERE name=? AND version=?"), {function.name, version.version}); !ok)
                    return ok;
        }
        return {};
    };
    if (auto ok = m_database->transaction(write); !ok)
        return ok;
    m_functions.insert(function.name, function);
    releaseLayers();
    dropUnreferenced(dropped);
    if (onChanged)
        onChanged(function.name);
    return {};
}

Result<> FunctionStore::remove(const QString &name)
{
    const FunctionRecord *function = find(name);
    if (!function)
        return {};
    if (auto ok = m_database->run(QStringLiteral("DELETE FROM functions WHERE name=?"), {name}); !ok)
        return ok;
    QSet<QByteArray> dropped;
    for (const VersionRecord &version : function->versions)
        dropped.insert(version.codeSha256);
    const QString changed = name; // `name` may be the record's own
    m_functions.remove(changed);
    (void)m_codeSigning.detach(changed); // in the database it went with the function
    releaseLayers();
    dropUnreferenced(dropped);
    if (onChanged)
        onChanged(changed);
    return {};
}

void FunctionStore::unpin(const QByteArray &sha256Hex)
{
    if (--m_pins[sha256Hex] > 0)
        return;
    m_pins.remove(sha256Hex);
    dropUnreferenced({sha256Hex});
}

QSet<QByteArray> FunctionStore::referenced() const
{
    QSet<QByteArray> used;
    for (const FunctionRecord &function : m_functions)
        for (const VersionRecord &version : function.versions)
            used.insert(version.codeSha256);
    for (const LayerVersionRecord *layer : m_layers.all())
        used.insert(layer->codeSha256);
    return used;
}

Result<> FunctionStore::removeLayer(const QString &layer, int version)
{
    const LayerVersionRecord *found = m_layers.find(layer, version);
    if (!found || found->deleted)
        return {};
    LayerVersionRecord changed = *found;
    changed.deleted = true;
    changed.policy = {};
    if (auto ok = m_layers.put(changed); !ok)
        return ok;
    releaseLayers();
    return {};
}

/// Lets go of the deleted versions of layers that no function uses any more. What cannot be taken out of the database now is
/// taken out after a later change.
void FunctionStore::releaseLayers()
{
    QList<const LayerVersionRecord *> deleted = m_layers.all();
    deleted.removeIf([](const LayerVersionRecord *record) { return !record->deleted; });
    if (deleted.isEmpty())
        return;
    QSet<std::pair<QString, int>> used;
    for (const FunctionRecord &function : m_functions)
        for (const VersionRecord &version : function.versions)
            for (const QString &arn : version.layerArns())
                if (const auto ref = parseLayerArn(arn))
                    used.insert({ref->name, ref->version});
    QSet<QByteArray> dropped;
    for (const LayerVersionRecord *record : std::as_const(deleted)) {
        const QByteArray sha = record->codeSha256;
        if (!used.contains({record->layer, record->version}) && m_layers.erase(QString(record->layer), record->version))
            dropped.insert(sha);
    }
    dropUnreferenced(dropped);
}

void FunctionStore::dropUnreferenced(const QSet<QByteArray> &candidates)
{
    if (candidates.isEmpty())
        return;
    const QSet<QByteArray> used = referenced();
    for (const QByteArray &sha : candidates)
        if (!sha.isEmpty() && !used.contains(sha) && !m_pins.contains(sha)) {
            m_blobs.remove(sha);
            if (onBlobDropped)
                onBlobDropped(sha);
        }
}

qint64 FunctionStore::codeBytes() const
{
    QHash<QByteArray, qint64> sizes;
    for (const FunctionRecord &function : m_functions)
        for (const VersionRecord &version : function.versions)
            sizes.insert(version.codeSha256, version.codeBytes);
    for (const LayerVersionRecord *layer : m_layers.all())
        sizes.insert(layer->codeSha256, layer->codeBytes);
    qint64 sum = 0;
    for (const qint64 bytes : sizes)
        sum += bytes;
    return sum;
}

} // namespace lathe
