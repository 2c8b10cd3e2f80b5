// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/jsontree.h"
#include "core/result.h"
#include <QList>
#include <memory>

namespace lathe {

struct JsonFilter;

/// A JSONPath (RFC 9535): names, indexes (also from the end), slices, wildcards, filters, unions of these, and descendants; no
/// functions. A value. Thread: any.
class JsonPath
{
public:
    /// Error: Usage, with the place of what is wrong.
    static Result<JsonPath> parse(const QString &text);
    /// The values that the path names, in the order of the text.
    QList<const JsonNode *> select(const JsonTree &tree) const { return select(tree, tree.root()); }
    /// The same from another value of the tree on.
    QList<const JsonNode *> select(const JsonTree &tree, const JsonNode &from) const;

private:
    struct Selector
    {
        enum Kind { Name, Index, Slice, All, Filter } kind = All;
        QByteArray name;
        qint64 from = 0, to = 0, step = 1;
        bool hasFrom = false, hasTo = false;
        std::shared_ptr<const JsonFilter> filter = {};
    };
    struct Segment
    {
        bool descendants = false;
        QList<Selector> selectors;
    };
    static void pick(const Selector &selector, const JsonTree &tree, const JsonNode &node, QList<const JsonNode *> *found);
    static void visit(const Segment &segment, const JsonTree &tree, const JsonNode &node, QList<const JsonNode *> *found);
    friend class JsonPathParser;
    QList<Segment> m_segments;
};

} // namespace lathe
