// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/telemetry/telemetrydelivery.h"
#include <utility>

namespace lathe {

/// One extension's subscription at work: gathers records into batches by number, size and time, and hands them over one
/// after the other. A subscriber that is slower than the records loses batches, never memory of ours. Owned by the
/// TelemetryHub, on its thread.
class TelemetrySubscriber : public QObject
{
    Q_OBJECT
public:
    TelemetrySubscriber(QByteArray extension, TelemetrySubscription subscription, LoopbackConnector connector, QObject *parent = nullptr);

    const QByteArray &extension() const { return m_extension; }
    const TelemetrySubscription &subscription() const { return m_subscription; }
    /// `event` is a whole JSON object.
    void add(const QByteArray &event);
    /// While paused nothing is sent and no time passes for batches: the sandbox is frozen.
    void setPaused(bool paused);
    /// Sends what there is now.
    void flush();
    /// Whether a loss of so many records is worth a record of its own: not when it is just the report of an earlier one, with
    /// nothing delivered in between.
    bool tellsLoss(int records) { return !std::exchange(m_lossTold, true) || records > 1; }
    bool isIdle() const { return m_batch.isEmpty() && m_waiting.isEmpty() && !m_delivery.isBusy(); }

signals:
    /// Records were lost; for a platform.logsDropped record. Bytes are those of the records.
    void dropped(const QString &reason, int records, qint64 bytes);
    /// Everything given so far was handed over or lost.
    void idle();

private:
    void close();
    void next();
    void delivered(const QString &failure);

    const QByteArray m_extension;
    const TelemetrySubscription m_subscription;
    TelemetryDelivery m_delivery;
    QTimer m_timer;
    QByteArrayList m_batch;   ///< Being filled.
    QByteArrayList m_waiting; ///< Full; goes as soon as the one before it arrived.
    QByteArrayList m_sent;
    qint64 m_batchBytes = 0;
    int m_remainingMs = -1; ///< Of the batch's time, while paused.
    bool m_paused = false;
    bool m_flushNext = false;
    bool m_lossTold = false; ///< Since the last batch that arrived.
};

} // namespace lathe
