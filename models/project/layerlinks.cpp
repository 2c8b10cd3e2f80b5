// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/layerlinks.h"
#include "core/atomicfile.h"
#include "core/limits.h"
#include "project/layertemplate.h"
#include "project/samintrinsics.h"
#include "project/templateparser.h"
#include "project/templatereaders.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <algorithm>

namespace lathe {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

QString listsFile(const QString &root)
{
    return root + QStringLiteral("/layers/functions.json");
}

/// "my-tools" as the name of a resource: MyToolsLayer.
QString samLayerId(const QString &name)
{
    QString id;
    bool upper = true;
    for (const QChar c : name) {
        if (c.isLetterOrNumber() && c.unicode() < 128)
            id += upper ? c.toUpper() : c;
        upper = !c.isLetterOrNumber();
    }
    return id.isEmpty() || id[0].isDigit() ? QStringLiteral("L") + id + QStringLiteral("Layer") : id + QStringLiteral("Layer");
}

/// What the template writes for a layer of this definition.
QString referenceOf(ProjectKind kind, const QString &definition)
{
    return kind == ProjectKind::Serverless ? serverlessLayerId(definition) : definition;
}

QString referenceIn(ProjectKind kind, const Node &item)
{
    if (kind == ProjectKind::Sam)
        return SamIntrinsics::referenced(item);
    return item.tag() == u"!Ref" ? item.text() : item.isMap() ? item.at("Ref").text() : QString();
}

/// The function's key and map in a parsed template, and the list that stands for it where it has none of its own.
struct Place
{
    Node functionKey, function;   ///< The map in which "layers" or "Layers" stands.
    Node listKey, list;           ///< Missing when there is none.
    Node sharedKey, shared;       ///< The provider's or Globals' list.
    Node layersKey, layers;       ///< serverless: top-level "layers"; SAM: "Resources".
};

Place placeOf(const Node &document, ProjectKind kind, const QString &function)
{
    Place p;
    if (kind == ProjectKind::Serverless) {
        const Node functions = document.at("functions");
        p.functionKey = functions.keyNode(function);
        p.function = functions.at(function);
        p.listKey = p.function.keyNode(QStringLiteral("layers"));
        p.list = p.function.at("layers");
        p.sharedKey = document.at("provider").keyNode(QStringLiteral("layers"));
        p.shared = document.at("provider").at("layers");
        p.layersKey = document.keyNode(QStringLiteral("layers"));
        p.layers = document.at("layers");
        return p;
    }
    const Node resource = document.at("Resources").at(function);
    p.functionKey = resource.keyNode(QStringLiteral("Properties"));
    p.function = resource.at("Properties");
    p.listKey = p.function.keyNode(QStringLiteral("Layers"));
    p.list = p.function.at("Layers");
    p.sharedKey = document.at("Globals").at("Function").keyNode(QStringLiteral("Layers"));
    p.shared = document.at("Globals").at("Function").at("Layers");
    p.layersKey = document.keyNode(QStringLiteral("Resources"));
    p.layers = document.at("Resources");
    return p;
}

LayerLink linkOf(const Project &project, const Node &item, bool inherited)
{
    LayerLink link;
    link.inherited = inherited;
    link.line = item.line();
    const QString reference = referenceIn(project.kind, item);
    for (const LayerDefinition &layer : project.layers)
        if (!reference.isEmpty() && referenceOf(project.kind, layer.name) == reference) {
            link.name = layer.name;
            link.dir = layer.dir;
            // The shelf calls it by its folder.
            if (QFileInfo(layer.dir).path() == project.root + QStringLiteral("/layers"))
                link.name = QFileInfo(layer.dir).fileName();
            return link;
        }
    link.name = !reference.isEmpty() ? QStringLiteral("!Ref ") + reference : item.text();
    if (link.name.isEmpty())
        link.name = QStringLiteral("…");
    return link;
}

QList<LayerLink> templateLinks(const Project &project, const Node &document, const QString &function)
{
    const Place place = placeOf(document, project.kind, function);
    QList<LayerLink> links;
    const bool sam = project.kind == ProjectKind::Sam;
    if (sam || place.list.isAbsent())
        for (const Node &item : place.shared.items())
            links.append(linkOf(project, item, true));
    for (const Node &item : place.list.items())
        links.append(linkOf(project, item, false));
    return links;
}

tl::unexpected<Error> byHand(const QString &file, const QString &lines)
{
    return fail(ErrorCode::Unsupported, tr("The list of layers in %1 is written in a form that is not changed here. Change it by hand; the details show the lines.").arg(file), lines, QStringLiteral("LTH-LYR-027"));
}

/// Changes one template.
class TemplateChange
{
public:
    TemplateChange(const Project &project, const QString &function, const QStringList &wanted, const QList<LayerDefinition> &shelf)
        : m_project(project), m_function(function), m_wanted(wanted), m_shelf(shelf)
    {
    }
    Result<QList<FileEdit>> run();

private:
    Result<QByteArrayList> lineFor(const QString &name, const QList<LayerLink> &links, const QList<QByteArrayList> &texts, int indent);
    Result<QString> definitionOf(const QString &name);
    QByteArrayList definitionLines(const LayerDefinition &layer, const QString &key, int indent, int step) const;
    Result<> addDefinitions(LayerTemplate &text, const Place &place);
    Result<> verify(const QByteArray &bytes, const QStringList &before);
    QString handLines() const;

