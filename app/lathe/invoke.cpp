// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functionbuilds.h"
#include "core/async.h"
#include "core/atomicfile.h"
#include "core/jsontext.h"
#include "core/limits.h"
#include "core/paths.h"
#include "package/xray/openrecorder.h"
#include "core/runtimes.h"
#include "process/sandboxahead.h"
#include "project/checks.h"
#include "imagerun.h"
#include "package/signing/readypackage.h"
#include "readycode.h"
#include "remote.h"
#include "runrecording.h"
#include "runtime/responsesink.h"
#include "runtime/specfromproject.h"
#include "session/reportline.h"
#include "shared.h"
#include <QDate>
#include <QFutureWatcher>
#include <QTimer>

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

/// What the machine cannot bound is the same at every run: one line here, the whole text in `lathe doctor` and --json. That a
/// function is not isolated at all is said in full each time.
void printWarnings(const InvokeOutcome &outcome, const SandboxCapabilities &sandbox, Console &console)
{
    const bool isolated = sandbox.tier != SandboxTier::Unisolated;
    for (const QString &warning : outcome.warnings)
        if (!isolated || !sandbox.notEnforced.contains(warning))
            console.warn(warning);
    if (isolated && !sandbox.notEnforced.isEmpty())
        console.say(QStringLiteral("Not all of Lambda's limits are exact on this machine; see: lathe doctor"));
}

/// What the function sends, while it sends it: to standard output, or kept for the object of --json.
struct Response
{
    std::shared_ptr<ResponseSink> sink = std::make_shared<ResponseSink>();
    QByteArray kept;    ///< All of it with --json, else what the history wants.
    bool printed = false;
    std::shared_ptr<RunRecording> recording; ///< Empty: the run is not kept.
};

std::shared_ptr<Response> responseTo(Console &console, const std::shared_ptr<RunRecording> &recording)
{
    const auto response = std::make_shared<Response>();
    response->recording = recording;
    response->sink->took = [&console, r = response.get()](const QByteArray &bytes, double) {
        if (console.isJson()) {
            r->kept += bytes;
            return;
        }
        r->printed = true;
        console.data(bytes);
        if (r->recording)
            RunRecording::keep(r->kept, bytes);
    };
    return response;
}

QJsonArray chunksArray(const QList<ResponseChunk> &chunks)
{
    QJsonArray array;
    for (const ResponseChunk &chunk : chunks)
        array.append(QJsonObject{{QStringLiteral("ms"), chunk.ms}, {QStringLiteral("bytes"), chunk.bytes}});
    return array;
}

int printOutcome(InvokeOutcome outcome, const Response &response, const QString &function, const SandboxCapabilities &sandbox, Console &console)
{
    printWarnings(outcome, sandbox, console);
    if (console.isJson()) {
        if (outcome.ok())
            outcome.payload = response.kept;
        QJsonObject object = outcomeObject(outcome);
        object.insert(QStringLiteral("function"), function);
        if (outcome.streamed)
            object.insert(QStringLiteral("chunks"), chunksArray(outcome.chunks));
        if (outcome.streamed && !outcome.ok())
            insertPayload(object, response.kept, QStringLiteral("partial"));
        console.object(object);
    } else if (!outcome.ok() && response.printed) {
        console.warn(QStringLiteral("The response broke off with an error: %1").arg(QString::fromUtf8(outcome.payload)));
    } else if (!outcome.ok()) {
        console.data(outcome.payload);
    }
    return outcomeExitCode(outcome);
}

/// Watches which of the function's and its layers' files are opened until the answer calls what it returns.
Result<std::function<void()>> recordFiles(const FunctionDefinition &function, Console &console)
{
    if (!function.imageUri.isEmpty())
        return fail(ErrorCode::Usage, QStringLiteral("--record-files is for functions with a package; %1 is a container image.").arg(function.name));
    const QStringList roots = QStringList{function.codeDir} + function.layerDirs;
    auto recorder = std::make_shared<OpenRecorder>();
    if (!recorder->start(roots))
        return fail(ErrorCode::Io, QStringLiteral("The kernel gives no watches on %1. Raise fs.inotify.max_user_watches or leave --record-files out.").arg(function.codeDir));
    return [recorder, roots, &console] {
        const OpenRecorder::Recording recording = recorder->take();
        if (const auto kept = OpenedFilesStore(paths::state() + QStringLiteral("/opened")).add(roots, packageState(roots), recording.paths); !kept)
            return console.warn(kept.error().text);
        if (!recording.whole)
            console.warn(QStringLiteral("Some of what the run opened was not seen: the record is not complete."));
        console.say(QStringLiteral("%1 opened files recorded; what no run opens is in: lathe package --report").arg(recording.paths.size()));
    };
}

