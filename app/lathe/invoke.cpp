// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/atomicfile.h"
#include "core/jsontext.h"
#include "remote.h"
#include "runtime/specfromproject.h"
#include "shared.h"
#include <QFutureWatcher>

namespace lathe {

namespace {

/// Overrides of --memory, --timeout, --env-vars.
Result<> applyOverrides(const Arguments &args, FunctionSpec *spec)
{
    for (const auto &[option, field] : {std::pair{QStringLiteral("memory"), &spec->memoryMib}, {QStringLiteral("timeout"), &spec->timeoutSeconds}}) {
        if (!args.has(option))
            continue;
        bool ok = false;
        const int value = args.value(option).toInt(&ok);
        if (!ok || value < 1)
            return fail(ErrorCode::Usage, QStringLiteral("--%1 takes a whole number, not '%2'.").arg(option, args.value(option)));
        *field = value;
    }
    if (!args.has(QStringLiteral("env-vars")))
        return {};
    const auto bytes = readFile(args.value(QStringLiteral("env-vars")));
    if (!bytes)
        return tl::unexpected(bytes.error());
    const QJsonObject all = QJsonDocument::fromJson(*bytes).object(); // SAM's form: per function, or "Parameters" for all
    if (all.isEmpty())
        return fail(ErrorCode::Config, QStringLiteral("%1 holds no JSON object of variables.").arg(args.value(QStringLiteral("env-vars"))));
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

int printOutcome(const InvokeOutcome &outcome, const QString &function, Console &console)
{
    for (const QString &warning : outcome.warnings)
        console.warn(warning);
    if (console.isJson()) {
        QJsonObject object = outcomeObject(outcome);
        object.insert(QStringLiteral("function"), function);
        console.object(object);
    } else {
        console.data(outcome.payload);
    }
    return outcomeExitCode(outcome);
}

void invokeHere(const FunctionDefinition &function, const InvokeRequest &request, const Arguments &args, Console &console, CommandScope &scope)
{
    auto made = functionSpecFor(function);
    if (made) {
        for (const QString &warning : made->warnings)
            console.warn(warning);
        if (auto applied = applyOverrides(args, &made->spec); !applied)
            made = tl::unexpected(applied.error());
    }
    if (!made)
        return scope.finish(console.error(made.error()));
    auto *service = new RuntimeService(runtimeOptions(false), &scope);
    const auto onLog = [&console](const QByteArray &bytes) { console.log(bytes); };
    auto *watcher = new QFutureWatcher<Result<InvokeOutcome>>(&scope);
    const QString name = made->spec.name;
    QObject::connect(watcher, &QFutureWatcherBase::finished, &scope, [watcher, name, &console, &scope] {
        if (watcher->future().isCanceled() || watcher->future().resultCount() == 0)
            return scope.finish(130);
        const auto outcome = watcher->result();
        scope.finish(outcome ? printOutcome(*outcome, name, console) : console.error(outcome.error()));
    });
    scope.onInterrupt = [watcher, &scope] {
        watcher->future().cancel();
        scope.finish(130);
    };
    watcher->setFuture(service->invoke(made->spec, request, console.isJson() ? nullptr : std::function<void(const QByteArray &)>(onLog)));
}

void invokeThere(const FunctionDefinition &function, const InvokeRequest &request, const Arguments &args, Console &console, CommandScope &scope)
{
    auto remote = Remote::open(args, console, &scope);
    if (!remote)
        return scope.finish(console.error(remote.error()));
    (*remote)->client().invoke(function.deployedName.text, request.payload, "RequestResponse", args.value(QStringLiteral("qualifier")), request.clientContext.toBase64())
        .then(&scope, [&console, &scope](const Result<InvokeAnswer> &answer) {
            if (!answer)
                return scope.finish(console.error(answer.error()));
            if (console.isJson())
                console.object({{QStringLiteral("ok"), answer->functionError.isEmpty()}, {QStringLiteral("payload"), QString::fromUtf8(answer->payload)},
                    {QStringLiteral("log"), QString::fromUtf8(answer->logTail)}, {QStringLiteral("executedVersion"), QString::fromUtf8(answer->executedVersion)}});
            else {
                console.log(answer->logTail);
                console.data(answer->payload);
            }
            scope.finish(answer->functionError.isEmpty() ? 0 : 1);
        });
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    const auto project = projectFrom(args, console);
    if (!project)
        return scope.finish(console.error(project.error()));
    const auto function = functionFrom(*project, args.positional(0));
    if (!function)
        return scope.finish(console.error(function.error()));
    InvokeRequest request;
    request.payload = "{}";
    if (args.has(QStringLiteral("event"))) {
        const auto event = eventFrom(args.value(QStringLiteral("event")));
        if (!event)
            return scope.finish(console.error(event.error()));
        request.payload = *event;
    }
    if (args.has(QStringLiteral("client-context"))) {
        const auto context = eventFrom(args.value(QStringLiteral("client-context")));
        if (!context)
            return scope.finish(console.error(context.error()));
        request.clientContext = *context;
    }
    if (args.has(QStringLiteral("target")))
        invokeThere(*function, request, args, console, scope);
    else
        invokeHere(*function, request, args, console, scope);
}

} // namespace

CommandSpec invokeCommand()
{
    return {QStringLiteral("invoke"), QStringLiteral("Run a function on an event, here or where it is deployed"), {QStringLiteral("[FUNCTION]")},
        QList<OptionSpec>{{QStringLiteral("event"), QStringLiteral("e"), QStringLiteral("FILE"), QStringLiteral("Event as a JSON file, - for standard input (default: {})")},
            {QStringLiteral("handler"), {}, QStringLiteral("FILE.FUNCTION"), QStringLiteral("Handler of a bare folder without a template")},
            {QStringLiteral("runtime"), {}, QStringLiteral("ID"), QStringLiteral("Runtime of a bare folder, e.g. python3.11")},
            {QStringLiteral("memory"), {}, QStringLiteral("MB"), QStringLiteral("Memory instead of the project's")},
            {QStringLiteral("timeout"), {}, QStringLiteral("SECONDS"), QStringLiteral("Timeout instead of the project's")},
            {QStringLiteral("env-vars"), {}, QStringLiteral("FILE"), QStringLiteral("JSON with variables, per function or under \"Parameters\"")},
            {QStringLiteral("client-context"), {}, QStringLiteral("FILE"), QStringLiteral("JSON for context.client_context")},
            {QStringLiteral("qualifier"), {}, QStringLiteral("VERSION"), QStringLiteral("Version or alias of the deployed function")}}
            + targetOptions() + projectOptions(),
        QStringLiteral("  lathe invoke\n  lathe invoke thumbnail -e events/put.json\n  echo '\"hi\"' | lathe invoke -e - -C my-function\n"
                       "  lathe invoke --handler app.handler --runtime python3.11 -C folder\n  lathe invoke hello --target local\n"),
        run};
}

} // namespace lathe
