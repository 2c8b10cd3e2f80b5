// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/layer/layershelf.h"
#include "core/atomicfile.h"
#include "core/runtimes.h"
#include "core/treeremoval.h"
#include "package/building/layerresource.h"
#include "package/ignorefile.h"
#include "package/layer/buildrecord.h"
#include "project/layerlinks.h"
#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <algorithm>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

namespace lathe {

static QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

static QStringList texts(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &one : value.toArray())
        list.append(one.toString());
    return list;
}

QString LayerShelf::dirOf(const QString &name) const
{
    return m_root + u'/' + folderName() + u'/' + name;
}

bool LayerShelf::isName(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"));
    return pattern.match(name).hasMatch();
}

/// Paths of the project are written relative to it, so that it can be moved and cloned.
QString LayerShelf::relative(const QString &path) const
{
    return path.startsWith(m_root + u'/') ? path.mid(m_root.size() + 1) : path;
}

static void measure(LayerInfo &layer)
{
    layer.files = 0;
    layer.bytes = 0;
    for (QDirIterator it(layer.contentDir(), QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories); it.hasNext();) {
        it.next();
        ++layer.files;
        layer.bytes += it.fileInfo().size();
    }
}

void LayerShelf::readRecord(LayerInfo &layer) const
{
    const QString file = layer.dir + QStringLiteral(".layer.json");
    const auto bytes = QFileInfo(file).isFile() ? readFile(file) : Result<QByteArray>(QByteArray());
    const QJsonObject object = bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
    layer.hash = QByteArray::fromHex(object.value(QLatin1String("hash")).toString().toLatin1());
    layer.runtimes = texts(object.value(QLatin1String("runtimes")));
    layer.architectures = texts(object.value(QLatin1String("architectures")));
    layer.builtFor = object.value(QLatin1String("builtFor")).toString();
    layer.allowScripts = object.value(QLatin1String("allowScripts")).toBool();
    layer.notes = notesFromJson(object.value(QLatin1String("notes")).toArray());
    for (const QString &input : texts(object.value(QLatin1String("inputs"))))
        layer.inputs.append(QDir::cleanPath(QDir(m_root).absoluteFilePath(input)));
}

Result<> LayerShelf::writeRecord(const LayerInfo &layer) const
{
    QStringList inputs;
    for (const QString &input : layer.inputs)
        inputs.append(relative(input));
    QList<LayerNote> notes = layer.notes;
    for (LayerNote &note : notes)
        note.from = relative(note.from);
    const QJsonObject object{{QStringLiteral("hash"), QString::fromLatin1(layer.hash.toHex())},
                             {QStringLiteral("runtimes"), QJsonArray::fromStringList(layer.runtimes)},
                             {QStringLiteral("architectures"), QJsonArray::fromStringList(layer.architectures)},
                             {QStringLiteral("builtFor"), layer.builtFor},
                             {QStringLiteral("allowScripts"), layer.allowScripts},
                             {QStringLiteral("inputs"), QJsonArray::fromStringList(inputs)},
                             {QStringLiteral("notes"), notesToJson(notes)}};
    return writeFileAtomically(layer.dir + QStringLiteral(".layer.json"), QJsonDocument(object).toJson());
}

