// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Function URLs as settings of functions and aliases; urlcall.cpp has the calls.
#include "cloud/functionurls.h"
#include "cloud/handlers/handlers.h"
#include "cloud/settingshapes.h"
#include <QDateTime>
#include <QRegularExpression>

namespace lathe::handlers {

static constexpr char qualifierPattern[] = R"(((?!^\d+$)^[0-9a-zA-Z-_]+$))"; // as AWS prints it: only aliases have one

static ApiError noResource() { return apierror::notFound(QStringLiteral("The resource you requested does not exist.")); }
static ApiError noFunction() { return apierror::notFound(QStringLiteral("Function does not exist")); }

static ApiResult<FunctionRef> refOf(const CloudContext &context, const ApiCall &call)
{
    const QString qualifier = call.queryParameter(QStringLiteral("Qualifier")).value_or(QString());
    static const QRegularExpression pattern(QStringLiteral("\\A(?!\\d+\\z)[0-9a-zA-Z-_]+\\z"));
    if (!qualifier.isEmpty() && !pattern.match(qualifier).hasMatch())
        return refuse(apierror::validation({apierror::finding(u'\'' + qualifier + u'\'', QStringLiteral("qualifier"),
            QStringLiteral("satisfy regular expression pattern: ") + QLatin1String(qualifierPattern))}));
    return parseFunctionName(call.pathParameters.value(0), qualifier, NameForm::Plain, context.scope(), call.operation.toLatin1());
}

/// The function with this qualifier, which is an alias or none.
static const FunctionRecord *find(const CloudContext &context, const FunctionRef &ref)
{
    const FunctionRecord *function = context.store().find(ref.name);
    return function && (ref.qualifier.isEmpty() || function->aliases.contains(ref.qualifier)) ? function : nullptr;
}

static QJsonObject configJson(const CloudContext &context, const QString &function, const QString &qualifier, QJsonObject config)
{
    config.insert(QStringLiteral("FunctionUrl"), functionurls::url(context.baseUrl, config.take(QStringLiteral("id")).toString()));
    config.insert(QStringLiteral("FunctionArn"), context.scope().functionArn(function, qualifier));
    return config;
}

static QString now() { return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs); }

static ApiResult<ApiAnswer> store(CloudContext &context, FunctionRecord function, const QString &qualifier, const QJsonObject &config, int status)
{
    function.setSetting(FunctionSetting::Url, qualifier, config);
    if (const auto saved = context.functions.save(function); !saved)
        return refuse(saved.error());
    QJsonObject json = configJson(context, function.name, qualifier, config);
    if (status == 201)
        json.remove(QLatin1String("LastModifiedTime"));
    return ApiAnswer::json(json, status);
}

ApiResult<ApiAnswer> createFunctionUrlConfig(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    const auto ref = refOf(context, call);
    if (!ref)
        return refuse(ref.error());
    if (const auto ok = validateShape(*request, shapes::createFunctionUrl()); !ok)
        return refuse(ok.error());
    const FunctionRecord *function = find(context, *ref);
    if (!function)
        return refuse(noFunction());
    if (const VersionRecord *version = function->resolve(ref->qualifier); version && version->isPerTenant())
        return refuse(apierror::invalidParameter(QStringLiteral("Function URLs are not supported for functions with a tenancy configuration.")));
    if (!function->setting(FunctionSetting::Url, ref->qualifier).isEmpty()) // two spaces: AWS's own
        return refuse(apierror::conflict(QStringLiteral("Failed to create function url config for [functionArn = %1]. Error message:  FunctionUrlConfig exists for this Lambda function")
                                             .arg(context.scope().functionArn(ref->name, ref->qualifier))));
    QJsonObject config = knownMembers(*request, shapes::createFunctionUrl());
    if (!config.contains(QLatin1String("InvokeMode")))
        config.insert(QStringLiteral("InvokeMode"), QStringLiteral("BUFFERED"));
    config.insert(QStringLiteral("id"), functionurls::newId());
    config.insert(QStringLiteral("CreationTime"), now());
    config.insert(QStringLiteral("LastModifiedTime"), config.value(QLatin1String("CreationTime")));
    return store(context, *function, ref->qualifier, config, 201);
}

ApiResult<ApiAnswer> updateFunctionUrlConfig(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    const auto ref = refOf(context, call);
    if (!ref)
        return refuse(ref.error());
    if (const auto ok = validateShape(*request, shapes::updateFunctionUrl()); !ok)
        return refuse(ok.error());
    const FunctionRecord *function = find(context, *ref);
    if (!function)
        return refuse(noFunction());
    QJsonObject config = function->setting(FunctionSetting::Url, ref->qualifier);
    if (config.isEmpty())
        return refuse(noResource());
    const QJsonObject wanted = knownMembers(*request, shapes::updateFunctionUrl());
    for (auto it = wanted.begin(); it != wanted.end(); ++it)
        config.insert(it.key(), it.value());
    config.insert(QStringLiteral("LastModifiedTime"), now());
    return store(context, *function, ref->qualifier, config, 200);
}

ApiResult<ApiAnswer> getFunctionUrlConfig(CloudContext &context, const ApiCall &call)
{
    const auto ref = refOf(context, call);
    if (!ref)
        return refuse(ref.error());
    const FunctionRecord *function = find(context, *ref);
    const QJsonObject config = function ? function->setting(FunctionSetting::Url, ref->qualifier) : QJsonObject();
    if (config.isEmpty())
        return refuse(noResource());
    return ApiAnswer::json(configJson(context, ref->name, ref->qualifier, config));
}

ApiResult<ApiAnswer> deleteFunctionUrlConfig(CloudContext &context, const ApiCall &call)
{
    const auto ref = refOf(context, call);
    if (!ref)
        return refuse(ref.error());
    const FunctionRecord *found = find(context, *ref);
    if (!found || found->setting(FunctionSetting::Url, ref->qualifier).isEmpty())
        return refuse(noResource());
    FunctionRecord function = *found;
    function.setSetting(FunctionSetting::Url, ref->qualifier, {});
    if (const auto saved = context.functions.save(function); !saved)
        return refuse(saved.error());
    return ApiAnswer::empty();
}

ApiResult<ApiAnswer> listFunctionUrlConfigs(CloudContext &context, const ApiCall &call)
{
    const auto ref = refOf(context, call);
    if (!ref)
        return refuse(ref.error());
    const FunctionRecord *function = context.store().find(ref->name);
    if (!function)
        return refuse(noFunction());
    QList<std::pair<QString, QJsonObject>> all;
    for (auto it = function->settings.begin(); it != function->settings.end(); ++it)
        if (it.key().first == FunctionSetting::Url)
            all.append({it.key().second, configJson(context, function->name, it.key().second, *it)});
    return paged(call, QStringLiteral("FunctionUrlConfigs"), all, 50); // [M] MaxItems
}

} // namespace lathe::handlers
