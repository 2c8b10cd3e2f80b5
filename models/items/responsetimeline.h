// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/functionspec.h"
#include <QAbstractTableModel>
#include <QTimer>

namespace lathe {

/// The parts of one response in the order of their coming, live while the function runs. What comes is shown 30 times a second
/// at most; beyond `maxRows` neighbours are joined two by two, so that any number of parts stays readable. Window's thread.
class ResponseTimeline : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NumberColumn, TimeColumn, BytesColumn, TotalColumn, RateColumn, ColumnCount };
    static constexpr int maxRows = 2000;

    /// One part, or joined neighbours.
    struct Part
    {
        double firstMs = 0, lastMs = 0; ///< Since the function got its event.
        qint64 bytes = 0;
        qint64 total = 0; ///< Up to and with it.
        qint64 number = 0; ///< Of its first part, from 1.
        qint64 count = 1;
        bool operator==(const Part &) const = default;
    };

    explicit ResponseTimeline(QObject *parent = nullptr);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// A run begins: nothing is known yet.
    void begin();
    void append(const QList<ResponseChunk> &parts);
    /// The run is over after `durationMs`; its own record of the parts replaces what came live, if it has one.
    void finish(const QList<ResponseChunk> &parts, double durationMs);

    bool isLive() const { return m_live; }
    const Part &at(int row) const { return m_parts.at(row); }
    qint64 parts() const { return m_count; }
    qint64 totalBytes() const { return m_total; }
    double firstByteMs() const { return m_parts.isEmpty() ? -1 : m_parts.first().firstMs; }
    double lastByteMs() const { return m_parts.isEmpty() ? -1 : m_parts.last().lastMs; }
    /// End of the time axis: the function's own duration once it is known.
    double endMs() const { return std::max(m_durationMs, lastByteMs()); }
    /// From when on Lambda lets a streamed response out at 2 MB/s only: where the burst of 6 MB, which refills at that rate, was
    /// used up; below 0: never.
    double throttledFromMs() const;
    /// Bytes a second in the 100 ms up to a part, or since the one before it; below 0 for the first.
    double rate(int row) const;

signals:
    /// Live or not, end of the axis.
    void stateChanged();

private:
    void flush();
    void join();
    void take(const ResponseChunk &chunk);
    QList<Part> m_parts;
    QList<ResponseChunk> m_pending;
    QTimer m_frame;
    qint64 m_count = 0;
    qint64 m_total = 0;
    qint64 m_joined = 1; ///< So many parts make a new row.
    double m_durationMs = -1;
    bool m_live = false;
};

} // namespace lathe
