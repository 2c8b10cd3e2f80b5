// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/building/functionbuild.h"
#include "core/atomicfile.h"
#include "core/sha256.h"
#include "core/treeremoval.h"
#include "package/building/toolbuild.h"
#include "package/ignorefile.h"
#include "package/layer/dependencyinstall.h"
#include "package/layer/layerbuilder.h"
#include "package/packagespec.h"
#include "project/handlerfinder.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

namespace lathe {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

struct Language
{
    BuildKind kind;
    const char *manifest;
};

constexpr Language languages[] = {{BuildKind::Python, "requirements.txt"}, {BuildKind::Node, "package.json"}, {BuildKind::Ruby, "Gemfile"}, {BuildKind::Maven, "pom.xml"},
                                  {BuildKind::Gradle, "build.gradle"}, {BuildKind::Gradle, "build.gradle.kts"}, {BuildKind::Makefile, "Makefile"}, {BuildKind::Go, "go.mod"}, {BuildKind::Rust, "Cargo.toml"}};

/// What the word BuildMethod, or a runtime identifier, stands for; Java and "provided" are decided by the folder.
QList<BuildKind> kindsOf(const QString &word)
{
    static const std::pair<const char *, QList<BuildKind>> words[] = {
        {"python", {BuildKind::Python}}, {"nodejs", {BuildKind::Node}}, {"ruby", {BuildKind::Ruby}}, {"java", {BuildKind::Maven, BuildKind::Gradle}},
        {"makefile", {BuildKind::Makefile}}, {"go", {BuildKind::Go}}, {"rust", {BuildKind::Rust}}, {"provided", {BuildKind::Go, BuildKind::Rust}}};
    for (const auto &[prefix, kinds] : words)
        if (word.startsWith(QLatin1String(prefix)))
            return kinds;
    return {};
}

/// Java sources without a build tool: javac is enough. The source of the handler's class, if its class is not there too.
QString javaSource(const FunctionDefinition &function)
{
    const QString source = handlerSource(function.codeDir, function.handler.text, function.runtime.text);
    if (!source.endsWith(QStringLiteral(".java")))
        return {};
    const QString path = function.handler.text.section(QStringLiteral("::"), 0, 0).replace(u'.', u'/') + QStringLiteral(".class");
    return QFileInfo(function.codeDir + u'/' + path).isFile() ? QString() : source;
}

bool namesLibraries(BuildKind kind, const QString &manifest)
{
    const QByteArray text = readFile(manifest, 4 * 1024 * 1024).value_or(QByteArray());
    if (kind == BuildKind::Node) {
        const QJsonObject object = QJsonDocument::fromJson(text).object();
        return !object.value(QStringLiteral("dependencies")).toObject().isEmpty() || !object.value(QStringLiteral("optionalDependencies")).toObject().isEmpty();
    }
    for (const QByteArray &line : text.split('\n'))
        if (const QByteArray word = line.trimmed(); kind == BuildKind::Ruby ? word.startsWith("gem ") || word.startsWith("gem(") : !word.isEmpty() && !word.startsWith('#'))
            return true;
    return false;
}

/// Whether the libraries stand in the function's folder already.
bool holdsLibraries(BuildKind kind, const QString &dir)
{
    if (kind == BuildKind::Node)
        return QFileInfo(dir + QStringLiteral("/node_modules")).isDir();
    if (kind == BuildKind::Ruby)
        return QFileInfo(dir + QStringLiteral("/vendor/bundle")).isDir();
    return !QDir(dir).entryList({QStringLiteral("*.dist-info"), QStringLiteral("*.egg-info")}, QDir::Dirs).isEmpty();
}

/// Whether a layer of the function was built from this very manifest: its libraries are at /opt then.
bool isInLayer(const FunctionDefinition &function, const QString &manifest)
{
    for (const QString &dir : function.layerDirs) {
        const QString file = dir + QStringLiteral(".layer.json"), root = QFileInfo(QFileInfo(dir).path()).path();
        const auto record = QFileInfo(file).isFile() ? readFile(file) : Result<QByteArray>(QByteArray());
        for (const QJsonValue &input : QJsonDocument::fromJson(record.value_or(QByteArray())).object().value(QStringLiteral("inputs")).toArray())
            if (QDir::cleanPath(QDir(root).absoluteFilePath(input.toString())) == QDir::cleanPath(manifest))
                return true;
    }
    return false;
}

bool isInstalled(BuildKind kind) { return kind == BuildKind::Python || kind == BuildKind::Node || kind == BuildKind::Ruby; }

QString lockOf(BuildKind kind, const QString &dir)
{
    const QStringList names = kind == BuildKind::Node ? QStringList{QStringLiteral("npm-shrinkwrap.json"), QStringLiteral("package-lock.json")} : kind == BuildKind::Ruby ? QStringList{QStringLiteral("Gemfile.lock")} : QStringList();
    for (const QString &name : names)
        if (QFileInfo(dir + u'/' + name).isFile())
            return dir + u'/' + name;
    return {};
}

/// The sources that are part of the result: without libraries that are installed anew.
PackageSpec sourcesOf(const FunctionDefinition &function, BuildKind kind)
{
    PackageSpec spec = packageSpecFor(function);
    if (kind == BuildKind::Node)
        spec.patterns << QStringLiteral("node_modules/");
    else if (kind == BuildKind::Ruby)
        spec.patterns << QStringLiteral("/vendor/bundle/") << QStringLiteral("/vendor/cache/"); // installed from there
    return spec;
}

/// Changes whenever the result may: everything of the sources, manifests with what they include, target and method.
Result<QByteArray> keyOf(const FunctionDefinition &function, const BuildPlan &plan)
{
    Sha256 hash;
    hash.add("lathe-build 1\n" + QByteArray::number(int(plan.kind)) + '\n' + function.name.toUtf8() + '\n' + function.runtime.text.toUtf8() + '\n' + function.architecture.toUtf8() + '\n' + plan.settings.binary.toUtf8() + '\n');
    PackageSpec sources = sourcesOf(function, plan.kind);
    if (!isInstalled(plan.kind)) {
        sources.rootDir = plan.kind == BuildKind::Makefile ? QFileInfo(plan.manifest).path() : function.codeDir;
        sources.patterns = buildInputPatterns(plan.kind);
        sources.defaultExcludes = false;
    } else {
        const LayerManifest::Kind kinds[] = {LayerManifest::Kind::Pip, LayerManifest::Kind::Npm, LayerManifest::Kind::Bundler};
        const auto text = manifestText({kinds[int(plan.kind) - int(BuildKind::Python)], plan.manifest, lockOf(plan.kind, function.codeDir)});
        if (!text)
            return tl::unexpected(text.error());
        hash.add(*text);
    }
    const auto entries = listPackage(sources);
    if (!entries)
        return tl::unexpected(entries.error());
    for (const PackageEntry &entry : *entries) {
        hash.add(entry.path.toUtf8() + (entry.executable ? " x " : " - ") + QByteArray::number(entry.bytes) + '\n');
        if (entry.path.endsWith(u'/'))
            continue; // an empty folder
        const QString path = sources.rootDir + u'/' + entry.path;
        if (QFileInfo(path).isSymLink()) {
            hash.add(QFile::encodeName(QFile::symLinkTarget(path)));
            continue;
        }
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Io, tr("%1 cannot be read.").arg(path));
        while (!file.atEnd())
            hash.add(file.read(1024 * 1024));
    }
    return hash.result().toHex();
}

