// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/requestlogmodel.h"
#include "items/visibletext.h"

namespace lathe {

RequestLogModel::RequestLogModel(int maxRows, QObject *parent) : QAbstractTableModel(parent), m_maxRows(qMax(1, maxRows)) {}

int RequestLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RequestLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RequestLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    if (role == StatusRole)
        return row.status;
    if (role == FailedRole)
        return row.status >= 400;
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == DurationColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && !(role == Qt::ToolTipRole && index.column() == PathColumn))
        return {};
    switch (index.column()) {
    case TimeColumn:
        return row.time.toString(QStringLiteral("HH:mm:ss"));
    case MethodColumn:
        return row.method;
    case PathColumn:
        return row.path;
    case StatusColumn:
        return QString::number(row.status);
    default:
        return QStringLiteral("%1 ms").arg(row.ms, 0, 'f', row.ms < 10 ? 1 : 0);
    }
}

QVariant RequestLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return int((section == DurationColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case MethodColumn:
        return tr("Method");
    case PathColumn:
        return tr("Path");
    case StatusColumn:
        return tr("Status");
    default:
        return tr("Duration");
    }
}

void RequestLogModel::append(const QString &method, const QString &path, int status, double ms)
{
    if (int(m_rows.size()) >= m_maxRows) {
        beginRemoveRows({}, 0, 0);
        m_rows.pop_front();
        endRemoveRows();
    }
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size()));
    m_rows.push_back({QTime::currentTime(), visibleText(method.left(32)), visibleText(path.left(512)), status, ms});
    endInsertRows();
}

} // namespace lathe
