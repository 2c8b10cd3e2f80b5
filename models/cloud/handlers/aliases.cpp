// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Aliases of functions. The texts are AWS's; rules from its guide, "Create an alias for a Lambda function" and "Implement
// Lambda canary deployments using a weighted alias".
#include "cloud/functionshapes.h"
#include "cloud/handlers/handlers.h"
#include "core/ids.h"

namespace lathe::handlers {

static ApiAnswer aliasAnswer(const CloudContext &context, const FunctionRecord &function, const AliasRecord &alias, int status = 200)
{
    return ApiAnswer::json(alias.json(function.name, context.scope()), status);
}

/// The alias's name in the path, in the form that it must have.
static ApiResult<QString> nameOf(const ApiCall &call)
{
    const QString name = call.pathParameters.value(1);
    if (const auto ok = validateShape({{QStringLiteral("Name"), name}}, shapes::aliasParameters()); !ok)
        return refuse(ok.error());
    return name;
}

static ApiResult<> checkExists(const CloudContext &context, const FunctionRecord &function, const QString &version)
{
    if (function.find(version))
        return {};
    return refuse(apierror::functionNotFound(context.scope().functionArn(function.name, version)));
}

/// Two versions share the invocations only when nothing but their code and settings tells them apart.
static ApiResult<> checkAlike(const VersionRecord &a, const VersionRecord &b)
{
    const auto role = [](const VersionRecord &v) { return v.configuration.value(QLatin1String("Role")); };
    const auto deadLetters = [](const VersionRecord &v) { return v.configuration.value(QLatin1String("DeadLetterConfig")).toObject().value(QLatin1String("TargetArn")).toString(); };
    if (role(a) != role(b))
        return refuse(apierror::invalidParameter(QStringLiteral("Specified versions must be associated with the same execution role")));
    if (deadLetters(a) != deadLetters(b))
        return refuse(apierror::invalidParameter(QStringLiteral("Specified versions must be associated with the same dead letter queue")));
    return {};
}

/// Whether the alias may stand as it is: its versions, and what is provisioned for it.
static ApiResult<> check(const CloudContext &context, const FunctionRecord &function, const AliasRecord &alias)
{
    if (const auto ok = checkExists(context, function, alias.version); !ok)
        return ok;
    if (alias.isWeighted()) {
        if (alias.version == latestVersion)
            return refuse(apierror::invalidParameter(QStringLiteral("$LATEST is not supported for an alias pointing to more than 1 version")));
        if (alias.version == alias.additionalVersion)
            return refuse(apierror::invalidParameter(QStringLiteral("Invalid function version %1. Function version %1 is already included in routing configuration.").arg(alias.version)));
        if (const auto ok = checkExists(context, function, alias.additionalVersion); !ok)
            return ok;
        if (const auto ok = checkAlike(*function.find(alias.version), *function.find(alias.additionalVersion)); !ok)
            return ok;
    }
    if (!function.provisioned.contains(alias.name))
        return {};
    if (alias.version == latestVersion)
        return refuse(apierror::invalidParameter(QStringLiteral("Provisioned Concurrency Configs cannot be applied to unpublished function versions.")));
    FunctionRecord others = function;
    others.provisioned.remove(alias.name);
    if (others.provisionedVersions().contains(alias.version))
        return refuse(apierror::conflict(QStringLiteral("Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version")));
    return {};
}

/// What the request says of RoutingConfig; nothing when it leaves it as it is.
static ApiResult<> applyRouting(AliasRecord &alias, const QJsonObject &request)
{
    const QJsonValue routing = request.value(QLatin1String("RoutingConfig"));
    if (!routing.isObject())
        return {};
    const QJsonObject weights = routing.toObject().value(QLatin1String("AdditionalVersionWeights")).toObject();
    if (weights.size() > 1)
        return refuse(apierror::invalidParameter(QStringLiteral("Number of items in AdditionalVersionWeights cannot be greater than 1")));
    alias.setWeights(weights);
    return {};
}

static ApiResult<ApiAnswer> store(CloudContext &context, FunctionRecord function, AliasRecord alias, int status)
{
    alias.revisionId = newUuid();
    function.aliases.insert(alias.name, alias);
    if (const auto saved = context.functions.save(function); !saved)
        return refuse(saved.error());
    return aliasAnswer(context, function, alias, status);
}

ApiResult<ApiAnswer> createAlias(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    if (const auto ok = validateShape(*request, shapes::createAlias()); !ok)
        return refuse(ok.error());
    const auto ref = parseFunctionName(call.pathParameters.value(0), {}, NameForm::Plain, context.scope(), call.operation.toLatin1());
    if (!ref)
        return refuse(ref.error());
    const auto text = [&request](const char *member) { return request->value(QLatin1String(member)).toString(); };
    AliasRecord alias;
    alias.name = text("Name");
    alias.version = text("FunctionVersion");
    alias.description = text("Description");
    const FunctionRecord *function = context.store().find(ref->name);
    if (!function) // AWS names the version that was asked for
        return refuse(apierror::functionNotFound(context.scope().functionArn(ref->name, alias.version)));
    if (const auto ok = applyRouting(alias, *request); !ok)
        return refuse(ok.error());
    if (const auto ok = check(context, *function, alias); !ok)
        return refuse(ok.error());
    if (function->aliases.contains(alias.name))
        return refuse(apierror::conflict(QStringLiteral("Alias already exists: ") + context.scope().functionArn(function->name, alias.name)));
    return store(context, *function, alias, 201);
}

ApiResult<ApiAnswer> updateAlias(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    const auto name = nameOf(call);
    if (!name)
        return refuse(name.error());
    if (const auto ok = validateShape(*request, shapes::updateAlias()); !ok)
        return refuse(ok.error());
    const auto function = findFunction(context, call);
    if (!function)
        return refuse(function.error());
    const auto found = (*function)->aliases.constFind(*name);
    if (found == (*function)->aliases.constEnd())
        return refuse(apierror::notFound(QStringLiteral("Alias not found: ") + context.scope().functionArn((*function)->name, *name)));
    AliasRecord alias = *found;
    const QString revision = request->value(QLatin1String("RevisionId")).toString();
    if (!revision.isEmpty() && revision != alias.revisionId)
        return refuse(apierror::precondition());
    alias.version = request->value(QLatin1String("FunctionVersion")).toString(alias.version);
    alias.description = request->value(QLatin1String("Description")).toString(alias.description);
    if (const auto ok = applyRouting(alias, *request); !ok)
        return refuse(ok.error());
    if (const auto ok = check(context, **function, alias); !ok)
        return refuse(ok.error());
    return store(context, **function, alias, 200);
}

ApiResult<ApiAnswer> deleteAlias(CloudContext &context, const ApiCall &call)
{
    const auto name = nameOf(call);
    if (!name)
        return refuse(name.error());
    const auto found = findFunction(context, call);
    if (!found)
        return refuse(found.error());
    FunctionRecord function = **found;
    if (!function.removeQualifier(*name))
        return ApiAnswer::empty(); // one that is gone already is no error, as in AWS
    if (const auto saved = context.functions.save(function); !saved)
        return refuse(saved.error());
    return ApiAnswer::empty();
}

ApiResult<ApiAnswer> getAlias(CloudContext &context, const ApiCall &call)
{
    const auto name = nameOf(call);
    if (!name)
        return refuse(name.error());
    const auto function = findFunction(context, call);
    if (!function)
        return refuse(function.error());
    const auto alias = (*function)->aliases.constFind(*name);
    if (alias == (*function)->aliases.constEnd())
        return refuse(apierror::notFound(QStringLiteral("Cannot find alias arn: ") + context.scope().functionArn((*function)->name, *name)));
    return aliasAnswer(context, **function, *alias);
}

ApiResult<ApiAnswer> listAliases(CloudContext &context, const ApiCall &call)
{
    const QString version = call.queryParameter(QStringLiteral("FunctionVersion")).value_or(QString());
    if (!version.isEmpty())
        if (const auto ok = validateShape({{QStringLiteral("FunctionVersion"), version}}, shapes::aliasParameters()); !ok)
            return refuse(ok.error());
    const auto function = findFunction(context, call);
    if (!function)
        return refuse(function.error());
    QList<std::pair<QString, QJsonObject>> all;
    for (const AliasRecord &alias : (*function)->aliases)
        if (version.isEmpty() || alias.refersTo(version))
            all.append({alias.name, alias.json((*function)->name, context.scope())});
    return paged(call, QStringLiteral("Aliases"), all);
}

} // namespace lathe::handlers
