// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonfilter.h"
#include <algorithm>

namespace lathe {
namespace {

/// A value and the text that it stands in; no node: nothing.
struct Operand
{
    const JsonTree *tree = nullptr;
    const JsonNode *node = nullptr;
};

Operand operand(const JsonFilter::Side &side, const JsonTree &tree, const JsonNode &node)
{
    if (side.literal)
        return {&*side.literal, &side.literal->root()};
    const auto found = side.path.select(tree, side.fromRoot ? tree.root() : node);
    return {&tree, found.size() == 1 ? found.first() : nullptr};
}

bool same(const Operand &a, const Operand &b)
{
    return a.node && b.node ? sameJson(*a.tree, *a.node, *b.tree, *b.node) : !a.node && !b.node;
}

/// Only numbers and strings have an order; strings that of their code points, which is that of their UTF-8.
bool less(const Operand &a, const Operand &b)
{
    if (!a.node || !b.node || a.node->kind != b.node->kind)
        return false;
    if (a.node->kind == JsonNode::Number)
        return a.tree->bytes(*a.node).toDouble() < b.tree->bytes(*b.node).toDouble();
    return a.node->kind == JsonNode::String && a.tree->text(*a.node) < b.tree->text(*b.node);
}

} // namespace

bool JsonFilter::holds(const JsonTree &tree, const JsonNode &node) const
{
    const auto part = [&](const JsonFilter &one) { return one.holds(tree, node); };
    switch (kind) {
    case Or: return std::any_of(parts.begin(), parts.end(), part);
    case And: return std::all_of(parts.begin(), parts.end(), part);
    case Not: return std::none_of(parts.begin(), parts.end(), part);
    case Exists: return !left.path.select(tree, left.fromRoot ? tree.root() : node).isEmpty();
    default: break;
    }
    const Operand a = operand(left, tree, node), b = operand(right, tree, node);
    switch (kind) {
    case Equal: return same(a, b);
    case Unequal: return !same(a, b);
    case Less: return less(a, b);
    case LessOrEqual: return less(a, b) || same(a, b);
    case Greater: return less(b, a);
    default: return less(b, a) || same(a, b);
    }
}

} // namespace lathe