void startRun(const FunctionSpec &spec, InvokeRequest request, const std::shared_ptr<RunRecording> &recording, Console &console, CommandScope &scope,
    const std::function<void()> &ended = {})
{
    if (recording)
        recording->describe(spec);
    RuntimeOptions options = runtimeOptions(false);
    options.ahead = std::move(scope.ahead);
    QTimer::singleShot(0, &scope, [sandbox = options.sandbox] { SandboxAhead::remember(sandbox); }); // while the interpreter starts
    auto *service = new RuntimeService(std::move(options), &scope);
    const auto onLog = [&console](const QByteArray &bytes) { console.log(bytes); };
    auto *watcher = new QFutureWatcher<Result<InvokeOutcome>>(&scope);
    const QString name = spec.name;
    const auto response = responseTo(console, recording);
    request.sink = response->sink;
    QObject::connect(watcher, &QFutureWatcherBase::finished, &scope, [watcher, name, service, response, ended, &console, &scope] {
        if (watcher->future().isCanceled() || watcher->future().resultCount() == 0)
            return scope.finish(130);
        const auto outcome = watcher->result();
        if (ended)
            ended();
        const int code = outcome ? printOutcome(*outcome, *response, name, service->options().sandbox, console) : console.error(outcome.error());
        if (outcome && response->recording)
            response->recording->end(*outcome, response->kept, console);
        scope.finish(code);
    });
    scope.onInterrupt = [watcher, &scope] {
        watcher->future().cancel();
        scope.finish(130);
    };
    watcher->setFuture(service->invoke(spec, request, console.isJson() ? nullptr : std::function<void(const QByteArray &)>(onLog)));
}

void invokeHere(const FunctionDefinition &function, const InvokeRequest &request, const std::shared_ptr<RunRecording> &recording, const Arguments &args, Console &console,
    CommandScope &scope)
{
    const auto policy = signaturePolicyFrom(args);
    if (!policy)
        return scope.finish(console.error(policy.error()));
    if (runsFromPackage(function))
        return withReadyPackage(function, *policy, console, scope, [request, recording, args, &console, &scope](const FunctionDefinition &unpacked) { invokeHere(unpacked, request, recording, args, console, scope); });
    auto made = functionSpecFor(function);
    if (made) {
        for (const QString &warning : made->warnings)
            console.warn(warning);
        if (auto applied = applyOverrides(args, &made->spec); !applied)
            made = tl::unexpected(applied.error());
    }
    if (!made)
        return scope.finish(console.error(made.error()));
    if (const RuntimeInfo *runtime = function.imageUri.isEmpty() ? findRuntime(made->spec.runtime) : nullptr;
        runtime && *runtime->deprecated && QDate::currentDate().toString(Qt::ISODate) >= QLatin1String(runtime->deprecated))
        console.warn(QStringLiteral("%1 is deprecated since %2; Lambda refuses new functions with it from %3 on. The newest of its kind is %4.")
                .arg(made->spec.runtime, QLatin1String(runtime->deprecated), QLatin1String(runtime->blockCreate), defaultRuntime(runtime->family)));
    if (function.inVpc && !args.has(QStringLiteral("network")))
        console.say(QStringLiteral("%1 is in a VPC; here it has the whole network. Without a NAT gateway it would have none: --network none").arg(function.name));
    std::function<void()> ended;
    if (args.has(QStringLiteral("record-files"))) {
        auto recording = recordFiles(function, console);
        if (!recording)
            return scope.finish(console.error(recording.error()));
        ended = *recording;
    }
    if (function.imageUri.isEmpty())
        return startRun(made->spec, request, recording, console, scope, ended);
    withImage(function, made->spec, console, scope, [request, recording, &console, &scope](const FunctionSpec &spec) { startRun(spec, request, recording, console, scope); });
}

