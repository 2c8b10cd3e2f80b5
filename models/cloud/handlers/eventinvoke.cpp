// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How asynchronous invocations of a function, a version or an alias are retried, how old they may grow, and where their records go.
// The queue follows it; destinations other than functions of this endpoint are kept, and named in the log when a record is due.
#include "cloud/handlers/handlers.h"
#include "cloud/settingshapes.h"
#include <QDateTime>

namespace lathe::handlers {

static ApiError noFunction() { return apierror::notFound(QStringLiteral("The function doesn't exist.")); }

static ApiError noConfig(const CloudContext &context, const FunctionRef &ref)
{
    return apierror::notFound(QStringLiteral("The function %1 doesn't have an EventInvokeConfig").arg(context.scope().functionArn(ref.name, ref.qualifier)));
}

/// Without a qualifier it is $LATEST's.
static ApiResult<FunctionRef> refOf(const CloudContext &context, const ApiCall &call)
{
    const QString qualifier = call.queryParameter(QStringLiteral("Qualifier")).value_or(QString());
    auto ref = parseFunctionName(call.pathParameters.value(0), qualifier, NameForm::Namespaced, context.scope(), call.operation.toLatin1());
    if (ref && ref->qualifier.isEmpty())
        ref->qualifier = latestVersion;
    return ref;
}

static QJsonObject configJson(const CloudContext &context, const QString &function, const QString &qualifier, QJsonObject config)
{
    QJsonObject destinations = config.value(QLatin1String("DestinationConfig")).toObject();
    for (const char *which : {"OnSuccess", "OnFailure"})
        destinations.insert(QLatin1String(which), destinations.value(QLatin1String(which)).toObject());
    config.insert(QStringLiteral("DestinationConfig"), destinations);
    config.insert(QStringLiteral("FunctionArn"), context.scope().functionArn(function, qualifier));
    return config;
}

static QString destinationOf(const QJsonObject &config, const char *which)
{
    return config.value(QLatin1String("DestinationConfig")).toObject().value(QLatin1String(which)).toObject().value(QLatin1String("Destination")).toString();
}

/// AWS's text shows the whole configuration.
static ApiError badDestinations(const QJsonObject &config)
{
    const auto shown = [&config](const char *which, const char *type) {
        const QString arn = destinationOf(config, which);
        return arn.isEmpty() ? QStringLiteral("null") : QStringLiteral("%1(destination=%2)").arg(QLatin1String(type), arn);
    };
    return apierror::invalidParameter(QStringLiteral("The provided destination config DestinationConfig(onSuccess=%1, onFailure=%2) is invalid.").arg(shown("OnSuccess", "OnSuccess"), shown("OnFailure", "OnFailure")));
}

static ApiResult<> checkDestinations(const CloudContext &context, const QString &function, const QJsonObject &config)
{
    for (const char *which : {"OnSuccess", "OnFailure"}) {
        const QString arn = destinationOf(config, which), service = arn.section(u':', 2, 2);
        if (arn.isEmpty())
            continue;
        if (service == QLatin1String("lambda")) {
            const auto target = parseFunctionName(arn, {}, NameForm::Namespaced, context.scope(), "InvokeFunction");
            const FunctionRecord *found = target ? context.store().find(target->name) : nullptr;
            if (!found || !found->resolve(target->qualifier))
                return refuse(apierror::invalidParameter(QStringLiteral("The destination ARN %1 is invalid.").arg(arn)));
            if (target->name == function)
                return refuse(apierror::invalidParameter(QStringLiteral("You can't specify the function as a destination for itself.")));
        } else if (service != QLatin1String("sqs") && service != QLatin1String("sns") && service != QLatin1String("events") && service != QLatin1String("s3")) {
            return refuse(badDestinations(config));
        }
    }
    return {};
}

static ApiResult<ApiAnswer> store(CloudContext &context, const ApiCall &call, bool update)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    const auto ref = refOf(context, call);
    if (!ref)
        return refuse(ref.error());
    if (const auto ok = validateShape(*request, shapes::eventInvokeConfig()); !ok)
        return refuse(ok.error());
    const QJsonObject wanted = knownMembers(*request, shapes::eventInvokeConfig());
    if (wanted.isEmpty())
        return refuse(apierror::invalidParameter(QStringLiteral("You must specify at least one of error handling or destination setting.")));
    const FunctionRecord *found = context.store().find(ref->name);
    if (!found || !found->resolve(ref->qualifier))
        return refuse(noFunction());
    QJsonObject config = found->setting(FunctionSetting::EventInvoke, ref->qualifier);
    if (update && config.isEmpty())
        return refuse(noConfig(context, *ref));
    if (!update)
        config = {};
    for (auto it = wanted.begin(); it != wanted.end(); ++it)
        config.insert(it.key(), it.value());
    if (const auto ok = checkDestinations(context, ref->name, config); !ok)
        return refuse(ok.error());
    config.insert(QStringLiteral("LastModified"), double(QDateTime::currentMSecsSinceEpoch()) / 1000);
    FunctionRecord function = *found;
    function.setSetting(FunctionSetting::EventInvoke, ref->qualifier, config);
    if (const auto saved = context.functions.save(function); !saved)
        return refuse(saved.error());
    return ApiAnswer::json(configJson(context, ref->name, ref->qualifier, config));
}

ApiResult<ApiAnswer> putFunctionEventInvokeConfig(CloudContext &context, const ApiCall &call) { return store(context, call, false); }
ApiResult<ApiAnswer> updateFunctionEventInvokeConfig(CloudContext &context, const ApiCall &call) { return store(context, call, true); }

ApiResult<ApiAnswer> getFunctionEventInvokeConfig(CloudContext &context, const ApiCall &call)
{
    const auto ref = refOf(context, call);
    if (!ref)
        return refuse(ref.error());
    const FunctionRecord *function = context.store().find(ref->name);
    const QJsonObject config = function ? function->setting(FunctionSetting::EventInvoke, ref->qualifier) : QJsonObject();
    if (config.isEmpty())
        return refuse(noConfig(context, *ref));
    return ApiAnswer::json(configJson(context, ref->name, ref->qualifier, config));
}

ApiResult<ApiAnswer> listFunctionEventInvokeConfigs(CloudContext &context, const ApiCall &call)
{
    const auto ref = refOf(context, call);
    if (!ref)
        return refuse(ref.error());
    const FunctionRecord *function = context.store().find(ref->name);
    if (!function)
        return refuse(noFunction());
    QList<std::pair<QString, QJsonObject>> all;
    for (auto it = function->settings.begin(); it != function->settings.end(); ++it)
        if (it.key().first == FunctionSetting::EventInvoke)
            all.append({it.key().second, configJson(context, function->name, it.key().second, *it)});
    return paged(call, QStringLiteral("FunctionEventInvokeConfigs"), all, 50); // [M] MaxFunctionEventInvokeConfigListItems
}

ApiResult<ApiAnswer> deleteFunctionEventInvokeConfig(CloudContext &context, const ApiCall &call)
{
    const auto ref = refOf(context, call);
    if (!ref)
        return refuse(ref.error());
    const FunctionRecord *found = context.store().find(ref->name);
    if (!found || found->setting(FunctionSetting::EventInvoke, ref->qualifier).isEmpty())
        return refuse(noConfig(context, *ref));
    FunctionRecord function = *found;
    function.setSetting(FunctionSetting::EventInvoke, ref->qualifier, {});
    if (const auto saved = context.functions.save(function); !saved)
        return refuse(saved.error());
    return ApiAnswer::empty();
}

} // namespace lathe::handlers
