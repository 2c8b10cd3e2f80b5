// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/eventlistmodel.h"
#include "items/visibletext.h"

namespace lathe {

int EventListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

QVariant EventListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const EventFile &event = m_events.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return visibleText(event.name);
    case NameRole:
        return event.name;
    case PathRole:
        return event.path;
    case FunctionRole:
        return event.function;
    default:
        return {};
    }
}

void EventListModel::setEvents(const QList<EventFile> &events)
{
    if (events == m_events)
        return;
    for (int row = int(m_events.size()) - 1; row >= 0; --row)
        if (!events.contains(m_events.at(row))) {
            beginRemoveRows({}, row, row);
            m_events.removeAt(row);
            endRemoveRows();
        }
    for (int row = 0; row < events.size(); ++row) {
        if (row < m_events.size() && m_events.at(row) == events.at(row))
            continue;
        const int old = int(m_events.indexOf(events.at(row)));
        if (old >= 0) {
            beginMoveRows({}, old, old, {}, row);
            m_events.move(old, row);
            endMoveRows();
        } else {
            beginInsertRows({}, row, row);
            m_events.insert(row, events.at(row));
            endInsertRows();
        }
    }
}

int EventListModel::rowOf(const QString &path) const
{
    for (int row = 0; row < m_events.size(); ++row)
        if (m_events.at(row).path == path)
            return row;
    return -1;
}

} // namespace lathe
