// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/layer/buildrecord.h"
#include "core/atomicfile.h"
#include "core/runtimes.h"
#include "core/sha256.h"
#include "package/layer/dependencyinstall.h"
#include "package/layer/inputfacts.h"
#include "package/layer/layerbuilder.h"
#include "package/layer/layertree.h"
#include "package/layer/pipinputs.h"
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>

namespace lathe {

Result<QByteArray> placementText(const LayerPlacement &one, const std::atomic_bool *cancel)
{
    const QFileInfo info(one.source);
    if (!info.exists()) // leads nowhere, or is gone: copying says so
        return "o " + info.symLinkTarget().toUtf8() + '\n';
    return layerSourceHash(one, cancel).map([](const QByteArray &hash) { return hash.toHex() + '\n'; });
}

Result<QByteArray> manifestText(const LayerManifest &manifest)
{
    if (manifest.kind == LayerManifest::Kind::Pip) {
        PipInputs inputs;
        if (auto added = addPipInput(manifest.file, manifest.lock, inputs); !added)
            return tl::unexpected(added.error());
        return inputs.requirements + "\n--\n" + inputs.constraints;
    }
    QByteArray text;
    for (const QString &file : {manifest.file, manifest.lock, QFileInfo(manifest.file).path() + QStringLiteral("/.npmrc")}) {
        if (file.isEmpty() || (file.endsWith(QLatin1String(".npmrc")) && (manifest.kind != LayerManifest::Kind::Npm || !QFileInfo(file).isFile())))
            continue;
        const auto bytes = readFile(file, 256LL * 1024 * 1024);
        if (!bytes)
            return bytes;
        text += *bytes + "\n--\n";
    }
    return text;
}

QStringList fittingRuntimes(const LayerTreeFacts &facts, const QStringList &asked)
{
    static const QRegularExpression own(QStringLiteral(R"(^python/.*\.cpython-3(\d+)[\w-]*\.so$)"));
    QString pythonMinor;
    for (const QString &file : facts.native)
        if (const auto match = own.match(file); match.hasMatch())
            pythonMinor = match.captured(1);
    const auto has = [&](const char *folder) { return facts.topFolders.contains(QLatin1String(folder)); };
    const bool neutral = !has("python") && !has("nodejs") && !has("ruby") && !has("java");
    QStringList list;
    for (const QString &runtime : asked) {
        bool fits = neutral;
        switch (runtimeFamily(runtime)) {
        case RuntimeFamily::Python: fits = fits || (has("python") && (pythonMinor.isEmpty() || runtimeVersion(runtime) == QStringLiteral("3.") + pythonMinor)); break;
        case RuntimeFamily::Node: fits = fits || has("nodejs"); break;
        case RuntimeFamily::Ruby: fits = fits || has("ruby"); break;
        case RuntimeFamily::Java: fits = fits || has("java"); break;
        default: break;
        }
        if (fits)
            list.append(runtime);
    }
    return list;
}

QJsonArray notesToJson(const QList<LayerNote> &notes)
{
    static const char *const names[] = {"moved", "made", "leftOut", "warning"};
    QJsonArray array;
    for (const LayerNote &note : notes)
        array.append(QJsonObject{{QStringLiteral("kind"), QLatin1String(names[int(note.kind)])}, {QStringLiteral("text"), note.text}, {QStringLiteral("from"), note.from}, {QStringLiteral("to"), note.to}});
    return array;
}

QList<LayerNote> notesFromJson(const QJsonArray &array)
{
    static const QStringList names = {QStringLiteral("moved"), QStringLiteral("made"), QStringLiteral("leftOut"), QStringLiteral("warning")};
    QList<LayerNote> notes;
    for (const QJsonValue &value : array)
        notes.append({LayerNote::Kind(std::max<qsizetype>(0, names.indexOf(value[QLatin1String("kind")].toString()))), value[QLatin1String("text")].toString(), value[QLatin1String("from")].toString(), value[QLatin1String("to")].toString()});
    return notes;
}

Result<> writeBuildRecord(const LayerOutcome &outcome, const QString &file)
{
    const QJsonObject object{{QStringLiteral("hash"), QString::fromLatin1(outcome.hash.toHex())}, {QStringLiteral("files"), outcome.files}, {QStringLiteral("bytes"), outcome.bytes},
                             {QStringLiteral("runtimes"), QJsonArray::fromStringList(outcome.runtimes)}, {QStringLiteral("architectures"), QJsonArray::fromStringList(outcome.architectures)}, {QStringLiteral("notes"), notesToJson(outcome.notes)}};
    return writeFileAtomically(file, QJsonDocument(object).toJson());
}

static QStringList texts(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &one : value.toArray())
        list.append(one.toString());
    return list;
}

