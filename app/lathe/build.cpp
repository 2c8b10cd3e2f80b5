// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functionbuilds.h"
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
        array.append(QJsonObject{{QStringLiteral("function"), one.function.name}, {QStringLiteral("dir"), one.outcome->dir}, {QStringLiteral("method"), kindName(one.outcome->kind)},
                                 {QStringLiteral("fromCache"), one.outcome->fromCache}});
        if (!console.isJson())
            console.line(one.outcome->dir);
        console.say(QStringLiteral("%1: built with %2%3").arg(one.function.name, kindName(one.outcome->kind), one.outcome->fromCache ? QStringLiteral(", nothing changed since") : QString()));
    }
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("builds"), array}});
    else if (array.isEmpty())
        console.say(QStringLiteral("No function of this project has anything to build."));
    scope.finish(0);
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    const auto project = projectFrom(args, console);
    if (!project)
        return scope.finish(console.error(project.error()));
    QList<FunctionDefinition> functions = project->functions;
    if (!args.positional(0).isEmpty() || functions.isEmpty()) {
        const auto function = functionFrom(*project, args.positional(0));
        if (!function)
            return scope.finish(console.error(function.error()));
        functions = {*function};
    } else if (functions.size() > 1) {
        functions.removeIf([](const FunctionDefinition &f) { return planFunctionBuild(f).kind == BuildKind::None; });
    }
    buildFunctions(functions, project->root, BuildWhen::Asked, args, console, scope, [&console, &scope](const QList<BuiltFunction> &built) { show(built, console, scope); });
}

} // namespace

void buildFunctions(const QList<FunctionDefinition> &functions, const QString &projectDir, BuildWhen when, const Arguments &args, Console &console, CommandScope &scope,
                    std::function<void(const QList<BuiltFunction> &)> next)
{
    QList<BuiltFunction> all;
    bool work = false;
    for (const FunctionDefinition &function : functions) {
        const bool build = when == BuildWhen::Asked || (when == BuildWhen::ToRun && mustBuildToRun(function, projectDir)) ||
                           (when == BuildWhen::Needed && !args.has(QStringLiteral("no-build")) && planFunctionBuild(function).needed);
        const QString last = when == BuildWhen::ToRun && !build ? currentFunctionBuild(function, projectDir) : QString();
        all.append({last.isEmpty() ? function : builtFunction(function, last), build ? std::optional(FunctionBuildOutcome()) : std::nullopt});
        work = work || build;
    }
    if (!work)
        return next(all);
    const auto cancel = std::make_shared<std::atomic_bool>(false);
    scope.onInterrupt = [cancel] { cancel->store(true); };
    FunctionBuildSpec spec;
    spec.projectDir = projectDir;
    spec.allowScripts = args.has(QStringLiteral("allow-scripts"));
    spec.again = args.has(QStringLiteral("again"));
    onOwnThread<Result<QList<BuiltFunction>>>(
        &scope,
        [spec, all, cancel, &console, &scope]() mutable -> Result<QList<BuiltFunction>> {
            spec.cancel = cancel.get();
            for (BuiltFunction &one : all) {
                if (!one.outcome)
                    continue;
                spec.function = one.function;
                spec.onProgress = [&console, &scope, name = one.function.name](const LayerProgress &p) {
                    const QString tool = p.tool.isEmpty() ? QString() : QStringLiteral(": %1, %2").arg(p.tool, sizeText(p.bytes));
                    QMetaObject::invokeMethod(&scope, [&console, text = QStringLiteral("Building %1%2").arg(name, tool)] { console.progress(text); }, Qt::QueuedConnection);
                };
                const auto outcome = buildFunction(spec);
                if (!outcome)
                    return tl::unexpected(outcome.error());
                one.function = builtFunction(one.function, outcome->dir);
                one.outcome = *outcome;
            }
            return all;
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
    return {QStringLiteral("build"), QStringLiteral("Build functions: install their libraries, or run the project's build tool"), {QStringLiteral("[FUNCTION]")},
        QList<OptionSpec>{{QStringLiteral("again"), {}, {}, QStringLiteral("Build anew although nothing changed")},
            {QStringLiteral("allow-scripts"), {}, {}, QStringLiteral("Let packages run their install scripts, in the sandbox")},
            {QStringLiteral("handler"), {}, QStringLiteral("FILE.FUNCTION"), QStringLiteral("Handler of a bare folder")},
            {QStringLiteral("runtime"), {}, QStringLiteral("ID"), QStringLiteral("Runtime of a bare folder")}} + projectOptions(),
        QStringLiteral("  lathe build\n  lathe build thumbnail --again\n  lathe build -C my-function --json\n  lathe build hello && lathe invoke hello\n"), run};
}

} // namespace lathe