    const Project &m_project;
    const QString m_function;
    const QStringList m_wanted;
    const QList<LayerDefinition> &m_shelf;
    QList<std::pair<QString, LayerDefinition>> m_added; ///< Key in the template and layer.
};

/// The template's name for a layer of the shelf; a new one is noted.
Result<QString> TemplateChange::definitionOf(const QString &name)
{
    const auto layer = std::find_if(m_shelf.cbegin(), m_shelf.cend(), [&](const LayerDefinition &one) { return one.name == name; });
    for (const LayerDefinition &known : m_project.layers)
        if (known.name == name || (layer != m_shelf.cend() && !known.dir.isEmpty() && QDir::cleanPath(known.dir) == QDir::cleanPath(layer->dir)))
            return known.name;
    if (layer == m_shelf.cend())
        return fail(ErrorCode::NotFound, tr("There is no layer %1 in this project.").arg(name), {}, QStringLiteral("LTH-LYR-021"));
    QString key = m_project.kind == ProjectKind::Serverless ? name : samLayerId(name);
    m_added.append({key, *layer});
    return key;
}

Result<QByteArrayList> TemplateChange::lineFor(const QString &name, const QList<LayerLink> &links, const QList<QByteArrayList> &texts, int indent)
{
    for (qsizetype i = 0; i < links.size() && i < texts.size(); ++i)
        if (links[i].name == name)
            return texts[i];
    const QByteArray dash = QByteArray(indent, ' ') + "- ";
    if (name.startsWith(QLatin1String("arn:")))
        return QByteArrayList{dash + name.toUtf8()};
    const auto key = definitionOf(name);
    if (!key)
        return tl::unexpected(key.error());
    const QByteArray reference = referenceOf(m_project.kind, *key).toUtf8();
    return QByteArrayList{dash + (m_project.kind == ProjectKind::Serverless ? "{Ref: " + reference + "}" : "!Ref " + reference)};
}

QByteArrayList TemplateChange::definitionLines(const LayerDefinition &layer, const QString &key, int indent, int step) const
{
    const QByteArray a(indent, ' '), b(indent + step, ' '), c(indent + 2 * step, ' ');
    const QString path = layer.dir.startsWith(m_project.root + u'/') ? layer.dir.mid(m_project.root.size() + 1) : layer.dir;
    QByteArrayList lines;
    if (m_project.kind == ProjectKind::Serverless) {
        lines << a + key.toUtf8() + ':' << b + "path: " + path.toUtf8();
        if (!layer.compatibleRuntimes.isEmpty())
            lines << b + "compatibleRuntimes: [" + layer.compatibleRuntimes.join(QStringLiteral(", ")).toUtf8() + ']';
        return lines;
    }
    lines << a + key.toUtf8() + ':' << b + "Type: AWS::Serverless::LayerVersion" << b + "Properties:" << c + "LayerName: " + layer.name.toUtf8() << c + "ContentUri: " + path.toUtf8() + '/';
    if (!layer.compatibleRuntimes.isEmpty())
        lines << c + "CompatibleRuntimes: [" + layer.compatibleRuntimes.join(QStringLiteral(", ")).toUtf8() + ']';
    return lines;
}

Result<> TemplateChange::addDefinitions(LayerTemplate &text, const Place &place)
{
    if (m_added.isEmpty())
        return {};
    const int indent = LayerTemplate::memberIndent(place.layersKey, place.layers);
    if (m_project.kind == ProjectKind::Serverless && place.layersKey.isMissing()) {
        QByteArrayList lines{"layers:"};
        for (const auto &[key, layer] : m_added)
            lines += definitionLines(layer, key, 2, 2);
        text.append(lines);
        return {};
    }
    if (indent < 0 || place.layersKey.file() != m_project.templateFile)
        return byHand(m_project.templateFile, handLines());
    const int step = std::max(2, indent - (place.layersKey.column() - 1));
    for (const auto &[key, layer] : m_added) // below the key: its place is known, whatever the members are
        text.insertBelow(place.layersKey.line(), definitionLines(layer, key, indent, step));
    return {};
}

QString TemplateChange::handLines() const
{
    QByteArrayList lines;
    for (const auto &[key, layer] : m_added)
        lines += definitionLines(layer, key, 2, 2);
    lines << (m_project.kind == ProjectKind::Serverless ? "    layers:" : "      Layers:");
    for (const QString &name : m_wanted)
        lines << "      - " + name.toUtf8();
    return QString::fromUtf8(lines.join('\n'));
}

/// The layers of every function, as text, read from these bytes; the changed function's are left out.
QStringList otherLists(const Project &project, const Node &document, const QString &except)
{
    Project read;
    read.root = project.root;
    read.kind = project.kind;
    read.templateFile = project.templateFile;
    DiagnosticSink sink;
    if (project.kind == ProjectKind::Serverless)
        readServerless(read, document, {}, sink);
    else
        readSam(read, document, {}, sink);
    QStringList lists;
    for (const FunctionDefinition &f : read.functions) {
        QString line = f.name + u' ' + f.handler.text + u' ' + f.runtime.text + u' ' + QString::number(f.memoryMib) + u' ' + QString::number(f.environment.size()) + u' ' + QString::number(f.triggers.size());
        if (f.name != except) {
            line += f.layerDirs.join(u' ');
            for (const TemplateText &arn : f.layerArns)
                line += u' ' + arn.text;
        }
        lists.append(line);
    }
    return lists;
}

Result<> TemplateChange::verify(const QByteArray &bytes, const QStringList &before)
{
    DiagnosticSink sink;
    const Node document = parseYaml(bytes, m_project.templateFile, sink);
    Project after = m_project;
    for (const auto &[key, layer] : m_added)
        after.layers.append({key, layer.dir, {}, 0});
    QStringList names;
    for (const LayerLink &link : templateLinks(after, document, m_function))
        names.append(link.name);
    // A link of the template's own name is asked for by the shelf's or the template's: compare by folder where there is one.
    QStringList wanted = m_wanted;
    for (QString &name : wanted)
        for (const LayerDefinition &layer : after.layers)
            if (layer.name == name && QFileInfo(layer.dir).path() == m_project.root + QStringLiteral("/layers"))
                name = QFileInfo(layer.dir).fileName();
    if (document.isMissing() || names != wanted || otherLists(m_project, document, m_function) != before)
        return byHand(m_project.templateFile, handLines());
    return {};
}

Result<QList<FileEdit>> TemplateChange::run()
{
    const QString file = m_project.templateFile;
    const auto bytes = readFile(file, 2 * 1024 * 1024);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (file.endsWith(QLatin1String(".json")))
        return byHand(file, handLines());
    DiagnosticSink sink;
    const Node document = parseTemplateFile(file, sink);
    const Place place = placeOf(document, m_project.kind, m_function);
    if (place.functionKey.isMissing() || place.functionKey.file() != file || !place.function.isMap())
        return byHand(file, handLines());
    LayerTemplate text(*bytes, file);
    const QList<LayerLink> links = templateLinks(m_project, document, m_function);
    QStringList own = m_wanted;
    const bool sam = m_project.kind == ProjectKind::Sam;
    if (sam) // Globals' come first and cannot be taken away here
        for (const LayerLink &link : links)
            if (link.inherited && (own.isEmpty() || own.takeFirst() != link.name))
                return fail(ErrorCode::Conflict, tr("%1 has the layer %2 from Globals, before its own. Change it there.").arg(m_function, link.name), {}, QStringLiteral("LTH-LYR-026"));
    const bool shared = !sam && place.list.isAbsent() && !place.shared.isAbsent();
    LayerTemplate::Items items = shared ? text.items(place.sharedKey, place.shared) : text.items(place.listKey, place.list);
    const int below = LayerTemplate::memberIndent(place.functionKey, place.function);
    const int indent = place.list.isAbsent() || items.texts.isEmpty() ? below + 2 : items.indent;
    QList<LayerLink> known;
    for (const LayerLink &link : links)
        if (shared || !link.inherited)
            known.append(link);
    QList<QByteArrayList> lines;
    for (const QString &name : own) {
        auto line = lineFor(name, known, items.changeable ? items.texts : QList<QByteArrayList>(), indent);
        if (!line)
            return tl::unexpected(line.error());
        if (shared) // copied from the provider's, to this depth
            for (QByteArray &one : *line)
                one = QByteArray(indent, ' ') + one.trimmed();
        lines.append(*line);
    }
    if (below < 0 || (items.found && !place.list.isNull() && !items.changeable && !(place.list.isSequence() && place.list.items().empty())))
        return byHand(file, handLines());
    // The part further down in the file is changed first, so that lines above keep their numbers.
    const auto setList = [&] {
        if (!place.list.isAbsent() && !items.texts.isEmpty()) {
            text.setItems(items, lines);
        } else if (!lines.isEmpty()) {
            QByteArrayList block{QByteArray(below, ' ') + (sam ? "Layers:" : "layers:")};
            for (const QByteArrayList &line : lines)
                block += line;
            text.insertBelow(place.functionKey.line(), block);
        }
    };
    const bool definitionsFirst = place.layersKey.line() > place.functionKey.line() || place.layersKey.isMissing();
    Result<> added;
    if (definitionsFirst)
        added = addDefinitions(text, place);
    setList();
    if (!definitionsFirst)
        added = addDefinitions(text, place);
    if (!added)
        return tl::unexpected(added.error());
    const QByteArray changed = text.bytes();
    if (auto right = verify(changed, otherLists(m_project, document, m_function)); !right)
        return tl::unexpected(right.error());
    if (changed == *bytes)
        return QList<FileEdit>();
    return QList<FileEdit>{{file, changed}};
}

/// A plain folder's list. The file keeps other functions' lists; it is Lathe's own and written anew.
Result<QList<FileEdit>> changePlain(const Project &project, const QString &function, const QStringList &wanted, const QList<LayerDefinition> &shelf)
{
    QString problem;
    QMap<QString, QStringList> lists = plainLayerLists(project.root, &problem);
    if (!problem.isEmpty())
        return fail(ErrorCode::Config, problem, {}, QStringLiteral("LTH-LYR-028"));
    for (const QString &name : wanted)
        if (!name.startsWith(QLatin1String("arn:")) && std::none_of(shelf.cbegin(), shelf.cend(), [&](const LayerDefinition &one) { return one.name == name; }))
            return fail(ErrorCode::NotFound, tr("There is no layer %1 in this project.").arg(name), {}, QStringLiteral("LTH-LYR-021"));
    lists.insert(function, wanted);
    QJsonObject object;
    for (auto it = lists.cbegin(); it != lists.cend(); ++it)
        object.insert(it.key(), QJsonArray::fromStringList(it.value()));
    return QList<FileEdit>{{listsFile(project.root), QJsonDocument(object).toJson()}};
}

/// The template's layer whose content is this folder.
const LayerDefinition *definitionAt(const Project &project, const QString &dir)
{
    for (const LayerDefinition &layer : project.layers)
        if (!layer.dir.isEmpty() && QDir::cleanPath(layer.dir) == QDir::cleanPath(dir))
            return &layer;
    return nullptr;
}

Result<QList<FileEdit>> renamePlain(const Project &project, const QString &from, const QString &to)
{
    QMap<QString, QStringList> lists = plainLayerLists(project.root);
    bool any = false;
    QJsonObject object;
    for (auto it = lists.begin(); it != lists.end(); ++it) {
        any = any || it->contains(from);
        to.isEmpty() ? void(it->removeAll(from)) : void(it->replaceInStrings(QRegularExpression(u'^' + QRegularExpression::escape(from) + u'$'), to));
        object.insert(it.key(), QJsonArray::fromStringList(*it));
    }
    return any ? QList<FileEdit>{{listsFile(project.root), QJsonDocument(object).toJson()}} : QList<FileEdit>();
}

/// Changes the template's definition of a layer: its path, or, with an empty one, all of it.
Result<QList<FileEdit>> changeDefinition(const Project &project, const QString &dir, const QString &path)
{
    const LayerDefinition *layer = definitionAt(project, dir);
    if (!layer)
        return QList<FileEdit>();
    const QString file = project.templateFile;
    const auto bytes = readFile(file, 2 * 1024 * 1024);
    if (!bytes)
        return tl::unexpected(bytes.error());
    DiagnosticSink sink;
    const Node document = parseTemplateFile(file, sink);
    const bool sam = project.kind == ProjectKind::Sam;
    const QString parent = sam ? QStringLiteral("Resources") : QStringLiteral("layers");
    const Node layers = document.at(parent), key = layers.keyNode(layer->name);
    LayerTemplate text(*bytes, file);
    const QString hand = QStringLiteral("%1: %2").arg(layer->name, path);
    if (file.endsWith(QLatin1String(".json")) || key.isMissing() || key.file() != file || LayerTemplate::memberIndent(document.keyNode(parent), layers) < 0)
        return byHand(file, hand);
    if (path.isEmpty()) {
        text.removeMember(layers.members().size() == 1 && !sam ? document.keyNode(parent) : key);
    } else {
        const Node place = sam ? (layers.at(layer->name).at("Properties").has("ContentUri") ? layers.at(layer->name).at("Properties").at("ContentUri") : layers.at(layer->name).at("Properties").at("Content")) : layers.at(layer->name).at("path");
        if (!text.replaceScalar(place, path.toUtf8()))
            return byHand(file, hand);
    }
    const QByteArray changed = text.bytes();
    const Node after = parseYaml(changed, file, sink);
    if (after.isMissing() || otherLists(project, after, {}).size() != otherLists(project, document, {}).size())
        return byHand(file, hand);
    return QList<FileEdit>{{file, changed}};
}

} // namespace

