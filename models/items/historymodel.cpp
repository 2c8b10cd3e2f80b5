// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/historymodel.h"
#include "core/figuretext.h"
#include "items/tablecsv.h"
#include "items/visibletext.h"
#include <QDateTime>
#include <QHash>
#include <algorithm>

namespace lathe {

HistoryModel::HistoryModel(QObject *parent) : QAbstractTableModel(parent) {}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString HistoryModel::statusText(const QString &status)
{
    return status == QLatin1String("success") ? tr("Succeeded") : status == QLatin1String("timeout") ? tr("Timed out") : tr("Failed");
}

int HistoryModel::rowOf(const QString &id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&id](const HistoryEntry &entry) { return entry.id == id; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

bool HistoryModel::codeChanged(int row) const
{
    const HistoryEntry &entry = m_rows.at(row);
    if (entry.codeHash.isEmpty())
        return false;
    for (int before = row + 1; before < m_rows.size(); ++before) {
        const HistoryEntry &other = m_rows.at(before);
        if (other.function == entry.function && other.project == entry.project && !other.codeHash.isEmpty())
            return other.codeHash != entry.codeHash;
    }
    return false;
}

/// The command writes these in English, and so did a window in another language.
static QString whereText(const QString &where)
{
    if (where == QLatin1String("local run"))
        return HistoryModel::tr("local run");
    return where == QLatin1String("test run") ? HistoryModel::tr("test run") : visibleText(where);
}

QString HistoryModel::text(const HistoryEntry &entry, int column) const
{
    const InvocationReport &report = entry.outcome.report;
    switch (column) {
    case TimeColumn: {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(entry.startedMs);
        const QDate today = QDate::currentDate();
        return time.toString(time.date() == today ? QStringLiteral("HH:mm:ss") : time.date().year() == today.year() ? QStringLiteral("MM-dd HH:mm") : QStringLiteral("yyyy-MM-dd"));
    }
    case FunctionColumn:
        return visibleText(entry.function);
    case EventColumn:
        return visibleText(entry.eventName);
    case StatusColumn:
        return report.errorType.isEmpty() ? statusText(entry.status()) : QStringLiteral("%1: %2").arg(statusText(entry.status()), visibleText(report.errorType));
    case DurationColumn:
        return durationText(report.durationMs);
    case InitColumn:
        return report.initMs < 0 ? QString() : durationText(report.initMs);
    case MemoryColumn:
        return report.memoryMib > 0 ? tr("%1 of %2 MB").arg(report.maxMemoryUsedMib).arg(report.memoryMib) : QString();
    case WhereColumn:
        return whereText(entry.where);
    default:
        return entry.codeHash.left(7);
    }
}

QVariant HistoryModel::raw(const HistoryEntry &entry, int column) const
{
    const InvocationReport &report = entry.outcome.report;
    switch (column) {
    case TimeColumn:
        return QDateTime::fromMSecsSinceEpoch(entry.startedMs).toUTC().toString(Qt::ISODateWithMs);
    case DurationColumn:
        return report.durationMs;
    case InitColumn:
        return report.initMs < 0 ? QVariant(QString()) : QVariant(report.initMs);
    case MemoryColumn:
        return report.maxMemoryUsedMib;
    case StatusColumn:
        return entry.status();
    case CodeColumn:
        return entry.codeHash;
    default:
        return text(entry, column);
    }
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const HistoryEntry &entry = m_rows.at(index.row());
    switch (role) {
    case IdRole:
        return entry.id;
    case StatusRole:
        return entry.status();
    case CodeChangedRole:
        return codeChanged(index.row());
    case RawRole:
        return raw(entry, index.column());
    case Qt::TextAlignmentRole:
        return int((index.column() >= DurationColumn && index.column() <= MemoryColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (index.column() == TimeColumn)
            return QDateTime::fromMSecsSinceEpoch(entry.startedMs).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
        if (index.column() == CodeColumn)
            return codeChanged(index.row()) ? tr("Other code than the run before") : QVariant();
        return index.column() == StatusColumn || index.column() == EventColumn ? text(entry, index.column()) : QVariant();
    case Qt::DisplayRole:
        return text(entry, index.column());
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return int((section >= DurationColumn && section <= MemoryColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    static constexpr const char *raw[] = {"time", "function", "status", "event", "duration_ms", "init_ms", "max_memory_mb", "where", "code"};
    static_assert(std::size(raw) == ColumnCount);
    if (orientation == Qt::Horizontal && role == RawRole && section >= 0 && section < ColumnCount)
        return QString::fromLatin1(raw[section]);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case FunctionColumn:
        return tr("Function");
    case EventColumn:
        return tr("Event");
    case StatusColumn:
        return tr("Status");
    case DurationColumn:
        return tr("Duration");
    case InitColumn:
        return tr("Init");
    case MemoryColumn:
        return tr("Memory");
    case WhereColumn:
        return tr("Where");
    default:
        return tr("Code");
    }
}

void HistoryModel::setEntries(const QList<HistoryEntry> &newestFirst)
{
    // Usually a few new runs stand before those that are here, and as many old ones went: anything else is a new list.
    const auto known = m_rows.isEmpty() ? newestFirst.end() : std::find_if(newestFirst.begin(), newestFirst.end(), [this](const HistoryEntry &entry) { return entry.id == m_rows.first().id; });
    const qsizetype fresh = known - newestFirst.begin();
    const qsizetype common = newestFirst.size() - fresh;
    const bool continues = known != newestFirst.end() && common <= m_rows.size()
        && std::equal(known, newestFirst.end(), m_rows.begin(), [](const HistoryEntry &a, const HistoryEntry &b) { return a.id == b.id; });
    if (!continues) {
        beginResetModel();
        m_rows = newestFirst;
        endResetModel();
        return;
    }
    if (common < m_rows.size()) {
        beginRemoveRows({}, int(common), int(m_rows.size()) - 1);
        m_rows.resize(common);
        endRemoveRows();
        if (common > 0) // what it is compared with is gone
            emit dataChanged(index(int(common) - 1, CodeColumn), index(int(common) - 1, CodeColumn));
    }
    if (fresh > 0) {
        beginInsertRows({}, 0, int(fresh) - 1);
        m_rows = newestFirst;
        endInsertRows();
    }
}

} // namespace lathe
