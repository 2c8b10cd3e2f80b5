// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/serverexchange.h"
#include "http/httpconnection.h"
#include <QByteArray>
#include <utility>

namespace lathe {

using httphead::Framing;

namespace {

bool bodyless(int status)
{
    return status < 200 || status == 204 || status == 304;
}

bool asksToClose(const HttpHeaders &headers)
{
    return headerValue(headers, "connection").compare("close", Qt::CaseInsensitive) == 0;
}

} // namespace

ServerExchange::ServerExchange(HttpConnection *connection, qint64 bodyLimit)
    : HttpExchange(connection)
    , m_connection(connection)
    , m_bodyLimit(bodyLimit)
{
}

void ServerExchange::streamBody(qint64 maxBytes)
{
    m_streamed = true;
    m_bodyLimit = maxBytes;
    if (!std::exchange(m_early, false) || !m_connection)
        return;
    m_connection->takeBack(std::exchange(m_body, {}).size());
    m_bodyComplete = false;
}

void ServerExchange::collectBody(qint64 maxBytes)
{
    m_shown = true;
    m_bodyLimit = maxBytes;
}

void ServerExchange::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    if (!paused && m_connection) {
        m_connection->m_progress = HttpConnection::Clock::now();
        // Not from here: the caller may stand in a slot of bodyChunk().
        QMetaObject::invokeMethod(m_connection, [c = m_connection] { if (c) c->pump(); }, Qt::QueuedConnection);
    }
}

void ServerExchange::respond(int status, const HttpHeaders &headers, const QByteArray &body)
{
    if (m_state != State::Open || !m_connection || !m_connection->isAlive())
        return;
    m_state = State::Done;
    HttpConnection &c = *m_connection;
    const bool head = m_request.method == "HEAD";
    if (asksToClose(headers))
        c.m_keep = false;
    qint64 length = body.size();
    if (head && body.isEmpty() && headerCount(headers, "content-length") == 1)
        length = headerValue(headers, "content-length").toLongLong();
    const bool withBody = !head && !bodyless(status);
    const bool large = body.size() > 16 * 1024;
    QByteArray out = httphead::response(status, headers, bodyless(status) ? Framing::None : Framing::Length, length, c.m_keep, c.m_http11,
        withBody && !large ? body.size() : 0);
    if (withBody && !large)
        out += body;
    c.write(out);
    if (withBody && large)
        c.write(body);
    if (m_joined)
        c.m_unflushed = true;
    else
        c.flush();
    if (m_connection)
        m_connection->answerEnded();
}

void ServerExchange::startStream(int status, const HttpHeaders &headers)
{
    if (m_state != State::Open || !m_connection || !m_connection->isAlive())
        return;
    m_state = State::Streaming;
    HttpConnection &c = *m_connection;
    if (bodyless(status) || m_request.method == "HEAD")
        m_framing = Framing::None;
    else
        m_framing = c.m_http11 ? Framing::Chunked : Framing::UntilClose;
    if (asksToClose(headers) || m_framing == Framing::UntilClose)
        c.m_keep = false;
    c.write(httphead::response(status, headers, m_framing, 0, c.m_keep, c.m_http11));
    c.flush();
}

void ServerExchange::writeChunk(const QByteArray &bytes)
{
    if (m_state != State::Streaming || bytes.isEmpty() || m_framing == Framing::None || !m_connection)
        return;
    HttpConnection &c = *m_connection;
    c.flushSoon();
    if (m_framing == Framing::UntilClose) {
        c.write(bytes);
        return;
    }
    QByteArray head = QByteArray::number(bytes.size(), 16) + "\r\n";
    if (bytes.size() <= 64 * 1024) {
        head.reserve(head.size() + bytes.size() + 2);
        head += bytes;
        head += "\r\n";
        c.write(head);
    } else {
        c.write(head);
        c.write(bytes);
        c.write("\r\n");
    }
}

void ServerExchange::endStream(const HttpHeaders &trailers)
{
    if (m_state != State::Streaming || !m_connection)
        return;
    m_state = State::Done;
    HttpConnection &c = *m_connection;
    if (m_framing == Framing::Chunked) {
        QByteArray out = "0\r\n";
        for (const HttpHeader &h : trailers) {
            const QByteArray line = h.name + ": " + h.value;
            for (const char ch : line)
                out += ch == '\r' || ch == '\n' || ch == '\0' ? ' ' : ch;
            out += "\r\n";
        }
        c.write(out + "\r\n");
    }
    c.flush();
    if (m_connection)
        m_connection->answerEnded();
}

qint64 ServerExchange::bytesToWrite() const
{
    return m_connection ? m_connection->unsent() : 0;
}

void ServerExchange::abort()
{
    m_state = State::Done;
    if (m_connection)
        m_connection->drop();
}

} // namespace lathe
