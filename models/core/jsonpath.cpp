// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonpath.h"
#include "core/jsonfilter.h"
#include "core/jsontext.h"
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
        if (!take(u'$') || !segments(&path) || m_at < m_text.size())
            return wrong();
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
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "The path %1 cannot be read at character %2. Write it as $.name, $['name'], $.list[0], $.list[*].id, $.list[?@.id == 1] or $..id.")
                .arg(m_text).arg(m_at + 1));
    }
    /// As far as there are any.
    bool segments(JsonPath *path)
    {
        while (peek() == u'.' || peek() == u'[') {
            JsonPath::Segment segment;
            const bool dot = take(u'.');
            segment.descendants = dot && take(u'.');
            if (dot && take(u'*'))
                segment.selectors.append(JsonPath::Selector{});
            else if (dot && peek() != u'[' ? !shorthand(&segment) : (dot && !segment.descendants) || !brackets(&segment))
                return false;
            path->m_segments.append(segment);
        }
        return true;
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
            if (!take(u'*') && !(peek() == u'?' ? filter(&selector) : peek() == u'\'' || peek() == u'"' ? quoted(&selector) : numbers(&selector)))
                return false;
            segment->selectors.append(selector);
            spaces();
        } while (take(u','));
        return take(u']');
    }
    bool quoted(JsonPath::Selector *selector)
    {
        const auto name = string();
        selector->kind = JsonPath::Selector::Name;
        selector->name = name.value_or(QByteArray());
        return name.has_value();
    }
    /// A string in either kind of quotes, with JSON's escapes.
    std::optional<QByteArray> string()
    {
        const QChar quote = m_text[m_at++];
        QString literal = QStringLiteral("\"");
        for (; m_at < m_text.size() && peek() != quote; ++m_at) {
            if (peek() == u'\\') {
                if (++m_at >= m_text.size())
                    return std::nullopt;
                literal += peek() == u'\'' ? QStringLiteral("'") : QStringLiteral("\\") + peek();
            } else {
                literal += peek() == u'"' ? QStringLiteral("\\\"") : QString(peek());
            }
        }
        return take(quote) ? jsontext::unquoted(QString(literal + u'"').toUtf8()) : std::nullopt;
    }
    bool filter(JsonPath::Selector *selector)
    {
        ++m_at;
        JsonFilter made;
        if (!any(&made))
            return false;
        selector->kind = JsonPath::Selector::Filter;
        selector->filter = std::make_shared<const JsonFilter>(std::move(made));
        return true;
    }
    bool takeTwo(QChar c)
    {
        spaces();
        if (peek() != c || m_at + 1 >= m_text.size() || m_text[m_at + 1] != c)
            return false;
        m_at += 2;
        return true;
    }
    /// One or more, with || between them; and of these with &&.
    bool any(JsonFilter *filter)
    {
        filter->kind = JsonFilter::Or;
        do {
            if (!all(&filter->parts.emplace_back()))
                return false;
        } while (takeTwo(u'|'));
        return true;
    }
    bool all(JsonFilter *filter)
    {
        filter->kind = JsonFilter::And;
        do {
            if (!one(&filter->parts.emplace_back()))
                return false;
        } while (takeTwo(u'&'));
        return true;
    }
    bool one(JsonFilter *filter)
    {
        constexpr int most = 32; // of parentheses, negations and filters in filters
        if (m_depth >= most)
            return false;
        ++m_depth;
        const bool ok = oneInside(filter);
        --m_depth;
        return ok;
    }
    bool oneInside(JsonFilter *filter)
    {
        spaces();
        if (take(u'!')) {
            filter->kind = JsonFilter::Not;
            return one(&filter->parts.emplace_back());
        }
        if (take(u'(')) {
            if (!any(filter))
                return false;
            spaces();
            return take(u')');
        }
        if (!side(&filter->left))
            return false;
        spaces();
        static constexpr std::pair<const char *, JsonFilter::Kind> operators[] = {{"==", JsonFilter::Equal}, {"!=", JsonFilter::Unequal}, {"<=", JsonFilter::LessOrEqual},
            {">=", JsonFilter::GreaterOrEqual}, {"<", JsonFilter::Less}, {">", JsonFilter::Greater}};
        for (const auto &[text, kind] : operators)
            if (QStringView(m_text).mid(m_at).startsWith(QLatin1String(text))) {
                m_at += qsizetype(qstrlen(text));
                filter->kind = kind;
                spaces();
                return side(&filter->right);
            }
        return !filter->left.literal;
    }
    bool side(JsonFilter::Side *side)
    {
        if (peek() == u'@' || peek() == u'$') {
            side->fromRoot = peek() == u'$';
            ++m_at;
            return segments(&side->path);
        }
        QByteArray literal;
        if (peek() == u'\'' || peek() == u'"') {
            const auto text = string();
            if (!text)
                return false;
            literal = jsontext::quoted(*text);
        } else {
            const qsizetype begin = m_at;
            while (peek().isLetterOrNumber() || peek() == u'-' || peek() == u'+' || peek() == u'.')
                ++m_at;
            literal = m_text.mid(begin, m_at - begin).toUtf8();
        }
        side->literal = JsonTree::parse(literal); // a number, true, false or null; nothing else has these characters
        return side->literal.has_value();
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
    int m_depth = 0;
};

Result<JsonPath> JsonPath::parse(const QString &text) { return JsonPathParser(text).parse(); }

void JsonPath::pick(const Selector &selector, const JsonTree &tree, const JsonNode &node, QList<const JsonNode *> *found)
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
    case Selector::Filter:
        for (const JsonNode &child : node.children)
            if ((node.kind == JsonNode::Array || node.member(child.name) == &child) && selector.filter->holds(tree, child))
                found->append(&child);
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

void JsonPath::visit(const Segment &segment, const JsonTree &tree, const JsonNode &node, QList<const JsonNode *> *found)
{
    for (const Selector &selector : segment.selectors)
        pick(selector, tree, node, found);
    if (segment.descendants)
        for (const JsonNode &child : node.children)
            visit(segment, tree, child, found);
}

QList<const JsonNode *> JsonPath::select(const JsonTree &tree, const JsonNode &from) const
{
    QList<const JsonNode *> nodes{&from};
    for (const Segment &segment : m_segments) {
        QList<const JsonNode *> next;
        for (const JsonNode *node : nodes)
            visit(segment, tree, *node, &next);
        nodes = next;
    }
    return nodes;
}

} // namespace lathe
