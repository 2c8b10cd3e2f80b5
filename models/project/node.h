// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QString>
#include <memory>
#include <utility>
#include <vector>

namespace lathe {

/// A read-only node of a parsed YAML or JSON template, with the place where it stands. A cheap handle: aliases and copies
/// share one body. A Node that stands for nothing (a missing key) is valid and empty. Thread: any, nodes never change.
class Node
{
public:
    enum class Kind { Missing, Null, Scalar, Sequence, Map };
    using Member = std::pair<Node, Node>;

    Node() = default;

    Kind kind() const;
    bool isMissing() const { return !m_body; }
    bool isNull() const { return kind() == Kind::Null; }
    /// Missing or null: what people mean by "not given".
    bool isAbsent() const { return isMissing() || isNull(); }
    bool isScalar() const { return kind() == Kind::Scalar; }
    bool isSequence() const { return kind() == Kind::Sequence; }
    bool isMap() const { return kind() == Kind::Map; }

    QString text() const;   ///< The scalar's text; empty for everything else.
    QString tag() const;    ///< Local tag such as "!Ref", empty when there is none.
    bool isQuoted() const;  ///< A quoted or block scalar: always text, never a number, a boolean or null.
    /// False for a scalar whose expression could not be resolved; its text is then the expression itself.
    bool isResolved() const;
    QString file() const;   ///< Absolute path of the file it stands in.
    int line() const;       ///< 1-based; 0 for nodes that stand nowhere.
    int column() const;     ///< 1-based, in characters.
    int weight() const;     ///< Number of nodes below and including this one, aliases counted as often as they are used.
    int height() const;     ///< Levels below and including this one.

    const std::vector<Node> &items() const;     ///< A sequence's elements; empty for everything else.
    const std::vector<Member> &members() const; ///< A map's pairs in the file's order; empty for everything else.
    qsizetype size() const;
    /// The value under this key, or a missing node.
    Node at(const QString &key) const;
    Node at(const char *key) const { return at(QString::fromLatin1(key)); }
    bool has(const char *key) const { return !at(key).isMissing(); }
    /// The key's own node, for its place.
    Node keyNode(const QString &key) const;

    /// @name Making nodes
    ///@{
    struct Place { QString file; int line = 0; int column = 0; };
    Place place() const;
    Node withoutTag() const;
    static Node null(const Place &place);
    static Node scalar(const Place &place, const QString &text, const QString &tag = {}, bool quoted = false, bool resolved = true);
    static Node sequence(const Place &place, std::vector<Node> items, const QString &tag = {});
    /// Of several members with one key the last counts in at().
    static Node map(const Place &place, std::vector<Member> members, const QString &tag = {});
    ///@}

private:
    struct Body;
    std::shared_ptr<const Body> m_body;
};

} // namespace lathe
