// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/environmentevent.h"
#include <QAbstractTableModel>
#include <QHash>

namespace lathe {

/// What the execution environments did: their init phases and invocations, oldest first, at most `maxRows`; made from what the
/// environments tell, by whoever they were called. Window's thread.
class InvocationTimeline : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { LaneColumn, FunctionColumn, KindColumn, StartColumn, DurationColumn, StatusColumn, RequestColumn, ColumnCount };
    static constexpr int maxRows = 2000;
    enum class Kind { Init, Invoke };

    struct Span
    {
        quint64 environment = 0;
        QString function;
        Kind kind = Kind::Invoke;
        qint64 startMicros = 0;      ///< Since 1970.
        double durationMs = -1;      ///< Below 0: it is under way.
        QByteArray status;           ///< "success", "error", "failure", "timeout"; empty while it is under way.
        QByteArray errorType;
        QByteArray requestId;
        bool failed() const { return !status.isEmpty() && status != "success"; }
    };
    /// An environment: a lane of the picture.
    struct Lane
    {
        quint64 environment = 0;
        QString function;
    };

    explicit InvocationTimeline(QObject *parent = nullptr);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void append(const QList<EnvironmentEvent> &events);
    /// What is under way in environments that are gone will never end: it is over now.
    void noteGone(const QList<quint64> &alive);
    void clear();
    const Span &at(int row) const { return m_spans.at(row); }
    /// Environments that have a row, by age.
    const QList<Lane> &lanes() const { return m_lanes; }
    int laneOf(quint64 environment) const { return m_laneOf.value(environment, -1); }
    bool isAnyOpen() const { return !m_open.isEmpty(); }
    static QString statusText(const Span &span);

private:
    void open(const EnvironmentEvent &event, Kind kind);
    void close(const EnvironmentEvent &event, Kind kind);
    void trim();
    void findLanes();
    QList<Span> m_spans;
    QList<Lane> m_lanes;
    QHash<quint64, int> m_laneOf;
    QHash<quint64, int> m_open; ///< Row of what is under way in an environment.
};

} // namespace lathe
