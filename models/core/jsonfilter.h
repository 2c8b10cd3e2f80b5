// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/jsonpath.h"
#include <optional>
#include <vector>

namespace lathe {

/// What a filter of a JsonPath asks of a value, as in $.items[?@.price < 10 && @.name]: comparisons, existence, and, or, not
/// (RFC 9535 section 2.3.5; no functions). Made by JsonPath::parse(). A value. Thread: any.
struct JsonFilter
{
    /// One side of a comparison: a literal, or a path from the value (@) or the root ($). A path that names no value is nothing.
    struct Side
    {
        std::optional<JsonTree> literal;
        JsonPath path;
        bool fromRoot = false;
    };
    enum Kind { Or, And, Not, Exists, Equal, Unequal, Less, LessOrEqual, Greater, GreaterOrEqual } kind = Exists;
    std::vector<JsonFilter> parts; ///< Of Or, And and Not.
    Side left, right;              ///< Of comparisons; Exists has only the left one.

    bool holds(const JsonTree &tree, const JsonNode &node) const;
};

} // namespace lathe
