// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/checks.h"
#include "core/limits.h"
#include "core/runtimes.h"
#include "project/handlerfinder.h"
#include <QCoreApplication>
#include <QDate>
#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <algorithm>

namespace lathe {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

struct Spot { int line; int column; };
Spot spot(const TemplateText &text) { return {text.line, text.column}; }

void at(DiagnosticSink &sink, Severity severity, const char *id, const FunctionDefinition &f, Spot where, const QString &text, const QString &remedy)
{
    if (where.line <= 0)
        where = {f.line, f.column};
    sink.add({severity, QString::fromLatin1(id), f.file, where.line, where.column, text, remedy});
}

/// Runtimes of the past that runtimeTable() does not list any more.
bool wasOffered(const QString &runtime)
{
    static constexpr const char *old[] = {"python2.7", "python3.6", "nodejs", "nodejs4.3", "nodejs4.3-edge", "nodejs6.10", "nodejs8.10", "nodejs10.x",
        "nodejs12.x", "ruby2.5", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "dotnet5.0", "dotnet7"};
    return std::any_of(std::begin(old), std::end(old), [&](const char *one) { return runtime == QLatin1String(one); });
}

void checkRuntime(const FunctionDefinition &f, const QDate &date, DiagnosticSink &sink)
{
    if (!f.imageUri.isEmpty() || !f.runtime.resolved)
        return;
    if (f.runtime.text.isEmpty()) {
        at(sink, Severity::Error, "LTH-PRJ-021", f, {}, tr("Function %1 has no runtime.").arg(f.name), tr("Add a runtime, for example %1.").arg(defaultRuntime(RuntimeFamily::Python)));
        return;
    }
    const RuntimeInfo *info = findRuntime(f.runtime.text);
    const QString kind = f.runtime.text.startsWith(QStringLiteral("dotnet")) ? QStringLiteral("dotnet") : f.runtime.text;
    if (!info) {
        const QString newest = defaultRuntime(runtimeFamily(kind));
        if (wasOffered(f.runtime.text)) {
            at(sink, Severity::Error, "LTH-PRJ-023", f, spot(f.runtime), tr("Lambda no longer offers runtime %1.").arg(f.runtime.text), tr("Change to %1.").arg(newest));
            return;
        }
        at(sink, Severity::Warning, "LTH-PRJ-022", f, spot(f.runtime), tr("%1 is not a runtime that this version knows.").arg(f.runtime.text),
            newest.isEmpty() ? tr("Check its spelling.") : tr("Check its spelling; the newest of its kind is %1.").arg(newest));
        return;
    }
    const QString today = date.toString(Qt::ISODate);
    const QString newest = defaultRuntime(info->family);
    if (*info->blockCreate && today >= QLatin1String(info->blockCreate))
        at(sink, Severity::Warning, "LTH-PRJ-023", f, spot(f.runtime), tr("Lambda refuses new functions with runtime %1 since %2.").arg(f.runtime.text, QLatin1String(info->blockCreate)), tr("Change to %1.").arg(newest));
    else if (*info->deprecated && today >= QLatin1String(info->deprecated))
        at(sink, Severity::Warning, "LTH-PRJ-023", f, spot(f.runtime), tr("Runtime %1 is deprecated since %2.").arg(f.runtime.text, QLatin1String(info->deprecated)), tr("Change to %1.").arg(newest));
}

void checkHandler(FunctionDefinition &f, DiagnosticSink &sink)
{
    if (!f.imageUri.isEmpty() || !f.handler.resolved)
        return;
    if (!f.runtime.resolved) { // any language may be meant
        f.handlerFile = handlerSource(f.codeDir, f.handler.text, {});
        return;
    }
    const RuntimeFamily family = runtimeFamily(f.runtime.text);
    if (f.handler.text.isEmpty()) {
        if (family != RuntimeFamily::Provided)
            at(sink, Severity::Error, "LTH-PRJ-024", f, {}, tr("Function %1 has no handler.").arg(f.name), tr("Add the handler as file.function."));
        return;
    }
    const QString found = f.handlerFile.isEmpty() ? handlerSource(f.codeDir, f.handler.text, f.runtime.text) : f.handlerFile;
    if (f.codeInTemplate && !found.isEmpty())
        return; // its source is the template
    f.handlerFile = found;
    const bool findable = family == RuntimeFamily::Python || family == RuntimeFamily::Node || family == RuntimeFamily::Ruby;
    if (!findable || !f.handlerFile.isEmpty() || !f.artifact.isEmpty() || f.codeDir.isEmpty())
        return;
    if (!QFileInfo(f.codeDir).isDir()) {
        at(sink, Severity::Warning, "LTH-PRJ-025", f, spot(f.handler), tr("The code folder of function %1 does not exist: %2").arg(f.name, f.codeDir), tr("Correct the path, or build the project first."));
        return;
    }
    const QStringList similar = similarHandlers(f.codeDir, f.handler.text, f.runtime.text);
    at(sink, Severity::Warning, "LTH-PRJ-026", f, spot(f.handler),
        tr("No file was found for handler %1 of function %2.").arg(f.handler.text, f.name),
        similar.isEmpty() ? tr("Create the file, or correct the handler.") : tr("Did you mean %1?").arg(similar.join(QStringLiteral(", "))));
}

void checkEnvironment(const FunctionDefinition &f, DiagnosticSink &sink)
{
    qsizetype bytes = 0;
    for (const auto &[key, value] : f.environment) {
        bytes += key.toUtf8().size() + value.text.toUtf8().size();
        bool good = !key.isEmpty() && ((key[0].unicode() < 128 && key[0].isLetter()));
        for (const QChar c : key)
            good = good && c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_');
        if (!good)
            at(sink, Severity::Error, "LTH-PRJ-028", f, spot(value), tr("\"%1\" cannot be the name of an environment variable.").arg(key.left(80)), tr("Use letters, digits and _, beginning with a letter."));
    }
    if (bytes > limits::environmentBytes)
        at(sink, Severity::Error, "LTH-PRJ-027", f, spot(f.environment.first().second), tr("The environment variables of function %1 take %2 bytes; Lambda allows %3.").arg(f.name).arg(bytes).arg(limits::environmentBytes), tr("Move large values into a file or a parameter store."));
}

void checkFileSystems(const FunctionDefinition &f, DiagnosticSink &sink)
{
    for (const FileSystemConfig &config : f.fileSystems)
        if (config.localMountPath.resolved && !isMountPath(config.localMountPath.text))
            at(sink, Severity::Error, "LTH-PRJ-033", f, spot(config.localMountPath), tr("Function %1 cannot mount a file system at %2.").arg(f.name, config.localMountPath.text.left(200)), tr("Use a folder right below /mnt, e.g. /mnt/data."));
    if (f.fileSystems.size() > limits::fileSystemsMax)
        at(sink, Severity::Error, "LTH-PRJ-034", f, spot(f.fileSystems.first().localMountPath), tr("Function %1 has %2 file systems; Lambda allows %3.").arg(f.name).arg(f.fileSystems.size()).arg(limits::fileSystemsMax), {});
}

} // namespace

