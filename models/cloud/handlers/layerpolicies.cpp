// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/handlers/handlers.h"
#include "cloud/layername.h"
#include "cloud/layershapes.h"
#include "core/ids.h"
#include <QJsonArray>
#include <QJsonDocument>

namespace lathe::handlers {

static QString jsonText(const QJsonObject &object) { return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)); }

/// A RevisionId that was given must be that of the policy.
static ApiResult<> checkRevision(const ApiCall &call, const LayerVersionRecord &record)
{
    const auto wanted = call.queryParameter(QStringLiteral("RevisionId"));
    if (!wanted || wanted->isEmpty() || *wanted == record.policy.value(QLatin1String("RevisionId")).toString())
        return {};
    ApiError error = apierror::precondition();
    error.message = QStringLiteral("The Revision Id provided does not match the latest Revision Id. Call the GetLayerVersionPolicy API to retrieve the latest Revision Id");
    return refuse(error);
}

static QJsonValue principalJson(const QString &principal)
{
    if (principal == QLatin1String("*"))
        return principal;
    const bool account = !principal.contains(u':');
    return QJsonObject{{QStringLiteral("AWS"), account ? QStringLiteral("arn:aws:iam::%1:root").arg(principal) : principal}};
}

static QJsonArray statementsOf(const LayerVersionRecord &record) { return record.policy.value(QLatin1String("Statement")).toArray(); }

/// Where the statement stands, or -1.
static int indexOf(const QJsonArray &statements, const QString &id)
{
    for (int i = 0; i < statements.size(); ++i)
        if (statements.at(i).toObject().value(QLatin1String("Sid")).toString() == id)
            return i;
    return -1;
}

static ApiError versionMissing(const QString &arn) { return apierror::notFound(QStringLiteral("Layer version %1 does not exist.").arg(arn)); }

ApiResult<ApiAnswer> addLayerVersionPermission(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    if (const auto ok = validateShape(*request, shapes::addLayerVersionPermission()); !ok)
        return refuse(ok.error());
    auto record = findLayerVersion(context, call, versionMissing);
    if (!record)
        return refuse(record.error());
    if (const auto ok = checkRevision(call, *record); !ok)
        return refuse(ok.error());
    const auto text = [&request](const char *member) { return request->value(QLatin1String(member)).toString(); };
    QJsonArray statements = statementsOf(*record);
    const QString id = text("StatementId");
    if (indexOf(statements, id) >= 0)
        return refuse(apierror::conflict(QStringLiteral("The statement id (%1) provided already exists. Please provide a new statement id, or remove the existing statement.").arg(id)));
    QJsonObject statement{{QStringLiteral("Sid"), id}, {QStringLiteral("Effect"), QStringLiteral("Allow")}, {QStringLiteral("Principal"), principalJson(text("Principal"))},
        {QStringLiteral("Action"), text("Action")}, {QStringLiteral("Resource"), layerArn(context.scope(), record->layer, record->version)}};
    if (const QString organization = text("OrganizationId"); !organization.isEmpty())
        statement.insert(QStringLiteral("Condition"), QJsonObject{{QStringLiteral("StringEquals"), QJsonObject{{QStringLiteral("aws:PrincipalOrgID"), organization}}}});
    statements.append(statement);
    const QString revision = newUuid();
    record->policy = {{QStringLiteral("Statement"), statements}, {QStringLiteral("RevisionId"), revision}};
    if (const auto saved = context.functions.saveLayer(*record); !saved)
        return refuse(saved.error());
    return ApiAnswer::json({{QStringLiteral("Statement"), jsonText(statement)}, {QStringLiteral("RevisionId"), revision}}, 201);
}

ApiResult<ApiAnswer> getLayerVersionPolicy(CloudContext &context, const ApiCall &call)
{
    const auto record = findLayerVersion(context, call, versionMissing);
    if (!record)
        return refuse(record.error());
    if (record->policy.isEmpty())
        return refuse(apierror::notFound(QStringLiteral("No policy is associated with the given resource.")));
    const QJsonObject policy{{QStringLiteral("Version"), QStringLiteral("2012-10-17")}, {QStringLiteral("Id"), QStringLiteral("default")},
        {QStringLiteral("Statement"), statementsOf(*record)}};
    return ApiAnswer::json({{QStringLiteral("Policy"), jsonText(policy)}, {QStringLiteral("RevisionId"), record->policy.value(QLatin1String("RevisionId"))}});
}

ApiResult<ApiAnswer> removeLayerVersionPermission(CloudContext &context, const ApiCall &call)
{
    auto record = findLayerVersion(context, call, versionMissing);
    if (!record)
        return refuse(record.error());
    if (const auto ok = checkRevision(call, *record); !ok)
        return refuse(ok.error());
    QJsonArray statements = statementsOf(*record);
    const QString id = call.pathParameters.value(2);
    const int at = indexOf(statements, id);
    if (at < 0)
        return refuse(apierror::notFound(QStringLiteral("Statement %1 is not found in resource policy.").arg(id)));
    statements.removeAt(at);
    record->policy = statements.isEmpty() ? QJsonObject() : QJsonObject{{QStringLiteral("Statement"), statements}, {QStringLiteral("RevisionId"), newUuid()}};
    if (const auto saved = context.functions.saveLayer(*record); !saved)
        return refuse(saved.error());
    return ApiAnswer::empty();
}

} // namespace lathe::handlers
