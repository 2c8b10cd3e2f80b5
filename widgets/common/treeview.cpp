// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/treeview.h"

namespace lathe {

void TreeView::selectAll()
{
    if (selectionMode() != ExtendedSelection && selectionMode() != MultiSelection)
        return QTreeView::selectAll();
    if (!model())
        return;
    QItemSelection all;
    QModelIndexList open{rootIndex()};
    while (!open.isEmpty()) {
        const QModelIndex parent = open.takeLast();
        const int rows = model()->rowCount(parent), columns = model()->columnCount(parent);
        if (rows == 0 || columns == 0)
            continue;
        all.append(QItemSelectionRange(model()->index(0, 0, parent), model()->index(rows - 1, columns - 1, parent)));
        for (int row = 0; row < rows; ++row)
            if (const QModelIndex child = model()->index(row, 0, parent); isExpanded(child) && model()->hasChildren(child))
                open.append(child);
    }
    selectionModel()->select(all, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

} // namespace lathe
