// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "invokeplan.h"
#include "console.h"
#include "core/atomicfile.h"
#include "core/jsontext.h"
#include "core/jsontree.h"
#include "core/limits.h"
#include "core/runtimes.h"
#include "events/eventmeta.h"
#include "package/layer/layershelf.h"
#include "project/checks.h"
#include "runtime/specfromproject.h"
#include "shared.h"
#include <QDate>

namespace lathe {

namespace {

/// Overrides of --network, --mount and --cpu-share.
Result<> applyPlaces(const Arguments &args, FunctionSpec *spec)
{
    if (args.has(QStringLiteral("cpu-share")) && args.has(QStringLiteral("no-cpu-share")))
        return fail(ErrorCode::Usage, QStringLiteral("--cpu-share and --no-cpu-share exclude each other; leave one out."));
    spec->cpuShare = args.has(QStringLiteral("cpu-share"));
    if (args.has(QStringLiteral("network"))) {
        const QString network = args.value(QStringLiteral("network"));
        if (network != QStringLiteral("none") && network != QStringLiteral("host"))
            return fail(ErrorCode::Usage, QStringLiteral("--network takes none (a loopback of its own and nothing else) or host, not '%1'.").arg(network));
        spec->network = network == QStringLiteral("none") ? NetworkMode::None : NetworkMode::Shared;
    }
    if (!args.has(QStringLiteral("mount")))
        return {};
    const QString mount = args.value(QStringLiteral("mount"));
    const QString target = mount.section(u'=', 0, 0), folder = mount.section(u'=', 1);
    if (!isMountPath(target) || folder.isEmpty())
        return fail(ErrorCode::Usage, QStringLiteral("--mount takes a folder below /mnt and the local folder that stands for it, as in --mount /mnt/data=DIR, not '%1'.").arg(mount));
    if (!QFileInfo(folder).isDir())
        return fail(ErrorCode::Usage, QStringLiteral("The folder %1 of --mount does not exist. Make it first: mkdir -p %1").arg(folder));
    spec->mounts.removeIf([&](const BindMount &known) { return known.target == target; });
    spec->mounts.append({QFileInfo(folder).canonicalFilePath(), target, true});
    return {};
}

/// Overrides of --memory, --timeout, --env-vars, --network, --mount.
Result<> applyOverrides(const Arguments &args, FunctionSpec *spec)
{
    struct Number
    {
        QString option;
        QString unit;
        int least, most;
        int *field;
    };
    for (const Number &number : {Number{QStringLiteral("memory"), QStringLiteral("MB"), limits::memoryMinMib, limits::memoryMaxMib, &spec->memoryMib},
             Number{QStringLiteral("timeout"), QStringLiteral("seconds"), limits::timeoutMinSeconds, limits::timeoutMaxSeconds, &spec->timeoutSeconds}}) {
        if (!args.has(number.option))
            continue;
        bool ok = false;
        const int value = args.value(number.option).toInt(&ok);
        if (!ok || value < number.least || value > number.most)
            return fail(ErrorCode::Usage, QStringLiteral("--%1 takes %2 to %3 %4, as Lambda does, not '%5'.").arg(number.option).arg(number.least).arg(number.most)
                    .arg(number.unit, args.value(number.option)));
        *number.field = value;
    }
    if (const auto applied = applyPlaces(args, spec); !applied)
        return applied;
    if (!args.has(QStringLiteral("env-vars")))
        return {};
    const auto bytes = readFile(args.value(QStringLiteral("env-vars")));
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (const auto bad = jsontext::check(*bytes))
        return fail(ErrorCode::Config, QStringLiteral("%1:%2:%3: %4 The file of --env-vars must be JSON.").arg(args.value(QStringLiteral("env-vars"))).arg(bad->line).arg(bad->column).arg(bad->text));
    const QJsonDocument document = QJsonDocument::fromJson(*bytes); // SAM's form: per function, or "Parameters" for all
    if (!document.isObject())
        return fail(ErrorCode::Config, QStringLiteral("%1 holds no JSON object. Write {\"Parameters\": {\"NAME\": \"value\"}}, or a function's name instead of Parameters.").arg(args.value(QStringLiteral("env-vars"))));
    const QJsonObject all = document.object();
    for (const QString &scope : {QStringLiteral("Parameters"), spec->name}) {
        const QJsonObject variables = all.value(scope).toObject();
        for (auto it = variables.begin(); it != variables.end(); ++it) {
            const QString value = it.value().isString() ? it.value().toString() : it.value().toVariant().toString();
            spec->environment.removeIf([&](const auto &pair) { return pair.first == it.key(); });
            spec->environment.append({it.key(), value});
        }
    }
    return {};
}

} // namespace

Result<> checkInvokeOptions(const Arguments &args)
{
    const bool there = args.has(QStringLiteral("target"));
    for (const char *option : {"qualifier", "region", "state", "stream"})
        if (!there && args.has(QLatin1String(option)))
            return fail(ErrorCode::Usage,
                QStringLiteral("--%1 is for a deployed function; without --target the function runs from this folder. Add --target, or leave --%1 out.").arg(QLatin1String(option)));
    for (const char *option : {"memory", "timeout", "env-vars", "network", "mount", "cpu-share", "no-cpu-share", "record-files", "signature", "build", "identity"})
        if (there && args.has(QLatin1String(option)))
            return fail(ErrorCode::Usage,
                QStringLiteral("--%1 changes a run from this folder, not a deployed function. Leave out --target or --%1.").arg(QLatin1String(option)));
    return {};
}

Result<FunctionSpec> invokeSpec(const FunctionDefinition &function, const Arguments &args, Console &console)
{
    auto made = functionSpecFor(function);
    if (!made)
        return tl::unexpected(made.error());
    for (const QString &warning : made->warnings + LayerShelf::foreignLayers(function))
        console.warn(warning);
    if (auto applied = applyOverrides(args, &made->spec); !applied)
        return tl::unexpected(applied.error());
    if (const RuntimeInfo *runtime = function.imageUri.isEmpty() ? findRuntime(made->spec.runtime) : nullptr;
        runtime && *runtime->deprecated && QDate::currentDate().toString(Qt::ISODate) >= QLatin1String(runtime->deprecated))
        console.warn(QStringLiteral("%1 is deprecated since %2; Lambda refuses new functions with it from %3 on. The newest of its kind is %4.")
                .arg(made->spec.runtime, QLatin1String(runtime->deprecated), QLatin1String(runtime->blockCreate), defaultRuntime(runtime->family)));
    if (function.inVpc && !args.has(QStringLiteral("network")))
        console.say(QStringLiteral("%1 is in a VPC; here it has the whole network. Without a NAT gateway it would have none: --network none").arg(function.name));
    return made->spec;
}

Result<InvokeRequest> invokeRequest(const Arguments &args, const std::function<Result<QByteArray>()> &input)
{
    InvokeRequest request;
    request.payload = "{}";
    for (const auto &[option, bytes] : {std::pair("event", &request.payload), std::pair("client-context", &request.clientContext), std::pair("identity", &request.cognitoIdentity)}) {
        if (!args.has(QLatin1String(option)))
            continue;
        const auto event = eventFrom(args.value(QLatin1String(option)), input);
        if (!event)
            return tl::unexpected(event.error());
        *bytes = *event;
    }
    if (args.has(QStringLiteral("identity"))) {
        const auto identity = JsonTree::parse(request.cognitoIdentity);
        if (!identity || identity->root().kind != JsonNode::Object)
            return fail(ErrorCode::Config, QStringLiteral("%1 holds no JSON object. Write {\"cognitoIdentityId\": \"…\", \"cognitoIdentityPoolId\": \"…\"}.").arg(args.value(QStringLiteral("identity"))));
    }
    // What stands beside the event goes along with it, as in the window and in lathe test.
    const QString file = args.value(QStringLiteral("event"));
    if (!file.endsWith(QStringLiteral(".json")))
        return request;
    if (const auto meta = readFile(file.chopped(5) + QStringLiteral(".meta.json"))) {
        const EventContext context = eventContext(*meta);
        if (!args.has(QStringLiteral("client-context")))
            request.clientContext = context.clientContext;
        if (!args.has(QStringLiteral("identity")))
            request.cognitoIdentity = context.identity;
    }
    return request;
}

} // namespace lathe
