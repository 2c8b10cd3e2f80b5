// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "http/httpexchange.h"
#include "http/httphead.h"
#include <QPointer>

namespace lathe {

class HttpConnection;

/// The exchange of an HttpConnection. Internal to models/http.
class ServerExchange final : public HttpExchange
{
    Q_OBJECT
public:
    ServerExchange(HttpConnection *connection, qint64 bodyLimit);

    const HttpRequest &request() const override { return m_request; }
    QByteArray body() const override { return m_body; }
    bool isBodyComplete() const override { return m_bodyComplete; }
    void streamBody(qint64 maxBytes) override;
    void collectBody(qint64 maxBytes) override;
    void setPaused(bool paused) override;
    HttpHeaders trailers() const override { return m_trailers; }
    void respond(int status, const HttpHeaders &headers, const QByteArray &body) override;
    void joinWithNext() override { m_joined = true; }
    void startStream(int status, const HttpHeaders &headers) override;
    void writeChunk(const QByteArray &bytes) override;
    void endStream(const HttpHeaders &trailers) override;
    qint64 bytesToWrite() const override;
    void abort() override;

private:
    friend class HttpConnection;
    enum class State { Open, Streaming, Done };

    QPointer<HttpConnection> m_connection;
    HttpRequest m_request;
    QByteArray m_body;
    HttpHeaders m_trailers;
    qint64 m_bodyLimit;
    State m_state = State::Open;
    httphead::Framing m_framing = httphead::Framing::Length;
    bool m_streamed = false;
    bool m_shown = false;  ///< See collectBody().
    bool m_paused = false;
    bool m_bodyComplete = false;
    bool m_early = false;  ///< The body came with the head, and the handler has not returned yet.
    bool m_joined = false; ///< See joinWithNext().
};

} // namespace lathe
