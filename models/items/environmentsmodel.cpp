// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/environmentsmodel.h"
#include "items/visibletext.h"
#include <QSet>

namespace lathe {

EnvironmentsModel::EnvironmentsModel(QObject *parent) : QAbstractTableModel(parent) {}

int EnvironmentsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EnvironmentsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString EnvironmentsModel::stateName(EnvironmentState state)
{
    switch (state) {
    case EnvironmentState::Starting:
        return tr("Starting");
    case EnvironmentState::Init:
        return tr("Initializing");
    case EnvironmentState::Idle:
        return tr("Idle");
    case EnvironmentState::Busy:
        return tr("Busy");
    case EnvironmentState::Resetting:
        return tr("Reset");
    case EnvironmentState::Ending:
        return tr("Ending");
    }
    return {};
}

QString EnvironmentsModel::text(const EnvironmentInfo &info, int column) const
{
    switch (column) {
    case FunctionColumn:
        return visibleText(info.function);
    case VersionColumn:
        return info.deployed ? visibleText(info.version) : tr("local");
    case StateColumn:
        return stateName(info.state);
    case InvocationsColumn:
        return QString::number(info.invocations);
    case MemoryColumn:
        return tr("%1 of %2 MB").arg((info.peakBytes + 1048575) / 1048576).arg(info.memoryMib);
    case SinceColumn:
        return info.since.toLocalTime().toString(QStringLiteral("HH:mm:ss"));
    default:
        return visibleText(info.logStream);
    }
}

QVariant EnvironmentsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const EnvironmentInfo &info = m_rows.at(index.row());
    switch (role) {
    case IdRole:
        return info.id;
    case StateRole:
        return int(info.state);
    case MemoryRole:
        return info.memoryMib > 0 ? double(info.peakBytes) / (double(info.memoryMib) * 1048576) : 0.0;
    case Qt::TextAlignmentRole:
        return int((index.column() == InvocationsColumn || index.column() == MemoryColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return index.column() == LogStreamColumn ? text(info, LogStreamColumn) : QVariant();
    case Qt::DisplayRole:
        return text(info, index.column());
    default:
        return {};
    }
}

QVariant EnvironmentsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return int((section == InvocationsColumn || section == MemoryColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FunctionColumn:
        return tr("Function");
    case VersionColumn:
        return tr("Version");
    case StateColumn:
        return tr("State");
    case InvocationsColumn:
        return tr("Invocations");
    case MemoryColumn:
        return tr("Memory");
    case SinceColumn:
        return tr("Since");
    default:
        return tr("Log stream");
    }
}

void EnvironmentsModel::setEnvironments(const QList<EnvironmentInfo> &environments)
{
    QSet<quint64> wanted;
    for (const EnvironmentInfo &info : environments)
        wanted.insert(info.id);
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (wanted.contains(m_rows.at(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    // Ids only grow, and the pool lists by age: what is left are the first rows of the report.
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows.at(row) == environments.at(row))
            continue;
        m_rows[row] = environments.at(row);
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
    if (m_rows.size() < environments.size()) {
        beginInsertRows({}, int(m_rows.size()), int(environments.size()) - 1);
        m_rows = environments;
        endInsertRows();
    }
}

} // namespace lathe
