// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "history/historyentry.h"
#include <QAbstractTableModel>

namespace lathe {

/// Runs from the history, newest first, without their bodies. A new list replaces the one before; rows that are in both keep their
/// identity, so that a selection lasts. Window's thread.
class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { TimeColumn, FunctionColumn, StatusColumn, EventColumn, DurationColumn, InitColumn, MemoryColumn, WhereColumn, CodeColumn, ColumnCount };
    /// IdRole: of the run; StatusRole: "success", "error" or "timeout"; CodeChangedRole: the run before it of the same function ran
    /// other code.
    enum Role { IdRole = Qt::UserRole, StatusRole, CodeChangedRole };
    explicit HistoryModel(QObject *parent = nullptr);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void setEntries(const QList<HistoryEntry> &newestFirst);
    const HistoryEntry &at(int row) const { return m_rows.at(row); }
    /// -1: it is not there.
    int rowOf(const QString &id) const;
    bool codeChanged(int row) const;
    static QString statusText(const QString &status);

private:
    QString text(const HistoryEntry &entry, int column) const;
    QVariant raw(const HistoryEntry &entry, int column) const;
    QList<HistoryEntry> m_rows;
};

} // namespace lathe
