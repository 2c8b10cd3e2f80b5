// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How a connection writes, and how it ends. What it reads: httpconnection.cpp.
#include "core/timeouts.h"
#include "http/httpconnection.h"
#include "http/serverexchange.h"
#include <sys/socket.h>
#include <utility>

namespace lathe {

void HttpConnection::write(const QByteArray &bytes)
{
    if (m_phase == Phase::Closed)
        return;
    if (m_socket.bytesToWrite() == 0)
        m_progress = Clock::now();
    m_socket.write(bytes);
}

void HttpConnection::flush()
{
    if (m_phase != Phase::Closed)
        m_socket.flush();
}

void HttpConnection::flushSoon()
{
    if (std::exchange(m_flushing, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_flushing = false;
            flush();
        },
        Qt::QueuedConnection);
}

qint64 HttpConnection::unsent() const
{
    return m_phase == Phase::Closed ? 0 : m_socket.bytesToWrite();
}

/// Closing at once while the peer still sends makes TCP throw the answer away, so the rest is read for a while.
void HttpConnection::linger()
{
    enter(Phase::Linger);
    onBytesWritten();
}

void HttpConnection::onBytesWritten()
{
    m_progress = Clock::now();
    if (m_held && !isHeld()) {
        holdReading(false);
        QMetaObject::invokeMethod(this, &HttpConnection::pump, Qt::QueuedConnection); // what came meanwhile
    }
    if (m_phase == Phase::Linger && !m_shutDown && m_socket.bytesToWrite() == 0) {
        m_shutDown = true;
        ::shutdown(m_socket.descriptor(), SHUT_WR);
        m_phaseStart = Clock::now();
        pump();
    } else if (m_exchange) {
        emit m_exchange->bytesWritten();
    }
}

void HttpConnection::enforce(Clock::time_point now)
{
    if (m_socket.bytesToWrite() > 0) {
        if (now - m_progress > m_limits.keepAliveTimeout)
            drop();
        return;
    }
    switch (m_phase) {
    case Phase::Head:
        if (m_partialHead && now - m_phaseStart > m_limits.headerTimeout)
            fail(408, "the header did not arrive in time");
        else if (!m_partialHead && now - m_phaseStart > (m_served ? m_limits.keepAliveTimeout : m_limits.headerTimeout))
            drop();
        break;
    case Phase::Body:
        if (!(m_exchange && m_exchange->m_paused) && now - m_progress > m_limits.idleTimeout)
            fail(408, "the body stopped arriving");
        break;
    case Phase::Linger:
        if (now - m_phaseStart > timeouts::httpLinger)
            drop();
        break;
    case Phase::Answer:
    case Phase::Closed:
        break;
    }
}

void HttpConnection::closeAfterAnswer()
{
    m_keep = false;
    if (m_phase == Phase::Head)
        m_socket.bytesToWrite() > 0 ? linger() : drop();
}

void HttpConnection::drop()
{
    if (m_phase == Phase::Closed)
        return;
    onDisconnected();
}

void HttpConnection::onDisconnected()
{
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    m_socket.close();
    QPointer<ServerExchange> exchange = std::exchange(m_exchange, nullptr);
    if (exchange) {
        exchange->m_connection = nullptr;
        exchange->m_state = ServerExchange::State::Done;
        emit exchange->aborted();
    }
    emit closed(this);
    deleteLater();
}

} // namespace lathe
