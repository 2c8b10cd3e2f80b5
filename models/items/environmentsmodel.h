// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/environmentinfo.h"
#include <QAbstractTableModel>

namespace lathe {

/// The execution environments of the pool, oldest first. A report replaces the one before: rows that stay keep their place, so
/// that a selection lasts. Window's thread.
class EnvironmentsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { FunctionColumn, VersionColumn, StateColumn, InvocationsColumn, MemoryColumn, SinceColumn, LogStreamColumn, ColumnCount };
    /// IdRole: for Session::stopEnvironment(); StateRole: EnvironmentState as int; MemoryRole: share of the function's memory, 0 to 1.
    enum Role { IdRole = Qt::UserRole, StateRole, MemoryRole };
    explicit EnvironmentsModel(QObject *parent = nullptr);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void setEnvironments(const QList<EnvironmentInfo> &environments);
    static QString stateName(EnvironmentState state);

private:
    QString text(const EnvironmentInfo &info, int column) const;
    QList<EnvironmentInfo> m_rows;
};

} // namespace lathe
