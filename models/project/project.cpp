// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/project.h"
#include "project/checks.h"
#include "project/templateparser.h"
#include "project/templatereaders.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <unistd.h>

extern char **environ;

namespace lathe {

static QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

const FunctionDefinition *Project::function(const QString &wanted) const
{
    if (wanted.isEmpty())
        return functions.size() == 1 ? &functions.first() : nullptr;
    for (const FunctionDefinition &f : functions)
        if (f.name == wanted)
            return &f;
    for (const FunctionDefinition &f : functions)
        if (f.deployedName.resolved && f.deployedName.text == wanted)
            return &f;
    return nullptr;
}

ProjectContext ProjectContext::fromProcess()
{
    ProjectContext context;
    for (char **entry = environ; entry && *entry; ++entry) {
        const QByteArrayView line(*entry);
        if (const qsizetype equals = line.indexOf('='); equals > 0)
            context.environment.insert(QString::fromLocal8Bit(line.first(equals)), QString::fromLocal8Bit(line.sliced(equals + 1)));
    }
    return context;
}

static Result<QString> folder(const QString &dir)
{
    const QFileInfo info(dir);
    if (dir.isEmpty() || !info.exists())
        return fail(ErrorCode::NotFound, tr("The folder %1 does not exist.").arg(dir), {}, QStringLiteral("LTH-PRJ-060"));
    if (!info.isDir())
        return fail(ErrorCode::Config, tr("%1 is not a folder; give the project's folder.").arg(dir), {}, QStringLiteral("LTH-PRJ-060"));
    if (!info.isReadable() || !info.isExecutable())
        return fail(ErrorCode::Io, tr("The folder %1 cannot be read; check its permissions.").arg(dir), {}, QStringLiteral("LTH-PRJ-060"));
    return QDir::cleanPath(info.absoluteFilePath());
}

static QDate today(const ProjectContext &context)
{
    return context.today.isValid() ? context.today : QDate::currentDate();
}

static QString firstExisting(const QString &root, std::initializer_list<const char *> names)
{
    for (const char *name : names)
        if (const QString path = root + u'/' + QLatin1String(name); QFileInfo::exists(path))
            return path;
    return {};
}

/// The folder's template: the file and its parsed content. The content is missing when the file could not be read.
struct FoundTemplate { ProjectKind kind = ProjectKind::Plain; QString file; Node document; };

static FoundTemplate findTemplate(const QString &root, DiagnosticSink &sink)
{
    if (const QString file = firstExisting(root, {"serverless.yml", "serverless.yaml", "serverless.json"}); !file.isEmpty())
        return {ProjectKind::Serverless, file, parseTemplateFile(file, sink)};
    if (const QString code = firstExisting(root, {"serverless.ts", "serverless.js", "serverless.mjs", "serverless.cjs"}); !code.isEmpty())
        sink.add({Severity::Warning, QStringLiteral("LTH-PRJ-056"), code, 0, 0, tr("This Serverless Framework configuration is code, and opening a folder runs nothing of it."),
            tr("Print it once with `serverless print` and save the result as serverless.yml.")});
    for (const char *name : {"template.yaml", "template.yml", "template.json"}) {
        const QString file = root + u'/' + QLatin1String(name);
        if (!QFileInfo::exists(file))
            continue;
        DiagnosticSink own;
        const Node document = parseTemplateFile(file, own);
        const bool broken = document.isMissing() && !own.all().isEmpty();
        if (!broken && !looksLikeSam(document))
            continue; // some other tool's template
        sink.append(own.all());
        return {ProjectKind::Sam, file, document};
    }
    return {};
}

Result<Project> readProject(const QString &dir, const ProjectContext &context)
{
    const Result<QString> root = folder(dir);
    if (!root)
        return tl::unexpected(root.error());
    DiagnosticSink sink;
    const FoundTemplate found = findTemplate(*root, sink);
    Project project;
    bool lambda = true;
    if (found.kind == ProjectKind::Plain) {
        project = readPlain(*root, {}, {}, context, sink);
    } else {
        project.root = *root;
        project.kind = found.kind;
        project.templateFile = found.file;
        project.name = QDir(*root).dirName();
        if (found.document.isAbsent() && sink.all().isEmpty())
            sink.add({Severity::Warning, QStringLiteral("LTH-PRJ-041"), found.file, 0, 0, tr("The template is empty."), tr("Describe a function in it, or remove it.")});
        else if (found.document.isAbsent())
            ; // the sink says why
        else if (found.kind == ProjectKind::Serverless)
            lambda = readServerless(project, found.document, context, sink);
        else
            readSam(project, found.document, context, sink);
    }
    checkFunctions(project, today(context), sink, lambda);
    project.diagnostics = sink.all();
    return project;
}

Result<Project> readPlainFolder(const QString &dir, const QString &handler, const QString &runtime, const ProjectContext &context)
{
    const Result<QString> root = folder(dir);
    if (!root)
        return tl::unexpected(root.error());
    DiagnosticSink sink;
    Project project = readPlain(*root, handler, runtime, context, sink);
    checkFunctions(project, today(context), sink);
    project.diagnostics = sink.all();
    return project;
}

} // namespace lathe
