// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/handlers/handlers.h"
#include "core/limits.h"
#include "runtime/runtimeservice.h"
#include <QJsonArray>

namespace lathe::handlers {

static ApiError noResource() { return apierror::notFound(QStringLiteral("The resource you requested does not exist.")); }

/// The answer when the function exists, its absence otherwise.
static ApiResult<ApiAnswer> ifFunction(CloudContext &context, const ApiCall &call, const QJsonObject &answer)
{
    const auto function = findFunction(context, call);
    if (!function)
        return refuse(function.error());
    return ApiAnswer::json(answer);
}

ApiResult<ApiAnswer> getAccountSettings(CloudContext &context, const ApiCall &)
{
    return ApiAnswer::json({{QStringLiteral("AccountLimit"), QJsonObject{{QStringLiteral("TotalCodeSize"), limits::codeStorageBytes},
                                {QStringLiteral("CodeSizeUnzipped"), limits::unzippedBytes}, {QStringLiteral("CodeSizeZipped"), limits::zipDirectBytes},
                                {QStringLiteral("ConcurrentExecutions"), context.functions.runtime().options().pool.concurrency},
                                {QStringLiteral("UnreservedConcurrentExecutions"), context.functions.unreservedConcurrency()}}},
        {QStringLiteral("AccountUsage"), QJsonObject{{QStringLiteral("TotalCodeSize"), context.store().codeBytes()},
                                             {QStringLiteral("FunctionCount"), context.store().all().size()}}}});
}

ApiResult<ApiAnswer> getPolicy(CloudContext &context, const ApiCall &call)
{
    const auto found = findVersion(context, call, NameForm::Namespaced);
    return refuse(found ? noResource() : found.error()); // permissions cannot be added yet, so no function has a policy
}

ApiResult<ApiAnswer> getFunctionUrlConfig(CloudContext &, const ApiCall &) { return refuse(noResource()); }

ApiResult<ApiAnswer> listFunctionUrlConfigs(CloudContext &context, const ApiCall &call)
{
    return ifFunction(context, call, {{QStringLiteral("FunctionUrlConfigs"), QJsonArray()}});
}

ApiResult<ApiAnswer> getFunctionEventInvokeConfig(CloudContext &context, const ApiCall &call)
{
    const QString qualifier = call.queryParameter(QStringLiteral("Qualifier")).value_or(QString());
    const auto ref = parseFunctionName(call.pathParameters.value(0), qualifier, NameForm::Namespaced, context.scope(), call.operation.toLatin1());
    if (!ref)
        return refuse(ref.error());
    const QString arn = context.scope().functionArn(ref->name, ref->qualifier.isEmpty() ? latestVersion : ref->qualifier);
    return refuse(apierror::notFound(QStringLiteral("The function %1 doesn't have an EventInvokeConfig").arg(arn)));
}

ApiResult<ApiAnswer> listFunctionEventInvokeConfigs(CloudContext &context, const ApiCall &call)
{
    return ifFunction(context, call, {{QStringLiteral("FunctionEventInvokeConfigs"), QJsonArray()}});
}

ApiResult<ApiAnswer> getRuntimeManagementConfig(CloudContext &context, const ApiCall &call)
{
    const auto found = findVersion(context, call, NameForm::Namespaced);
    if (!found)
        return refuse(found.error());
    if (found->alias()) // versions have it, aliases do not
        return refuse(apierror::functionNotFound(context.scope().functionArn(found->function->name, found->qualifier)));
    return ApiAnswer::json({{QStringLiteral("UpdateRuntimeOn"), QStringLiteral("Auto")},
        {QStringLiteral("FunctionArn"), context.scope().functionArn(found->function->name, found->version->version)}});
}

ApiResult<ApiAnswer> getFunctionRecursionConfig(CloudContext &context, const ApiCall &call)
{
    return ifFunction(context, call, {{QStringLiteral("RecursiveLoop"), QStringLiteral("Terminate")}});
}

ApiResult<ApiAnswer> listEventSourceMappings(CloudContext &, const ApiCall &)
{
    return ApiAnswer::json({{QStringLiteral("EventSourceMappings"), QJsonArray()}});
}

} // namespace lathe::handlers
