// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "http/httpsocket.h"
#include "runtime/telemetry/telemetrysubscription.h"
#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>

namespace lathe {

/// Opens a connection to a port on the loopback that the sandbox has: `done` gets a connected (or connecting) socket
/// descriptor that it then owns, or -1. It is called once, unless `context` is gone.
using LoopbackConnector = std::function<void(quint16 port, QObject *context, std::function<void(int fd)> done)>;

/// For sandboxes that share the machine's network: their loopback is ours.
LoopbackConnector sharedLoopback();

/// Carries batches to one subscriber: an HTTP request each, or lines over one kept TCP connection. One batch at a time.
/// Owned by its TelemetrySubscriber, on its thread.
class TelemetryDelivery : public QObject
{
    Q_OBJECT
public:
    TelemetryDelivery(TelemetrySubscription subscription, LoopbackConnector connector, QObject *parent = nullptr);
    ~TelemetryDelivery() override;

    bool isBusy() const { return m_busy; }
    /// Precondition: not busy. `events` are JSON objects.
    void send(const QByteArrayList &events);

signals:
    /// The batch arrived (empty) or why it did not.
    void ended(const QString &failure);

private:
    void use(int fd);
    void read(HttpSocket &socket);
    void answered(const QByteArray &bytes);
    void lost();
    void end(const QString &failure);
    void keepFor(std::chrono::milliseconds time);

    const TelemetrySubscription m_subscription;
    const LoopbackConnector m_connector;
    std::shared_ptr<HttpSocket> m_socket; ///< Never deleted in its own callback: see keepFor().
    QTimer m_timer;
    QByteArray m_payload; ///< What is on its way, heads included.
    QByteArray m_answer;
    quint64 m_batch = 0; ///< Number of the one on its way.
    bool m_busy = false;
};

} // namespace lathe
