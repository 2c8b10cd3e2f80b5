// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpserver.h"
#include "http/httpconnection.h"
#include "http/httplistener.h"
#include "http/portholder.h"
#include <QByteArray>
#include <QFile>
#include <QFileInfo>
#include <QList>
#include <QSet>
#include <QTimer>
#include <algorithm>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace lathe {
namespace {

/// Whether a Unix socket has a listener behind it; a file that a killed process left behind has none.
bool answersLocally(const QByteArray &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (size_t(path.size()) >= sizeof address.sun_path)
        return false;
    std::copy(path.begin(), path.end(), address.sun_path);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return false;
    const bool alive = ::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 || errno == EAGAIN;
    ::close(fd);
    return alive;
}

} // namespace

struct HttpServer::Private
{
    HttpServer *q;
    HttpLimits limits;
    HttpConnection::Handler handler;
    QList<HttpListener *> listeners;
    QSet<HttpConnection *> connections;
    QTimer sweep;
    QTimer grace;
    bool closing = false;

    HttpListener *listenOn(int fd);
    void add(HttpConnection *connection);
    void makeRoom();
    void enforce();
};

HttpListener *HttpServer::Private::listenOn(int fd)
{
    auto *listener = new HttpListener(fd, [this](int accepted) {
        makeRoom();
        add(new HttpConnection(accepted, limits, handler, q));
    }, q);
    closing = false;
    listeners.append(listener);
    return listener;
}

void HttpServer::Private::add(HttpConnection *connection)
{
    const bool full = connections.size() >= limits.connections;
    connections.insert(connection);
    QObject::connect(connection, &HttpConnection::closed, q, [this](HttpConnection *c) {
        connections.remove(c);
        if (connections.isEmpty())
            sweep.stop();
    });
    if (!sweep.isActive())
        sweep.start();
    if (full || closing)
        connection->refuse(503, "too many connections");
}

/// At the cap, a connection that waits for a request gives way: first one that never sent a whole one (a flood of
/// half-open connections must not lock out good clients), else the one that has been idle for longest.
void HttpServer::Private::makeRoom()
{
    if (connections.size() < limits.connections)
        return;
    HttpConnection *victim = nullptr;
    for (HttpConnection *c : std::as_const(connections)) {
        if (!c->isIdle() && c->phase() != HttpConnection::Phase::Linger)
            continue;
        const auto rank = [](HttpConnection *x) { return std::pair(x->served() > 0, x->phaseStart()); };
        if (!victim || rank(c) < rank(victim))
            victim = c;
    }
    if (victim)
        victim->drop();
}

void HttpServer::Private::enforce()
{
    const auto now = HttpConnection::Clock::now();
    const auto all = connections.values();
    for (HttpConnection *c : all) {
        if (connections.contains(c))
            c->enforce(now);
    }
}

HttpServer::HttpServer(HttpLimits limits, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    using namespace std::chrono;
    d->q = this;
    d->limits = limits;
    const auto shortest = std::min({limits.headerTimeout, limits.idleTimeout, limits.keepAliveTimeout});
    d->sweep.setInterval(std::clamp<milliseconds>(shortest / 5, 10ms, 1000ms));
    connect(&d->sweep, &QTimer::timeout, this, [this] { d->enforce(); });
    d->grace.setSingleShot(true);
    connect(&d->grace, &QTimer::timeout, this, [this] {
        const auto all = d->connections.values();
        for (HttpConnection *c : all)
            c->drop();
    });
}

HttpServer::~HttpServer()
{
    const auto all = d->connections.values();
    for (HttpConnection *c : all)
        c->drop();
}

void HttpServer::setHandler(std::function<void(HttpExchange *)> handler)
{
    d->handler = std::move(handler);
}

Result<quint16> HttpServer::listenLoopback(quint16 port)
{
    const auto fd = HttpListener::openLoopback(port);
    if (fd)
        return d->listenOn(*fd)->port();
    const QString detail = qt_error_string(fd.error());
    if (fd.error() != EADDRINUSE)
        return fail(ErrorCode::Io, tr("Cannot listen on %1, port %2.").arg(QStringLiteral("127.0.0.1")).arg(port), detail, QStringLiteral("LTH-HTTP-002"));
    if (const QString holder = portHolder(port); !holder.isEmpty())
        return fail(ErrorCode::Io, tr("Port %1 is used by %2. Choose another port, or 0 for any.").arg(QString::number(port), holder), detail, QStringLiteral("LTH-HTTP-001"));
    return fail(ErrorCode::Io, tr("Port %1 is used by another program. Choose another port, or 0 for any.").arg(port), detail, QStringLiteral("LTH-HTTP-001"));
}

Result<> HttpServer::listenLocal(const QString &socketPath)
{
    const QByteArray path = QFile::encodeName(socketPath);
    if (QFileInfo::exists(socketPath)) {
        if (answersLocally(path))
            return fail(ErrorCode::Io, tr("The socket %1 is used by another program.").arg(socketPath), {}, QStringLiteral("LTH-HTTP-001"));
        QFile::remove(socketPath);
    }
    const auto fd = HttpListener::openLocal(path);
    if (!fd)
        return fail(ErrorCode::Io, tr("Cannot listen on the socket %1. Its path may have 107 bytes at most.").arg(socketPath), qt_error_string(fd.error()), QStringLiteral("LTH-HTTP-002"));
    d->listenOn(*fd)->removeLater(path);
    return {};
}

Result<> HttpServer::adopt(int fd)
{
    int listening = 0;
    socklen_t size = sizeof listening;
    if (::getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0 || !listening) {
        const QString detail = qt_error_string(errno);
        if (fd >= 0)
            ::close(fd);
        return fail(ErrorCode::Io, tr("The passed socket does not listen."), detail, QStringLiteral("LTH-HTTP-003"));
    }
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
    d->listenOn(fd);
    return {};
}

void HttpServer::adoptConnection(int fd)
{
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    d->makeRoom();
    d->add(new HttpConnection(fd, d->limits, d->handler, this));
}

void HttpServer::flush()
{
    const auto all = d->connections.values();
    for (HttpConnection *c : all)
        c->flush();
}

void HttpServer::close(std::chrono::milliseconds grace)
{
    d->closing = true;
    qDeleteAll(d->listeners);
    d->listeners.clear();
    const auto all = d->connections.values();
    for (HttpConnection *c : all)
        c->closeAfterAnswer();
    d->grace.start(grace);
}

int HttpServer::connectionCount() const
{
    return int(d->connections.size());
}

} // namespace lathe