bool isCurrent(const QString &dir, const QByteArray &key)
{
    return QFileInfo(dir).isDir() && readFile(dir + QStringLiteral(".hash"), 1024).value_or(QByteArray()) == key;
}

/// Installs the libraries and puts them below the sources: at the root, in node_modules, in vendor/bundle.
Result<> merge(const FunctionBuildSpec &spec, const BuildPlan &plan, const QString &to, QList<LayerNote> &notes)
{
    const PackageSpec sources = sourcesOf(spec.function, plan.kind);
    if (auto copied = copySources(sources.rootDir, sources.patterns, sources.defaultExcludes, to, spec.cancel); !copied)
        return copied;
    if (!namesLibraries(plan.kind, plan.manifest))
        return {};
    LayerSpec layer;
    layer.inputs = {plan.manifest};
    layer.runtimes = {spec.function.runtime.text};
    layer.architecture = spec.function.architecture;
    layer.allowScripts = spec.allowScripts;
    layer.again = spec.again;
    layer.cacheDir = spec.cacheDir;
    layer.projectDir = spec.projectDir;
    layer.onProgress = spec.onProgress;
    layer.onLine = spec.onLine;
    layer.cancel = spec.cancel;
    const auto built = buildLayer(layer);
    if (!built)
        return tl::unexpected(built.error());
    notes += built->notes;
    static const std::pair<const char *, const char *> places[] = {{"/python", ""}, {"/nodejs/node_modules", "/node_modules"}, {"/ruby/gems", "/vendor/bundle/ruby"}};
    for (const auto &[from, target] : places)
        if (QFileInfo(built->dir + QLatin1String(from)).isDir())
            if (auto copied = copySources(built->dir + QLatin1String(from), {}, false, to + QLatin1String(target), spec.cancel); !copied)
                return copied;
    return {};
}

} // namespace

