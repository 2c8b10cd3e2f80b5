// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/treemaplayout.h"
#include <algorithm>
#include <numeric>

namespace lathe {

std::vector<QRectF> squarified(const std::vector<double> &sizes, const QRectF &box)
{
    std::vector<QRectF> boxes(sizes.size());
    const double total = std::accumulate(sizes.begin(), sizes.end(), 0.0);
    if (total <= 0 || box.width() <= 0 || box.height() <= 0)
        return boxes;
    const double scale = box.width() * box.height() / total;
    QRectF left = box;
    for (std::size_t from = 0; from < sizes.size() && sizes[from] > 0;) {
        const double side = std::min(left.width(), left.height());
        if (side <= 0)
            break;
        // A row along the shorter side takes boxes as long as its worst one gets nearer to a square.
        double sum = sizes[from] * scale;
        double worst = std::max(side * side / sum, sum / (side * side));
        std::size_t to = from + 1;
        for (; to < sizes.size() && sizes[to] > 0; ++to) {
            const double more = sum + sizes[to] * scale;
            const double largest = sizes[from] * scale, smallest = sizes[to] * scale;
            const double next = std::max(side * side * largest / (more * more), more * more / (side * side * smallest));
            if (next > worst)
                break;
            worst = next;
            sum = more;
        }
        const bool upright = left.width() >= left.height(); // the row is a column at the left
        const double thick = sum / side;
        double at = upright ? left.top() : left.left();
        for (; from < to; ++from) {
            const double length = sizes[from] * scale / thick;
            boxes[from] = upright ? QRectF(left.left(), at, thick, length) : QRectF(at, left.top(), length, thick);
            at += length;
        }
        upright ? left.setLeft(left.left() + thick) : left.setTop(left.top() + thick);
    }
    return boxes;
}

} // namespace lathe
