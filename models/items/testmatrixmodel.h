// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/eventstore.h"
#include <QAbstractTableModel>
#include <array>
#include <QHash>

namespace lathe {

/// One place of the run matrix: an event on a function, perhaps with another runtime than the function's own, or as it is deployed.
struct MatrixPlace
{
    QString eventPath;
    QString function;
    QString runtime; ///< Empty: the function's own.
    QString qualifier = {}; ///< Version or alias at the endpoint; empty: the folder's code.
    bool operator==(const MatrixPlace &) const = default;
};
inline size_t qHash(const MatrixPlace &place, size_t seed = 0) { return qHashMulti(seed, place.eventPath, place.function, place.runtime, place.qualifier); }

/// What became of an event there.
struct MatrixCell
{
    enum State { Absent, NotRun, Waiting, Running, Passed, Failed, Broken, Stopped } state = NotRun;
    double durationMs = 0; ///< Of Passed and Failed.
    QString failure;       ///< The first one; of Failed and Broken.
    bool stale = false;    ///< Event or code changed since.
    bool operator==(const MatrixCell &) const = default;
};

/// Events down, functions (or runtimes of one function) across. Cells keep what became of them while their event and column stay, also
/// when others come and go. Window's thread.
class TestMatrixModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role { StateRole = Qt::UserRole, DurationRole, EventPathRole, FunctionRole, RuntimeRole, StaleRole };
    struct Column
    {
        QString function;
        QString runtime;
        QString title;
        QString qualifier = {};
        bool operator==(const Column &) const = default;
    };
    explicit TestMatrixModel(QObject *parent = nullptr);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    void setAxes(const QList<EventFile> &events, const QList<Column> &columns);
    void setCell(const MatrixPlace &place, const MatrixCell &cell);
    void setStale(const MatrixPlace &place, bool stale);
    MatrixCell cell(const MatrixPlace &place) const { return m_cells.value(place); }
    MatrixPlace placeOf(const QModelIndex &index) const;
    QModelIndex indexOf(const MatrixPlace &place) const;
    const EventFile &eventAt(int row) const { return m_events.at(row); }
    const Column &columnAt(int column) const { return m_columns.at(column); }
    /// All places at which an event fits its column, row by row.
    QList<MatrixPlace> places() const;
    int count(MatrixCell::State state) const { return counts().of[state]; }
    int staleCount() const { return counts().stale; }
    struct Counts
    {
        std::array<int, MatrixCell::Stopped + 1> of{}; ///< By state.
        int stale = 0;
    };
    Counts counts() const;
    static QString stateName(MatrixCell::State state);

private:
    bool fits(int row, int column) const;
    QList<EventFile> m_events;
    QList<Column> m_columns;
    QHash<MatrixPlace, MatrixCell> m_cells;
};

} // namespace lathe
