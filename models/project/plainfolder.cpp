// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/checks.h"
#include "project/handlerfinder.h"
#include "project/layerlinks.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace lathe {

static QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

/// Folders of a project that are never functions themselves and never part of a function's package.
static const char *const besides[] = {"layers", "events", ".lathe"};

QList<LayerDefinition> conventionLayers(const QString &root)
{
    QList<LayerDefinition> layers;
    const QDir dir(root + QStringLiteral("/layers"));
    if (!dir.exists())
        return layers;
    // Versions of a layer belong to its project: two projects may each have a "deps". Characters that no name may have become "-".
    static const QRegularExpression others(QStringLiteral("[^A-Za-z0-9_-]+"));
    for (const QString &name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        LayerDefinition layer{name, dir.absoluteFilePath(name), {}, 0};
        layer.publishedName.text = QStringLiteral("%1-%2").arg(QFileInfo(root).fileName(), name).replace(others, QStringLiteral("-"));
        layers.append(layer);
    }
    return layers;
}

static FunctionDefinition plainFunction(const QString &dir, const QString &root, const FoundHandler &found, const QString &runtime, const ProjectContext &context)
{
    FunctionDefinition f;
    f.name = QFileInfo(dir).fileName();
    if (f.name.isEmpty())
        f.name = QStringLiteral("function");
    f.deployedName.text = f.name;
    f.handler.text = found.handler;
    if (!runtime.isEmpty())
        f.runtime.text = runtime;
    else if (context.plainRuntime && found.family != RuntimeFamily::Provided)
        f.runtime.text = context.plainRuntime(found.family);
    else
        f.runtime.text = defaultRuntime(found.family);
    f.codeDir = dir;
    f.file = found.file;
    f.line = found.line;
    f.handlerFile = found.file;
    const auto lists = plainLayerLists(root);
    if (lists.contains(f.name)) {
        for (const QString &name : lists[f.name]) {
            if (name.startsWith(QStringLiteral("arn:")))
                f.layerArns.append({name, true, 0, 0});
            else
                f.layerDirs << root + QStringLiteral("/layers/") + name;
            f.layerOrder << (name.startsWith(QStringLiteral("arn:")) ? name : f.layerDirs.constLast());
        }
    } else {
        for (const LayerDefinition &layer : conventionLayers(root))
            f.layerDirs << layer.dir;
        f.layerOrder = f.layerDirs;
    }
    if (dir == root)
        for (const char *name : besides)
            f.packagePatterns << QLatin1String(name) + QStringLiteral("/");
    return f;
}

Project readPlain(const QString &root, const QString &handler, const QString &runtime, const ProjectContext &context, DiagnosticSink &sink)
{
    Project project;
    project.root = root;
    project.kind = ProjectKind::Plain;
    project.name = QFileInfo(root).fileName();
    project.layers = conventionLayers(root);
    if (QString problem; plainLayerLists(root, &problem), !problem.isEmpty())
        sink.add({Severity::Error, QStringLiteral("LTH-LYR-028"), root + QStringLiteral("/layers/functions.json"), 1, 1, problem, tr("Correct it, or remove it: each function then has all layers of the folder.")});
    const RuntimeFamily family = runtimeFamily(runtime);
    if (!handler.isEmpty()) {
        FoundHandler given{handler, family, {}, 0};
        given.file = handlerSource(root, handler, runtime);
        if (family == RuntimeFamily::Unknown)
            given.family = given.file.endsWith(QStringLiteral(".py")) ? RuntimeFamily::Python
                : given.file.endsWith(QStringLiteral(".rb")) ? RuntimeFamily::Ruby
                : given.file.contains(QStringLiteral("js")) ? RuntimeFamily::Node
                : handler == u"bootstrap" ? RuntimeFamily::Provided : RuntimeFamily::Unknown;
        if (!given.file.isEmpty())
            given.line = handlerLine(given.file, handler.mid(handlerModule(handler, runtime).size() + 1));
        project.functions.append(plainFunction(root, root, given, runtime, context));
        return project;
    }
    if (const auto found = findHandler(root, family)) {
        project.functions.append(plainFunction(root, root, *found, runtime, context));
        return project;
    }
    const QDir dir(root);
    for (const QString &name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (name == u"layers" || name == u"events" || name == u"tests" || name == u"test" || name == u"node_modules")
            continue;
        if (const auto found = findHandler(dir.absoluteFilePath(name), family))
            project.functions.append(plainFunction(dir.absoluteFilePath(name), root, *found, runtime, context));
    }
    if (project.functions.isEmpty())
        sink.add({Severity::Warning, QStringLiteral("LTH-PRJ-040"), root, 0, 0, tr("No function was found in this folder."),
            tr("Add lambda_function.py with lambda_handler, index.mjs with an exported handler, an executable bootstrap, a serverless.yml or a SAM template.yaml, or give the handler yourself.")});
    return project;
}

} // namespace lathe
