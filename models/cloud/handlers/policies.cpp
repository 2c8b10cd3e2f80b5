// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Resource policies of functions, versions and aliases. They are kept and shown; whoever has this endpoint's keys may invoke anyway.
#include "cloud/handlers/handlers.h"
#include "cloud/settingshapes.h"
#include "core/ids.h"
#include "core/limits.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace lathe::handlers {

static QString jsonText(const QJsonObject &object) { return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)); }

static ApiError noPolicy() { return apierror::notFound(QStringLiteral("The resource you requested does not exist.")); }

/// The revision that a policy shares with what it belongs to.
static QString &revisionOf(FunctionRecord &function, const QString &qualifier)
{
    const auto alias = function.aliases.find(qualifier);
    return alias == function.aliases.end() ? function.versions[qualifier.isEmpty() ? latestVersion : qualifier].revisionId : alias->revisionId;
}

static ApiResult<> checkRevision(FunctionRecord &function, const QString &qualifier, const QString &wanted)
{
    if (wanted.isEmpty() || wanted == revisionOf(function, qualifier))
        return {};
    ApiError error = apierror::precondition();
    if (function.aliases.contains(qualifier))
        error.message = QStringLiteral("The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id");
    return refuse(error);
}

/// AWS's form of a principal; nothing for what is none.
static std::optional<QJsonValue> principalJson(const QString &principal)
{
    static const QRegularExpression account(QStringLiteral(R"(\A\d{12}\z)")), service(QStringLiteral(R"(\A[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)\z)")),
        arn(QStringLiteral(R"(\Aarn:aws[a-z-]*:(iam|sts)::\d{12}:.+\z)"));
    if (principal == QLatin1String("*"))
        return principal;
    if (account.match(principal).hasMatch())
        return QJsonObject{{QStringLiteral("AWS"), QStringLiteral("arn:aws:iam::%1:root").arg(principal)}};
    if (arn.match(principal).hasMatch())
        return QJsonObject{{QStringLiteral("AWS"), principal}};
    if (service.match(principal).hasMatch())
        return QJsonObject{{QStringLiteral("Service"), principal}};
    return {};
}

static QJsonObject conditionJson(const QJsonObject &request)
{
    const auto given = [&request](const char *member) { return request.value(QLatin1String(member)); };
    QJsonObject equals, condition;
    for (const auto &[member, key] : {std::pair{"SourceAccount", "AWS:SourceAccount"}, {"EventSourceToken", "lambda:EventSourceToken"},
             {"FunctionUrlAuthType", "lambda:FunctionUrlAuthType"}, {"PrincipalOrgID", "aws:PrincipalOrgID"}})
        if (given(member).isString())
            equals.insert(QLatin1String(key), given(member));
    if (!equals.isEmpty())
        condition.insert(QStringLiteral("StringEquals"), equals);
    if (given("SourceArn").isString())
        condition.insert(QStringLiteral("ArnLike"), QJsonObject{{QStringLiteral("AWS:SourceArn"), given("SourceArn")}});
    if (given("InvokedViaFunctionUrl").isBool())
        condition.insert(QStringLiteral("Bool"), QJsonObject{{QStringLiteral("lambda:InvokedViaFunctionUrl"), given("InvokedViaFunctionUrl").toBool() ? QStringLiteral("true") : QStringLiteral("false")}});
    return condition;
}

static QJsonObject policyJson(const QJsonArray &statements)
{
    return {{QStringLiteral("Version"), QStringLiteral("2012-10-17")}, {QStringLiteral("Id"), QStringLiteral("default")}, {QStringLiteral("Statement"), statements}};
}

static QJsonArray statementsOf(const FunctionRecord &function, const QString &qualifier)
{
    return function.setting(FunctionSetting::Policy, qualifier).value(QLatin1String("Statement")).toArray();
}

/// Where the statement stands, or -1.
static int indexOf(const QJsonArray &statements, const QString &id)
{
    for (int i = 0; i < statements.size(); ++i)
        if (statements.at(i).toObject().value(QLatin1String("Sid")).toString() == id)
            return i;
    return -1;
}

static ApiResult<> store(CloudContext &context, FunctionRecord &function, const QString &qualifier, const QJsonArray &statements)
{
    function.setSetting(FunctionSetting::Policy, qualifier, statements.isEmpty() ? QJsonObject() : QJsonObject{{QStringLiteral("Statement"), statements}});
    revisionOf(function, qualifier) = newUuid();
    return context.functions.save(function);
}

static ApiResult<FunctionRef> refOf(const CloudContext &context, const ApiCall &call, NameForm form)
{
    const QString qualifier = call.queryParameter(QStringLiteral("Qualifier")).value_or(QString());
    return parseFunctionName(call.pathParameters.value(0), qualifier, form, context.scope(), call.operation.toLatin1());
}

