// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functionbuilds.h"
#include "package/building/layerresource.h"
#include "core/async.h"
#include "core/jsontext.h"
#include "core/paths.h"
#include "imagerun.h"
#include "invokeoutput.h"
#include "invokeplan.h"
#include "package/signing/readypackage.h"
#include "package/xray/openrecorder.h"
#include "process/sandboxahead.h"
#include "readycode.h"
#include "remote.h"
#include "runrecording.h"
#include "session/reportline.h"
#include "shared.h"
#include <QFutureWatcher>
#include <QTimer>

namespace lathe {

namespace {

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
    constexpr int interpreterStartsMs = 1; // later than the sandbox is whole, which may want this processor, and long before the answer
    QTimer::singleShot(interpreterStartsMs, Qt::PreciseTimer, &scope, [sandbox = options.sandbox, recording] {
        SandboxAhead::remember(sandbox);
        if (recording)
            recording->prepare();
    });
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
    scope.onInterrupt = [watcher, service, &scope] {
        watcher->disconnect(&scope);
        QObject::connect(service, &RuntimeService::shutDownEnded, &scope, [&scope] { scope.finish(130); });
        service->shutDown(); // an extension hears of it
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
    const auto spec = invokeSpec(function, args, console);
    if (!spec)
        return scope.finish(console.error(spec.error()));
    std::function<void()> ended;
    if (args.has(QStringLiteral("record-files"))) {
        auto watching = recordFiles(function, console);
        if (!watching)
            return scope.finish(console.error(watching.error()));
        ended = *watching;
    }
    if (function.imageUri.isEmpty())
        return startRun(*spec, request, recording, console, scope, ended);
    withImage(function, *spec, console, scope, [request, recording, &console, &scope](const FunctionSpec &whole) { startRun(whole, request, recording, console, scope); });
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

/// A function that needs a build and whose last one is not of the present sources: the folder runs as it is.
void warnOfOldBuild(const FunctionDefinition &function, const QString &projectDir, Console &console)
{
    if (hasFunctionBuild(function, projectDir) && currentFunctionBuild(function, projectDir).isEmpty() && !mustBuildToRun(function, projectDir))
        console.warn(QStringLiteral("The last build of %1 is out of date: the folder runs as it is. Build it with --build, or: lathe build %1").arg(function.name));
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    if (const auto checked = checkInvokeOptions(args); !checked)
        return scope.finish(console.error(checked.error()));
    const auto project = projectFrom(args, console);
    if (!project)
        return scope.finish(console.error(project.error()));
    const auto function = functionFrom(*project, args.positional(0));
    if (!function)
        return scope.finish(console.error(function.error()));
    const auto request = invokeRequest(args, standardInput);
    if (!request)
        return scope.finish(console.error(request.error()));
    const auto recording = RunRecording::begin(args, project->root, *request);
    if (args.has(QStringLiteral("target")))
        return invokeThere(*function, *request, recording, args, console, scope);
    const bool asked = args.has(QStringLiteral("build"));
    if (!asked)
        warnOfOldBuild(*function, project->root, console);
    buildFunctions({*function}, *project, asked ? BuildWhen::Asked : BuildWhen::ToRun, args, console, scope,
        [root = project->root, request = *request, recording, args, &console, &scope](const QList<BuiltFunction> &built) { invokeHere(withReadyLayers(built.constFirst().function, {}, root), request, recording, args, console, scope); });
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
            {QStringLiteral("identity"), {}, QStringLiteral("FILE"), QStringLiteral("JSON with cognitoIdentityId and cognitoIdentityPoolId for context.identity")},
            {QStringLiteral("qualifier"), {}, QStringLiteral("VERSION"), QStringLiteral("Version or alias of the deployed function")},
            {QStringLiteral("stream"), {}, {}, QStringLiteral("Print a deployed function's response while it comes")},
            {QStringLiteral("no-handover"), {}, {}, QStringLiteral("Run it in this process even where the window or 'lathe serve' runs, whose warm environments are used otherwise (also LATHE_HANDOVER=0)")}}
            + targetOptions(QStringLiteral("Run it where it is deployed: local, aws, aws:PROFILE or an emulator's URL (default: run it from this folder)")) + projectOptions(),
        QStringLiteral("  lathe invoke\n  lathe invoke thumbnail -e events/put.json\n  echo '\"hi\"' | lathe invoke -e - -C my-function\n"
                       "  lathe invoke --handler app.handler --runtime python3.11 -C folder\n  lathe invoke hello --target local\n"
                       "  lathe invoke chat --target aws --stream\n"),
        run};
}

} // namespace lathe
