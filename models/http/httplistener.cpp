// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httplistener.h"
#include "core/timeouts.h"
#include <QTimer>
#include <algorithm>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace lathe {
namespace {

constexpr int backlog = 1024;
constexpr int acceptsAtOnce = 64; ///< Connections under way get their turn between floods of new ones.

template <typename Address> tl::expected<int, int> listening(int fd, const Address &address, socklen_t size)
{
    if (fd >= 0 && ::bind(fd, reinterpret_cast<const sockaddr *>(&address), size) == 0 && ::listen(fd, backlog) == 0)
        return fd;
    const int error = errno;
    if (fd >= 0)
        ::close(fd);
    return tl::unexpected(error);
}

} // namespace

tl::expected<int, int> HttpListener::openLoopback(quint16 port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int on = 1;
    if (fd >= 0)
        ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on); // connections of a server before linger for a minute
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return listening(fd, address, sizeof address);
}

tl::expected<int, int> HttpListener::openLocal(const QByteArray &path)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    if (size_t(path.size()) >= sizeof address.sun_path)
        return tl::unexpected(ENAMETOOLONG);
    std::copy(path.begin(), path.end(), address.sun_path);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0)
        ::fchmod(fd, 0600); // Linux: bind() gives the file this mode, so that it never stands open
    return listening(fd, address, sizeof address);
}

HttpListener::HttpListener(int fd, std::function<void(int)> accepted, QObject *parent)
    : QObject(parent), m_fd(fd), m_accepted(std::move(accepted)), m_incoming(fd, QSocketNotifier::Read)
{
    connect(&m_incoming, &QSocketNotifier::activated, this, &HttpListener::accept);
}

HttpListener::~HttpListener()
{
    m_incoming.setEnabled(false);
    ::close(m_fd);
    if (!m_path.isEmpty())
        ::unlink(m_path.constData());
}

quint16 HttpListener::port() const
{
    sockaddr_in address = {};
    socklen_t size = sizeof address;
    if (::getsockname(m_fd, reinterpret_cast<sockaddr *>(&address), &size) != 0 || address.sin_family != AF_INET)
        return 0;
    return ntohs(address.sin_port);
}

void HttpListener::accept()
{
    for (int i = 0; i < acceptsAtOnce; ++i) {
        const int fd = ::accept4(m_fd, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            m_accepted(fd);
            continue;
        }
        if (errno == EINTR || errno == ECONNABORTED)
            continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK) { // no descriptors or memory: it would be told again at once
            m_incoming.setEnabled(false);
            QTimer::singleShot(timeouts::stateBusyPoll, this, [this] { m_incoming.setEnabled(true); });
        }
        return;
    }
}

} // namespace lathe
