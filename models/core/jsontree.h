// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <optional>
#include <vector>

namespace lathe {

/// One value of a JsonTree: its kind, its bytes in the text, its members in the order of the text (a name twice: both stand here).
struct JsonNode
{
    enum Kind { Object, Array, String, Number, Boolean, Null } kind = Null;
    qsizetype begin = 0;
    qsizetype end = 0;
    std::vector<JsonNode> children;
    QByteArray name; ///< UTF-8, unescaped; of an object's member.

    /// The member that JavaScript and Python would see (the last of that name), or nothing.
    const JsonNode *member(QByteArrayView wanted) const;
};

/// A JSON text with the places of its values, for looking and comparing: bytes are never changed, numbers keep their digits.
/// A value; copies share the text. Thread: any.
class JsonTree
{
public:
    /// Nothing when `text` is not JSON, is deeper than jsontext::maxDepth or has more than a million values.
    static std::optional<JsonTree> parse(const QByteArray &text);
    const JsonNode &root() const { return m_root; }
    QByteArrayView bytes(const JsonNode &node) const { return QByteArrayView(m_text).sliced(node.begin, node.end - node.begin); }
    /// A string's text; other values as they stand in the text.
    QByteArray text(const JsonNode &node) const;

private:
    QByteArray m_text;
    JsonNode m_root;
};

/// One difference of two JSON values.
struct JsonDifference
{
    enum Kind { Added, Removed, Changed } kind = Changed;
    QString path;      ///< JSONPath from the root, e.g. "$.items[0].id".
    QByteArray before; ///< Exact bytes; empty when added.
    QByteArray after;
};

/// Whether both mean the same: order of an object's members, white space and the spelling of strings and numbers do not count,
/// but 2^53 and 2^53 + 1 differ.
bool sameJson(const JsonTree &a, const JsonNode &x, const JsonTree &b, const JsonNode &y);
/// What differs from `before` to `after`, in the order of the texts, at most `most` differences.
QList<JsonDifference> jsonDifferences(const JsonTree &before, const JsonTree &after, int most = 200);

} // namespace lathe
