// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared.h"
#include "core/atomicfile.h"
#include "core/limits.h"
#include "core/paths.h"
#include "events/eventcheck.h"
#include "runtime/interpreters.h"
#include <QDir>
#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace lathe {

QList<OptionSpec> projectOptions()
{
    return {{QStringLiteral("project"), QStringLiteral("C"), QStringLiteral("DIR"), QStringLiteral("Folder of the project (default: this one)")},
        {QStringLiteral("stage"), {}, QStringLiteral("NAME"), QStringLiteral("Stage for serverless.yml (default: dev)")}};
}

Result<Project> projectFrom(const Arguments &args, Console &console, ProjectContext context)
{
    const QString dir = args.value(QStringLiteral("project"), QDir::currentPath());
    if (!QFileInfo(dir).isDir())
        return fail(ErrorCode::Config, QStringLiteral("The project folder %1 does not exist. Name it with -C.").arg(dir));
    const QString handler = args.value(QStringLiteral("handler"));
    const QString runtime = args.value(QStringLiteral("runtime"));
    if (!context.plainRuntime)
        context.plainRuntime = runtimeOnThisMachine;
    if (context.inlineDir.isEmpty())
        context.inlineDir = paths::cache() + QStringLiteral("/inline");
    if (args.has(QStringLiteral("stage")))
        context.options.insert(QStringLiteral("stage"), args.value(QStringLiteral("stage")));
    Result<Project> project;
    if (!handler.isEmpty() || !runtime.isEmpty()) {
        project = readPlainFolder(dir, handler, runtime, context);
    } else {
        project = readProject(dir, context);
    }
    if (project && !handler.isEmpty() && runtime.isEmpty() && project->functions.size() == 1 && project->functions.constFirst().runtime.text.isEmpty()) {
        const QString module = handler.left(handler.lastIndexOf(u'.'));
        return fail(ErrorCode::Config, QStringLiteral("There is no %1.py, %1.js, %1.mjs or %1.cjs in %2. Correct --handler FILE.FUNCTION, or name the language with --runtime.")
                .arg(module, project->root), {}, QStringLiteral("LTH-RUN-010"));
    }
    if (project && !project->functions.isEmpty()) // without any, functionFrom() says the first as its error
        printDiagnostics(*project, console, Severity::Error);
    return project;
}

static QString diagnosticText(const Diagnostic &d, const Project &project, const QString &kind = {})
{
    const QString file = d.file.isEmpty() ? project.root : d.file;
    const QString place = d.line > 0 ? QStringLiteral("%1:%2:%3").arg(file).arg(d.line).arg(qMax(1, d.column)) : file;
    return place + QStringLiteral(": ") + kind + d.text + (d.remedy.isEmpty() ? QString() : QStringLiteral(" ") + d.remedy);
}

void printDiagnostics(const Project &project, Console &console, Severity atLeast)
{
    for (const Diagnostic &d : project.diagnostics) {
        if (d.severity < atLeast)
            continue;
        const QString kind = d.severity == Severity::Error ? QStringLiteral("error") : d.severity == Severity::Warning ? QStringLiteral("warning") : QStringLiteral("hint");
        console.say(diagnosticText(d, project, kind + QStringLiteral(": ")));
    }
}

Result<FunctionDefinition> functionFrom(const Project &project, const QString &name)
{
    if (const FunctionDefinition *f = project.function(name))
        return *f;
    QStringList names;
    for (const FunctionDefinition &f : project.functions)
        names << f.name;
    const auto broken = std::find_if(project.diagnostics.begin(), project.diagnostics.end(), [](const Diagnostic &d) { return d.severity == Severity::Error; });
    if (names.isEmpty() && broken != project.diagnostics.end())
        return fail(ErrorCode::Config, diagnosticText(*broken, project) + QStringLiteral(" No function can be read before that."), {}, broken->id);
    if (const QFileInfo bootstrap(project.root + QStringLiteral("/bootstrap")); names.isEmpty() && bootstrap.isFile() && !bootstrap.isExecutable())
        return fail(ErrorCode::Config, QStringLiteral("%1 cannot be executed, so it is no function. Run: chmod +x '%1'").arg(bootstrap.filePath()), {}, QStringLiteral("LTH-PRJ-001"));
    if (names.isEmpty())
        return fail(ErrorCode::Config,
            QStringLiteral("No function in %1. Expected serverless.yml, template.yaml, or a handler such as lambda_function.py, index.js or bootstrap; "
                           "'lathe init hello-python DIR' makes one.").arg(project.root), {}, QStringLiteral("LTH-PRJ-001"));
    if (name.isEmpty())
        return fail(ErrorCode::Usage, QStringLiteral("This project has several functions; name one of: %1").arg(names.join(QStringLiteral(", "))));
    return fail(ErrorCode::Usage, QStringLiteral("There is no function '%1' here; there are: %2").arg(name, names.join(QStringLiteral(", "))));
}

