// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/database.h"
#include "core/result.h"
#include <QHash>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

namespace lathe {

/// A code signing configuration as it is stored.
struct CodeSigningConfig
{
    QString id;                ///< "csc-" and 17 letters or digits.
    QJsonObject configuration; ///< Description, AllowedPublishers, CodeSigningPolicies, as given.
    qint64 modifiedMs = 0;

    QStringList allowedProfiles() const;
    bool isEnforced() const;
};

/// The code signing configurations of an endpoint and which function has which; in memory for reading, in the endpoint's database for
/// keeping. FunctionStore owns it. Used on the thread that opened the database.
class CodeSigningStore
{
public:
    explicit CodeSigningStore(Database &database) : m_database(database) {}
    Result<> load();

    const CodeSigningConfig *find(const QString &id) const;
    const QMap<QString, CodeSigningConfig> &all() const { return m_configs; }
    Result<> put(const CodeSigningConfig &config);
    Result<> remove(const QString &id);

    /// The id of a function's configuration; empty when it has none.
    QString of(const QString &function) const { return m_functions.value(function); }
    QStringList functionsOf(const QString &id) const;
    Result<> attach(const QString &function, const QString &id);
    Result<> detach(const QString &function);

private:
    Database &m_database;
    QMap<QString, CodeSigningConfig> m_configs;
    QMap<QString, QString> m_functions;
};

} // namespace lathe
