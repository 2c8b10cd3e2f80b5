// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/settingedit.h"
#include "core/limits.h"
#include "project/layertemplate.h"
#include "project/templateparser.h"
#include "project/yamlquote.h"
#include <QCoreApplication>
#include <QRegularExpression>

namespace lathe {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

/// Keys from the function's map down to the value.
QStringList pathOf(ProjectKind kind, const SettingChange &change)
{
    const bool sam = kind == ProjectKind::Sam;
    switch (change.setting) {
    case FunctionSetting::Memory: return {sam ? QStringLiteral("MemorySize") : QStringLiteral("memorySize")};
    case FunctionSetting::Timeout: return {sam ? QStringLiteral("Timeout") : QStringLiteral("timeout")};
    case FunctionSetting::Tmp:
        return sam ? QStringList{QStringLiteral("EphemeralStorage"), QStringLiteral("Size")} : QStringList{QStringLiteral("ephemeralStorageSize")};
    case FunctionSetting::Variable:
        return sam ? QStringList{QStringLiteral("Environment"), QStringLiteral("Variables"), change.variable} : QStringList{QStringLiteral("environment"), change.variable};
    }
    return {};
}

struct Place
{
    Node key, map; ///< The map that holds the settings, and its key.
};

Place functionOf(const Node &document, ProjectKind kind, const QString &function)
{
    if (kind == ProjectKind::Serverless)
        return {document.at("functions").keyNode(function), document.at("functions").at(function)};
    const Node resource = document.at("Resources").at(function);
    return {resource.keyNode(QStringLiteral("Properties")), resource.at("Properties")};
}

/// A number as it is; anything that YAML could take for something else in quotes.
QByteArray scalarText(const SettingChange &change)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z][A-Za-z0-9_./-]*$"));
    static const QRegularExpression word(QStringLiteral("^(y|n|yes|no|on|off|true|false|null)$"), QRegularExpression::CaseInsensitiveOption);
    const bool bare = change.setting != FunctionSetting::Variable || (plain.match(change.value).hasMatch() && !word.match(change.value).hasMatch());
    return (bare ? change.value : singleQuoted(change.value)).toUtf8();
}

/// Bytes of a line from this column (1-based, in characters) on that are one scalar; -1 when it does not end in this line.
qsizetype scalarLength(const QByteArray &line, qsizetype at)
{
    const char quote = line.mid(at, 1).startsWith('"') ? '"' : line.mid(at, 1).startsWith('\'') ? '\'' : 0;
    if (!quote)
        return -1;
    for (qsizetype i = at + 1; i < line.size(); ++i) {
        if (line[i] == '\\' && quote == '"')
            ++i;
        else if (line[i] == quote && quote == '\'' && line.mid(i + 1, 1) == "'")
            ++i;
        else if (line[i] == quote)
            return i + 1 - at;
    }
    return -1;
}

QByteArray byHandText(const QStringList &path, const QByteArray &value)
{
    QByteArray text;
    for (qsizetype i = 0; i < path.size(); ++i)
        text += QByteArray(2 * i, ' ') + path.at(i).toUtf8() + (i + 1 == path.size() ? ": " + value : QByteArray(":\n"));
    return text;
}

/// The value's own bytes give way to `text`; false when they are not found as they should stand.
bool replaceValue(QByteArrayList &lines, const Node &value, const QByteArray &text)
{
    if (value.line() < 1 || value.line() > lines.size() || !value.tag().isEmpty())
        return false;
    QByteArray &line = lines[value.line() - 1];
    const qsizetype at = QString::fromUtf8(line).left(value.column() - 1).toUtf8().size();
    qsizetype length = scalarLength(line, at);
    if (length < 0 && !value.isQuoted() && line.mid(at, value.text().toUtf8().size()) == value.text().toUtf8())
        length = value.text().toUtf8().size();
    if (length < 0)
        return false;
    line.replace(at, length, text);
    return true;
}

/// Whether a key stands among the lines of the function itself, and not where an alias or a merge key (<<) took it from.
bool isOwn(const QByteArrayList &lines, const Node &function, const Node &key)
{
    if (key.file() != function.file() || key.line() < function.line() || key.line() > lines.size())
        return false;
    for (int line = function.line() + 1; line <= key.line(); ++line) {
        const QByteArray &text = lines[line - 1];
        const QByteArray trimmed = text.trimmed();
        if (!trimmed.isEmpty() && !trimmed.startsWith('#') && text.indexOf(trimmed.at(0)) < function.column())
            return false;
    }
    return true;
}

