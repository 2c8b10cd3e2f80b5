// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QObject>
#include <QSocketNotifier>
#include <functional>

namespace lathe {

/// A listening socket. Ours and not QTcpServer, whose library brings a dozen others along that cost each start of the command and the
/// window 1.2 ms, and of which nothing else is used: connections are HttpSockets. Owned by its HttpServer, on its thread. Internal to
/// models/http.
class HttpListener : public QObject
{
public:
    /// A TCP socket on 127.0.0.1 that listens; port 0 takes a free one. The errno as the error's detail code.
    static tl::expected<int, int> openLoopback(quint16 port);
    /// A Unix socket with mode 0600 that listens at `path` (107 bytes at most), which must not exist.
    static tl::expected<int, int> openLocal(const QByteArray &path);

    /// Owns `fd`, which listens and does not block. `accepted` gets descriptors that it then owns; they do not block either.
    HttpListener(int fd, std::function<void(int)> accepted, QObject *parent);
    ~HttpListener() override;

    /// This file goes with the listener.
    void removeLater(const QByteArray &path) { m_path = path; }
    /// 0: no TCP socket.
    quint16 port() const;

private:
    void accept();

    int m_fd;
    std::function<void(int)> m_accepted;
    QSocketNotifier m_incoming;
    QByteArray m_path;
};

} // namespace lathe
