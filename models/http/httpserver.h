// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "core/timeouts.h"
#include "http/httpexchange.h"
#include "http/httptypes.h"
#include <QObject>
#include <functional>
#include <memory>

namespace lathe {

/// An HTTP/1.1 server on plain sockets with llhttp as its parser: keep-alive, pipelining, chunked bodies
/// both ways with back-pressure, trailers, Expect: 100-continue. Ours, because QHttpServer 6.4 accepts any Host, keeps
/// half-open connections for ever and holds whole bodies in memory. Lives on the thread that created it.
class HttpServer : public QObject
{
    Q_OBJECT
public:
    explicit HttpServer(HttpLimits limits = {}, QObject *parent = nullptr);
    ~HttpServer() override;

    /// Called once per request when its header is complete; may keep the exchange and answer later (long poll).
    void setHandler(std::function<void(HttpExchange *)> handler);
    /// Listens on 127.0.0.1, the only address there is for a server of this machine's user; port 0 takes a free one. Returns the
    /// port. LTH-HTTP-001, with the holder's name where that can be told, when it is busy.
    Result<quint16> listenLoopback(quint16 port);
    /// Listens at a Unix socket that only its user may connect to; one that nobody listens at any more is replaced.
    Result<> listenLocal(const QString &socketPath);
    /// Takes over a listening TCP socket, e.g. one made inside a sandbox's network. Owns `fd` from then on.
    Result<> adopt(int fd);
    /// Serves a socket that is connected already. Owns `fd` from then on.
    void adoptConnection(int fd);
    /// Sends the answers that wait for a next one: HttpExchange::joinWithNext().
    void flush();
    /// Stops accepting; connections with an exchange under way may finish it within `grace`, idle ones close now.
    void close(std::chrono::milliseconds grace = timeouts::httpCloseGrace);
    int connectionCount() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lathe
