// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functionbuilds.h"
#include "package/building/layerresource.h"
#include "workerthread.h"

namespace lathe {

namespace {

QString kindName(BuildKind kind)
{
    static const char *const names[] = {"none", "python", "nodejs", "ruby", "maven", "gradle", "makefile", "go", "rust", "javac"};
    return QLatin1String(names[int(kind)]);
}

void show(const QList<BuiltFunction> &built, Console &console, CommandScope &scope)
{
    QJsonArray array;
    for (const BuiltFunction &one : built) {
        if (!one.outcome)
            continue;
        array.append(QJsonObject{{one.isLayer ? QStringLiteral("layer") : QStringLiteral("function"), one.function.name}, {QStringLiteral("dir"), one.outcome->dir}, {QStringLiteral("method"), kindName(one.outcome->kind)},
                                 {QStringLiteral("fromCache"), one.outcome->fromCache}});
        if (!console.isJson())
            console.line(one.outcome->dir);
        console.say(QStringLiteral("%1: built with %2%3").arg(one.function.name, kindName(one.outcome->kind), one.outcome->fromCache ? QStringLiteral(", nothing changed since") : QString()));
    }
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("builds"), array}});
    else if (array.isEmpty())
        console.say(QStringLiteral("Nothing of this project has to be built."));
    scope.finish(0);
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    const auto project = projectFrom(args, console);
    if (!project)
        return scope.finish(console.error(project.error()));
    QList<FunctionDefinition> functions = project->functions;
    const QString name = args.positional(0);
    const bool isLayer = std::any_of(project->layers.cbegin(), project->layers.cend(), [&](const LayerDefinition &one) { return one.name == name && !one.buildMethod.isEmpty(); });
    if (isLayer && !project->function(name)) {
        functions.clear();
    } else if (!name.isEmpty() || functions.isEmpty()) {
        const auto function = functionFrom(*project, args.positional(0));
        if (!function)
            return scope.finish(console.error(function.error()));
        functions = {*function};
    } else if (functions.size() > 1 || std::any_of(project->layers.cbegin(), project->layers.cend(), [](const LayerDefinition &one) { return !one.buildMethod.isEmpty(); })) {
        functions.removeIf([](const FunctionDefinition &f) { return planFunctionBuild(f).kind == BuildKind::None; });
    }
    buildFunctions(functions, *project, BuildWhen::Asked, args, console, scope, [&console, &scope](const QList<BuiltFunction> &built) { show(built, console, scope); });
}

} // namespace

/// The layers to build: those of the functions, or, when a build is asked for, all (or the one that is named).
static QList<LayerDefinition> layersToBuild(const QList<FunctionDefinition> &functions, const Project &project, BuildWhen when, const Arguments &args)
{
    QList<LayerDefinition> layers;
    for (const LayerDefinition &layer : project.layers) {
        const bool used = std::any_of(functions.cbegin(), functions.cend(), [&](const FunctionDefinition &f) { return f.layerDirs.contains(layer.dir); });
        const bool asked = when == BuildWhen::Asked && (args.positional(0).isEmpty() || args.positional(0) == layer.name);
        if (!layer.buildMethod.isEmpty() && (used || asked))
            layers << layer;
    }
    return when == BuildWhen::ToRun || args.has(QStringLiteral("no-build")) ? QList<LayerDefinition>() : layers;
}

static FunctionDefinition withLayers(const FunctionDefinition &function, const Project &project, Console &console)
{
    QStringList problems;
    const FunctionDefinition ready = withReadyLayers(function, project.layers, project.root, &problems);
    for (const QString &problem : std::as_const(problems))
        console.warn(problem);
    return ready;
}

/// The function as the last build left it, as far as nothing changed since, with its layers; warns of layers that are not built.
static FunctionDefinition asLastBuilt(const FunctionDefinition &function, const Project &project, Console &console)
{
    const QString dir = currentFunctionBuild(function, project.root);
    return withLayers(dir.isEmpty() ? function : builtFunction(function, dir), project, console);
}