std::optional<LayerOutcome> readBuildRecord(const QString &file)
{
    const auto bytes = QFileInfo::exists(file) ? readFile(file) : Result<QByteArray>(QByteArray());
    const QJsonObject object = bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
    LayerOutcome outcome;
    outcome.hash = QByteArray::fromHex(object.value(QLatin1String("hash")).toString().toLatin1());
    if (outcome.hash.size() != 32)
        return std::nullopt;
    outcome.files = object.value(QLatin1String("files")).toInt();
    outcome.bytes = object.value(QLatin1String("bytes")).toInteger();
    outcome.runtimes = texts(object.value(QLatin1String("runtimes")));
    outcome.architectures = texts(object.value(QLatin1String("architectures")));
    outcome.notes = notesFromJson(object.value(QLatin1String("notes")).toArray());
    return outcome;
}

QString suggestedLayerName(const QStringList &inputs)
{
    QString name = inputs.isEmpty() ? QString() : QFileInfo(inputs.constFirst()).completeBaseName();
    const QString input = inputs.value(0), file = QFileInfo(input).fileName();
    if (QFileInfo(input).isFile() && manifestOf(input)) {
        const QString folder = QFileInfo(QFileInfo(input).absolutePath()).fileName();
        name = folder.isEmpty() ? QStringLiteral("libraries") : folder;
        PipInputs pip;
        const auto manifest = manifestOf(input);
        if (manifest->kind == LayerManifest::Kind::Pip && addPipInput(manifest->file, {}, pip)) {
            static const QRegularExpression first(QStringLiteral(R"(^[A-Za-z0-9][\w-]*)"));
            QStringList libraries; // without options such as --index-url
            for (const QString &line : QString::fromUtf8(pip.requirements).split(u'\n'))
                if (const QString library = first.match(line).captured(); !library.isEmpty())
                    libraries << library;
            if (libraries.size() == 1)
                name = libraries.constFirst();
        } else if (manifest->kind == LayerManifest::Kind::Npm) {
            const QJsonObject package = QJsonDocument::fromJson(readFile(manifest->file, 4 * 1024 * 1024).value_or(QByteArray())).object();
            const QStringList libraries = package.value(QLatin1String("dependencies")).toObject().keys();
            if (libraries.size() == 1)
                name = QString(libraries.constFirst()).remove(u'@'); // "@scope/name" becomes "scope-name"
        }
    } else if (file.endsWith(QLatin1String(".whl"))) {
        name = file.section(u'-', 0, 0);
    } else if (QFileInfo(input).isDir()) {
        name = file;
        if (QStringList{QStringLiteral("node_modules"), QStringLiteral("site-packages"), QStringLiteral("python"), QStringLiteral("nodejs"), QStringLiteral(".venv"), QStringLiteral("venv")}.contains(file))
            name = QFileInfo(QFileInfo(input).absolutePath()).fileName();
    }
    static const QRegularExpression bad(QStringLiteral("[^A-Za-z0-9_-]+")), edges(QStringLiteral("^[-_]+|[-_]+$"));
    name = name.replace(bad, QStringLiteral("-")).remove(edges).left(64);
    return name.isEmpty() ? QStringLiteral("layer") : name;
}

} // namespace lathe
