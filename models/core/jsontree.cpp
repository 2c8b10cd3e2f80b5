// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsontree.h"
#include "core/jsontext.h"
#include <QHash>
#include <algorithm>
#include <cstring>

namespace lathe {
namespace {

constexpr int maxValues = 1'000'000;

/// Walks over a text that jsontext::check() has found to be JSON.
class Builder
{
public:
    explicit Builder(QByteArrayView text) : m_text(text) {}
    bool value(JsonNode *node)
    {
        if (--m_left < 0)
            return false;
        skip();
        node->begin = m_at;
        const char c = m_text[m_at];
        if (c == '{' || c == '[') {
            node->kind = c == '{' ? JsonNode::Object : JsonNode::Array;
            if (!children(node))
                return false;
        } else if (c == '"') {
            node->kind = JsonNode::String;
            string();
        } else {
            node->kind = c == 't' || c == 'f' ? JsonNode::Boolean : c == 'n' ? JsonNode::Null : JsonNode::Number;
            while (m_at < m_text.size() && !strchr(" \t\r\n,]}", m_text[m_at]))
                ++m_at;
        }
        node->end = m_at;
        return true;
    }

private:
    void skip()
    {
        while (m_at < m_text.size() && strchr(" \t\r\n", m_text[m_at]))
            ++m_at;
    }
    void string()
    {
        for (++m_at; m_text[m_at] != '"'; ++m_at)
            m_at += m_text[m_at] == '\\';
        ++m_at;
    }
    bool children(JsonNode *node)
    {
        ++m_at;
        for (skip(); m_text[m_at] != '}' && m_text[m_at] != ']'; skip()) {
            if (m_text[m_at] == ',') {
                ++m_at;
                continue;
            }
            JsonNode child;
            if (node->kind == JsonNode::Object) {
                const qsizetype begin = m_at;
                string();
                child.name = jsontext::unquoted(m_text.sliced(begin, m_at - begin)).value_or(QByteArray());
                for (skip(); m_text[m_at] == ':'; skip())
                    ++m_at;
            }
            if (!value(&child))
                return false;
            node->children.push_back(std::move(child));
        }
        ++m_at;
        return true;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    int m_left = maxValues;
};

/// Members by name; an object with many of them gets a table.
class Members
{
public:
    explicit Members(const JsonNode &node) : m_node(node)
    {
        if (node.kind == JsonNode::Object && node.children.size() > 16)
            for (const JsonNode &child : node.children)
                m_table.insert(child.name, &child); // the last of a name stays
    }
    const JsonNode *find(const QByteArray &name) const { return m_table.isEmpty() ? m_node.member(name) : m_table.value(name); }

private:
    const JsonNode &m_node;
    QHash<QByteArray, const JsonNode *> m_table;
};

bool isInteger(QByteArrayView number) { return std::none_of(number.begin(), number.end(), [](char c) { return c == '.' || c == 'e' || c == 'E'; }); }

bool sameNumber(QByteArrayView a, QByteArrayView b)
{
    if (a == b)
        return true;
    if (isInteger(a) && isInteger(b))
        return (a == "-0" && b == "0") || (a == "0" && b == "-0");
    return a.toDouble() == b.toDouble();
}

QString step(const JsonNode &child)
{
    const bool plain = !child.name.isEmpty() && !(child.name[0] >= '0' && child.name[0] <= '9')
        && std::all_of(child.name.begin(), child.name.end(), [](char c) { return isalnum(uchar(c)) || c == '_' || uchar(c) >= 0x80; });
    return plain ? u'.' + QString::fromUtf8(child.name) : QStringLiteral("['%1']").arg(QString::fromUtf8(child.name).replace(u'\\', QStringLiteral("\\\\")).replace(u'\'', QStringLiteral("\\'")));
}

class Differ
{
public:
    Differ(const JsonTree &a, const JsonTree &b, int most) : m_a(a), m_b(b), m_most(most) {}
    QList<JsonDifference> found;

