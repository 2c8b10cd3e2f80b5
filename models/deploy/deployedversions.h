// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace lathe {

/// One published version of a deployed function.
struct DeployedVersion
{
    QString version;       ///< A number.
    QString description;
    QDateTime modified;    ///< Invalid when the service gave none.
    QString codeSha256;
    bool operator==(const DeployedVersion &) const = default;
};

/// A name for a version, and the share of the invocations that a second one gets.
struct DeployedAlias
{
    QString name;
    QString version;       ///< Gets what the other one leaves.
    QString other;         ///< The second version; empty: there is none.
    double share = 0;      ///< Of the second version, 0 to 1.
    QString revisionId;
    bool operator==(const DeployedAlias &) const = default;
};

/// The versions (newest first, without $LATEST) and aliases of a function at a target. A plain value.
struct DeployedVersions
{
    QList<DeployedVersion> versions;
    QList<DeployedAlias> aliases;
    QString latestSha256;  ///< Of the code of $LATEST.

    const DeployedAlias *alias(const QString &name) const;
    /// The newest version that is older than this one; empty when there is none.
    QString before(const QString &version) const;
    /// "live 90 %, beta": the aliases that lead to a version.
    QString aliasesText(const QString &version) const;
};

/// Reads an alias as GetAlias and ListAliases tell it.
DeployedAlias deployedAlias(const QJsonObject &answer);

/// Reads the answers of ListVersionsByFunction and ListAliases.
DeployedVersions deployedVersions(const QJsonObject &versions, const QJsonObject &aliases);

/// The request that gives `other` this share of the alias's invocations: 0 leaves all to the version it names, 1 promotes `other`. `now` is
/// null where the alias is to be made; `main` is the version that it then names.
QJsonObject aliasRequest(const DeployedAlias *now, const QString &name, const QString &main, const QString &other, double share);

} // namespace lathe
