// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/node.h"
#include <algorithm>

namespace lathe {

struct Node::Body
{
    Kind kind = Kind::Null;
    bool quoted = false;
    bool resolved = true;
    Place place;
    QString tag;
    QString text;
    std::vector<Node> items;
    std::vector<Member> members;
    QHash<QString, int> index; ///< Only for maps with many members.
    int weight = 1;
    int height = 1;
};

static constexpr int indexFrom = 12;

Node::Kind Node::kind() const { return m_body ? m_body->kind : Kind::Missing; }
QString Node::text() const { return m_body ? m_body->text : QString(); }
QString Node::tag() const { return m_body ? m_body->tag : QString(); }
bool Node::isQuoted() const { return m_body && m_body->quoted; }
bool Node::isResolved() const { return !m_body || m_body->resolved; }
QString Node::file() const { return m_body ? m_body->place.file : QString(); }
int Node::line() const { return m_body ? m_body->place.line : 0; }
int Node::column() const { return m_body ? m_body->place.column : 0; }
int Node::weight() const { return m_body ? m_body->weight : 0; }
int Node::height() const { return m_body ? m_body->height : 0; }
Node::Place Node::place() const { return m_body ? m_body->place : Place(); }

const std::vector<Node> &Node::items() const
{
    static const std::vector<Node> none;
    return m_body ? m_body->items : none;
}

const std::vector<Node::Member> &Node::members() const
{
    static const std::vector<Member> none;
    return m_body ? m_body->members : none;
}

qsizetype Node::size() const
{
    return qsizetype(isMap() ? members().size() : items().size());
}

static qsizetype positionOf(const std::vector<Node::Member> &members, const QHash<QString, int> &index, const QString &key)
{
    if (!index.isEmpty())
        return index.value(key, -1);
    for (qsizetype i = qsizetype(members.size()) - 1; i >= 0; --i)
        if (members[size_t(i)].first.isScalar() && members[size_t(i)].first.text() == key)
            return i;
    return -1;
}

Node Node::at(const QString &key) const
{
    if (!isMap())
        return {};
    const qsizetype i = positionOf(m_body->members, m_body->index, key);
    return i < 0 ? Node() : m_body->members[size_t(i)].second;
}

Node Node::keyNode(const QString &key) const
{
    if (!isMap())
        return {};
    const qsizetype i = positionOf(m_body->members, m_body->index, key);
    return i < 0 ? Node() : m_body->members[size_t(i)].first;
}

Node Node::null(const Place &place)
{
    auto body = std::make_shared<Body>();
    body->place = place;
    Node node;
    node.m_body = std::move(body);
    return node;
}

Node Node::scalar(const Place &place, const QString &text, const QString &tag, bool quoted, bool resolved)
{
    auto body = std::make_shared<Body>();
    body->kind = Kind::Scalar;
    body->place = place;
    body->text = text;
    body->tag = tag;
    body->quoted = quoted;
    body->resolved = resolved;
    Node node;
    node.m_body = std::move(body);
    return node;
}

Node Node::withoutTag() const
{
    if (!m_body || m_body->tag.isEmpty())
        return *this;
    auto body = std::make_shared<Body>(*m_body);
    body->tag.clear();
    Node node;
    node.m_body = std::move(body);
    return node;
}

/// Sums that stop at a ceiling: aliases of aliases grow exponentially.
static int addCapped(int a, int b) { return int(std::min<qint64>(qint64(a) + b, 1'000'000'000)); }

Node Node::sequence(const Place &place, std::vector<Node> items, const QString &tag)
{
    auto body = std::make_shared<Body>();
    body->kind = Kind::Sequence;
    body->place = place;
    body->tag = tag;
    for (const Node &item : items) {
        body->weight = addCapped(body->weight, item.weight());
        body->height = std::max(body->height, item.height() + 1);
    }
    body->items = std::move(items);
    Node node;
    node.m_body = std::move(body);
    return node;
}

Node Node::map(const Place &place, std::vector<Member> members, const QString &tag)
{
    auto body = std::make_shared<Body>();
    body->kind = Kind::Map;
    body->place = place;
    body->tag = tag;
    for (const auto &[key, value] : members) {
        body->weight = addCapped(addCapped(body->weight, key.weight()), value.weight());
        body->height = std::max({body->height, key.height() + 1, value.height() + 1});
    }
    if (members.size() >= indexFrom)
        for (size_t i = 0; i < members.size(); ++i)
            if (members[i].first.isScalar())
                body->index.insert(members[i].first.text(), int(i));
    body->members = std::move(members);
    Node node;
    node.m_body = std::move(body);
    return node;
}

} // namespace lathe
