// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/runrecord.h"
#include <QAbstractTableModel>

namespace lathe {

/// The runs of this session, newest first, at most `maxRows`. Window's thread.
class RunHistoryModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { TimeColumn, FunctionColumn, WhereColumn, EventColumn, DurationColumn, MemoryColumn, ColumnCount };
    enum Role { SucceededRole = Qt::UserRole, DurationRole, MemoryRole, InitRole };
    explicit RunHistoryModel(int maxRows = 200, QObject *parent = nullptr);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void prepend(const RunRecord &record);
    const RunRecord &at(int row) const { return m_records.at(row); }
    /// The n-th newest run of this function (0: the last one), or nullptr.
    const RunRecord *nth(const QString &functionName, int n) const;

private:
    QList<RunRecord> m_records;
    int m_maxRows;
};

} // namespace lathe
