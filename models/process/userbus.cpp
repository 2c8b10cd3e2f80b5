// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Source of the encoding: "D-Bus Specification", chapters "Message Protocol" and "Authentication Protocol".
#include "process/userbus.h"
#include "core/timeouts.h"
#include "process/spawn.h"
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace lathe {

namespace {

/// Appends values with D-Bus's alignment, counted from the start of the buffer.
class Encoder
{
public:
    void align(int boundary) { m_bytes.append(qsizetype(-m_bytes.size() & (boundary - 1)), '\0'); }
    void byte(char value) { m_bytes += value; }
    void number(quint32 value)
    {
        align(4);
        for (int i = 0; i < 4; ++i)
            m_bytes += char(value >> (8 * i));
    }
    void text(const QByteArray &value)
    {
        number(quint32(value.size()));
        m_bytes += value + '\0';
    }
    void signature(const QByteArray &value) { m_bytes += char(value.size()) + value + '\0'; }
    /// An array whose elements start at `boundary`: the returned position goes to endArray().
    qsizetype beginArray(int boundary)
    {
        number(0);
        const qsizetype length = m_bytes.size() - 4;
        align(boundary);
        return length;
    }
    void endArray(qsizetype length, qsizetype start)
    {
        const quint32 size = quint32(m_bytes.size() - start);
        for (int i = 0; i < 4; ++i)
            m_bytes[length + i] = char(size >> (8 * i));
    }
    qsizetype size() const { return m_bytes.size(); }
    const QByteArray &bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

QByteArray methodCall(const QByteArray &destination, const QByteArray &path, const QByteArray &interface, const QByteArray &member,
    const QByteArray &signature, const QByteArray &body, quint32 serial)
{
    Encoder message;
    for (const char c : {'l', '\1', '\0', '\1'}) // little-endian, method call, no flags, version 1
        message.byte(c);
    message.number(quint32(body.size()));
    message.number(serial);
    const qsizetype length = message.beginArray(8), start = message.size();
    const auto field = [&](char code, const QByteArray &type, const QByteArray &value) {
        message.align(8);
        message.byte(code);
        message.signature(type);
        type == "g" ? message.signature(value) : message.text(value);
    };
    field(1, "o", path);
    field(2, "s", interface);
    field(3, "s", member);
    field(6, "s", destination);
    if (!signature.isEmpty())
        field(8, "g", signature);
    message.endArray(length, start);
    message.align(8);
    return message.bytes() + body;
}

/// The peer's messages, read until the answer to one serial.
class Answers
{
public:
    explicit Answers(int fd) : m_fd(fd) { m_clock.start(); }

    /// 0 for an answer, else an errno; `error` gets the name of a D-Bus error.
    int await(quint32 serial, QByteArray &error)
    {
        if (!readLine()) // "OK <guid>", or a refusal
            return m_errno ? m_errno : EACCES;
        for (;;) {
            if (!fill(16))
                return m_errno;
            if (m_bytes[0] != 'l')
                return EPROTO;
            const quint32 body = number(4), fields = number(12), head = 16 + ((fields + 7) & ~7u);
            if (body > maxBytes || fields > maxBytes)
                return EPROTO;
            if (!fill(qsizetype(head) + body))
                return m_errno;
            const char type = m_bytes[1];
            const bool ours = (type == 2 || type == 3) && replySerial(16, 16 + fields, error) == serial;
            m_bytes.remove(0, qsizetype(head) + body);
            if (ours)
                return type == 2 ? 0 : EIO;
        }
    }

private:
    static constexpr quint32 maxBytes = 1 << 20;

    quint32 number(qsizetype at) const
    {
        quint32 value = 0;
        for (int i = 3; i >= 0; --i)
            value = value << 8 | uchar(m_bytes[at + i]);
        return value;
    }
    /// Walks the header's fields, all of which are texts, signatures or numbers.
    quint32 replySerial(quint32 at, quint32 end, QByteArray &error) const
    {
        quint32 serial = 0;
        while ((at = (at + 7) & ~7u) + 8 <= end) {
            const char code = m_bytes[at], type = m_bytes[at + 2];
            at += 4;
            if (type == 'g') {
                at += uchar(m_bytes[at]) + 2u;
                continue;
            }
            const quint32 value = number(at);
            at += 4;
            if (code == 5)
                serial = value;
            if (type != 's' && type != 'o')
                continue;
            if (value > end || at + value > end)
                return 0;
            if (code == 4)
                error = m_bytes.mid(at, value);
            at += value + 1;
        }
        return serial;
    }
    bool readLine()
    {
        while (!m_bytes.contains("\r\n"))
            if (m_bytes.size() > 4096 || !fill(m_bytes.size() + 1))
                return false;
        const bool ok = m_bytes.startsWith("OK ");
        m_bytes.remove(0, m_bytes.indexOf("\r\n") + 2);
        return ok;
    }
    bool fill(qsizetype size)
    {
        while (m_bytes.size() < size) {
            pollfd wait = {m_fd, POLLIN, 0};
            const qint64 left = timeouts::scopeStart.count() - m_clock.elapsed();
            char buffer[4096];
            ssize_t n = left > 0 && poll(&wait, 1, int(left)) > 0 ? recv(m_fd, buffer, sizeof buffer, 0) : -2;
            if (n <= 0) {
                m_errno = n == 0 ? ECONNRESET : n == -2 ? ETIMEDOUT : errno;
                return false;
            }
            m_bytes.append(buffer, n);
        }
        return true;
    }

    int m_fd;
    int m_errno = 0;
    QByteArray m_bytes;
    QElapsedTimer m_clock;
};

} // namespace

QByteArray scopeRequest(const QString &unit, pid_t pid, quint32 serial)
{
    Encoder body; // ssa(sv)a(sa(sv))
    body.text(unit.toUtf8());
    body.text("fail");
    const qsizetype length = body.beginArray(8), start = body.size();
    const auto property = [&](const QByteArray &name, const QByteArray &type) {
        body.align(8);
        body.text(name);
        body.signature(type);
    };
    property("PIDs", "au");
    const qsizetype pids = body.beginArray(4), first = body.size();
    body.number(quint32(pid));
    body.endArray(pids, first);
    property("Delegate", "b");
    body.number(1);
    property("Description", "s");
    body.text("Lathe");
    property("CollectMode", "s");
    body.text("inactive-or-failed");
    body.endArray(length, start);
    const qsizetype none = body.beginArray(8);
    body.endArray(none, body.size());
    return methodCall("org.freedesktop.systemd1", "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager", "StartTransientUnit",
        "ssa(sv)a(sa(sv))", body.bytes(), serial);
}

Result<> startDelegatedScope(const QString &socketPath, const QString &unit, pid_t pid)
{
    const auto failed = [](const QString &detail) {
        return fail(ErrorCode::Unsupported, QCoreApplication::translate("lathe", "The user's service manager gives no control group: %1").arg(detail));
    };
    const QByteArray path = QFile::encodeName(socketPath);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    if (path.isEmpty() || size_t(path.size()) >= sizeof address.sun_path)
        return failed(QString::fromLocal8Bit(strerror(ENOENT)));
    memcpy(address.sun_path, path.constData(), size_t(path.size()));
    const OwnedFd bus(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!bus || ::connect(bus.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return failed(qt_error_string());
    // Everything at once; the bus reads on when it has accepted what came before.
    const QByteArray request = QByteArrayView("\0AUTH EXTERNAL ", 15).toByteArray() + QByteArray::number(geteuid()).toHex() + "\r\nBEGIN\r\n"
        + methodCall("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello", {}, {}, 1) + scopeRequest(unit, pid, 2);
    if (::send(bus.get(), request.constData(), size_t(request.size()), MSG_NOSIGNAL) != request.size())
        return failed(qt_error_string());
    QByteArray error;
    const int code = Answers(bus.get()).await(2, error);
    if (code == 0)
        return {};
    return failed(error.isEmpty() ? QString::fromLocal8Bit(strerror(code)) : QString::fromUtf8(error));
}

} // namespace lathe