/// What the user can do about a function that is not there.
Error withRemedy(Error error, const QString &function, const QString &target)
{
    if (error.detail.startsWith(QStringLiteral("ResourceNotFoundException")))
        error.text = QStringLiteral("%1 is not deployed to %2, or not with this version. Run: lathe deploy %1 --target %2").arg(function, target);
    return error;
}

/// What is known of a deployed function's run: the figures stand at the end of its log.
InvokeOutcome outcomeOf(const InvokeAnswer &answer, bool streamed)
{
    InvokeOutcome outcome;
    outcome.payload = answer.payload;
    outcome.functionError = answer.functionError;
    outcome.log = answer.logTail;
    outcome.streamed = streamed;
    outcome.report = parseReportLine(answer.logTail).value_or(InvocationReport());
    return outcome;
}

/// A deployed function's response as it comes: an event stream from there, exact bytes to standard output from here.
void sendStreamed(Remote &remote, const FunctionDefinition &function, const InvokeRequest &request, const std::shared_ptr<RunRecording> &recording, const Arguments &args,
    Console &console, CommandScope &scope)
{
    const auto response = responseTo(console, recording);
    const auto onPart = [response, &scope](const QByteArray &bytes) { // comes on the transport's thread
        QMetaObject::invokeMethod(&scope, [response, bytes] { response->sink->took(bytes, 0); }, Qt::QueuedConnection);
    };
    whenDone(remote.client().invokeStreamed(function.deployedName.text, request.payload, onPart, args.value(QStringLiteral("qualifier")), request.clientContext.toBase64()),
        &scope, [response, name = function.name, target = remote.target().id, &console, &scope](const Result<InvokeAnswer> &answer) {
            if (!answer)
                return scope.finish(console.error(withRemedy(answer.error(), name, target)));
            const bool ok = answer->functionError.isEmpty();
            if (console.isJson()) {
                QJsonObject object{{QStringLiteral("ok"), ok}, {QStringLiteral("function"), name},
                    {QStringLiteral("log"), QString::fromUtf8(answer->logTail)}, {QStringLiteral("executedVersion"), QString::fromUtf8(answer->executedVersion)}};
                insertPayload(object, ok ? response->kept : answer->payload);
                if (!ok) {
                    object.insert(QStringLiteral("functionError"), QString::fromUtf8(answer->functionError));
                    insertPayload(object, response->kept, QStringLiteral("partial"));
                }
                console.object(object);
            } else {
                console.log(answer->logTail);
                if (!ok)
                    console.warn(QStringLiteral("The response ended with an error: %1: %2").arg(QString::fromUtf8(answer->functionError), QString::fromUtf8(answer->payload)));
            }
            if (response->recording)
                response->recording->end(outcomeOf(*answer, true), response->kept, console);
            scope.finish(ok ? 0 : answer->payload.contains("Task timed out after ") ? 124 : 1);
        });
}

void send(Remote &remote, const FunctionDefinition &function, const InvokeRequest &request, const std::shared_ptr<RunRecording> &recording, const Arguments &args,
    Console &console, CommandScope &scope)
{
    whenDone(remote.client().invoke(function.deployedName.text, request.payload, "RequestResponse", args.value(QStringLiteral("qualifier")), request.clientContext.toBase64()),
        &scope, [recording, name = function.name, target = remote.target().id, &console, &scope](const Result<InvokeAnswer> &answer) {
            if (!answer)
                return scope.finish(console.error(withRemedy(answer.error(), name, target)));
            if (console.isJson()) {
                QJsonObject object{{QStringLiteral("ok"), answer->functionError.isEmpty()}, {QStringLiteral("function"), name},
                    {QStringLiteral("log"), QString::fromUtf8(answer->logTail)}, {QStringLiteral("executedVersion"), QString::fromUtf8(answer->executedVersion)}};
                insertPayload(object, answer->payload);
                if (!answer->functionError.isEmpty())
                    object.insert(QStringLiteral("functionError"), QString::fromUtf8(answer->functionError));
                console.object(object);
            } else {
                console.log(answer->logTail);
                console.data(answer->payload);
            }
            if (recording)
                recording->end(outcomeOf(*answer, false), answer->functionError.isEmpty() ? answer->payload : QByteArray(), console);
            if (answer->functionError.isEmpty())
                return scope.finish(0);
            scope.finish(jsontext::member(answer->payload, "errorMessage").value_or(QByteArray()).contains("Task timed out after ") ? 124 : 1);
        });
}

