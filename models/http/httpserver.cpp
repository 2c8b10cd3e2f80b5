// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpserver.h"
#include "http/httpconnection.h"
#include "http/portholder.h"
#include <QByteArray>
#include <QFile>
#include <QFileInfo>
#include <QList>
#include <QLocalServer>
#include <QSet>
#include <QTcpServer>
#include <QTimer>
#include <algorithm>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace lathe {
namespace {

constexpr int backlog = 1024;

class TcpListener final : public QTcpServer
{
public:
    std::function<void(qintptr)> accepted;

protected:
    void incomingConnection(qintptr fd) override { accepted(fd); }
};

class LocalListener final : public QLocalServer
{
public:
    std::function<void(qintptr)> accepted;

protected:
    void incomingConnection(quintptr fd) override { accepted(qintptr(fd)); }
};

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
    QList<QObject *> listeners;
    QSet<HttpConnection *> connections;
    QTimer sweep;
    QTimer grace;
    bool closing = false;

    TcpListener *tcpListener();
    LocalListener *localListener();
    void accept(qintptr fd);
    void add(HttpConnection *connection);
    void makeRoom();
    void enforce();
};

TcpListener *HttpServer::Private::tcpListener()
{
    auto *listener = new TcpListener;
    listener->setParent(q);
    listener->setListenBacklogSize(backlog);
    listener->accepted = [this](qintptr fd) { accept(fd); };
    // Qt stops accepting for ever when it runs out of file descriptors.
    QObject::connect(listener, &QTcpServer::acceptError, q, [listener] {
        QTimer::singleShot(100, listener, [listener] { listener->resumeAccepting(); });
    });
    return listener;
}

LocalListener *HttpServer::Private::localListener()
{
    auto *listener = new LocalListener;
    listener->setParent(q);
    listener->setListenBacklogSize(backlog);
    listener->setSocketOptions(QLocalServer::UserAccessOption);
    listener->accepted = [this](qintptr fd) { accept(fd); };
    return listener;
}

void HttpServer::Private::accept(qintptr fd)
{
    makeRoom();
    add(new HttpConnection(int(fd), limits, handler, q));
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

Result<quint16> HttpServer::listen(const QHostAddress &address, quint16 port)
{
    TcpListener *listener = d->tcpListener();
    if (!listener->listen(address, port)) {
        const QString detail = listener->errorString();
        const bool busy = listener->serverError() == QAbstractSocket::AddressInUseError;
        delete listener;
        if (const QString holder = busy ? portHolder(port) : QString(); !holder.isEmpty())
            return fail(ErrorCode::Io, tr("Port %1 is used by %2. Choose another port, or 0 for any.").arg(QString::number(port), holder), detail, QStringLiteral("LTH-HTTP-001"));
        if (busy)
            return fail(ErrorCode::Io, tr("Port %1 is used by another program. Choose another port, or 0 for any.").arg(port), detail, QStringLiteral("LTH-HTTP-001"));
        return fail(ErrorCode::Io, tr("Cannot listen on %1, port %2.").arg(address.toString()).arg(port), detail, QStringLiteral("LTH-HTTP-002"));
    }
    d->closing = false;
    d->listeners.append(listener);
    return listener->serverPort();
}

Result<> HttpServer::listenLocal(const QString &socketPath)
{
    const QByteArray path = QFile::encodeName(socketPath);
    if (QFileInfo::exists(socketPath)) {
        if (answersLocally(path))
            return fail(ErrorCode::Io, tr("The socket %1 is used by another program.").arg(socketPath), {}, QStringLiteral("LTH-HTTP-001"));
        QLocalServer::removeServer(socketPath);
    }
    LocalListener *listener = d->localListener();
    if (!listener->listen(socketPath)) {
        const QString detail = listener->errorString();
        delete listener;
        return fail(ErrorCode::Io, tr("Cannot listen on the socket %1. Its path may have 107 bytes at most.").arg(socketPath), detail, QStringLiteral("LTH-HTTP-002"));
    }
    d->closing = false;
    d->listeners.append(listener);
    return {};
}

Result<> HttpServer::adopt(int fd)
{
    int listening = 0, domain = 0;
    socklen_t size = sizeof(int);
    const auto refuse = [fd](const QString &detail) -> Result<> {
        if (fd >= 0)
            ::close(fd);
        return fail(ErrorCode::Io, tr("The passed socket does not listen."), detail, QStringLiteral("LTH-HTTP-003"));
    };
    if (::getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0 || !listening
        || ::getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) != 0)
        return refuse(QString::fromLocal8Bit(strerror(errno)));
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
    if (domain == AF_UNIX) {
        LocalListener *listener = d->localListener();
        if (!listener->listen(qintptr(fd))) {
            delete listener;
            return refuse({});
        }
        d->listeners.append(listener);
    } else {
        TcpListener *listener = d->tcpListener();
        if (!listener->setSocketDescriptor(fd)) {
            const QString detail = listener->errorString();
            delete listener;
            return refuse(detail);
        }
        d->listeners.append(listener);
    }
    d->closing = false;
    return {};
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
