// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/specfromproject.h"
#include "core/limits.h"
#include "core/paths.h"
#include "core/runtimes.h"
#include <QDir>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>
#include <algorithm>

namespace lathe {

static QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

/// As a person who has the project open would say it.
static QString shown(const QString &path, const QString &projectDir)
{
    return !projectDir.isEmpty() && path.startsWith(projectDir + u'/') ? path.mid(projectDir.size() + 1) : path;
}

static QString place(const FunctionDefinition &function, int line, const QString &projectDir)
{
    const QString file = shown(function.file, projectDir);
    return line > 0 ? QStringLiteral("%1:%2").arg(file).arg(line) : file;
}

/// A field that must be there and must be known.
static Result<QString> needed(const FunctionDefinition &function, const TemplateText &text, const QString &what, const QString &projectDir)
{
    if (!text.resolved)
        return fail(ErrorCode::Config, tr("The %1 of the function %2 is \"%3\" (%4), which cannot be known here; write it out or pass its value.")
                                           .arg(what, function.name, text.text, place(function, text.line, projectDir)), {}, QStringLiteral("LTH-RUN-011"));
    if (text.text.isEmpty())
        return fail(ErrorCode::Config, tr("The function %1 has no %2 (%3); add one.").arg(function.name, what, place(function, function.line, projectDir)), {},
            QStringLiteral("LTH-RUN-010"));
    return text.text;
}

/// deployedName and similar optional texts: the plain name stands in for what cannot be known.
static QString known(const TemplateText &text, const QString &fallback)
{
    return text.resolved && !text.text.isEmpty() ? text.text : fallback;
}

/// A template may name any folder as code. One outside its own folder that holds the home folder would hand the function
/// everything there.
static bool showsHome(const FunctionDefinition &function)
{
    const QFileInfo file(function.file);
    if (!QStringList{QStringLiteral("yml"), QStringLiteral("yaml"), QStringLiteral("json")}.contains(file.suffix()))
        return false;
    const QString code = QFileInfo(function.codeDir).canonicalFilePath(), home = QDir(QDir::homePath()).canonicalPath();
    if (home.isEmpty() || code == QFileInfo(file.path()).canonicalFilePath())
        return false;
    return code == home || home.startsWith(code.endsWith(u'/') ? code : code + u'/');
}

QString fileSystemFolder(const QString &arn, const QString &templateFile)
{
    const QString parent = paths::data() + QStringLiteral("/filesystems/");
    const QString point = arn.section(u'/', -1);
    static constexpr auto plain = [](QChar c) { return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-'); };
    if (point.startsWith(QLatin1String("fsap-")) && std::all_of(point.cbegin(), point.cend(), plain))
        return parent + point;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QFileInfo(templateFile).canonicalFilePath().toUtf8() + '\n' + arn.toUtf8());
    return parent + QString::fromLatin1(hash.result().toHex().first(16));
}

/// Runtime, handler and code folder of a function that is no image.
static Result<> readCode(const FunctionDefinition &function, FunctionSpec &spec, const QString &projectDir)
{
    const auto runtime = needed(function, function.runtime, tr("runtime"), projectDir);
    if (!runtime)
        return tl::unexpected(runtime.error());
    spec.runtime = *runtime;
    if (runtimeFamily(spec.runtime) == RuntimeFamily::Provided) {
        spec.handler = known(function.handler, QStringLiteral("bootstrap")); // a custom runtime may ignore it
    } else {
        const auto handler = needed(function, function.handler, tr("handler"), projectDir);
        if (!handler)
            return tl::unexpected(handler.error());
        spec.handler = *handler;
    }
    if (function.codeDir.isEmpty()) // in a bucket, or in the template for a runtime that takes none there
        return fail(ErrorCode::Config, tr("The code of the function %1 is not in a folder of this project (%2). Name a local folder in CodeUri to run it here.")
                                           .arg(function.name, place(function, function.line, projectDir)), {}, QStringLiteral("LTH-RUN-003"));
    if (!QFileInfo(function.codeDir).isDir())
        return fail(ErrorCode::Config, tr("The code folder %1 of the function %2 does not exist (%3). Correct the path, or build the project first.")
                                           .arg(shown(function.codeDir, projectDir), function.name, place(function, function.line, projectDir)), {}, QStringLiteral("LTH-RUN-003"));
    if (showsHome(function))
        return fail(ErrorCode::Config, tr("The code folder %1 of the function %2 holds your home folder with its keys, so it is not shown to the function (%3). Name a folder of the project.")
                                           .arg(shown(function.codeDir, projectDir), function.name, place(function, function.line, projectDir)), {}, QStringLiteral("LTH-RUN-014"));
    spec.codeDir = function.codeDir;
    return {};
}

Result<SpecFromProject> functionSpecFor(const FunctionDefinition &function, const QString &projectDir)
{
    SpecFromProject result;
    FunctionSpec &spec = result.spec;
    if (function.imageUri.isEmpty()) {
        if (auto code = readCode(function, spec, projectDir); !code)
            return tl::unexpected(code.error());
    }
    spec.name = known(function.deployedName, function.name);
    spec.architecture = function.architecture;
    spec.logFormat = function.logFormat == QLatin1String("JSON") ? LogFormat::Json : LogFormat::Text;
    spec.applicationLogLevel = logLevelNamed(function.applicationLogLevel);
    spec.systemLogLevel = logLevelNamed(function.systemLogLevel);
    spec.logGroup = known(function.logGroup, {});
    spec.memoryMib = std::clamp(function.memoryMib, limits::memoryMinMib, limits::memoryMaxMib);
    spec.timeoutSeconds = std::clamp(function.timeoutSeconds, limits::timeoutMinSeconds, limits::timeoutMaxSeconds);
    spec.tmpMib = std::clamp(function.tmpMib, limits::tmpMinMib, limits::tmpMaxMib);
    const auto warnClamped = [&](int given, int used, const char *text) {
        if (given != used)
            result.warnings.append(tr(text).arg(given).arg(used).arg(place(function, function.line, projectDir)));
    };
    warnClamped(function.memoryMib, spec.memoryMib, QT_TRANSLATE_NOOP("lathe", "Memory of %1 MB is outside Lambda's limits; %2 MB is used (%3)."));
    warnClamped(function.timeoutSeconds, spec.timeoutSeconds, QT_TRANSLATE_NOOP("lathe", "A timeout of %1 s is outside Lambda's limits; %2 s is used (%3)."));
    warnClamped(function.tmpMib, spec.tmpMib, QT_TRANSLATE_NOOP("lathe", "A /tmp of %1 MB is outside Lambda's limits; %2 MB is used (%3)."));
    for (const auto &[name, value] : function.environment) {
        if (value.resolved)
            spec.environment.append({name, value.text});
        else
            result.warnings.append(tr("The variable %1 is left out: \"%2\" cannot be known here (%3).").arg(name, value.text, place(function, value.line, projectDir)));
    }
    for (const QString &layer : function.layerDirs) {
        if (QFileInfo(layer).isDir())
            spec.layerDirs.append(layer);
        else
            result.warnings.append(tr("The layer folder %1 does not exist and is left out (%2).").arg(shown(layer, projectDir), place(function, function.line, projectDir)));
    }
    for (const FileSystemConfig &config : function.fileSystems) {
        if (config.localMountPath.resolved && !config.localMountPath.text.isEmpty())
            spec.mounts.append({fileSystemFolder(config.arn.text, function.file), config.localMountPath.text, true});
        else
            result.warnings.append(tr("The file system at \"%1\" is left out: its place cannot be known here (%2).").arg(config.localMountPath.text, place(function, config.localMountPath.line, projectDir)));
    }
    for (const TemplateText &arn : function.layerArns)
        result.warnings.append(tr("The layer %1 is not on this machine and is left out (%2).").arg(arn.text, place(function, arn.line, projectDir)));
    return result;
}

} // namespace lathe
