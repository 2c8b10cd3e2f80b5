// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/finding/filematch.h"
#include <QAbstractItemModel>
#include <memory>
#include <vector>

namespace lathe {

/// What a search in files has found: a row each file, and below it a row each match. Rows can be removed, so that what is left
/// is what is replaced. Owned by its panel; window's thread.
class SearchResults : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role { PathRole = Qt::UserRole, LineRole, ColumnRole, IsFileRole, FolderRole, CountRole, StartRole, LengthRole, ReplacementRole };
    using QAbstractItemModel::QAbstractItemModel;

    void clear();
    void append(const QList<FileMatches> &files);
    QList<FileMatches> files() const;
    int fileCount() const { return int(m_files.size()); }
    int matchCount() const;
    bool hasReplacements() const { return m_replacing; }
    void setReplacing(bool replacing) { m_replacing = replacing; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool removeRows(int row, int count, const QModelIndex &parent = {}) override;
    /// Files and matches in any order; rows beside each other go at once, so that all of ten thousand take no longer than one.
    void remove(const QModelIndexList &chosen);

private:
    struct File : FileMatches
    {
        int row = 0;
    };
    void number(int from);
    std::vector<std::unique_ptr<File>> m_files;
    bool m_replacing = false;
};

} // namespace lathe