QString functionBuildDir(QString name, const QString &projectDir)
{
    name.replace(u'/', u'_'); // a template's name must not lead out of the folder
    if (name.startsWith(u'.'))
        name.prepend(u'_');
    return projectDir + QStringLiteral("/.lathe/build/") + name;
}

BuildPlan planFunctionBuild(const FunctionDefinition &function)
{
    BuildPlan plan;
    if (!function.artifact.isEmpty() || !function.imageUri.isEmpty() || function.codeDir.isEmpty())
        return plan;
    plan.settings = buildSettingsOf(function);
    if (plan.settings.skip)
        return plan;
    const bool named = !plan.settings.method.isEmpty();
    const QList<BuildKind> kinds = kindsOf(named ? plan.settings.method : function.runtime.text);
    for (const Language &language : languages) {
        const QString dir = language.kind == BuildKind::Makefile && !plan.settings.makefileDir.isEmpty() ? plan.settings.makefileDir : function.codeDir;
        const QString manifest = dir + u'/' + QLatin1String(language.manifest);
        if (!kinds.contains(language.kind) || !QFileInfo(manifest).isFile())
            continue;
        plan.kind = language.kind;
        plan.manifest = manifest;
        break;
    }
    if (plan.kind == BuildKind::None && kinds.contains(BuildKind::Maven))
        if (const QString source = javaSource(function); !source.isEmpty()) {
            plan.kind = BuildKind::Javac;
            plan.manifest = source;
        }
    if (plan.kind == BuildKind::None) // a method that is named and cannot be followed is told, not passed over
        plan.needed = named && (kinds.isEmpty() || kinds.contains(BuildKind::Makefile));
    else if (isInstalled(plan.kind))
        plan.needed = namesLibraries(plan.kind, plan.manifest) && !holdsLibraries(plan.kind, function.codeDir) && !isInLayer(function, plan.manifest);
    else if (plan.kind == BuildKind::Go || plan.kind == BuildKind::Rust)
        plan.needed = named || !QFileInfo(function.codeDir + QStringLiteral("/bootstrap")).isFile();
    else
        plan.needed = true;
    return plan;
}

Result<QByteArray> functionBuildKey(const FunctionDefinition &function)
{
    return keyOf(function, planFunctionBuild(function));
}