ApiResult<ApiAnswer> addPermission(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    const auto ref = refOf(context, call, NameForm::Plain);
    if (!ref)
        return refuse(ref.error());
    if (const auto ok = validateShape(*request, shapes::addPermission()); !ok)
        return refuse(ok.error());
    if (ref->qualifier == latestVersion)
        return refuse(apierror::invalidParameter(QStringLiteral("We currently do not support adding policies for $LATEST.")));
    const FunctionRecord *found = context.store().find(ref->name);
    if (!found)
        return refuse(apierror::functionNotFound(context.scope().functionArn(ref->name)));
    if (!found->resolve(ref->qualifier))
        return refuse(qualifierNotFound(context, *ref));
    FunctionRecord function = *found;
    const auto text = [&request](const char *member) { return request->value(QLatin1String(member)).toString(); };
    if (const auto ok = checkRevision(function, ref->qualifier, text("RevisionId")); !ok)
        return refuse(ok.error());
    const auto principal = principalJson(text("Principal"));
    if (!principal)
        return refuse(apierror::invalidParameter(QStringLiteral("The provided principal was invalid. Please check the principal and try again.")));
    QJsonArray statements = statementsOf(function, ref->qualifier);
    const QString id = text("StatementId");
    if (indexOf(statements, id) >= 0)
        return refuse(apierror::conflict(QStringLiteral("The statement id (%1) provided already exists. Please provide a new statement id, or remove the existing statement.").arg(id)));
    QJsonObject statement{{QStringLiteral("Sid"), id}, {QStringLiteral("Effect"), QStringLiteral("Allow")}, {QStringLiteral("Principal"), *principal},
        {QStringLiteral("Action"), text("Action")}, {QStringLiteral("Resource"), context.scope().functionArn(ref->name, ref->qualifier)}};
    if (const QJsonObject condition = conditionJson(*request); !condition.isEmpty())
        statement.insert(QStringLiteral("Condition"), condition);
    statements.append(statement);
    if (const qsizetype bytes = jsonText(policyJson(statements)).size(); bytes > limits::policyBytes)
        return refuse({400, "PolicyLengthExceededException", QStringLiteral("The final policy size (%1) is bigger than the limit (%2).").arg(bytes).arg(limits::policyBytes), {}});
    if (const auto saved = store(context, function, ref->qualifier, statements); !saved)
        return refuse(saved.error());
    return ApiAnswer::json({{QStringLiteral("Statement"), jsonText(statement)}}, 201);
}

ApiResult<ApiAnswer> getPolicy(CloudContext &context, const ApiCall &call)
{
    const auto ref = refOf(context, call, NameForm::Namespaced);
    if (!ref)
        return refuse(ref.error());
    const FunctionRecord *found = context.store().find(ref->name);
    if (!found)
        return refuse(noPolicy());
    const QJsonArray statements = statementsOf(*found, ref->qualifier);
    if (statements.isEmpty())
        return refuse(noPolicy());
    FunctionRecord function = *found;
    return ApiAnswer::json({{QStringLiteral("Policy"), jsonText(policyJson(statements))}, {QStringLiteral("RevisionId"), revisionOf(function, ref->qualifier)}});
}

ApiResult<ApiAnswer> removePermission(CloudContext &context, const ApiCall &call)
{
    const auto ref = refOf(context, call, NameForm::Plain);
    if (!ref)
        return refuse(ref.error());
    const FunctionRecord *found = context.store().find(ref->name);
    if (!found)
        return refuse(apierror::notFound(QStringLiteral("No policy found for: ") + context.scope().functionArn(ref->name, ref->qualifier)));
    if (!found->resolve(ref->qualifier))
        return refuse(qualifierNotFound(context, *ref));
    FunctionRecord function = *found;
    QJsonArray statements = statementsOf(function, ref->qualifier);
    if (statements.isEmpty())
        return refuse(apierror::notFound(QStringLiteral("No policy is associated with the given resource.")));
    if (const auto ok = checkRevision(function, ref->qualifier, call.queryParameter(QStringLiteral("RevisionId")).value_or(QString())); !ok)
        return refuse(ok.error());
    const QString id = call.pathParameters.value(1);
    const int at = indexOf(statements, id);
    if (at < 0)
        return refuse(apierror::notFound(QStringLiteral("Statement %1 is not found in resource policy.").arg(id)));
    statements.removeAt(at);
    if (const auto saved = store(context, function, ref->qualifier, statements); !saved)
        return refuse(saved.error());
    return ApiAnswer::empty();
}

} // namespace lathe::handlers