/// Puts "key: value" and the maps that are missing above it below the deepest map that is there.
bool insertValue(QByteArrayList &lines, const Place &function, const QStringList &path, const QByteArray &text, const QByteArray &end)
{
    Place deepest = function;
    qsizetype depth = 0;
    while (depth + 1 < path.size() && deepest.map.at(path.at(depth)).isMap()) {
        if (!isOwn(lines, function.key, deepest.map.keyNode(path.at(depth))))
            return false; // a map of its own would hide all of the other one
        deepest = {deepest.map.keyNode(path.at(depth)), deepest.map.at(path.at(depth))};
        ++depth;
    }
    if (depth < path.size() - 1 && !deepest.map.at(path.at(depth)).isMissing())
        return false; // it is there, and no map
    const int indent = LayerTemplate::memberIndent(deepest.key, deepest.map);
    if (indent < 0 || deepest.key.line() > lines.size())
        return false;
    const int step = std::max(2, indent - deepest.key.column() + 1);
    qsizetype at = deepest.key.line();
    for (qsizetype level = 0; depth + level < path.size(); ++level) {
        const bool last = depth + level + 1 == path.size();
        lines.insert(at++, QByteArray(indent + level * step, ' ') + path.at(depth + level).toUtf8() + (last ? ": " + text : QByteArray(":")) + end);
    }
    return true;
}

Node valueAt(const Node &map, const QStringList &path)
{
    Node node = map;
    for (const QString &key : path)
        node = node.at(key);
    return node;
}

Node parsed(const QByteArray &yaml, const QString &file)
{
    DiagnosticSink sink;
    return parseYaml(yaml, file, sink);
}

} // namespace

Result<> checkSetting(const SettingChange &change)
{
    const auto within = [&](int least, int most, const char *sentence) -> Result<> {
        bool number = false;
        const int value = change.value.toInt(&number);
        if (number && value >= least && value <= most)
            return {};
        return fail(ErrorCode::Usage, tr(sentence).arg(least).arg(most), change.value, QStringLiteral("LTH-PRJ-080"));
    };
    switch (change.setting) {
    case FunctionSetting::Memory: return within(limits::memoryMinMib, limits::memoryMaxMib, QT_TRANSLATE_NOOP("lathe", "Lambda gives a function %1 to %2 MB of memory."));
    case FunctionSetting::Timeout: return within(1, limits::timeoutMaxSeconds, QT_TRANSLATE_NOOP("lathe", "A function's timeout is %1 to %2 seconds."));
    case FunctionSetting::Tmp: return within(limits::tmpMinMib, limits::tmpMaxMib, QT_TRANSLATE_NOOP("lathe", "A function's /tmp has %1 to %2 MB."));
    case FunctionSetting::Variable: break;
    }
    static const QRegularExpression name(QStringLiteral("^[A-Za-z][A-Za-z0-9_]+$")); // Environment.Variables in the API's own model
    if (!name.match(change.variable).hasMatch())
        return fail(ErrorCode::Usage, tr("A variable's name begins with a letter, then come letters, digits and _, at least two characters."), change.variable, QStringLiteral("LTH-PRJ-080"));
    if (change.value.contains(u'\n') || change.value.contains(u'\r'))
        return fail(ErrorCode::Usage, tr("A value of several lines has to be written in the template itself."), {}, QStringLiteral("LTH-PRJ-080"));
    return {};
}

Result<QByteArray> withSetting(const QByteArray &yaml, const QString &file, ProjectKind kind, const QString &function, const SettingChange &change)
{
    if (const auto fine = checkSetting(change); !fine)
        return tl::unexpected(fine.error());
    const QStringList path = pathOf(kind, change);
    const QByteArray text = scalarText(change);
    const Place place = functionOf(parsed(yaml, file), kind, function);
    const Node old = valueAt(place.map, path);
    QByteArrayList lines = yaml.split('\n');
    const QByteArray end = yaml.contains("\r\n") ? "\r" : "";
    const Node owner = valueAt(place.map, path.mid(0, path.size() - 1));
    const Node key = owner.keyNode(path.last());
    const bool own = old.isMissing() || isOwn(lines, place.key, key);
    const bool shared = own && !old.isMissing() && key.line() != old.line(); // an alias: its value stands elsewhere, for others too
    const bool changed = place.map.isMap() && place.key.file() == file && !shared
        && (own && !old.isMissing() ? old.isScalar() && replaceValue(lines, old, text) : insertValue(lines, place, path, text, end));
    if (changed) {
        const QByteArray result = lines.join('\n');
        const Node after = functionOf(parsed(result, file), kind, function).map;
        const qsizetype added = old.isMissing() && place.map.at(path.first()).isMissing() ? 1 : 0;
        if (valueAt(after, path).text() == change.value && valueAt(after, path).isScalar() && after.size() == place.map.size() + added)
            return result;
    }
    return fail(ErrorCode::Unsupported, tr("This value is written in %1 in a form that is not changed here. Change it by hand; the details show the lines.").arg(file),
        QString::fromUtf8(byHandText(path, text)), QStringLiteral("LTH-PRJ-081"));
}

} // namespace lathe