Result<QByteArray> standardInput()
{
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return fail(ErrorCode::Io, QStringLiteral("Standard input cannot be read."));
    return in.readAll();
}

Result<QByteArray> eventFrom(const QString &fileOrDash, const std::function<Result<QByteArray>()> &input)
{
    if (fileOrDash.isEmpty())
        return fail(ErrorCode::Usage, QStringLiteral("The name of the event's file is empty. Name a JSON file, or - for standard input."));
    QByteArray bytes;
    if (fileOrDash == QStringLiteral("-")) {
        auto read = input();
        if (!read)
            return read;
        bytes = *read;
    } else {
        auto read = readFile(fileOrDash);
        if (!read) {
            Error error = read.error();
            error.code = ErrorCode::Config;
            error.text += QStringLiteral(" Name the event's file with -e, or - for standard input.");
            return tl::unexpected(error);
        }
        bytes = *read;
    }
    const QString pipe = bytes.trimmed().isEmpty() ? QStringLiteral("Standard input") : QStringLiteral("(standard input)"); // a sentence, or a place
    if (const auto good = checkEvent(bytes, fileOrDash == QStringLiteral("-") ? pipe : fileOrDash); !good)
        return tl::unexpected(good.error());
    return bytes;
}

WorkFolder::~WorkFolder()
{
    paths::removeWork();
}

Result<QString> workFolder()
{
    return paths::makeWork();
}

RuntimeOptions runtimeOptions(bool keepWarm)
{
    RuntimeOptions options;
    options.sandbox = probeSandbox();
    options.bootstrapDir = paths::resources() + QStringLiteral("/runtimes");
    // A one-shot run rarely needs the folder, and making it takes a fiftieth of its time: whoever needs it makes it.
    options.workDir = keepWarm ? workFolder().value_or(paths::temporary()) : paths::work();
    options.keepWarm = keepWarm;
    if (keepWarm)
        options.spares = sparesFromEnvironment().value_or(usualSpares);
    return options;
}

void insertPayload(QJsonObject &object, const QByteArray &payload, const QString &name)
{
    if (payload.isValidUtf8())
        object.insert(name, QString::fromUtf8(payload));
    else
        object.insert(name + QStringLiteral("Base64"), QString::fromLatin1(payload.toBase64()));
}

QJsonObject outcomeObject(const InvokeOutcome &outcome)
{
    const InvocationReport &r = outcome.report;
    QJsonObject report{{QStringLiteral("requestId"), r.requestId}, {QStringLiteral("durationMs"), r.durationMs}, {QStringLiteral("billedDurationMs"), r.billedMs},
        {QStringLiteral("memorySizeMb"), r.memoryMib}, {QStringLiteral("maxMemoryUsedMb"), r.maxMemoryUsedMib}};
    if (r.initMs >= 0)
        report.insert(QStringLiteral("initDurationMs"), r.initMs);
    if (!r.status.isEmpty())
        report.insert(QStringLiteral("status"), r.status);
    if (!r.errorType.isEmpty())
        report.insert(QStringLiteral("errorType"), r.errorType);
    QJsonObject object{{QStringLiteral("ok"), outcome.ok()}, {QStringLiteral("report"), report}, {QStringLiteral("logStream"), outcome.logStream},
        {QStringLiteral("log"), QString::fromUtf8(outcome.log)}, {QStringLiteral("warnings"), QJsonArray::fromStringList(outcome.warnings)}};
    insertPayload(object, outcome.payload);
    if (!outcome.ok())
        object.insert(QStringLiteral("functionError"), QString::fromLatin1(outcome.functionError));
    return object;
}

int outcomeExitCode(const InvokeOutcome &outcome)
{
    if (outcome.ok())
        return 0;
    return outcome.report.status == QStringLiteral("timeout") ? 124 : 1;
}

} // namespace lathe
