// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the tree shows that its folder has not told: a row that waits for a name.
#include "items/filetreemodel.h"

namespace lathe {

QModelIndex FileTreeModel::addBlank(const QString &dir, bool folder)
{
    removeBlank();
    Node *node = find(dir);
    if (!node || !node->entry.folder)
        return {};
    beginInsertRows(indexOf(node), 0, 0);
    auto blank = std::make_unique<Node>();
    blank->entry = {QString(), folder, Kind::Blank};
    blank->parent = node;
    node->children.insert(node->children.begin(), std::move(blank));
    m_blankIn = dir;
    endInsertRows();
    return index(0, 0, indexOf(node));
}

void FileTreeModel::removeBlank()
{
    if (!m_blankIn)
        return;
    Node *node = find(*std::exchange(m_blankIn, std::nullopt));
    if (!node || node->children.empty() || node->children.front()->entry.kind != Kind::Blank)
        return; // its folder went
    beginRemoveRows(indexOf(node), 0, 0);
    node->children.erase(node->children.begin());
    endRemoveRows();
}

} // namespace lathe
