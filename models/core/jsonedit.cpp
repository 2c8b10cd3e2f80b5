// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonedit.h"
#include "core/jsontext.h"
#include "core/jsontree.h"

namespace lathe::jsonedit {

namespace {

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

qsizetype afterSpace(const QByteArray &text, qsizetype at)
{
    while (at < text.size() && isSpace(text[at]))
        ++at;
    return at;
}

const JsonNode *child(const JsonNode &node, const Step &step)
{
    if (step.index >= 0)
        return node.kind == JsonNode::Array && size_t(step.index) < node.children.size() ? &node.children[size_t(step.index)] : nullptr;
    return node.kind == JsonNode::Object ? node.member(step.name) : nullptr;
}

/// Where a child begins with its name: behind the comma or bracket in front of it, and the white space there.
qsizetype beginOf(const QByteArray &text, const JsonNode &parent, size_t index)
{
    if (index == 0)
        return afterSpace(text, parent.begin + 1);
    const qsizetype comma = afterSpace(text, parent.children[index - 1].end);
    return afterSpace(text, comma + 1);
}

/// The white space that a line begins with.
QByteArray indentAt(const QByteArray &text, qsizetype at)
{
    const qsizetype line = at > 0 ? text.lastIndexOf('\n', at - 1) + 1 : 0;
    qsizetype end = line;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t'))
        ++end;
    return text.mid(line, end - line);
}

/// What a value is that does not exist yet: the rest of the path around it. On one line; it is short.
std::optional<QByteArray> wrapped(const QList<Step> &rest, const QByteArray &value)
{
    QByteArray made = value;
    for (qsizetype i = rest.size() - 1; i >= 0; --i) {
        if (rest[i].index > 0)
            return std::nullopt;
        made = rest[i].index == 0 ? "[" + made + "]" : "{" + jsontext::quoted(rest[i].name) + ": " + made + "}";
    }
    return made;
}

QByteArray inserted(QByteArray text, const JsonNode &parent, const Step &step, const QByteArray &value)
{
    const QByteArray item = step.index >= 0 ? value : jsontext::quoted(step.name) + ": " + value;
    if (!parent.children.empty()) {
        const size_t last = parent.children.size() - 1;
        const qsizetype begin = beginOf(text, parent, last);
        const qsizetype before = last == 0 ? parent.begin + 1 : afterSpace(text, parent.children[last - 1].end) + 1;
        QByteArray space = text.mid(before, begin - before);
        if (last == 0 && !space.contains('\n'))
            space = " "; // {"a": 1, "b": 2}: what stands behind the bracket is not what stands between members
        return text.insert(parent.children[last].end, "," + space + item);
    }
    if (step.index >= 0)
        return text.replace(parent.begin, parent.end - parent.begin, "[" + item + "]");
    const QByteArray eol = text.contains("\r\n") ? "\r\n" : "\n";
    const QByteArray indent = indentAt(text, parent.begin);
    return text.replace(parent.begin, parent.end - parent.begin, "{" + eol + indent + "  " + item + eol + indent + "}");
}

} // namespace

std::optional<QByteArray> with(const QByteArray &text, const QList<Step> &path, const QByteArray &value)
{
    if (text.trimmed().isEmpty())
        return with(QByteArrayLiteral("{}\n"), path, value);
    const auto tree = JsonTree::parse(text);
    if (!tree)
        return std::nullopt;
    const JsonNode *node = &tree->root();
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (const JsonNode *next = child(*node, path[i])) {
            node = next;
            continue;
        }
        const bool fits = path[i].index >= 0 ? node->kind == JsonNode::Array && size_t(path[i].index) == node->children.size() : node->kind == JsonNode::Object;
        const auto made = fits ? wrapped(path.mid(i + 1), value) : std::nullopt;
        return made ? std::optional(inserted(text, *node, path[i], *made)) : std::nullopt;
    }
    return QByteArray(text).replace(node->begin, node->end - node->begin, value);
}

std::optional<QByteArray> without(const QByteArray &text, const QList<Step> &path)
{
    const auto tree = JsonTree::parse(text);
    if (!tree)
        return std::nullopt;
    const JsonNode *parent = &tree->root();
    for (qsizetype i = 0; i + 1 < path.size() && parent; ++i)
        parent = child(*parent, path[i]);
    const JsonNode *node = parent && !path.isEmpty() ? child(*parent, path.last()) : nullptr;
    if (!node)
        return text;
    const size_t at = size_t(node - parent->children.data());
    if (parent->children.size() == 1)
        return QByteArray(text).remove(parent->begin + 1, parent->end - parent->begin - 2);
    if (at > 0)
        return QByteArray(text).remove(parent->children[at - 1].end, node->end - parent->children[at - 1].end);
    const qsizetype begin = beginOf(text, *parent, 0);
    return QByteArray(text).remove(begin, beginOf(text, *parent, 1) - begin);
}

} // namespace lathe::jsonedit
