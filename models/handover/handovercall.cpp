// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "handover/handovercall.h"
#include "core/timeouts.h"
#include <QFile>
#include <QSocketNotifier>
#include <cerrno>
#include <sys/socket.h>

namespace lathe {

using namespace handover;

/// A command that takes nothing while its function writes: more than this is not kept.
static constexpr qint64 pendingMost = 64 * 1024 * 1024;

HandoverCall::HandoverCall(int socket, const Build &build, QObject *parent)
    : QObject(parent), m_socket(socket), m_build(build),
      m_readable(std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Read)),
      m_writable(std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Write))
{
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &HandoverCall::read);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &HandoverCall::flush);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &HandoverCall::end);
    m_patience.start(timeouts::httpHeader);
}

HandoverCall::~HandoverCall()
{
    m_readable.reset();
    m_writable.reset();
    if (m_attached >= 0)
        ::close(m_attached);
    ::close(m_socket);
}

void HandoverCall::end()
{
    if (std::exchange(m_over, true))
        return;
    m_readable->setEnabled(false);
    m_writable->setEnabled(false);
    ::shutdown(m_socket, SHUT_RDWR);
    if (!m_last)
        emit gone();
    deleteLater();
}

void HandoverCall::read()
{
    while (!m_over) {
        char buffer[65536];
        iovec part = {buffer, sizeof buffer};
        alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
        msghdr message = {};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        const ssize_t size = recvmsg(m_socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0 && errno == EAGAIN)
            return;
        if (const cmsghdr *head = size < 0 ? nullptr : CMSG_FIRSTHDR(&message);
            head && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS) {
            if (m_attached >= 0)
                ::close(m_attached);
            memcpy(&m_attached, CMSG_DATA(head), sizeof m_attached);
        }
        if (size <= 0 || m_in.size() > qsizetype(helloBytes + sizeof(Header)))
            return end();
        m_in.append(buffer, size);
        while (!m_over && takeFrame()) {
        }
    }
}

bool HandoverCall::takeFrame()
{
    Header header;
    if (m_in.size() < qsizetype(sizeof header))
        return false;
    memcpy(&header, m_in.constData(), sizeof header);
    if (header.bytes > (m_hasRequest ? 0 : helloBytes) || header.type != (m_hasRequest ? Input : Hello)) {
        end(); // whoever this is, it is no command of ours
        return false;
    }
    if (m_in.size() < qsizetype(sizeof header + header.bytes))
        return false;
    const QByteArray payload = m_in.mid(sizeof header, header.bytes);
    m_in.remove(0, qsizetype(sizeof header + header.bytes));
    if (m_hasRequest) {
        takeInput();
    } else if (m_hasRequest = true; takeHello(payload)) {
        m_patience.stop();
        emit arrived();
    } else {
        m_patience.stop();
        refuse();
    }
    return true;
}

/// False when it is from another build, or damaged.
bool HandoverCall::takeHello(const QByteArray &payload)
{
    HelloHead head;
    if (payload.size() < qsizetype(sizeof head) || !payload.endsWith('\0'))
        return false;
    memcpy(&head, payload.constData(), sizeof head);
    if (head.version != handover::version || !isSame(head.build, m_build))
        return false;
    QByteArrayList texts = payload.mid(sizeof head).chopped(1).split('\0');
    if (quint64(texts.size()) != 1 + quint64(head.arguments) + head.variables || !texts.constFirst().startsWith('/'))
        return false;
    m_request.folder = QFile::decodeName(texts.takeFirst());
    m_request.arguments = texts.first(head.arguments);
    for (const QByteArray &line : texts.sliced(head.arguments))
        if (const qsizetype equals = line.indexOf('='); equals > 0)
            m_request.variables.insert(QString::fromLocal8Bit(line.first(equals)),
                                       QString::fromLocal8Bit(line.sliced(equals + 1)));
    m_request.errorIsTerminal = head.errorIsTerminal != 0;
    return true;
}

void HandoverCall::takeInput()
{
    const int fd = std::exchange(m_attached, -1);
    QFile file;
    if (!std::exchange(m_wantsInput, false) || fd < 0 ||
        !file.open(fd, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
        return end();
    if (file.size() > inputBytes || !file.seek(0)) // the command wrote it: it stands at its end
        return refuse();
    emit inputArrived(file.read(inputBytes));
}

void HandoverCall::refuse()
{
    m_last = true;
    send(Refused);
}

void HandoverCall::askInput()
{
    m_wantsInput = true;
    send(WantInput);
}

void HandoverCall::accept()
{
    send(Accepted);
}

void HandoverCall::write(bool error, const QByteArray &bytes)
{
    for (qsizetype at = 0; at < bytes.size(); at += frameBytes)
        send(error ? ErrorOutput : Output, bytes.mid(at, frameBytes));
}

void HandoverCall::finish(int exitCode)
{
    m_last = true;
    const std::int32_t code = exitCode;
    send(Exit, QByteArray(reinterpret_cast<const char *>(&code), sizeof code));
}

void HandoverCall::send(Frame type, const QByteArray &payload)
{
    if (m_over)
        return;
    const Header header{type, std::uint32_t(payload.size())};
    m_out.append(reinterpret_cast<const char *>(&header), sizeof header);
    m_out.append(payload);
    flush();
}

void HandoverCall::flush()
{
    const bool was = m_writable->isEnabled();
    while (!m_over && pending() > 0) {
        const ssize_t size =
            ::send(m_socket, m_out.constData() + m_sent, size_t(pending()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0 && errno == EAGAIN) {
            if (m_sent > enough)
                m_out.remove(0, std::exchange(m_sent, 0));
            m_writable->setEnabled(true);
            if (pending() > pendingMost)
                end();
            return;
        }
        if (size <= 0)
            return end();
        m_sent += size;
    }
    if (m_over)
        return;
    m_out.resize(0);
    m_sent = 0;
    m_writable->setEnabled(false);
    if (m_last)
        return end();
    if (was)
        emit drained();
}

} // namespace lathe
