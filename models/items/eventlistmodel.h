// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/eventstore.h"
#include <QAbstractListModel>

namespace lathe {

/// The saved test events that suit the current function, one row each. Window's thread.
class EventListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { NameRole = Qt::UserRole, PathRole, FunctionRole };
    using QAbstractListModel::QAbstractListModel;
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    /// Keeps rows that stay, so that a view's selection survives.
    void setEvents(const QList<EventFile> &events);
    const EventFile &at(int row) const { return m_events.at(row); }
    int rowOf(const QString &path) const;

private:
    QList<EventFile> m_events;
};

} // namespace lathe
