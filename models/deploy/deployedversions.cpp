// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/deployedversions.h"
#include <QJsonArray>
#include <algorithm>

namespace lathe {

static QString percent(double share)
{
    return QString::number(share * 100, 'g', 4) + QStringLiteral(" %");
}

const DeployedAlias *DeployedVersions::alias(const QString &name) const
{
    for (const DeployedAlias &one : aliases)
        if (one.name == name)
            return &one;
    return nullptr;
}

QString DeployedVersions::before(const QString &version) const
{
    for (const DeployedVersion &one : versions) // newest first
        if (one.version.toLongLong() < version.toLongLong())
            return one.version;
    return {};
}

QString DeployedVersions::aliasesText(const QString &version) const
{
    QStringList names;
    for (const DeployedAlias &one : aliases) {
        if (one.version == version)
            names << (one.other.isEmpty() ? one.name : one.name + u' ' + percent(1 - one.share));
        else if (one.other == version)
            names << one.name + u' ' + percent(one.share);
    }
    return names.join(QStringLiteral(", "));
}

static QString text(const QJsonObject &object, const char *member)
{
    return object.value(QLatin1String(member)).toString();
}

DeployedAlias deployedAlias(const QJsonObject &answer)
{
    DeployedAlias alias{text(answer, "Name"), text(answer, "FunctionVersion"), {}, 0, text(answer, "RevisionId")};
    const QJsonObject weights = answer.value(QLatin1String("RoutingConfig")).toObject().value(QLatin1String("AdditionalVersionWeights")).toObject();
    if (!weights.isEmpty()) {
        alias.other = weights.begin().key();
        alias.share = weights.begin().value().toDouble();
    }
    return alias;
}

DeployedVersions deployedVersions(const QJsonObject &versions, const QJsonObject &aliases)
{
    DeployedVersions out;
    for (const QJsonValue &value : versions.value(QLatin1String("Versions")).toArray()) {
        const QJsonObject one = value.toObject();
        if (text(one, "Version") == u"$LATEST")
            out.latestSha256 = text(one, "CodeSha256");
        else // "2026-01-31T09:26:53.589+0000": Qt wants a colon in the offset
            out.versions.append({text(one, "Version"), text(one, "Description"), QDateTime::fromString(text(one, "LastModified").left(23) + u'Z', Qt::ISODateWithMs), text(one, "CodeSha256")});
    }
    std::sort(out.versions.begin(), out.versions.end(), [](const DeployedVersion &a, const DeployedVersion &b) { return a.version.toLongLong() > b.version.toLongLong(); });
    for (const QJsonValue &value : aliases.value(QLatin1String("Aliases")).toArray())
        out.aliases.append(deployedAlias(value.toObject()));
    return out;
}

QJsonObject aliasRequest(const DeployedAlias *now, const QString &name, const QString &main, const QString &other, double share)
{
    const bool promote = share >= 1, both = share > 0 && !promote && !other.isEmpty() && other != main;
    QJsonObject request{{QStringLiteral("FunctionVersion"), promote && !other.isEmpty() ? other : main},
        {QStringLiteral("RoutingConfig"), QJsonObject{{QStringLiteral("AdditionalVersionWeights"), both ? QJsonObject{{other, share}} : QJsonObject()}}}};
    if (now)
        request.insert(QStringLiteral("RevisionId"), now->revisionId);
    else
        request.insert(QStringLiteral("Name"), name);
    return request;
}

} // namespace lathe
