// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/codesigningstore.h"
#include <QJsonArray>
#include <QJsonDocument>

namespace lathe {

QStringList CodeSigningConfig::allowedProfiles() const
{
    QStringList arns;
    for (const QJsonValue &arn : configuration.value(QLatin1String("AllowedPublishers")).toObject().value(QLatin1String("SigningProfileVersionArns")).toArray())
        arns << arn.toString();
    return arns;
}

bool CodeSigningConfig::isEnforced() const
{
    return configuration.value(QLatin1String("CodeSigningPolicies")).toObject().value(QLatin1String("UntrustedArtifactOnDeployment")).toString() == QLatin1String("Enforce");
}

Result<> CodeSigningStore::load()
{
    const auto onConfig = [this](const QVariantList &row) {
        const QString id = row[0].toString();
        m_configs.insert(id, {id, QJsonDocument::fromJson(row[1].toString().toUtf8()).object(), row[2].toLongLong()});
    };
    if (auto ok = m_database.run(QStringLiteral("SELECT id, configuration, modified_ms FROM code_signing_configs"), {}, onConfig); !ok)
        return ok;
    return m_database.run(QStringLiteral("SELECT name, config FROM function_code_signing"), {}, [this](const QVariantList &row) { m_functions.insert(row[0].toString(), row[1].toString()); });
}

const CodeSigningConfig *CodeSigningStore::find(const QString &id) const
{
    const auto it = m_configs.constFind(id);
    return it == m_configs.constEnd() ? nullptr : &*it;
}

Result<> CodeSigningStore::put(const CodeSigningConfig &config)
{
    if (auto ok = m_database.run(QStringLiteral("INSERT INTO code_signing_configs(id, configuration, modified_ms) VALUES(?,?,?) ON CONFLICT(id) DO UPDATE SET"
                                                " configuration=excluded.configuration, modified_ms=excluded.modified_ms"),
            {config.id, QString::fromUtf8(QJsonDocument(config.configuration).toJson(QJsonDocument::Compact)), config.modifiedMs}); !ok)
        return ok;
    m_configs.insert(config.id, config);
    return {};
}

Result<> CodeSigningStore::remove(const QString &id)
{
    if (auto ok = m_database.run(QStringLiteral("DELETE FROM code_signing_configs WHERE id=?"), {id}); !ok)
        return ok;
    m_configs.remove(id);
    return {};
}

QStringList CodeSigningStore::functionsOf(const QString &id) const { return m_functions.keys(id); }

Result<> CodeSigningStore::attach(const QString &function, const QString &id)
{
    if (auto ok = m_database.run(QStringLiteral("INSERT INTO function_code_signing(name, config) VALUES(?,?) ON CONFLICT(name) DO UPDATE SET config=excluded.config"), {function, id}); !ok)
        return ok;
    m_functions.insert(function, id);
    return {};
}

Result<> CodeSigningStore::detach(const QString &function)
{
    if (!m_functions.contains(function))
        return {};
    if (auto ok = m_database.run(QStringLiteral("DELETE FROM function_code_signing WHERE name=?"), {function}); !ok)
        return ok;
    m_functions.remove(function);
    return {};
}

} // namespace lathe
