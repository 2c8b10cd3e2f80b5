// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/jsontree.h"
#include "core/result.h"
#include <QList>

namespace lathe {

/// A JSONPath (RFC 9535): names, indexes (also from the end), slices, wildcards, unions of these, and descendants; no filters and no
/// functions. A value. Thread: any.
class JsonPath
{
public:
    /// Error: Usage, with the place of what is wrong.
    static Result<JsonPath> parse(const QString &text);
    /// The values that the path names, in the order of the text.
    QList<const JsonNode *> select(const JsonNode &root) const;

private:
    struct Selector
    {
        enum Kind { Name, Index, Slice, All } kind = All;
        QByteArray name;
        qint64 from = 0, to = 0, step = 1;
        bool hasFrom = false, hasTo = false;
    };
    struct Segment
    {
        bool descendants = false;
        QList<Selector> selectors;
    };
    static void pick(const Selector &selector, const JsonNode &node, QList<const JsonNode *> *found);
    static void visit(const Segment &segment, const JsonNode &node, QList<const JsonNode *> *found);
    friend class JsonPathParser;
    QList<Segment> m_segments;
};

} // namespace lathe
