// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonpath.h"
#include <QCoreApplication>
#include <algorithm>

namespace lathe {

/// Reads a path from left to right.
class JsonPathParser
{
public:
    explicit JsonPathParser(const QString &text) : m_text(text) {}
    Result<JsonPath> parse()
    {
        JsonPath path;
        if (!take(u'$'))
            return wrong();
        while (m_at < m_text.size()) {
            JsonPath::Segment segment;
            if (take(u'.')) {
                segment.descendants = take(u'.');
                if (peek() == u'[' && segment.descendants) {
                    if (!brackets(&segment))
                        return wrong();
                } else if (take(u'*')) {
                    segment.selectors.append(JsonPath::Selector{});
                } else if (!shorthand(&segment)) {
                    return wrong();
                }
            } else if (!brackets(&segment)) {
                return wrong();
            }
            path.m_segments.append(segment);
        }
        return path;
    }

private:
    QChar peek() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }
    bool take(QChar c)
    {
        if (peek() != c)
            return false;
        ++m_at;
        return true;
    }
    void spaces()
    {
        while (peek().isSpace())
            ++m_at;
    }
    tl::unexpected<Error> wrong() const
    {
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "The path %1 cannot be read at character %2. Write it as $.name, $['name'], $.list[0], $.list[*].id or $..id.")
                .arg(m_text).arg(m_at + 1));
    }
    bool shorthand(JsonPath::Segment *segment)
    {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && (peek().isLetterOrNumber() || peek() == u'_' || peek() == u'-' || peek().isSurrogate()))
            ++m_at;
        if (m_at == begin)
            return false;
        JsonPath::Selector name;
        name.kind = JsonPath::Selector::Name;
        name.name = m_text.mid(begin, m_at - begin).toUtf8();
        segment->selectors.append(name);
        return true;
    }
    bool brackets(JsonPath::Segment *segment)
    {
        if (!take(u'['))
            return false;
        do {
            spaces();
            JsonPath::Selector selector;
            if (!take(u'*') && !(peek() == u'\'' || peek() == u'"' ? quoted(&selector) : numbers(&selector)))
                return false;
            segment->selectors.append(selector);
            spaces();
        } while (take(u','));
        return take(u']');
    }
    bool quoted(JsonPath::Selector *selector)
    {
        const QChar quote = m_text[m_at++];
        QString name;
        while (m_at < m_text.size() && peek() != quote) {
            if (peek() == u'\\' && ++m_at >= m_text.size())
                return false;
            name += m_text[m_at++];
        }
        selector->kind = JsonPath::Selector::Name;
        selector->name = name.toUtf8();
        return take(quote);
    }
    bool number(qint64 *value)
    {
        const qsizetype begin = m_at;
        take(u'-');
        while (peek().isDigit())
            ++m_at;
        bool ok = false;
        *value = m_text.mid(begin, m_at - begin).toLongLong(&ok);
        return ok;
    }
    bool numbers(JsonPath::Selector *selector)
    {
        selector->kind = JsonPath::Selector::Index;
        selector->hasFrom = number(&selector->from);
        spaces();
        if (!take(u':'))
            return selector->hasFrom;
        selector->kind = JsonPath::Selector::Slice;
        spaces();
        selector->hasTo = number(&selector->to);
        spaces();
        if (take(u':')) {
            spaces();
            if (!number(&selector->step))
                selector->step = 1;
        }
        return true;
    }

    const QString m_text;
    qsizetype m_at = 0;
};

Result<JsonPath> JsonPath::parse(const QString &text) { return JsonPathParser(text).parse(); }

void JsonPath::pick(const Selector &selector, const JsonNode &node, QList<const JsonNode *> *found)
{
    const auto size = qint64(node.children.size());
    switch (selector.kind) {
    case Selector::Name:
        if (const JsonNode *member = node.member(selector.name))
            found->append(member);
        return;
    case Selector::All:
        for (const JsonNode &child : node.children)
            if (node.kind == JsonNode::Array || node.member(child.name) == &child)
                found->append(&child);
        return;
    case Selector::Index:
        if (const qint64 at = selector.from < 0 ? size + selector.from : selector.from; node.kind == JsonNode::Array && at >= 0 && at < size)
            found->append(&node.children[size_t(at)]);
        return;
    case Selector::Slice: break;
    }
    if (node.kind != JsonNode::Array || selector.step == 0)
        return;
    const auto normal = [size](qint64 value) { return value < 0 ? size + value : value; };
    if (selector.step > 0) {
        const qint64 from = std::clamp(selector.hasFrom ? normal(selector.from) : 0, qint64(0), size);
        const qint64 to = std::clamp(selector.hasTo ? normal(selector.to) : size, qint64(0), size);
        for (qint64 i = from; i < to; i += selector.step)
            found->append(&node.children[size_t(i)]);
    } else {
        const qint64 from = std::clamp(selector.hasFrom ? normal(selector.from) : size - 1, qint64(-1), size - 1);
        const qint64 to = std::clamp(selector.hasTo ? normal(selector.to) : -1, qint64(-1), size - 1);
        for (qint64 i = from; i > to; i += selector.step)
            found->append(&node.children[size_t(i)]);
    }
}

void JsonPath::visit(const Segment &segment, const JsonNode &node, QList<const JsonNode *> *found)
{
    for (const Selector &selector : segment.selectors)
        pick(selector, node, found);
    if (segment.descendants)
        for (const JsonNode &child : node.children)
            visit(segment, child, found);
}

QList<const JsonNode *> JsonPath::select(const JsonNode &root) const
{
    QList<const JsonNode *> nodes{&root};
    for (const Segment &segment : m_segments) {
        QList<const JsonNode *> next;
        for (const JsonNode *node : nodes)
            visit(segment, *node, &next);
        nodes = next;
    }
    return nodes;
}

} // namespace lathe
