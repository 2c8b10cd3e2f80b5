// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/building/layerresource.h"
#include "core/atomicfile.h"
#include "core/paths.h"
#include "core/sha256.h"
#include "core/treeremoval.h"
#include "package/building/toolbuild.h"
#include "package/ignorefile.h"
#include "package/packagereader.h"
#include "package/packagewriter.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <algorithm>

namespace lathe {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

/// The layer as what is built like it: a function with this runtime.
FunctionDefinition asFunction(const LayerDefinition &layer)
{
    FunctionDefinition function;
    function.name = layer.name;
    function.file = layer.file;
    function.codeDir = layer.dir;
    function.architecture = layer.buildArchitecture;
    function.runtime.text = layer.buildMethod;
    if (runtimeFamily(layer.buildMethod) == RuntimeFamily::Unknown && !layer.compatibleRuntimes.isEmpty())
        function.runtime.text = layer.compatibleRuntimes.constFirst();
    return function;
}

/// Copies `from` below `dir` in the layout of its method. `kind` None: sources without a list of libraries.
Result<> layOut(const LayerDefinition &layer, BuildKind kind, const QString &from, const QString &dir, const std::atomic_bool *cancel)
{
    const auto copy = [&](const QString &what, const QStringList &patterns, const QString &to) -> Result<> {
        return QFileInfo(from + what).isDir() ? copySources(from + what, patterns, kind == BuildKind::None, dir + to, cancel) : Result<>();
    };
    const RuntimeFamily family = runtimeFamily(layer.buildMethod);
    if (kind == BuildKind::Maven || kind == BuildKind::Gradle || kind == BuildKind::Javac) { // classes of a layer are found in jars only
        PackageSpec classes;
        classes.rootDir = from;
        classes.patterns = QStringList{QStringLiteral("/lib/")};
        QDir().mkpath(dir + QStringLiteral("/java/lib"));
        const auto list = listPackage(classes);
        if (list && !list->isEmpty())
            if (const auto jar = writePackage(classes, dir + QStringLiteral("/java/lib/%1.jar").arg(layer.name), {}, cancel); !jar)
                return tl::unexpected(jar.error());
        return copy(QStringLiteral("/lib"), {}, QStringLiteral("/java/lib"));
    }
    if (family == RuntimeFamily::Ruby)
        return copy({}, {QStringLiteral("/vendor/bundle/")}, QStringLiteral("/ruby/lib")).and_then([&] { return copy(QStringLiteral("/vendor/bundle/ruby"), {}, QStringLiteral("/ruby/gems")); });
    return copy({}, {}, family == RuntimeFamily::Python ? QStringLiteral("/python") : family == RuntimeFamily::Node ? QStringLiteral("/nodejs") : QString());
}

bool isLaidOut(const QString &dir, const QByteArray &key)
{
    return QFileInfo(dir).isDir() && readFile(dir + QStringLiteral(".hash"), 1024).value_or(QByteArray()) == key;
}

/// The content of a ready zip.
Result<QString> unpackedLayer(const QString &file)
{
    QFile zip(file);
    if (!zip.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Config, tr("The package %1 cannot be read: %2.").arg(file, zip.errorString()), {}, QStringLiteral("LTH-DEP-006"));
    Sha256 hash;
    while (!zip.atEnd())
        hash.add(zip.read(1024 * 1024));
    return unpackCached(file, hash.result(), paths::cache() + QStringLiteral("/unpacked"), ExtractLimits::lambda());
}

} // namespace

QString layerBuildDir(const LayerDefinition &layer, const QString &projectDir)
{
    return functionBuildDir(layer.name, projectDir) + QStringLiteral(".opt");
}