QList<LayerInfo> LayerShelf::layers(const Project &project) const
{
    QList<LayerInfo> list;
    const auto add = [&](const QString &name, const QString &dir) -> LayerInfo & {
        for (LayerInfo &known : list)
            if (known.dir == dir)
                return known;
        LayerInfo layer;
        layer.name = name;
        layer.dir = dir;
        readRecord(layer);
        measure(layer);
        list.append(layer);
        return list.last();
    };
    const QDir shelf(m_root + u'/' + folderName());
    for (const QString &name : shelf.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        add(name, shelf.absoluteFilePath(name));
    for (const LayerDefinition &definition : project.layers) {
        if (definition.dir.isEmpty() || !QFileInfo(definition.dir).isDir())
            continue;
        LayerInfo &layer = add(definition.name, QDir::cleanPath(definition.dir));
        if (project.kind != ProjectKind::Plain)
            layer.definition = definition.name;
        if (layer.runtimes.isEmpty())
            layer.runtimes = definition.compatibleRuntimes;
        layer.patterns = definition.packagePatterns;
        layer.mustBuild = !definition.buildMethod.isEmpty();
        if (const QString built = layerBuildDir(definition, m_root); layer.mustBuild && QFileInfo(built).isDir()) {
            layer.builtDir = built;
            measure(layer);
        }
    }
    for (const FunctionDefinition &function : project.functions)
        for (const QString &dir : function.layerDirs)
            for (LayerInfo &layer : list)
                if (QDir::cleanPath(dir) == layer.dir && !layer.functions.contains(function.name))
                    layer.functions.append(function.name);
    return list;
}

Result<LayerInfo> LayerShelf::layer(const Project &project, const QString &name) const
{
    QStringList names;
    for (const LayerInfo &one : layers(project)) {
        if (one.name == name || (!one.definition.isEmpty() && one.definition == name))
            return one;
        names.append(one.name);
    }
    return fail(ErrorCode::NotFound, names.isEmpty() ? tr("The project has no layer %1, and no other. Build one first: lathe layer build").arg(name) : tr("The project has no layer %1. It has: %2").arg(name, names.join(QStringLiteral(", "))),
                {}, QStringLiteral("LTH-LYR-021"));
}

QStringList LayerShelf::foreignLayers(const FunctionDefinition &function, const QString &machine)
{
    QStringList sentences;
    for (const QString &dir : function.layerDirs) {
        const QString file = dir + QStringLiteral(".layer.json");
        const auto bytes = QFileInfo(file).isFile() ? readFile(file) : Result<QByteArray>(QByteArray());
        const QStringList architectures = texts(QJsonDocument::fromJson(bytes.value_or(QByteArray())).object().value(QLatin1String("architectures")));
        if (!architectures.isEmpty() && !architectures.contains(machine))
            sentences << QCoreApplication::translate("lathe", "The layer %1 is built for %2 and this computer is %3: its native libraries cannot be loaded here, but there.").arg(QFileInfo(dir).fileName(), architectures.join(QStringLiteral(", ")), machine);
    }
    return sentences;
}

LayerSpec LayerShelf::specFor(const Project &project, const QStringList &inputs, const QString &function)
{
    LayerSpec spec;
    spec.inputs = inputs;
    spec.projectDir = project.root;
    QStringList architectures;
    for (const FunctionDefinition &f : project.functions) {
        if (!function.isEmpty() && f.name != function)
            continue;
        if (f.runtime.resolved && runtimeFamily(f.runtime.text) != RuntimeFamily::Unknown && !spec.runtimes.contains(f.runtime.text))
            spec.runtimes.append(f.runtime.text);
        if (!architectures.contains(f.architecture))
            architectures.append(f.architecture);
    }
    if (architectures.size() == 1)
        spec.architecture = architectures.constFirst();
    return spec;
}

QList<LayerDefinition> LayerShelf::definitions(const QList<LayerInfo> &layers)
{
    QList<LayerDefinition> list;
    for (const LayerInfo &layer : layers)
        list.append({layer.name, layer.dir, layer.runtimes, 0});
    return list;
}

std::pair<QString, bool> LayerShelf::nameFor(const QList<LayerInfo> &layers, const LayerOutcome &outcome)
{
    for (const LayerInfo &layer : layers)
        if (layer.inputs == outcome.inputs && layer.dir.endsWith(u'/' + layer.name))
            return {layer.name, true};
    const auto taken = [&](const QString &name) { return std::any_of(layers.cbegin(), layers.cend(), [&](const LayerInfo &one) { return one.name == name; }); };
    QString name = outcome.suggestedName;
    for (int number = 2; taken(name); ++number)
        name = QStringLiteral("%1-%2").arg(outcome.suggestedName.left(58)).arg(number);
    return {name, false};
}

static tl::unexpected<Error> badName(const QString &name)
{
    return fail(ErrorCode::Usage, tr("\"%1\" is no name for a layer: letters, digits, \"-\" and \"_\", at most 64.").arg(name), {}, QStringLiteral("LTH-LYR-023"));
}

static tl::unexpected<Error> cannotWrite(const QString &path, const QString &why)
{
    return fail(ErrorCode::Io, tr("The layer cannot be written at %1: %2.").arg(path, why));
}

Result<LayerInfo> LayerShelf::keep(const LayerOutcome &outcome, const LayerSpec &spec, const QString &name, bool replace) const
{
    if (!isName(name))
        return badName(name);
    LayerInfo layer;
    layer.name = name;
    layer.dir = dirOf(name);
    readRecord(layer);
    const bool exists = QFileInfo::exists(layer.dir);
    if (exists && !replace)
        return fail(ErrorCode::AlreadyExists, tr("The project already has a layer %1. Give another name, or replace it.").arg(name), {}, QStringLiteral("LTH-LYR-024"));
    bool same = false;
    if (exists && layer.hash == outcome.hash)
        if (const auto now = layerTreeFacts(layer.dir, spec.architecture, spec.cancel))
            same = now->hash == outcome.hash;
    if (!same) {
        const QString fresh = m_root + u'/' + folderName() + QStringLiteral("/.%1.new-%2").arg(name).arg(::getpid());
        removeTree(fresh);
        if (auto copied = copyLayerTree(outcome.dir, fresh); !copied) {
            removeTree(fresh);
            return tl::unexpected(copied.error());
        }
        const QByteArray from = QFile::encodeName(fresh), to = QFile::encodeName(layer.dir);
        // Both folders change places, so that a reader finds a whole layer at any moment.
        if ((exists ? ::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_EXCHANGE) : ::rename(from.constData(), to.constData())) != 0) {
            const QString why = qt_error_string();
            removeTree(fresh);
            return cannotWrite(layer.dir, why);
        }
        removeTree(fresh);
    }
    layer.hash = outcome.hash;
    layer.runtimes = outcome.runtimes;
    layer.architectures = outcome.architectures;
    layer.builtFor = spec.architecture;
    layer.allowScripts = spec.allowScripts;
    layer.inputs = outcome.inputs;
    layer.notes = outcome.notes;
    layer.files = outcome.files;
    layer.bytes = outcome.bytes;
    if (auto written = writeRecord(layer); !written)
        return tl::unexpected(written.error());
    return layer;
}

