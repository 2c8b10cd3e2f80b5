// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/telemetry/telemetrysubscriber.h"
#include <numeric>

namespace lathe {

static qint64 bytesOf(const QByteArrayList &events)
{
    return std::accumulate(events.cbegin(), events.cend(), qint64(0), [](qint64 sum, const QByteArray &event) { return sum + event.size(); });
}

TelemetrySubscriber::TelemetrySubscriber(QByteArray extension, TelemetrySubscription subscription, LoopbackConnector connector, QObject *parent)
    : QObject(parent), m_extension(std::move(extension)), m_subscription(std::move(subscription)),
      m_delivery(m_subscription, std::move(connector))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TelemetrySubscriber::close);
    connect(&m_delivery, &TelemetryDelivery::ended, this, &TelemetrySubscriber::delivered);
}

void TelemetrySubscriber::add(const QByteArray &event)
{
    if (!m_batch.isEmpty() && m_batchBytes + event.size() > m_subscription.maxBytes)
        close();
    m_batch.append(event);
    m_batchBytes += event.size();
    if (m_batch.size() >= m_subscription.maxItems || m_batchBytes >= m_subscription.maxBytes)
        close();
    else if (m_batch.size() == 1 && !m_paused)
        m_timer.start(m_subscription.timeout);
}

/// The batch being filled is whole: it waits for its turn.
void TelemetrySubscriber::close()
{
    m_timer.stop();
    if (m_batch.isEmpty())
        return;
    if (!m_waiting.isEmpty()) { // two batches are enough of ours; the older one is nearer to its turn
        const QByteArrayList lost = std::exchange(m_batch, {});
        const qint64 bytes = std::exchange(m_batchBytes, 0);
        emit dropped(QStringLiteral("Some logs were dropped because the downstream consumer is slower than the logs production rate"),
            int(lost.size()), bytes);
        return;
    }
    m_waiting = std::exchange(m_batch, {});
    m_batchBytes = 0;
    next();
}

void TelemetrySubscriber::next()
{
    if (m_paused || m_waiting.isEmpty() || m_delivery.isBusy())
        return;
    m_sent = std::exchange(m_waiting, {});
    m_delivery.send(m_sent);
    if (std::exchange(m_flushNext, false))
        close();
}

void TelemetrySubscriber::delivered(const QString &failure)
{
    const QByteArrayList sent = std::exchange(m_sent, {});
    if (failure.isEmpty())
        m_lossTold = false;
    else
        emit dropped(QStringLiteral("could not send events: %1").arg(failure), int(sent.size()), bytesOf(sent));
    next();
    if (isIdle())
        emit idle();
}

void TelemetrySubscriber::setPaused(bool paused)
{
    if (std::exchange(m_paused, paused) == paused)
        return;
    if (paused) {
        m_remainingMs = m_timer.isActive() ? m_timer.remainingTime() : -1;
        m_timer.stop();
        return;
    }
    if (!m_batch.isEmpty())
        m_timer.start(m_remainingMs >= 0 ? std::chrono::milliseconds(m_remainingMs) : m_subscription.timeout);
    next();
}

void TelemetrySubscriber::flush()
{
    if (m_waiting.isEmpty())
        close();
    else
        m_flushNext = true;
}

} // namespace lathe
