// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/telemetry/telemetrydelivery.h"
#include "core/timeouts.h"
#include <QPointer>
#include <arpa/inet.h>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace lathe {

LoopbackConnector sharedLoopback()
{
    return [](quint16 port, QObject *, const std::function<void(int)> &done) {
        // A loopback connection is made, refused or on its way when connect() returns; whoever gets it waits for the rest.
        int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (fd >= 0 && ::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 && errno != EINPROGRESS) {
            ::close(fd);
            fd = -1;
        }
        done(fd);
    };
}

TelemetryDelivery::TelemetryDelivery(TelemetrySubscription subscription, LoopbackConnector connector, QObject *parent)
    : QObject(parent), m_subscription(std::move(subscription)), m_connector(std::move(connector))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { end(QStringLiteral("the subscriber did not take them in time")); });
}

TelemetryDelivery::~TelemetryDelivery() = default;

void TelemetryDelivery::send(const QByteArrayList &events)
{
    m_busy = true;
    ++m_batch;
    m_timer.start(timeouts::telemetryDelivery);
    m_answer.clear();
    if (m_subscription.tcp) {
        m_payload = events.join('\n') + '\n';
    } else {
        const QByteArray body = '[' + events.join(',') + ']';
        m_payload = m_subscription.method + ' ' + m_subscription.path + " HTTP/1.1\r\nHost: " + m_subscription.host
            + "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
    }
    if (m_socket) {
        m_socket->write(std::exchange(m_payload, {}));
        return m_socket->flush();
    }
    m_connector(m_subscription.port, this, [this](int fd) {
        if (fd < 0)
            return end(QStringLiteral("nobody listens on port %1").arg(m_subscription.port));
        use(fd);
    });
}

void TelemetryDelivery::use(int fd)
{
    m_socket = std::make_shared<HttpSocket>(fd);
    HttpSocket *socket = m_socket.get();
    // One that only reads the rest of an answer away may live longer than its delivery.
    socket->onReadable = [self = QPointer(this), socket] {
        if (self)
            return self->read(*socket);
        char rest[4096];
        if (socket->read(rest, sizeof rest) < 0)
            socket->close();
    };
    socket->onWritten = [self = QPointer(this), socket] {
        // Later, for a batch that is taken at once would end inside the call that sends it, and the next one inside that one.
        if (self && self->m_subscription.tcp && self->m_busy && socket == self->m_socket.get() && socket->bytesToWrite() == 0)
            QMetaObject::invokeMethod(self, [self, batch = self->m_batch] { if (batch == self->m_batch) self->end({}); }, Qt::QueuedConnection);
    };
    socket->onGone = [self = QPointer(this), socket] {
        if (self && socket == self->m_socket.get())
            self->lost();
    };
    socket->write(std::exchange(m_payload, {}));
    socket->flush();
}

void TelemetryDelivery::read(HttpSocket &socket)
{
    QByteArray bytes(16 * 1024, Qt::Uninitialized);
    const qint64 n = socket.read(bytes.data(), bytes.size());
    const bool current = &socket == m_socket.get();
    if (n < 0 && current)
        return lost();
    if (n < 0)
        return socket.close();
    if (n > 0 && current && !m_subscription.tcp)
        answered(bytes.first(n));
}

void TelemetryDelivery::answered(const QByteArray &bytes)
{
    m_answer += bytes;
    const qsizetype line = m_answer.indexOf("\r\n");
    if (line < 0) {
        if (m_answer.size() > 8 * 1024)
            end(QStringLiteral("the answer is not HTTP"));
        return;
    }
    // "HTTP/1.1 200 OK": the rest of the answer is of no interest.
    const QList<QByteArray> words = m_answer.left(line).split(' ');
    const int status = words.value(1).toInt();
    end(words.value(0).startsWith("HTTP/1.") && status / 100 == 2 ? QString() : QStringLiteral("the subscriber answered with status %1").arg(status));
}

void TelemetryDelivery::lost()
{
    if (m_busy)
        return end(QStringLiteral("the subscriber closed the connection"));
    m_socket->close();
    keepFor({}); // the next batch connects anew
}

/// The connection is no longer the current one; what still comes is read and dropped for this time, and then it goes.
void TelemetryDelivery::keepFor(std::chrono::milliseconds time)
{
    QTimer::singleShot(time, this, [socket = std::exchange(m_socket, nullptr)] {});
}

void TelemetryDelivery::end(const QString &failure)
{
    if (!m_busy)
        return;
    m_busy = false;
    m_timer.stop();
    m_payload.clear();
    if (m_socket && !failure.isEmpty()) {
        m_socket->close();
        keepFor({});
    } else if (m_socket && !m_subscription.tcp) {
        // The subscriber writes the rest of its answer undisturbed and closes; it would see a reset connection otherwise.
        keepFor(timeouts::telemetryDelivery);
    }
    emit ended(failure);
}

} // namespace lathe