Result<FunctionBuildOutcome> buildLayerResource(FunctionBuildSpec spec, const LayerDefinition &layer)
{
    spec.function = asFunction(layer);
    const BuildPlan plan = planFunctionBuild(spec.function);
    FunctionBuildOutcome outcome{layerBuildDir(layer, spec.projectDir), plan.kind, false, {}};
    const auto key = functionBuildKey(spec.function);
    if (!key)
        return tl::unexpected(key.error());
    outcome.fromCache = !spec.again && isLaidOut(outcome.dir, *key);
    if (outcome.fromCache)
        return outcome;
    QString from = layer.dir;
    if (plan.kind != BuildKind::None || plan.needed) { // else sources without a list of libraries
        const auto built = buildFunction(spec);
        if (!built)
            return built;
        from = built->dir;
        outcome.notes = built->notes;
    }
    const QString parent = QFileInfo(outcome.dir).path();
    QDir().mkpath(parent);
    QTemporaryDir scratch(parent + QStringLiteral("/.build-XXXXXX"));
    if (!scratch.isValid())
        return fail(ErrorCode::Io, tr("The folder %1 cannot be written: %2.").arg(parent, scratch.errorString()));
    const TreeRemoval cleaned(scratch.path());
    const QString made = scratch.filePath(QStringLiteral("opt"));
    if (auto done = layOut(layer, plan.kind, from, made, spec.cancel); !done)
        return tl::unexpected(done.error());
    QFile::remove(outcome.dir + QStringLiteral(".hash"));
    removeTree(outcome.dir);
    if (!QDir().rename(made, outcome.dir))
        return fail(ErrorCode::Io, tr("The folder %1 cannot be written: %2.").arg(outcome.dir, qt_error_string()));
    return writeFileAtomically(outcome.dir + QStringLiteral(".hash"), *key).transform([&] { return outcome; });
}

FunctionDefinition withReadyLayers(FunctionDefinition function, const QList<LayerDefinition> &layers, const QString &projectDir, QStringList *problems, BuildState *state, bool unpackZips)
{
    const auto say = [&](const QString &problem) {
        if (problems)
            problems->append(problem);
    };
    for (const QString &dir : QStringList(function.layerDirs)) {
        const auto layer = std::find_if(layers.cbegin(), layers.cend(), [&](const LayerDefinition &one) { return one.dir == dir; });
        if (layer != layers.cend() && !layer->buildMethod.isEmpty()) {
            const FunctionDefinition same = asFunction(*layer);
            const BuildPlan plan = planFunctionBuild(same);
            const auto key = functionBuildKey(same);
            const QString opt = layerBuildDir(*layer, projectDir);
            FunctionBuildSpec copy;
            copy.projectDir = projectDir;
            const bool ready = key && (isLaidOut(opt, *key) || (plan.kind == BuildKind::None && !plan.needed && buildLayerResource(copy, *layer))); // no tool runs for the latter
            const bool there = ready || QFileInfo(opt).isDir(); // an old build is nearer to what would be shipped than sources
            if (there)
                replaceLayerDir(function, dir, opt);
            if (!ready)
                say(tr("The layer %1 is not built, or not since its sources changed. Run: lathe build %1").arg(layer->name));
            if (state)
                *state = std::max(*state, !there ? BuildState::Missing : !ready ? BuildState::OutOfDate : BuildState::Current);
        } else if (unpackZips && QFileInfo(dir).isFile()) {
            const auto content = unpackedLayer(dir);
            content ? replaceLayerDir(function, dir, *content) : say(content.error().text);
        }
    }
    return function;
}

void replaceLayerDir(FunctionDefinition &function, const QString &from, const QString &to)
{
    for (QStringList *list : {&function.layerDirs, &function.layerOrder})
        std::replace(list->begin(), list->end(), from, to);
    if (const QStringList rules = readIgnoreFile(from) + function.layerPatterns.take(from); !rules.isEmpty())
        function.layerPatterns.insert(to, rules);
    if (const QString inside = QDir(function.codeDir).relativeFilePath(from); !QDir::isAbsolutePath(inside) && !inside.startsWith(QStringLiteral("..")))
        function.packagePatterns.prepend(u'/' + inside + (QFileInfo(from).isFile() ? QString() : QStringLiteral("/")));
}

} // namespace lathe
