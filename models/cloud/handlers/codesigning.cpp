// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/codesigning.h"
#include "cloud/functionshapes.h"
#include "cloud/handlers/handlers.h"
#include "core/ids.h"
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

namespace lathe::handlers {

static QJsonObject configJson(const CodeSigningConfig &config, const ArnScope &scope)
{
    QJsonObject json = config.configuration;
    json.insert(QStringLiteral("CodeSigningConfigId"), config.id);
    json.insert(QStringLiteral("CodeSigningConfigArn"), codesigning::configArn(scope, config.id));
    json.insert(QStringLiteral("LastModified"), lambdaTimestamp(config.modifiedMs));
    return json;
}

static ApiAnswer configAnswer(const CodeSigningConfig &config, const ArnScope &scope, int status = 200)
{
    return ApiAnswer::json({{QStringLiteral("CodeSigningConfig"), configJson(config, scope)}}, status);
}

static ApiResult<CodeSigningConfig> findConfig(const CloudContext &context, const ApiCall &call)
{
    const QString arn = call.pathParameters.value(0);
    const CodeSigningConfig *config = codesigning::find(context, arn);
    if (!config)
        return refuse(apierror::notFound(QStringLiteral("The Lambda code signing configuration %1 can not be found.").arg(arn)));
    return *config;
}

/// A new id in AWS's form.
static QString newConfigId() { return QStringLiteral("csc-") + QString::fromLatin1(randomBytes(9).toHex().left(17)); }

static ApiResult<ApiAnswer> store(CloudContext &context, CodeSigningConfig config, const QJsonObject &request, int status)
{
    const QJsonObject wanted = knownMembers(request, shapes::codeSigningConfig());
    for (auto it = wanted.begin(); it != wanted.end(); ++it)
        config.configuration.insert(it.key(), it.value());
    config.modifiedMs = QDateTime::currentMSecsSinceEpoch();
    if (const auto saved = context.functions.codeSigning().put(config); !saved)
        return refuse(apierror::service(saved.error().text));
    return configAnswer(config, context.scope(), status);
}

ApiResult<ApiAnswer> createCodeSigningConfig(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    if (const auto ok = validateShape(*request, shapes::createCodeSigningConfig()); !ok)
        return refuse(ok.error());
    const QJsonObject warn{{QStringLiteral("UntrustedArtifactOnDeployment"), QStringLiteral("Warn")}}; // Lambda's default
    const QJsonObject defaults{{QStringLiteral("Description"), QString()}, {QStringLiteral("CodeSigningPolicies"), warn}};
    return store(context, {newConfigId(), defaults, 0}, *request, 201);
}

ApiResult<ApiAnswer> getCodeSigningConfig(CloudContext &context, const ApiCall &call)
{
    const auto config = findConfig(context, call);
    return config ? ApiResult<ApiAnswer>(configAnswer(*config, context.scope())) : refuse(config.error());
}

ApiResult<ApiAnswer> updateCodeSigningConfig(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    if (const auto ok = validateShape(*request, shapes::codeSigningConfig()); !ok)
        return refuse(ok.error());
    const auto config = findConfig(context, call);
    if (!config)
        return refuse(config.error());
    return store(context, *config, *request, 200);
}

ApiResult<ApiAnswer> deleteCodeSigningConfig(CloudContext &context, const ApiCall &call)
{
    const auto config = findConfig(context, call);
    if (!config)
        return refuse(config.error());
    if (const QStringList users = context.store().codeSigning().functionsOf(config->id); !users.isEmpty())
        return refuse(apierror::conflict(QStringLiteral("Cannot delete the code signing configuration %1 because it is in use by functions: %2")
                                             .arg(codesigning::configArn(context.scope(), config->id), users.join(QStringLiteral(", ")))));
    if (const auto removed = context.functions.codeSigning().remove(config->id); !removed)
        return refuse(apierror::service(removed.error().text));
    return ApiAnswer::empty();
}

ApiResult<ApiAnswer> listCodeSigningConfigs(CloudContext &context, const ApiCall &call)
{
    QList<std::pair<QString, QJsonObject>> all;
    for (const CodeSigningConfig &config : context.store().codeSigning().all())
        all.append({config.id, configJson(config, context.scope())});
    return paged(call, QStringLiteral("CodeSigningConfigs"), all);
}

ApiResult<ApiAnswer> listFunctionsByCodeSigningConfig(CloudContext &context, const ApiCall &call)
{
    const auto config = findConfig(context, call);
    if (!config)
        return refuse(config.error());
    QList<std::pair<QString, QJsonObject>> all; // paged as objects, then shown as the texts that they are
    for (const QString &name : context.store().codeSigning().functionsOf(config->id))
        all.append({name, {{QStringLiteral("arn"), context.scope().functionArn(name)}}});
    auto answer = paged(call, QStringLiteral("FunctionArns"), all);
    if (!answer)
        return answer;
    QJsonObject json = QJsonDocument::fromJson(answer->body).object();
    QJsonArray arns;
    for (const QJsonValue &one : json.value(QLatin1String("FunctionArns")).toArray())
        arns.append(one.toObject().value(QLatin1String("arn")));
    json.insert(QStringLiteral("FunctionArns"), arns);
    return ApiAnswer::json(json);
}

ApiResult<ApiAnswer> getFunctionCodeSigningConfig(CloudContext &context, const ApiCall &call)
{
    const auto function = findFunction(context, call, NameForm::Namespaced);
    if (!function)
        return refuse(function.error());
    const QString id = context.store().codeSigning().of((*function)->name);
    if (id.isEmpty())
        return ApiAnswer::json({}); // Terraform reads it after each create
    return ApiAnswer::json({{QStringLiteral("CodeSigningConfigArn"), codesigning::configArn(context.scope(), id)}, {QStringLiteral("FunctionName"), (*function)->name}});
}

ApiResult<ApiAnswer> putFunctionCodeSigningConfig(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    if (const auto ok = validateShape(*request, shapes::putFunctionCodeSigningConfig()); !ok)
        return refuse(ok.error());
    const auto function = findFunction(context, call, NameForm::Namespaced);
    if (!function)
        return refuse(function.error());
    const QString arn = request->value(QLatin1String("CodeSigningConfigArn")).toString();
    const CodeSigningConfig *config = codesigning::find(context, arn);
    if (!config)
        return refuse(codesigning::missing(arn));
    if (const auto attached = context.functions.codeSigning().attach((*function)->name, config->id); !attached) // for the next deployment; the code there is not looked at
        return refuse(apierror::service(attached.error().text));
    return ApiAnswer::json({{QStringLiteral("CodeSigningConfigArn"), arn}, {QStringLiteral("FunctionName"), (*function)->name}});
}

ApiResult<ApiAnswer> deleteFunctionCodeSigningConfig(CloudContext &context, const ApiCall &call)
{
    const auto function = findFunction(context, call, NameForm::Namespaced);
    if (!function)
        return refuse(function.error());
    if (const auto detached = context.functions.codeSigning().detach((*function)->name); !detached)
        return refuse(apierror::service(detached.error().text));
    return ApiAnswer::empty();
}

} // namespace lathe::handlers
