// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "preparedrun.h"
#include "commandline.h"
#include "console.h"
#include "invokeplan.h"
#include "package/building/layerresource.h"
#include "package/signing/readypackage.h"
#include "runtime/interpretersearch.h"
#include "runtime/treefingerprint.h"
#include "shared.h"
#include <QDir>
#include <vector>

namespace lathe {

namespace {

Error unlike(const char *what)
{
    return {ErrorCode::Unsupported,
            QStringLiteral("This engine is no place for that run: %1").arg(QLatin1String(what)),
            {},
            {}};
}

/// Whether messages of the models come out in another language than the command's.
bool isTranslated()
{
    static constexpr const char *sentence = "The run was cancelled.";
    return QCoreApplication::translate("lathe", sentence) != QLatin1String(sentence);
}

Result<Arguments> argumentsOf(const HandoverRequest &request)
{
    QByteArrayList words = request.arguments;
    words.prepend("invoke");
    std::vector<char *> argv;
    for (QByteArray &word : words)
        argv.push_back(word.data());
    Arguments args;
    if (parseLine(invokeCommand(), int(argv.size()), argv.data(), &args) || args.has(QStringLiteral("target")) ||
        args.has(QStringLiteral("verbose")) || args.has(QStringLiteral("no-handover")) ||
        args.has(QStringLiteral("record-files")) || args.has(QStringLiteral("signature")) || args.has(QStringLiteral("build")) || !checkInvokeOptions(args))
        return tl::unexpected(unlike("its options"));
    if (!args.has(QStringLiteral("project")))
        args.values.insert(QStringLiteral("project"), request.folder);
    if (args.has(QStringLiteral("event"))) // the history has it as it was written
        args.values.insert(QStringLiteral("event-name"), args.value(QStringLiteral("event-name"), args.value(QStringLiteral("event"))));
    const QDir folder(request.folder); // relative names are meant from there
    for (const char *option : {"project", "event", "client-context", "identity", "env-vars", "mount"}) {
        const auto value = args.values.find(QLatin1String(option));
        if (value == args.values.end() || *value == QStringLiteral("-"))
            continue;
        const qsizetype start = qstrcmp(option, "mount") == 0 ? value->indexOf(u'=') + 1 : 0;
        if (value->size() == start)
            return tl::unexpected(unlike("an empty name"));
        *value = value->first(start) + folder.absoluteFilePath(value->mid(start));
    }
    return args;
}

/// Whether the same interpreter is found by their PATH and by ours.
bool findsTheSame(const FunctionSpec &spec, const InterpreterPlaces &theirs)
{
    const InterpreterPlaces ours = InterpreterPlaces::ofProcess();
    const RuntimeFamily family = runtimeFamily(spec.runtime);
    if (!managedFamilies().contains(family) || ours.path == theirs.path)
        return true;
    const QString version = runtimeVersion(spec.runtime);
    return chooseInterpreter(family, version, ours) == chooseInterpreter(family, version, theirs);
}

/// Whether the outcome's warnings would be in another language.
bool warnsTranslated(const PreparedRun &run, const EngineFacts &engine)
{
    if (!isTranslated())
        return false;
    const auto interpreter = interpreterFor(run.spec.runtime);
    return !run.talk.isEmpty() || (run.args.has(QStringLiteral("json")) && !engine.sandbox.notEnforced.isEmpty()) ||
           (run.spec.network == NetworkMode::None && !engine.sandbox.ownNetwork) ||
           (interpreter && !interpreter->exact);
}

} // namespace

Result<PreparedRun> prepareRun(const HandoverRequest &request, const EngineFacts &engine)
{
    for (const char *name : handover::placeVariables)
        if (request.variables.value(QLatin1String(name)) != qEnvironmentVariable(name))
            return tl::unexpected(unlike(name));
    const auto args = argumentsOf(request);
    if (!args)
        return tl::unexpected(args.error());
    PreparedRun run;
    run.args = *args;
    run.errorIsTerminal = request.errorIsTerminal;
    Console console(args->has(QStringLiteral("json")), args->has(QStringLiteral("quiet")), true,
                    {[&run](bool error, const QByteArray &bytes) {
                         run.talk.append({error, bytes});
                         return 0;
                     },
                     request.errorIsTerminal, false});
    InterpreterPlaces places = InterpreterPlaces::ofProcess();
    places.path = request.variables.value(QStringLiteral("PATH")).split(u':', Qt::SkipEmptyParts);
    ProjectContext context;
    context.environment = request.variables;
    context.plainRuntime = [places](RuntimeFamily family) { return runtimeAt(places, family); };
    const auto project = projectFrom(*args, console, context);
    if (!project)
        return tl::unexpected(project.error());
    auto function = functionFrom(*project, args->positional(0));
    if (!function)
        return tl::unexpected(function.error());
    if (const QString built = currentFunctionBuild(*function, project->root); !built.isEmpty())
        *function = builtFunction(*function, built);
    else if (mustBuildToRun(*function, project->root))
        return tl::unexpected(unlike("a function that is built first"));
    else if (hasFunctionBuild(*function, project->root))
        return tl::unexpected(unlike("a build that is out of date, which is said"));
    QStringList problems;
    *function = withReadyLayers(*function, project->layers, project->root, &problems);
    if (!problems.isEmpty())
        return tl::unexpected(unlike("a layer that is not built, which is said"));
    if (!function->imageUri.isEmpty())
        return tl::unexpected(unlike("a container image"));
    if (runsFromPackage(*function))
        return tl::unexpected(unlike("a package that is checked and unpacked first"));
    auto spec = invokeSpec(*function, *args, console);
    if (!spec)
        return tl::unexpected(spec.error());
    run.root = project->root;
    run.spec = *spec;
    if (!findsTheSame(run.spec, places) || (engine.cpuShare && !run.spec.cpuShare) || warnsTranslated(run, engine))
        return tl::unexpected(unlike("its interpreter, its share of the CPU or its language"));
    run.spec.codeHash = treeFingerprint(QStringList{run.spec.codeDir} + run.spec.layerDirs);
    run.needsInput = args->value(QStringLiteral("event")) == QStringLiteral("-") ||
                     args->value(QStringLiteral("client-context")) == QStringLiteral("-") ||
                     args->value(QStringLiteral("identity")) == QStringLiteral("-");
    return run.needsInput ? run : withInput(run, {});
}

Result<PreparedRun> withInput(PreparedRun prepared, const QByteArray &input)
{
    bool read = false;
    const auto request = invokeRequest(
        prepared.args, [&]() -> Result<QByteArray> { return std::exchange(read, true) ? QByteArray() : input; });
    if (!request)
        return tl::unexpected(request.error());
    prepared.request = *request;
    return prepared;
}

} // namespace lathe
