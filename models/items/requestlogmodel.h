// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>
#include <QDateTime>
#include <deque>

namespace lathe {

/// What the embedded endpoint answered, newest last; the oldest go after `maxRows`. Window's thread.
class RequestLogModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { TimeColumn, MethodColumn, PathColumn, StatusColumn, DurationColumn, ColumnCount };
    enum Role { StatusRole = Qt::UserRole, FailedRole };
    explicit RequestLogModel(int maxRows = 2000, QObject *parent = nullptr);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void append(const QString &method, const QString &path, int status, double ms);

private:
    struct Row
    {
        QTime time;
        QString method;
        QString path;
        int status = 0;
        double ms = 0;
    };
    std::deque<Row> m_rows;
    int m_maxRows;
};

} // namespace lathe