    void compare(const JsonNode &x, const JsonNode &y, const QString &path)
    {
        if (found.size() >= m_most || sameJson(m_a, x, m_b, y))
            return;
        if (x.kind == JsonNode::Object && y.kind == JsonNode::Object)
            return objects(x, y, path);
        if (x.kind == JsonNode::Array && y.kind == JsonNode::Array)
            return arrays(x, y, path);
        found.append({JsonDifference::Changed, path, m_a.bytes(x).toByteArray(), m_b.bytes(y).toByteArray()});
    }

private:
    void objects(const JsonNode &x, const JsonNode &y, const QString &path)
    {
        const Members in(x), out(y);
        for (const JsonNode &child : x.children) {
            if (in.find(child.name) != &child)
                continue; // an earlier one of a name that stands twice
            if (const JsonNode *other = out.find(child.name))
                compare(child, *other, path + step(child));
            else
                found.append({JsonDifference::Removed, path + step(child), m_a.bytes(child).toByteArray(), {}});
        }
        for (const JsonNode &child : y.children)
            if (out.find(child.name) == &child && !in.find(child.name))
                found.append({JsonDifference::Added, path + step(child), {}, m_b.bytes(child).toByteArray()});
    }
    void arrays(const JsonNode &x, const JsonNode &y, const QString &path)
    {
        const size_t common = std::min(x.children.size(), y.children.size());
        for (size_t i = 0; i < common; ++i)
            compare(x.children[i], y.children[i], path + QStringLiteral("[%1]").arg(i));
        for (size_t i = common; i < x.children.size(); ++i)
            found.append({JsonDifference::Removed, path + QStringLiteral("[%1]").arg(i), m_a.bytes(x.children[i]).toByteArray(), {}});
        for (size_t i = common; i < y.children.size(); ++i)
            found.append({JsonDifference::Added, path + QStringLiteral("[%1]").arg(i), {}, m_b.bytes(y.children[i]).toByteArray()});
    }

    const JsonTree &m_a, &m_b;
    const int m_most;
};

} // namespace

const JsonNode *JsonNode::member(QByteArrayView wanted) const
{
    const auto at = std::find_if(children.rbegin(), children.rend(), [&](const JsonNode &child) { return child.name == wanted; });
    return kind == Object && at != children.rend() ? &*at : nullptr;
}

std::optional<JsonTree> JsonTree::parse(const QByteArray &text)
{
    if (jsontext::check(text))
        return std::nullopt;
    JsonTree tree;
    tree.m_text = text;
    if (!Builder(text).value(&tree.m_root))
        return std::nullopt;
    return tree;
}

QByteArray JsonTree::text(const JsonNode &node) const
{
    return node.kind == JsonNode::String ? jsontext::unquoted(bytes(node)).value_or(QByteArray()) : bytes(node).toByteArray();
}

bool sameJson(const JsonTree &a, const JsonNode &x, const JsonTree &b, const JsonNode &y)
{
    if (x.kind != y.kind)
        return false;
    switch (x.kind) {
    case JsonNode::Number: return sameNumber(a.bytes(x), b.bytes(y));
    case JsonNode::String: return a.bytes(x) == b.bytes(y) || a.text(x) == b.text(y);
    case JsonNode::Boolean:
    case JsonNode::Null: return a.bytes(x) == b.bytes(y);
    case JsonNode::Array:
        return std::equal(x.children.begin(), x.children.end(), y.children.begin(), y.children.end(), [&](const JsonNode &p, const JsonNode &q) { return sameJson(a, p, b, q); });
    case JsonNode::Object: break;
    }
    const Members in(x), out(y);
    for (const JsonNode &child : x.children) {
        const JsonNode *other = out.find(child.name);
        if (in.find(child.name) == &child && (!other || !sameJson(a, child, b, *other)))
            return false;
    }
    return std::all_of(y.children.begin(), y.children.end(), [&](const JsonNode &child) { return in.find(child.name); });
}

QList<JsonDifference> jsonDifferences(const JsonTree &before, const JsonTree &after, int most)
{
    Differ differ(before, after, most);
    differ.compare(before.root(), after.root(), QStringLiteral("$"));
    return differ.found.first(std::min<qsizetype>(most, differ.found.size()));
}

} // namespace lathe