void buildFunctions(const QList<FunctionDefinition> &functions, const Project &project, BuildWhen when, const Arguments &args, Console &console, CommandScope &scope,
                    std::function<void(const QList<BuiltFunction> &)> next)
{
    QList<BuiltFunction> all;
    bool work = false;
    for (const FunctionDefinition &function : functions) {
        const bool build = when == BuildWhen::Asked || (when == BuildWhen::ToRun && mustBuildToRun(function, project.root)) ||
                           (when == BuildWhen::Needed && !args.has(QStringLiteral("no-build")) && planFunctionBuild(function).needed);
        all.append({when != BuildWhen::ToRun ? function : build ? withLayers(function, project, console) : asLastBuilt(function, project, console), build ? std::optional(FunctionBuildOutcome()) : std::nullopt});
        work = work || build;
    }
    const QList<LayerDefinition> layers = layersToBuild(functions, project, when, args);
    if (!work && layers.isEmpty())
        return next(all);
    const auto cancel = std::make_shared<std::atomic_bool>(false);
    scope.onInterrupt = [cancel] { cancel->store(true); };
    FunctionBuildSpec spec;
    spec.projectDir = project.root;
    spec.allowScripts = args.has(QStringLiteral("allow-scripts"));
    spec.again = args.has(QStringLiteral("again"));
    onOwnThread<Result<QList<BuiltFunction>>>(
        &scope,
        [spec, all, layers, cancel, &console, &scope]() mutable -> Result<QList<BuiltFunction>> {
            spec.cancel = cancel.get();
            const auto progressOf = [&](const QString &name) {
                return [&console, &scope, name](const LayerProgress &p) {
                    const QString tool = p.tool.isEmpty() ? QString() : QStringLiteral(": %1, %2").arg(p.tool, sizeText(p.bytes));
                    QMetaObject::invokeMethod(&scope, [&console, text = QStringLiteral("Building %1%2").arg(name, tool)] { console.progress(text); }, Qt::QueuedConnection);
                };
            };
            QList<BuiltFunction> ofLayers;
            QList<std::pair<QString, QString>> places; // only after the functions' own builds, which see their sources as they are named
            for (const LayerDefinition &layer : std::as_const(layers)) {
                spec.onProgress = progressOf(layer.name);
                const auto outcome = buildLayerResource(spec, layer);
                if (!outcome)
                    return tl::unexpected(outcome.error());
                places.append({layer.dir, outcome->dir});
                spec.builtLayerDirs.append(outcome->dir);
                FunctionDefinition shown;
                shown.name = layer.name;
                ofLayers.append({shown, *outcome, true});
            }
            for (BuiltFunction &one : all) {
                if (!one.outcome)
                    continue;
                spec.function = one.function;
                spec.onProgress = progressOf(one.function.name);
                const auto outcome = buildFunction(spec);
                if (!outcome)
                    return tl::unexpected(outcome.error());
                one.function = builtFunction(one.function, outcome->dir);
                one.outcome = *outcome;
            }
            for (BuiltFunction &one : all)
                for (const auto &[from, to] : std::as_const(places))
                    replaceLayerDir(one.function, from, to);
            return all + ofLayers;
        },
        [&console, &scope, next = std::move(next)](const Result<QList<BuiltFunction>> &built) {
            console.progress({});
            scope.onInterrupt = {};
            if (!built)
                return scope.finish(console.error(built.error()));
            for (const BuiltFunction &one : *built)
                for (const LayerNote &note : one.outcome ? one.outcome->notes : QList<LayerNote>())
                    note.kind == LayerNote::Kind::Warning ? console.warn(note.text) : console.say(note.text);
            next(*built);
        });
}

QList<OptionSpec> buildOptions()
{
    return {{QStringLiteral("no-build"), {}, {}, QStringLiteral("Take the folder as it is, although libraries are missing or a build is named")},
            {QStringLiteral("allow-scripts"), {}, {}, QStringLiteral("Let packages run their install scripts, in the sandbox")}};
}

CommandSpec buildCommand()
{
    return {QStringLiteral("build"), QStringLiteral("Build functions and layers: install their libraries, or run the project's build tool"), {QStringLiteral("[FUNCTION|LAYER]")},
        QList<OptionSpec>{{QStringLiteral("again"), {}, {}, QStringLiteral("Build anew although nothing changed")},
            {QStringLiteral("allow-scripts"), {}, {}, QStringLiteral("Let packages run their install scripts, in the sandbox")},
            {QStringLiteral("handler"), {}, QStringLiteral("FILE.FUNCTION"), QStringLiteral("Handler of a bare folder")},
            {QStringLiteral("runtime"), {}, QStringLiteral("ID"), QStringLiteral("Runtime of a bare folder")}} + projectOptions(),
        QStringLiteral("  lathe build\n  lathe build thumbnail --again\n  lathe build -C my-function --json\n  lathe build hello && lathe invoke hello\n"), run};
}

} // namespace lathe