Result<QList<FileEdit>> moveLayer(const Project &project, const QString &from, const QString &to)
{
    if (project.kind == ProjectKind::Plain)
        return renamePlain(project, QFileInfo(from).fileName(), QFileInfo(to).fileName());
    return changeDefinition(project, from, QDir(project.root).relativeFilePath(to));
}

Result<QList<FileEdit>> dropLayer(const Project &project, const QString &dir)
{
    if (project.kind == ProjectKind::Plain)
        return renamePlain(project, QFileInfo(dir).fileName(), {});
    return changeDefinition(project, dir, {});
}

QString serverlessLayerId(const QString &name)
{
    QString id = name;
    id.replace(u'-', QStringLiteral("Dash")).replace(u'_', QStringLiteral("Underscore"));
    if (!id.isEmpty())
        id[0] = id[0].toUpper();
    return id + QStringLiteral("LambdaLayer");
}

QMap<QString, QStringList> plainLayerLists(const QString &root, QString *problem)
{
    QMap<QString, QStringList> lists;
    const QString file = listsFile(root);
    if (!QFileInfo(file).isFile())
        return lists;
    const auto bytes = readFile(file, 1024 * 1024);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes.value_or(QByteArray()), &error);
    bool good = bytes && document.isObject();
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        QStringList names;
        for (const QJsonValue &value : it.value().toArray()) {
            good = good && value.isString();
            names.append(value.toString());
        }
        good = good && it.value().isArray();
        lists.insert(it.key(), names);
    }
    if (!good && problem)
        *problem = tr("%1 is not an object with a list of layer names for each function.").arg(file);
    return good ? lists : QMap<QString, QStringList>();
}