Result<LayerSpec> LayerShelf::rebuildSpec(const LayerInfo &layer) const
{
    if (!layer.canRebuild())
        return fail(ErrorCode::Config, tr("It is not known what the layer %1 was made of. Build it anew from its files.").arg(layer.name), {}, QStringLiteral("LTH-LYR-025"));
    for (const QString &input : layer.inputs)
        if (!QFileInfo::exists(input))
            return fail(ErrorCode::NotFound, tr("The layer %1 was made of %2, which is gone. Build it anew from other files.").arg(layer.name, input), {}, QStringLiteral("LTH-LYR-025"));
    LayerSpec spec;
    spec.inputs = layer.inputs;
    spec.runtimes = layer.runtimes;
    spec.architecture = layer.builtFor.isEmpty() ? QStringLiteral("x86_64") : layer.builtFor;
    spec.allowScripts = layer.allowScripts;
    spec.projectDir = m_root;
    return spec;
}

Result<> LayerShelf::rename(const Project &project, const LayerInfo &layer, const QString &to) const
{
    if (!isName(to))
        return badName(to);
    if (QFileInfo::exists(dirOf(to)))
        return fail(ErrorCode::AlreadyExists, tr("The project already has a layer %1. Give another name, or replace it.").arg(to), {}, QStringLiteral("LTH-LYR-024"));
    const auto edits = moveLayer(project, layer.dir, dirOf(to));
    if (!edits)
        return tl::unexpected(edits.error());
    const QString record = layer.dir + QStringLiteral(".layer.json");
    if (!QFile::rename(layer.dir, dirOf(to)))
        return cannotWrite(dirOf(to), qt_error_string());
    if (QFileInfo::exists(record) && !QFile::rename(record, recordOf(to)))
        return cannotWrite(recordOf(to), qt_error_string());
    const auto done = applyEdits(*edits);
    if (!done) { // both have the new name, or none
        QFile::rename(dirOf(to), layer.dir);
        QFile::rename(recordOf(to), record);
    }
    return done;
}

Result<> LayerShelf::remove(const Project &project, const LayerInfo &layer, const QString &bin) const
{
    const bool byConvention = project.kind == ProjectKind::Plain; // there all functions have it, until a list says otherwise
    const auto lists = plainLayerLists(m_root);
    QStringList users = layer.functions;
    if (byConvention)
        users.removeIf([&](const QString &function) { return !lists.contains(function); });
    if (!users.isEmpty())
        return fail(ErrorCode::Conflict, tr("The layer %1 is used by %2. Detach it there first.").arg(layer.name, users.join(QStringLiteral(", "))), {}, QStringLiteral("LTH-LYR-022"));
    const auto edits = dropLayer(project, layer.dir);
    if (!edits)
        return tl::unexpected(edits.error());
    if (!bin.isEmpty()) {
        const QString kept = bin + u'/' + QFileInfo(layer.dir).fileName();
        if (!QDir().mkpath(bin) || !QFile::rename(layer.dir, kept))
            return cannotWrite(kept, qt_error_string());
        if (QFileInfo::exists(recordFile(layer)))
            QFile::rename(recordFile(layer), kept + QStringLiteral(".layer.json"));
        const auto done = applyEdits(*edits);
        if (!done) { // the bin is emptied some day, and nobody would know that it is there
            QFile::rename(kept, layer.dir);
            QFile::rename(kept + QStringLiteral(".layer.json"), recordFile(layer));
        }
        return done;
    }
    if (auto written = applyEdits(*edits); !written)
        return written;
    if (!removeTree(layer.dir))
        return cannotWrite(layer.dir, qt_error_string());
    QFile::remove(recordFile(layer));
    return {};
}

Result<PackageReport> LayerShelf::exportZip(const LayerInfo &layer, const QString &file, const std::function<void(const PackageProgress &)> &progress, const std::atomic_bool *cancel)
{
    if (layer.mustBuild && layer.builtDir.isEmpty())
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "The layer %1 is not built, or not since its sources changed. Run: lathe build %1").arg(layer.definition), {}, QStringLiteral("LTH-BLD-004"));
    PackageSpec spec;
    spec.rootDir = layer.contentDir();
    spec.patterns = (layer.builtDir.isEmpty() ? QStringList() : readIgnoreFile(layer.dir)) + layer.patterns;
    return writePackage(spec, file, progress, cancel);
}

} // namespace lathe
