// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/layer/layerspec.h"
#include "package/packagewriter.h"
#include "project/project.h"
#include <QSysInfo>

namespace lathe {

/// A layer of a project.
struct LayerInfo
{
    QString name;              ///< Of the folder below layers/, or of the template's layer where it lies elsewhere.
    QString dir;               ///< Absolute: its content, or what a build of the template makes it of.
    QString builtDir;          ///< What the last such build made; empty where there is none.
    bool mustBuild = false;    ///< The template names a BuildMethod: `dir` alone is not what is shipped.
    QStringList patterns;      ///< What its package leaves out, as LayerDefinition::packagePatterns.
    QString definition;        ///< The template's name of it; empty when no template names it.
    QByteArray hash;           ///< Of the tree when it was built; empty when it was made by hand.
    QStringList runtimes, architectures;
    int files = 0;
    qint64 bytes = 0;
    QStringList inputs;        ///< What it was built from, absolute; empty when that is not known.
    QString builtFor;          ///< The processor it was built for.
    bool allowScripts = false;
    QList<LayerNote> notes;    ///< Of its build.
    QStringList functions;     ///< Functions that use it.
    bool canRebuild() const { return !inputs.isEmpty(); }
    QString contentDir() const { return builtDir.isEmpty() ? dir : builtDir; } ///< What stands at /opt.
};

/// The layers of one project as plain files: the content of each in layers/NAME/, what is known of its build beside it in
/// layers/NAME.layer.json. In the project and not in the user's data folder, because serverless.yml and SAM templates name
/// a path of the project, and because who clones it finds them. A value; const methods from any thread, they block.
class LayerShelf
{
public:
    explicit LayerShelf(QString projectRoot) : m_root(std::move(projectRoot)) {}

    static QString folderName() { return QStringLiteral("layers"); }
    QString dirOf(const QString &name) const;
    /// Letters, digits, "-" and "_", 1 to 64 of them (Lambda's LayerName without an ARN, and a folder on every system).
    static bool isName(const QString &name);

    /// All layers: the folders below layers/ and those that the project's template names elsewhere. Sizes of layers
    /// made by hand are counted.
    QList<LayerInfo> layers(const Project &project) const;
    /// One of them; NotFound (LTH-LYR-021) with the names that there are.
    Result<LayerInfo> layer(const Project &project, const QString &name) const;

    /// Sentences about layers of this function whose native libraries are for another processor than `machine` ("x86_64",
    /// "arm64"), where a run cannot load them. From the records of their builds; blocking, a few small files.
    static QStringList foreignLayers(const FunctionDefinition &function, const QString &machine = QSysInfo::currentCpuArchitecture());

    /// What the layer has to fit: runtime and processor of this function, or of all when `function` is empty.
    static LayerSpec specFor(const Project &project, const QStringList &inputs, const QString &function = {});
    /// The layers as setFunctionLayers() takes them.
    static QList<LayerDefinition> definitions(const QList<LayerInfo> &layers);
    /// Name for a new layer: that of the one that was made of the same inputs, which it replaces, else the suggested one,
    /// with a number behind it when that is taken.
    static std::pair<QString, bool> nameFor(const QList<LayerInfo> &layers, const LayerOutcome &outcome);
    /// Puts a built layer in the project, whole or not at all. Errors: Usage (a bad name), AlreadyExists unless `replace`.
    Result<LayerInfo> keep(const LayerOutcome &outcome, const LayerSpec &spec, const QString &name, bool replace = false) const;
    /// What builds it again.
    Result<LayerSpec> rebuildSpec(const LayerInfo &layer) const;
    /// The template's path, or a plain folder's lists, go with it.
    Result<> rename(const Project &project, const LayerInfo &layer, const QString &to) const;
    /// Removes folder, record and the template's definition. Conflict (LTH-LYR-022) while a function uses it, with the functions
    /// named. With `bin`, a folder on the same file system, folder and record are moved there under their names.
    Result<> remove(const Project &project, const LayerInfo &layer, const QString &bin = {}) const;
    static QString recordFile(const LayerInfo &layer) { return layer.dir + QStringLiteral(".layer.json"); }
    /// Writes a zip as PublishLayerVersion takes it and as a deploy publishes it: same tree, same bytes. Config where it has to be built.
    static Result<PackageReport> exportZip(const LayerInfo &layer, const QString &file, const std::function<void(const PackageProgress &)> &progress = {}, const std::atomic_bool *cancel = nullptr);

private:
    QString recordOf(const QString &name) const { return dirOf(name) + QStringLiteral(".layer.json"); }
    QString relative(const QString &path) const;
    Result<> writeRecord(const LayerInfo &layer) const;
    void readRecord(LayerInfo &layer) const;

    QString m_root;
};

} // namespace lathe
