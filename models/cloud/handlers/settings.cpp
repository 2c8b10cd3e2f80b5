// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/handlers/handlers.h"
#include "cloud/settingshapes.h"
#include "core/limits.h"
#include "runtime/runtimeservice.h"
#include <QJsonArray>

namespace lathe::handlers {

ApiResult<ApiAnswer> getAccountSettings(CloudContext &context, const ApiCall &)
{
    return ApiAnswer::json({{QStringLiteral("AccountLimit"), QJsonObject{{QStringLiteral("TotalCodeSize"), limits::codeStorageBytes},
                                {QStringLiteral("CodeSizeUnzipped"), limits::unzippedBytes}, {QStringLiteral("CodeSizeZipped"), limits::zipDirectBytes},
                                {QStringLiteral("ConcurrentExecutions"), context.functions.runtime().options().pool.concurrency},
                                {QStringLiteral("UnreservedConcurrentExecutions"), context.functions.unreservedConcurrency()}}},
        {QStringLiteral("AccountUsage"), QJsonObject{{QStringLiteral("TotalCodeSize"), context.store().codeBytes()},
                                             {QStringLiteral("FunctionCount"), context.store().all().size()}}}});
}

/// A published version or $LATEST; aliases have none.
static ApiResult<FoundVersion> managed(const CloudContext &context, const ApiCall &call)
{
    const auto found = findVersion(context, call, NameForm::Namespaced);
    if (found && found->alias())
        return refuse(apierror::functionNotFound(context.scope().functionArn(found->function->name, found->qualifier)));
    return found;
}

static ApiAnswer managementAnswer(const CloudContext &context, const FoundVersion &found, QJsonObject config)
{
    config.insert(QStringLiteral("FunctionArn"), context.scope().functionArn(found.function->name, found.version->version));
    return ApiAnswer::json(config);
}

ApiResult<ApiAnswer> getRuntimeManagementConfig(CloudContext &context, const ApiCall &call)
{
    const auto found = managed(context, call);
    if (!found)
        return refuse(found.error());
    const QJsonObject config = found->function->setting(FunctionSetting::RuntimeManagement, found->version->version);
    return managementAnswer(context, *found, config.isEmpty() ? QJsonObject{{QStringLiteral("UpdateRuntimeOn"), QStringLiteral("Auto")}} : config);
}

ApiResult<ApiAnswer> putRuntimeManagementConfig(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    if (const auto ok = validateShape(*request, shapes::runtimeManagement()); !ok)
        return refuse(ok.error());
    const auto found = managed(context, call);
    if (!found)
        return refuse(found.error());
    const QJsonObject config = knownMembers(*request, shapes::runtimeManagement());
    const bool manual = config.value(QLatin1String("UpdateRuntimeOn")).toString() == QLatin1String("Manual");
    if (manual != config.contains(QLatin1String("RuntimeVersionArn")))
        return refuse(apierror::invalidParameter(manual ? QStringLiteral("RuntimeVersionArn is required when UpdateRuntimeOn is Manual.")
                                                        : QStringLiteral("RuntimeVersionArn is only supported when UpdateRuntimeOn is Manual.")));
    FunctionRecord function = *found->function;
    function.setSetting(FunctionSetting::RuntimeManagement, found->version->version, config);
    const FoundVersion answered{&function, found->version, found->qualifier};
    const ApiAnswer answer = managementAnswer(context, answered, config);
    if (const auto saved = context.functions.save(function); !saved)
        return refuse(saved.error());
    return answer;
}

ApiResult<ApiAnswer> getFunctionRecursionConfig(CloudContext &context, const ApiCall &call)
{
    const auto function = findFunction(context, call);
    if (!function)
        return refuse(function.error());
    const QJsonObject config = (*function)->setting(FunctionSetting::Recursion);
    return ApiAnswer::json(config.isEmpty() ? QJsonObject{{QStringLiteral("RecursiveLoop"), QStringLiteral("Terminate")}} : config);
}

ApiResult<ApiAnswer> putFunctionRecursionConfig(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    if (const auto ok = validateShape(*request, shapes::recursion()); !ok)
        return refuse(ok.error());
    const auto found = findFunction(context, call);
    if (!found)
        return refuse(found.error());
    FunctionRecord function = **found;
    const QJsonObject config = knownMembers(*request, shapes::recursion());
    function.setSetting(FunctionSetting::Recursion, {}, config);
    if (const auto saved = context.functions.save(function); !saved)
        return refuse(saved.error());
    return ApiAnswer::json(config);
}

ApiResult<ApiAnswer> listEventSourceMappings(CloudContext &, const ApiCall &)
{
    return ApiAnswer::json({{QStringLiteral("EventSourceMappings"), QJsonArray()}});
}

} // namespace lathe::handlers
