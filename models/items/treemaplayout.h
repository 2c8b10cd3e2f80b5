// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QRectF>
#include <vector>

namespace lathe {

/// Boxes with areas in proportion to `sizes` that fill `box`, as near to squares as they go in one pass (Bruls, Huizing, van Wijk,
/// "Squarified Treemaps", 2000). `sizes` largest first, none negative; boxes of 0 are null. Any thread.
std::vector<QRectF> squarified(const std::vector<double> &sizes, const QRectF &box);

} // namespace lathe
