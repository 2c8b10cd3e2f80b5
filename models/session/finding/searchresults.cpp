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
        m_files.push_back(std::make_unique<FileMatches>(file));
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
    const auto it = std::find_if(m_files.begin(), m_files.end(), [&](const auto &file) { return file.get() == child.internalPointer(); });
    return it == m_files.end() ? QModelIndex() : createIndex(int(it - m_files.begin()), 0, nullptr);
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
    const auto *parent = static_cast<const FileMatches *>(index.internalPointer());
    const FileMatches &file = parent ? *parent : *m_files[size_t(index.row())];
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
    if (parent.isValid())
        m_files[size_t(parent.row())]->matches.remove(row, count);
    else
        m_files.erase(m_files.begin() + row, m_files.begin() + row + count);
    endRemoveRows();
    return true;
}

} // namespace lathe
