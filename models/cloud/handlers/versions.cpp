// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/functionshapes.h"
#include "cloud/handlers/handlers.h"
#include <QJsonArray>

namespace lathe::handlers {

VersionRecord publish(FunctionRecord &function, const std::optional<QString> &description, bool active)
{
    const VersionRecord latest = function.latest();
    if (const VersionRecord *last = function.lastPublished(); last && last->source == latest.contentId())
        return *last;
    VersionRecord version = latest;
    version.version = QString::number(function.nextVersion++);
    version.source = latest.contentId();
    if (description)
        version.configuration.insert(QStringLiteral("Description"), *description);
    version.beginCreate();
    version.modifiedMs = latest.modifiedMs;
    if (active)
        version.finish({}, {});
    function.versions.insert(version.version, version);
    return version;
}

ApiResult<ApiAnswer> publishVersion(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    if (const auto ok = validateShape(*request, shapes::publishVersion()); !ok)
        return refuse(ok.error());
    const auto found = findFunction(context, call);
    if (!found)
        return refuse(found.error());
    FunctionRecord function = **found;
    const VersionRecord latest = function.latest();
    const QString revision = request->value(QLatin1String("RevisionId")).toString();
    if (!revision.isEmpty() && revision != latest.revisionId)
        return refuse(apierror::precondition());
    const QString wanted = request->value(QLatin1String("CodeSha256")).toString();
    const QString current = latest.shownSha256();
    if (!wanted.isEmpty() && wanted != current)
        return refuse(apierror::invalidParameter(QStringLiteral("CodeSHA256 (%1) is different from current CodeSHA256 in $LATEST (%2). Please try again with the CodeSHA256 in $LATEST.")
                                                     .arg(wanted, current)));
    if (latest.state != QLatin1String("Active"))
        return refuse(apierror::conflict(QStringLiteral("The operation cannot be performed at this time. The function is currently in the following state: ") + latest.state));
    if (latest.isBusy())
        return refuse(apierror::updateInProgress(context.scope().functionArn(function.name)));
    std::optional<QString> description;
    if (request->value(QLatin1String("Description")).isString())
        description = request->value(QLatin1String("Description")).toString();
    const VersionRecord version = publish(function, description, true);
    if (const auto ok = context.functions.save(function); !ok)
        return refuse(ok.error());
    return ApiAnswer::json(configurationJson(function, version, context.scope(), version.version), 201);
}

ApiResult<ApiAnswer> listVersionsByFunction(CloudContext &context, const ApiCall &call)
{
    const auto function = findFunction(context, call, NameForm::Namespaced);
    if (!function)
        return refuse(function.error());
    QList<std::pair<QString, QJsonObject>> all;
    for (const VersionRecord *version : (*function)->sortedVersions())
        all.append({version->version, configurationJson(**function, *version, context.scope(), version->version, ConfigurationView::Listed)});
    return paged(call, QStringLiteral("Versions"), all);
}

ApiResult<ApiAnswer> paged(const ApiCall &call, const QString &member, const QList<std::pair<QString, QJsonObject>> &all, int pageMax)
{
    static constexpr int pageDefault = 50; // AWS gives 50 at most
    const auto wanted = call.intParameter(QStringLiteral("MaxItems"), pageDefault, 1, pageMax);
    if (!wanted)
        return refuse(wanted.error());
    const qsizetype count = qMin(*wanted, pageDefault);
    qsizetype first = 0;
    if (const QString marker = call.queryParameter(QStringLiteral("Marker")).value_or(QString()); !marker.isEmpty()) {
        // The key of the last item of the page before: stays right when items come or go.
        const auto key = QByteArray::fromBase64Encoding(marker.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
        if (!key)
            return refuse(apierror::invalidParameter(QStringLiteral("The Marker is not valid.")));
        const QString last = QString::fromUtf8(*key);
        while (first < all.size() && all[first].first != last)
            ++first;
        if (first == all.size()) { // it was deleted meanwhile: go on behind its place in the order
            first = 0;
            while (first < all.size() && all[first].first < last)
                ++first;
        } else {
            ++first;
        }
    }
    QJsonArray page;
    const qsizetype end = qMin(first + count, all.size());
    for (qsizetype i = first; i < end; ++i)
        page.append(all[i].second);
    QJsonObject answer{{member, page}};
    if (end < all.size() && end > 0)
        answer.insert(QStringLiteral("NextMarker"), QString::fromLatin1(all[end - 1].first.toUtf8().toBase64(QByteArray::Base64UrlEncoding)));
    return ApiAnswer::json(answer);
}

} // namespace lathe::handlers
