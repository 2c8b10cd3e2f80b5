// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/runhistorymodel.h"
#include "items/visibletext.h"

namespace lathe {

RunHistoryModel::RunHistoryModel(int maxRows, QObject *parent) : QAbstractTableModel(parent), m_maxRows(qMax(2, maxRows)) {}

int RunHistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_records.size());
}

int RunHistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunHistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const RunRecord &record = m_records.at(index.row());
    switch (role) {
    case SucceededRole:
        return record.outcome.ok();
    case DurationRole:
        return record.outcome.report.durationMs;
    case MemoryRole:
        return record.outcome.report.maxMemoryUsedMib;
    case InitRole:
        return record.outcome.report.initMs;
    case Qt::TextAlignmentRole:
        return int((index.column() >= DurationColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case TimeColumn:
        return record.started.time().toString(QStringLiteral("HH:mm:ss"));
    case FunctionColumn:
        return visibleText(record.functionName);
    case WhereColumn:
        return visibleText(record.where);
    case EventColumn:
        return visibleText(record.eventName);
    case DurationColumn:
        return QStringLiteral("%1 ms").arg(record.outcome.report.durationMs, 0, 'f', record.outcome.report.durationMs < 100 ? 1 : 0);
    default:
        return QStringLiteral("%1 MB").arg(record.outcome.report.maxMemoryUsedMib);
    }
}

QVariant RunHistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return int((section >= DurationColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case FunctionColumn:
        return tr("Function");
    case WhereColumn:
        return tr("Where");
    case EventColumn:
        return tr("Event");
    case DurationColumn:
        return tr("Duration");
    default:
        return tr("Memory");
    }
}

void RunHistoryModel::prepend(const RunRecord &record)
{
    if (m_records.size() >= m_maxRows) {
        beginRemoveRows({}, int(m_records.size()) - 1, int(m_records.size()) - 1);
        m_records.removeLast();
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_records.prepend(record);
    endInsertRows();
}

const RunRecord *RunHistoryModel::nth(const QString &functionName, int n) const
{
    for (const RunRecord &record : m_records)
        if (record.functionName == functionName && n-- == 0)
            return &record;
    return nullptr;
}

} // namespace lathe
