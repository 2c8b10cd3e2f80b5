// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "http/httpexchange.h"
#include "http/httphead.h"
#include "http/httpsocket.h"
#include <QPointer>
#include <chrono>
#include <functional>
#include <memory>

namespace lathe {

class ServerExchange;

/// One accepted connection: reads requests one after the other, hands each to the handler, writes its answer, then looks
/// at the next one (pipelining). Owned by the server; deletes itself with deleteLater() when the peer is gone. Internal to
/// models/http. Same thread as the server.
class HttpConnection : public QObject
{
    Q_OBJECT
public:
    using Clock = std::chrono::steady_clock;
    using Handler = std::function<void(HttpExchange *)>;
    enum class Phase {
        Head,    ///< Waits for a request's header or reads it.
        Body,    ///< Reads the body; the handler has the exchange.
        Answer,  ///< The body is complete, the answer is not.
        Linger,  ///< Answered for the last time; what still comes is read away.
        Closed
    };

    /// `fd`: a connected TCP or Unix socket, which it owns from now on.
    HttpConnection(int fd, const HttpLimits &limits, const Handler &handler, QObject *parent);
    ~HttpConnection() override;

    Phase phase() const { return m_phase; }
    bool isIdle() const { return m_phase == Phase::Head; }
    quint64 served() const { return m_served; }
    Clock::time_point phaseStart() const { return m_phaseStart; }
    /// Ends the connection if its time is over; called by the server's sweep.
    void enforce(Clock::time_point now);
    /// Sends now instead of in the next turn of the event loop.
    void flush();
    /// No further request after the one under way.
    void closeAfterAnswer();
    /// Breaks the connection now.
    void drop();
    /// Answers `status` and closes; for a connection over the cap.
    void refuse(int status, const char *reason);

signals:
    /// The peer is gone or the connection was dropped; it deletes itself.
    void closed(lathe::HttpConnection *self);

private:
    friend class ServerExchange;
    struct Parser;

    void pump();
    void onReadable();
    qint64 receive(char *to, qint64 most);
    bool readMore();
    void readAway();
    bool pumpHead();
    bool pumpBody();
    bool pumpPlainBody();
    bool readIntoBody(qint64 left);
    bool takeEarlyBody(ServerExchange &exchange);
    void takeBack(qsizetype bytes);
    void retire(ServerExchange *exchange);
    bool takeBody(qsizetype wireBytes);
    void deliverBody();
    void bodyEnded();
    void beginExchange();
    void enter(Phase phase);
    void fail(int status, const char *reason);
    void write(const QByteArray &bytes);
    void flushSoon();
    qint64 unsent() const;
    void answerEnded();
    void linger();
    void onDisconnected();
    void onBytesWritten();
    void holdReading(bool hold);
    bool isHeld() const;
    bool isAlive() const { return m_phase != Phase::Closed && m_phase != Phase::Linger; }

    const HttpLimits &m_limits;
    const Handler &m_handler;
    HttpSocket m_socket;
    std::unique_ptr<Parser> m_parser;
    QPointer<ServerExchange> m_exchange;
    QList<ServerExchange *> m_answered; ///< Small ones, on whose stack an answer may still stand: they go before the next request.
    QByteArray m_in;           ///< Bytes that were read and not yet parsed, from m_at on.
    qsizetype m_at = 0;
    qsizetype m_scanned = 0;   ///< Of the head, from m_at on.
    qint64 m_bodyBytes = 0;
    qint64 m_wireBytes = 0;    ///< Of the body, chunk framing included.
    qint64 m_discarded = 0;
    quint64 m_served = 0;
    Clock::time_point m_phaseStart;
    Clock::time_point m_progress;
    Phase m_phase = Phase::Head;
    bool m_keep = true;
    bool m_http11 = true;
    bool m_partialHead = false;
    bool m_pumping = false;
    bool m_shutDown = false;
    bool m_held = false;       ///< Nothing is read: see HttpLimits::answersHalfClosed.
    bool m_readable = false;   ///< The socket may hold something that was not read.
    bool m_unflushed = false;  ///< An answer that may leave with the next one was written.
    bool m_flushing = false;   ///< What was written leaves in the next turn of the event loop.
};

} // namespace lathe