Result<FunctionBuildOutcome> buildFunction(const FunctionBuildSpec &spec)
{
    const BuildPlan plan = planFunctionBuild(spec.function);
    if (plan.kind == BuildKind::None && plan.needed)
        return fail(ErrorCode::Unsupported,
                    tr("%1 names BuildMethod %2, which cannot be followed here: it is not known, or there is no Makefile. Build it yourself, then go on with --no-build.").arg(spec.function.name, plan.settings.method),
                    spec.function.codeDir, QStringLiteral("LTH-BLD-005"));
    if (plan.kind == BuildKind::None)
        return fail(ErrorCode::Usage,
                    tr("There is nothing to build %1 by: no requirements.txt, package.json, Gemfile, pom.xml, build.gradle, go.mod, Cargo.toml or source of a Java handler that fits its runtime, and no BuildMethod with a Makefile.").arg(spec.function.name),
                    spec.function.codeDir, QStringLiteral("LTH-BLD-001"));
    const auto key = keyOf(spec.function, plan);
    if (!key)
        return tl::unexpected(key.error());
    FunctionBuildOutcome outcome{functionBuildDir(spec.function.name, spec.projectDir), plan.kind, false, {}};
    if (!spec.again && isCurrent(outcome.dir, *key)) {
        outcome.fromCache = true;
        return outcome;
    }
    const QString parent = QFileInfo(outcome.dir).path();
    QDir().mkpath(parent);
    QTemporaryDir scratch(parent + QStringLiteral("/.build-XXXXXX"));
    if (!scratch.isValid())
        return fail(ErrorCode::Io, tr("The folder %1 cannot be written: %2.").arg(parent, scratch.errorString()));
    const TreeRemoval cleaned(scratch.path());
    QString made = scratch.filePath(QStringLiteral("result"));
    if (isInstalled(plan.kind)) {
        if (auto merged = merge(spec, plan, made, outcome.notes); !merged)
            return tl::unexpected(merged.error());
    } else {
        const auto built = runBuildTool(spec, plan, scratch.filePath(QStringLiteral("work")));
        if (!built)
            return tl::unexpected(built.error());
        made = *built;
    }
    QFile::remove(outcome.dir + QStringLiteral(".hash"));
    removeTree(outcome.dir);
    if (!QDir().rename(made, outcome.dir))
        return fail(ErrorCode::Io, tr("The folder %1 cannot be written: %2.").arg(outcome.dir, qt_error_string()));
    return writeFileAtomically(outcome.dir + QStringLiteral(".hash"), *key).transform([&] { return outcome; });
}

QString currentFunctionBuild(const FunctionDefinition &function, const QString &projectDir)
{
    const QString dir = functionBuildDir(function.name, projectDir);
    if (!QFileInfo(dir).isDir()) // the usual case, and at no cost
        return {};
    const BuildPlan plan = planFunctionBuild(function);
    if (!plan.needed)
        return {};
    const auto key = keyOf(function, plan);
    return key && isCurrent(dir, *key) ? dir : QString();
}

bool mustBuildToRun(const FunctionDefinition &function, const QString &projectDir)
{
    return runtimeFamily(function.runtime.text) == RuntimeFamily::Java && planFunctionBuild(function).kind == BuildKind::Javac && currentFunctionBuild(function, projectDir).isEmpty();
}

bool hasFunctionBuild(const FunctionDefinition &function, const QString &projectDir)
{
    return QFileInfo(functionBuildDir(function.name, projectDir)).isDir() && planFunctionBuild(function).needed;
}

FunctionDefinition builtFunction(FunctionDefinition function, const QString &dir)
{
    static const QStringList everything{QStringLiteral("*"), QStringLiteral("**"), QStringLiteral("/*"), QStringLiteral("/**"), QStringLiteral("./**"), QStringLiteral("**/*")};
    QStringList rules = readIgnoreFile(function.codeDir) + function.packagePatterns;
    for (qsizetype at = rules.size() - 1; at >= 0; --at)
        if (everything.contains(rules[at])) {
            rules.remove(0, at + 1);
            break;
        }
    function.codeDir = dir;
    function.packagePatterns = rules;
    return function;
}

} // namespace lathe
