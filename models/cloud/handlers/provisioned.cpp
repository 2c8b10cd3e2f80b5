// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Provisioned concurrency of published versions and of aliases, whose it is then the FunctionVersion's. What is asked for is stored; what there is of it, the runtime tells.
#include "cloud/functionshapes.h"
#include "cloud/handlers/handlers.h"
#include "core/limits.h"
#include "runtime/runtimeservice.h"
#include <QDateTime>
#include <QJsonArray>

namespace lathe::handlers {

static QJsonObject stateJson(const CloudContext &context, const FunctionRecord &function, const QString &qualifier)
{
    const ProvisionedRecord record = function.provisioned.value(qualifier);
    const ProvisionedState state = context.functions.runtime().provisioned(function.name, function.resolve(qualifier)->version);
    const bool ready = state.wanted == record.requested && state.ready >= record.requested;
    QJsonObject json{{QStringLiteral("RequestedProvisionedConcurrentExecutions"), record.requested},
        {QStringLiteral("AvailableProvisionedConcurrentExecutions"), state.ready}, {QStringLiteral("AllocatedProvisionedConcurrentExecutions"), state.ready},
        {QStringLiteral("Status"), ready ? QStringLiteral("READY") : state.failure.isEmpty() ? QStringLiteral("IN_PROGRESS") : QStringLiteral("FAILED")},
        {QStringLiteral("LastModified"), QDateTime::fromMSecsSinceEpoch(record.modifiedMs, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss+0000"))}};
    if (!ready && !state.failure.isEmpty())
        json.insert(QStringLiteral("StatusReason"), state.failure);
    return json;
}

/// The published version or the alias that a call means; `latest`: what AWS says of $LATEST there.
static ApiResult<FoundVersion> provisionable(const CloudContext &context, const ApiCall &call, const char *latest)
{
    const QString qualifier = call.queryParameter(QStringLiteral("Qualifier")).value_or(QString());
    const auto ref = parseFunctionName(call.pathParameters.value(0), qualifier, NameForm::Plain, context.scope(), call.operation.toLatin1());
    if (!ref)
        return refuse(ref.error());
    if (ref->qualifier.isEmpty()) // the SDKs refuse a call without one themselves
        return refuse(apierror::validation({apierror::finding(QStringLiteral("null"), QStringLiteral("qualifier"), QStringLiteral("not be null"))}));
    if (ref->qualifier == latestVersion)
        return refuse(apierror::invalidParameter(QString::fromLatin1(latest)));
    const FunctionRecord *function = context.store().find(ref->name);
    const VersionRecord *version = function ? function->resolve(ref->qualifier) : nullptr;
    if (version)
        return FoundVersion{function, version, ref->qualifier};
    return refuse(qualifierNotFound(context, *ref));
}

/// Whether a version or an alias may have it: each version has one such setting at most, its own or that of one alias.
static ApiResult<> checkTarget(const FoundVersion &found)
{
    const FunctionRecord &function = *found.function;
    const QString version = found.version->version;
    if (const AliasRecord *alias = found.alias()) {
        if (version == latestVersion)
            return refuse(apierror::invalidParameter(QStringLiteral("Provisioned Concurrency Configs cannot be applied to unpublished function versions.")));
        if (alias->isWeighted())
            return refuse(apierror::invalidParameter(QStringLiteral("Alias with weights can not be used with Provisioned Concurrency")));
    }
    FunctionRecord others = function;
    others.provisioned.remove(found.qualifier);
    if (!others.provisionedVersions().contains(version))
        return {};
    return refuse(apierror::conflict(found.alias() ? QStringLiteral("Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version")
                                                   : QStringLiteral("Version is pointed by a Provisioned Concurrency alias")));
}

/// Whether so much more may be set aside for it.
static ApiResult<> checkRoom(const CloudContext &context, const FoundVersion &found, int wanted)
{
    const FunctionRecord &function = *found.function;
    const int others = function.provisionedConcurrency() - function.provisioned.value(found.qualifier).requested;
    if (function.reservedConcurrency) {
        if (others + wanted > *function.reservedConcurrency)
            return refuse(apierror::invalidParameter(QStringLiteral("Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function")));
        return {};
    }
    const int region = context.functions.runtime().options().pool.concurrency;
    if (wanted > region)
        return refuse(apierror::invalidParameter(
            QStringLiteral("Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [%1].").arg(region)));
    if (context.functions.unreservedConcurrency(function.name) - others - wanted < limits::concurrencyUnreservedMin)
        return refuse(apierror::invalidParameter(
            QStringLiteral("Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [%1].")
                .arg(limits::concurrencyUnreservedMin)));
    return {};
}

ApiResult<ApiAnswer> putProvisionedConcurrency(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    if (const auto ok = validateShape(*request, shapes::putProvisionedConcurrency()); !ok)
        return refuse(ok.error());
    const auto found = provisionable(context, call, "Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
    if (!found)
        return refuse(found.error());
    if (const auto ok = checkTarget(*found); !ok)
        return refuse(ok.error());
    if (found->version->isPerTenant())
        return refuse(apierror::invalidParameter(QStringLiteral("Provisioned concurrency is not supported for functions with a tenancy configuration.")));
    if (found->version->configuration.value(QLatin1String("SnapStart")).toObject().value(QLatin1String("ApplyOn")).toString() == QLatin1String("PublishedVersions"))
        return refuse(apierror::invalidParameter(QStringLiteral("Provisioned concurrency is not supported for functions with SnapStart.")));
    const double asked = request->value(QLatin1String("ProvisionedConcurrentExecutions")).toDouble();
    const int wanted = int(qMin(asked, 1e9));
    if (const auto room = checkRoom(context, *found, wanted); !room)
        return refuse(room.error());
    FunctionRecord function = *found->function;
    function.provisioned.insert(found->qualifier, {wanted, QDateTime::currentMSecsSinceEpoch()});
    if (const auto saved = context.functions.save(function); !saved)
        return refuse(saved.error());
    QJsonObject json = stateJson(context, function, found->qualifier);
    if (json.value(QLatin1String("Status")).toString() != QLatin1String("FAILED")) // AWS begins with this, whatever is there already
        json.insert(QStringLiteral("Status"), QStringLiteral("IN_PROGRESS"));
    return ApiAnswer::json(json, 202);
}

ApiResult<ApiAnswer> getProvisionedConcurrency(CloudContext &context, const ApiCall &call)
{
    if (call.queryParameter(QStringLiteral("List"))) {
        const auto function = findFunction(context, call);
        if (!function)
            return refuse(function.error());
        QList<std::pair<QString, QJsonObject>> all;
        for (auto it = (*function)->provisioned.begin(); it != (*function)->provisioned.end(); ++it) {
            QJsonObject json = stateJson(context, **function, it.key());
            json.insert(QStringLiteral("FunctionArn"), context.scope().functionArn((*function)->name, it.key()));
            all.append({it.key(), json});
        }
        return paged(call, QStringLiteral("ProvisionedConcurrencyConfigs"), all);
    }
    const auto found = provisionable(context, call, "The function resource provided must be an alias or a published version.");
    if (!found)
        return refuse(found.error());
    if (!found->function->provisioned.contains(found->qualifier))
        return refuse({404, "ProvisionedConcurrencyConfigNotFoundException", QStringLiteral("No Provisioned Concurrency Config found for this function"), {}});
    return ApiAnswer::json(stateJson(context, *found->function, found->qualifier));
}

ApiResult<ApiAnswer> deleteProvisionedConcurrency(CloudContext &context, const ApiCall &call)
{
    const auto found = provisionable(context, call, "The function resource provided must be an alias or a published version.");
    if (!found)
        return refuse(found.error());
    FunctionRecord function = *found->function;
    if (function.provisioned.remove(found->qualifier) > 0)
        if (const auto saved = context.functions.save(function); !saved)
            return refuse(saved.error());
    return ApiAnswer::empty();
}

} // namespace lathe::handlers