void invokeThere(const FunctionDefinition &function, const InvokeRequest &request, const std::shared_ptr<RunRecording> &recording, const Arguments &args, Console &console,
    CommandScope &scope)
{
    if (recording)
        recording->describe(function.name, args.value(QStringLiteral("target")));
    Remote::openWhenFree(args, console, &scope, [function, request, recording, args, &console, &scope](const Result<Remote *> &remote) {
        if (!remote)
            return scope.finish(console.error(remote.error()));
        (args.has(QStringLiteral("stream")) ? sendStreamed : send)(**remote, function, request, recording, args, console, scope);
    });
}

/// A function that needs a build, as the last one left it if nothing changed since.
FunctionDefinition fresh(const FunctionDefinition &function, const QString &projectDir)
{
    const QString dir = currentFunctionBuild(function, projectDir);
    return dir.isEmpty() ? function : builtFunction(function, dir);
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    const bool there = args.has(QStringLiteral("target"));
    for (const char *option : {"qualifier", "region", "state", "stream"})
        if (!there && args.has(QLatin1String(option)))
            return scope.finish(console.error({ErrorCode::Usage,
                QStringLiteral("--%1 is for a deployed function; without --target the function runs from this folder. Add --target, or leave --%1 out.").arg(QLatin1String(option)), {}, {}}));
    for (const char *option : {"memory", "timeout", "env-vars", "network", "mount", "cpu-share", "no-cpu-share", "record-files", "signature", "build"})
        if (there && args.has(QLatin1String(option)))
            return scope.finish(console.error({ErrorCode::Usage,
                QStringLiteral("--%1 changes a run from this folder, not a deployed function. Leave out --target or --%1.").arg(QLatin1String(option)), {}, {}}));
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
    const auto recording = RunRecording::begin(args, project->root, request);
    if (there)
        invokeThere(*function, request, recording, args, console, scope);
    else
        buildFunctions({args.has(QStringLiteral("build")) ? *function : fresh(*function, project->root)}, project->root, args.has(QStringLiteral("build")) ? BuildWhen::Asked : BuildWhen::Never, args, console, scope,
            [request, recording, args, &console, &scope](const QList<BuiltFunction> &built) { invokeHere(built.constFirst().function, request, recording, args, console, scope); });
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
            {QStringLiteral("network"), {}, QStringLiteral("none|host"), QStringLiteral("none: no network but a loopback, as in a VPC without a NAT gateway (default: host)")},
            {QStringLiteral("cpu-share"), {}, {}, QStringLiteral("Scale the CPU with the memory once the function is initialised: 1,769 MB are one vCPU")},
            {QStringLiteral("no-cpu-share"), {}, {}, QStringLiteral("Give the function the whole CPU (default)")},
            {QStringLiteral("mount"), {}, QStringLiteral("/mnt/NAME=DIR"), QStringLiteral("Local folder for the function's file system (default: one below ~/.local/share/lathe)")},
            {QStringLiteral("record-files"), {}, {}, QStringLiteral("Keep which files of the package the run opens, for lathe package --report")},
            {QStringLiteral("build"), {}, {}, QStringLiteral("Build it first (default: take the last build if nothing changed since)")},
            historyOption(),
            signatureOption(),
            {QStringLiteral("client-context"), {}, QStringLiteral("FILE"), QStringLiteral("JSON for context.client_context")},
            {QStringLiteral("qualifier"), {}, QStringLiteral("VERSION"), QStringLiteral("Version or alias of the deployed function")},
            {QStringLiteral("stream"), {}, {}, QStringLiteral("Print a deployed function's response while it comes")}}
            + targetOptions(QStringLiteral("Run it where it is deployed: local, aws, aws:PROFILE or an emulator's URL (default: run it from this folder)")) + projectOptions(),
        QStringLiteral("  lathe invoke\n  lathe invoke thumbnail -e events/put.json\n  echo '\"hi\"' | lathe invoke -e - -C my-function\n"
                       "  lathe invoke --handler app.handler --runtime python3.11 -C folder\n  lathe invoke hello --target local\n"
                       "  lathe invoke chat --target aws --stream\n"),
        run};
}

} // namespace lathe