bool isMountPath(const QString &path)
{
    static constexpr QLatin1String top("/mnt/");
    return path.startsWith(top) && path.size() > top.size() && path.size() <= limits::mountPathChars && path != u"/mnt/." && path != u"/mnt/.."
        && std::all_of(path.cbegin() + top.size(), path.cend(), [](QChar c) { return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_' || c == u'.'); });
}

void checkFunctions(Project &project, const QDate &today, DiagnosticSink &sink, bool lambda)
{
    if (!lambda) {
        for (FunctionDefinition &f : project.functions)
            f.handlerFile = handlerSource(f.codeDir, f.handler.text, f.runtime.text);
        return;
    }
    QSet<QString> names;
    for (FunctionDefinition &f : project.functions) {
        checkRuntime(f, today, sink);
        checkHandler(f, sink);
        checkEnvironment(f, sink);
        checkFileSystems(f, sink);
        if (f.layerDirs.size() + f.layerArns.size() > limits::layersMax)
            at(sink, Severity::Error, "LTH-PRJ-029", f, {}, tr("Function %1 has %2 layers; Lambda allows %3.").arg(f.name).arg(f.layerDirs.size() + f.layerArns.size()).arg(limits::layersMax), tr("Merge some of them."));
        if (f.architecture != u"x86_64" && f.architecture != u"arm64" && !f.architecture.contains(u'$') && !f.architecture.startsWith(u'!'))
            at(sink, Severity::Error, "LTH-PRJ-030", f, {}, tr("\"%1\" is not an architecture of Lambda.").arg(f.architecture), tr("Use x86_64 or arm64."));
        if (names.contains(f.deployedName.text) && f.deployedName.resolved)
            at(sink, Severity::Error, "LTH-PRJ-031", f, spot(f.deployedName), tr("Two functions have the name %1.").arg(f.deployedName.text), tr("Rename one of them."));
        names.insert(f.deployedName.text);
        const bool generated = project.kind == ProjectKind::Sam && f.deployedName.text == f.name; // CloudFormation shortens those
        if (f.deployedName.resolved && !generated && f.deployedName.text.size() > limits::functionNameChars)
            at(sink, Severity::Error, "LTH-PRJ-032", f, spot(f.deployedName), tr("The function name %1 has %2 characters; Lambda allows %3.").arg(f.deployedName.text).arg(f.deployedName.text.size()).arg(limits::functionNameChars), tr("Give a shorter name."));
        lintHandler(f, sink);
    }
}

} // namespace lathe
