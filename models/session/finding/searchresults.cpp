// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/finding/searchresults.h"
#include "items/visibletext.h"
#include <algorithm>

namespace lathe {

void SearchResults::clear()
{
    beginResetModel();
    m_files.clear();
    endResetModel();
}

void SearchResults::append(const QList<FileMatches> &files)
{
    if (files.isEmpty())
        return;
    const int first = int(m_files.size());
    beginInsertRows({}, first, first + int(files.size()) - 1);
    for (const FileMatches &file : files)
        m_files.push_back(std::make_unique<File>(File{file, int(m_files.size())}));
    endInsertRows();
}

QList<FileMatches> SearchResults::files() const
{
    QList<FileMatches> list;
    for (const auto &file : m_files)
        list.append(*file);
    return list;
}

int SearchResults::matchCount() const
{
    int count = 0;
    for (const auto &file : m_files)
        count += int(file->matches.size());
    return count;
}

/// A match's index points to its file, a file's to nothing.
QModelIndex SearchResults::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column != 0 || row >= rowCount(parent))
        return {};
    return createIndex(row, 0, parent.isValid() ? m_files[size_t(parent.row())].get() : nullptr);
}

QModelIndex SearchResults::parent(const QModelIndex &child) const
{
    if (!child.isValid() || !child.internalPointer())
        return {};
    return createIndex(static_cast<const File *>(child.internalPointer())->row, 0, nullptr);
}

int SearchResults::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_files.size());
    return parent.internalPointer() ? 0 : int(m_files[size_t(parent.row())]->matches.size());
}

int SearchResults::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant SearchResults::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto *parent = static_cast<const File *>(index.internalPointer());
    const File &file = parent ? *parent : *m_files[size_t(index.row())];
    if (role == PathRole)
        return file.path;
    if (role == IsFileRole)
        return parent == nullptr;
    const qsizetype slash = file.shown.lastIndexOf(u'/');
    if (!parent) {
        switch (role) {
        case Qt::DisplayRole: return visibleText(file.shown.mid(slash + 1));
        case Qt::AccessibleTextRole: return QStringLiteral("%1 (%2)").arg(visibleText(file.shown)).arg(file.matches.size());
        case FolderRole: return visibleText(file.shown.left(std::max<qsizetype>(0, slash)));
        case CountRole: return int(file.matches.size());
        case LineRole: return file.matches.value(0).line;
        case ColumnRole: return file.matches.value(0).column;
        default: return {};
        }
    }
    const FileMatch &match = file.matches[index.row()];
    switch (role) {
    case Qt::DisplayRole: return match.preview;
    case Qt::AccessibleTextRole: return QStringLiteral("%1: %2").arg(match.line).arg(match.preview);
    case LineRole: return match.line;
    case ColumnRole: return match.column;
    case StartRole: return match.previewStart;
    case LengthRole: return match.previewLength;
    case ReplacementRole: return m_replacing ? QVariant(match.replacement) : QVariant();
    default: return {};
    }
}

bool SearchResults::removeRows(int row, int count, const QModelIndex &parent)
{
    if (row < 0 || count <= 0 || row + count > rowCount(parent))
        return false;
    if (parent.isValid() && count == rowCount(parent)) // a file without matches is not shown
        return removeRows(parent.row(), 1);
    beginRemoveRows(parent, row, row + count - 1);
    std::vector<std::unique_ptr<File>> gone; // until nobody has an index into them
    if (parent.isValid()) {
        m_files[size_t(parent.row())]->matches.remove(row, count);
    } else {
        gone.assign(std::make_move_iterator(m_files.begin() + row), std::make_move_iterator(m_files.begin() + row + count));
        m_files.erase(m_files.begin() + row, m_files.begin() + row + count);
        number(row);
    }
    endRemoveRows();
    return true;
}

void SearchResults::number(int from)
{
    for (size_t i = size_t(from); i < m_files.size(); ++i)
        m_files[i]->row = int(i);
}

void SearchResults::remove(const QModelIndexList &chosen)
{
    std::vector<char> whole(m_files.size(), 0);
    std::vector<QList<int>> some(m_files.size());
    for (const QModelIndex &index : chosen)
        if (index.internalPointer())
            some[size_t(static_cast<const File *>(index.internalPointer())->row)].append(index.row());
        else if (index.isValid())
            whole[size_t(index.row())] = 1;
    for (int file = int(m_files.size()); file > 0;) { // from the last one on, so that rows keep their numbers
        QList<int> &rows = some[size_t(--file)];
        std::sort(rows.begin(), rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
        const auto goes = [&](int at) { return whole[size_t(at)] || some[size_t(at)].size() == m_files[size_t(at)]->matches.size(); };
        if (!goes(file)) {
            for (qsizetype last = rows.size(); last > 0;) {
                qsizetype first = last - 1;
                while (first > 0 && rows[first - 1] == rows[first] - 1)
                    --first;
                removeRows(rows[first], int(last - first), index(file, 0));
                last = first;
            }
            continue;
        }
        const int end = file + 1;
        for (; file > 0; --file) { // with the files before it that go as well
            QList<int> &before = some[size_t(file - 1)];
            std::sort(before.begin(), before.end());
            before.erase(std::unique(before.begin(), before.end()), before.end());
            if (!goes(file - 1))
                break;
        }
        removeRows(file, end - file);
    }
}

} // namespace lathe
