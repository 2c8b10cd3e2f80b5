// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpsocket.h"
#include <QEvent>
#include <QSocketNotifier>
#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace lathe {
namespace {

/// Calls without the way through a signal: this stands in the way of each request.
class Notifier final : public QSocketNotifier
{
public:
    Notifier(int fd, Type type, std::function<void()> call) : QSocketNotifier(fd, type), m_call(std::move(call)) {}

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::SockAct)
            return QSocketNotifier::event(event);
        m_call();
        return true;
    }

private:
    std::function<void()> m_call;
};

} // namespace

HttpSocket::HttpSocket(int fd) : m_fd(fd)
{
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); // says no where it is no TCP
    m_reader = std::make_unique<Notifier>(fd, QSocketNotifier::Read, [this] { onReadable(); });
}

HttpSocket::~HttpSocket()
{
    close();
}

qint64 HttpSocket::read(char *to, qint64 most)
{
    if (m_fd < 0)
        return -1;
    for (;;) {
        const ssize_t n = ::recv(m_fd, to, size_t(most), 0);
        if (n > 0)
            return n;
        if (n < 0 && errno == EINTR)
            continue;
        return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? 0 : -1;
    }
}

void HttpSocket::setReading(bool on)
{
    if (m_fd >= 0 && m_reader->isEnabled() != on)
        m_reader->setEnabled(on);
}

void HttpSocket::setWriting(bool on)
{
    if (!m_writer && on)
        m_writer = std::make_unique<Notifier>(m_fd, QSocketNotifier::Write, [this] { flush(); });
    else if (m_writer && m_writer->isEnabled() != on)
        m_writer->setEnabled(on);
}

void HttpSocket::write(const QByteArray &bytes)
{
    if (m_fd < 0 || bytes.isEmpty())
        return;
    m_out.append(bytes);
    m_pending += bytes.size();
}

void HttpSocket::flush()
{
    static constexpr qsizetype most = 16;
    bool progress = false;
    while (m_fd >= 0 && m_pending > 0) {
        std::array<iovec, most> parts;
        const qsizetype count = std::min(most, m_out.size());
        for (qsizetype i = 0; i < count; ++i) {
            const qsizetype skip = i == 0 ? m_sent : 0;
            parts[size_t(i)] = {const_cast<char *>(m_out.at(i).constData()) + skip, size_t(m_out.at(i).size() - skip)};
        }
        msghdr message = {};
        message.msg_iov = parts.data();
        message.msg_iovlen = size_t(count);
        ssize_t n = ::sendmsg(m_fd, &message, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK) {
            close();
            return onGone();
        }
        if (n <= 0)
            break;
        progress = true;
        m_pending -= n;
        m_sent += n;
        qsizetype whole = 0;
        for (; whole < m_out.size() && m_sent >= m_out.at(whole).size(); ++whole)
            m_sent -= m_out.at(whole).size();
        m_out.remove(0, whole);
    }
    if (m_fd < 0)
        return;
    setWriting(m_pending > 0);
    if (progress)
        onWritten();
}

void HttpSocket::close()
{
    if (m_fd < 0)
        return;
    m_reader->setEnabled(false);
    setWriting(false);
    ::close(std::exchange(m_fd, -1));
    m_out.clear();
    m_sent = m_pending = 0;
}

} // namespace lathe
