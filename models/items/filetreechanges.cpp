// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the tree knows before its folders tell it: a row that waits for a name, and rows that go along when something is moved.
#include "items/filetreemodel.h"
#include <algorithm>
#include <utility>

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

void FileTreeModel::expectMove(const QString &from, const QString &to)
{
    m_moves.insert(from, to);
}

void FileTreeModel::endMove(const QString &from, bool done)
{
    const QString to = m_moves.take(from);
    if (done && !to.isEmpty())
        takeAlong(from, to);
}

/// Nothing to do where it was done already, or where the tree shows neither place.
void FileTreeModel::takeAlong(const QString &from, const QString &to)
{
    Node *node = find(from), *home = find(to.left(to.lastIndexOf(u'/')));
    if (!node || !home || !home->entry.folder || find(to))
        return;
    for (const Node *above = home; above; above = above->parent)
        if (above == node)
            return;
    Node *before = node->parent;
    const int row = indexOf(node).row();
    Entry named = node->entry;
    named.name = to.mid(to.lastIndexOf(u'/') + 1);
    const auto place = std::find_if(home->children.begin(), home->children.end(), [&](const auto &one) {
        return one->entry.kind != Kind::Blank && one.get() != node && (one->entry.kind == Kind::Rest || isBefore(named, one->entry));
    });
    const int at = int(place - home->children.begin());
    const bool stays = before == home && (at == row || at == row + 1);
    if (!stays) {
        beginMoveRows(indexOf(before), row, row, indexOf(home), at);
        auto kept = std::move(before->children[size_t(row)]);
        before->children.erase(before->children.begin() + row);
        kept->parent = home;
        home->children.insert(home->children.begin() + (before == home && at > row ? at - 1 : at), std::move(kept));
    }
    node->entry = named;
    if (!stays)
        endMoveRows();
    emit dataChanged(indexOf(node), indexOf(node));
    listAgain(node, from);
}

/// Folders that were listed are watched under their new paths.
void FileTreeModel::listAgain(Node *node, const QString &before)
{
    if (!node->asked)
        return;
    m_watcher.removePath(before);
    request(pathOf(node));
    for (const auto &child : node->children)
        listAgain(child.get(), before + u'/' + child->entry.name);
}

} // namespace lathe