QHash<QString, QList<LayerLink>> allFunctionLayers(const Project &project)
{
    QHash<QString, QList<LayerLink>> all;
    DiagnosticSink sink;
    const Node document = project.kind == ProjectKind::Plain ? Node() : parseTemplateFile(project.templateFile, sink);
    for (const FunctionDefinition &f : project.functions)
        all.insert(f.name, project.kind == ProjectKind::Plain ? functionLayers(project, f.name).value_or(QList<LayerLink>()) : templateLinks(project, document, f.name));
    return all;
}

Result<QList<LayerLink>> functionLayers(const Project &project, const QString &function)
{
    const FunctionDefinition *f = project.function(function);
    if (!f)
        return fail(ErrorCode::NotFound, tr("The project has no function %1.").arg(function));
    if (project.kind != ProjectKind::Plain) {
        DiagnosticSink sink;
        return templateLinks(project, parseTemplateFile(project.templateFile, sink), f->name);
    }
    QList<LayerLink> links;
    for (const QString &dir : f->layerDirs)
        links.append({QFileInfo(dir).fileName(), dir, false, 0});
    for (const TemplateText &arn : f->layerArns)
        links.append({arn.text, {}, false, 0});
    return links;
}

Result<QList<FileEdit>> setFunctionLayers(const Project &project, const QString &function, const QStringList &wanted, const QList<LayerDefinition> &shelf)
{
    const FunctionDefinition *f = project.function(function);
    if (!f)
        return fail(ErrorCode::NotFound, tr("The project has no function %1.").arg(function));
    if (wanted.size() > limits::layersMax)
        return fail(ErrorCode::TooLarge, tr("%1 would have %2 layers; Lambda allows %3. Detach one, or put two into one.").arg(f->name).arg(wanted.size()).arg(limits::layersMax), {}, QStringLiteral("LTH-LYR-020"));
    if (project.kind == ProjectKind::Plain)
        return changePlain(project, f->name, wanted, shelf);
    return TemplateChange(project, f->name, wanted, shelf).run();
}

Result<> applyEdits(const QList<FileEdit> &edits)
{
    QList<std::pair<QString, QByteArray>> files;
    for (const FileEdit &edit : edits) {
        QDir().mkpath(QFileInfo(edit.file).path());
        files.append({edit.file, edit.bytes});
    }
    return writeFilesAtomically(files);
}

} // namespace lathe
