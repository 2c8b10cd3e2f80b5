// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/testmatrixmodel.h"
#include "items/visibletext.h"
#include <QSet>
#include <algorithm>

namespace lathe {

TestMatrixModel::TestMatrixModel(QObject *parent) : QAbstractTableModel(parent) {}

int TestMatrixModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

int TestMatrixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

bool TestMatrixModel::fits(int row, int column) const
{
    return m_events[row].function.isEmpty() || m_events[row].function == m_columns[column].function;
}

MatrixPlace TestMatrixModel::placeOf(const QModelIndex &index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Column &column = m_columns[index.column()];
    return {m_events[index.row()].path, column.function, column.runtime, column.qualifier};
}

QModelIndex TestMatrixModel::indexOf(const MatrixPlace &place) const
{
    const auto row = std::find_if(m_events.begin(), m_events.end(), [&](const EventFile &event) { return event.path == place.eventPath; });
    const auto column = std::find_if(m_columns.begin(), m_columns.end(), [&](const Column &one) { return one.function == place.function && one.runtime == place.runtime && one.qualifier == place.qualifier; });
    return row == m_events.end() || column == m_columns.end() ? QModelIndex() : index(int(row - m_events.begin()), int(column - m_columns.begin()));
}

QList<MatrixPlace> TestMatrixModel::places() const
{
    QList<MatrixPlace> list;
    for (int row = 0; row < m_events.size(); ++row)
        for (int column = 0; column < m_columns.size(); ++column)
            if (fits(row, column))
                list.append(placeOf(index(row, column)));
    return list;
}

TestMatrixModel::Counts TestMatrixModel::counts() const
{
    Counts counts;
    const QList<MatrixPlace> all = places();
    if (m_cells.isEmpty())
        counts.of[MatrixCell::NotRun] = int(all.size());
    else
        for (const MatrixPlace &place : all) {
            const auto cell = m_cells.constFind(place);
            ++counts.of[cell == m_cells.constEnd() ? MatrixCell::NotRun : cell->state];
            counts.stale += cell != m_cells.constEnd() && cell->stale;
        }
    return counts;
}

QString TestMatrixModel::stateName(MatrixCell::State state)
{
    switch (state) {
    case MatrixCell::Absent: return QString();
    case MatrixCell::NotRun: return tr("not run");
    case MatrixCell::Waiting: return tr("waiting");
    case MatrixCell::Running: return tr("running");
    case MatrixCell::Passed: return tr("passed");
    case MatrixCell::Failed: return tr("failed");
    case MatrixCell::Broken: return tr("could not run");
    case MatrixCell::Stopped: return tr("stopped");
    }
    return {};
}

Qt::ItemFlags TestMatrixModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || !fits(index.row(), index.column()))
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

QVariant TestMatrixModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const bool there = fits(index.row(), index.column());
    const MatrixCell cell = there ? m_cells.value(placeOf(index)) : MatrixCell{MatrixCell::Absent, 0, {}};
    const bool ran = cell.state == MatrixCell::Passed || cell.state == MatrixCell::Failed;
    switch (role) {
    case Qt::DisplayRole:
        return stateName(cell.state);
    case StaleRole:
        return cell.stale;
    case StateRole:
        return int(cell.state);
    case DurationRole:
        return ran ? QVariant(cell.durationMs) : QVariant();
    case EventPathRole:
        return m_events[index.row()].path;
    case FunctionRole:
        return m_columns[index.column()].function;
    case RuntimeRole:
        return m_columns[index.column()].runtime;
    case Qt::ToolTipRole: {
        QStringList parts;
        if (cell.stale)
            parts += tr("The event or the code changed since this ran.");
        if (!cell.failure.isEmpty())
            parts += visibleText(cell.failure).toHtmlEscaped();
        return parts.isEmpty() ? QVariant() : QVariant(parts.join(QStringLiteral("<br>")));
    }
    case Qt::AccessibleTextRole: {
        QStringList parts{visibleText(m_events[index.row()].name), visibleText(m_columns[index.column()].title), !there ? tr("not for this function") : cell.stale ? tr("%1, outdated").arg(stateName(cell.state)) : stateName(cell.state)};
        if (ran)
            parts += tr("%1 ms").arg(cell.durationMs, 0, 'f', 2);
        return parts.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

QVariant TestMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool down = orientation == Qt::Vertical;
    if (section < 0 || section >= (down ? m_events.size() : m_columns.size()))
        return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    QString text = visibleText(down ? m_events[section].name : m_columns[section].title);
    if (down && !m_events[section].function.isEmpty())
        text = QStringLiteral("%1/%2").arg(visibleText(m_events[section].function), text);
    return role == Qt::ToolTipRole ? text.toHtmlEscaped() : text;
}

void TestMatrixModel::setAxes(const QList<EventFile> &events, const QList<Column> &columns)
{
    if (events == m_events && columns == m_columns)
        return;
    beginResetModel();
    m_events = events;
    m_columns = columns;
    // What is said of an event that is gone would be wrong of the next one of its name.
    QSet<QString> paths;
    for (const EventFile &event : events)
        paths.insert(event.path);
    m_cells.removeIf([&paths](const auto &entry) { return !paths.contains(entry.key().eventPath); });
    endResetModel();
}

void TestMatrixModel::setStale(const MatrixPlace &place, bool stale)
{
    if (const auto it = m_cells.constFind(place); it != m_cells.constEnd() && it->stale != stale) {
        MatrixCell cell = *it;
        cell.stale = stale;
        setCell(place, cell);
    }
}

void TestMatrixModel::setCell(const MatrixPlace &place, const MatrixCell &cell)
{
    MatrixCell &kept = m_cells[place];
    if (kept == cell)
        return;
    kept = cell;
    if (const QModelIndex at = indexOf(place); at.isValid())
        emit dataChanged(at, at);
}

} // namespace lathe
