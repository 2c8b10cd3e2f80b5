// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <functional>
#include <memory>

class QSocketNotifier;

namespace lathe {

/// A connected stream socket that never blocks. Nothing is read ahead of its user, and what is written is kept only until the
/// kernel takes it: QTcpSocket copies each byte once more in both directions and asks the kernel twice. Owned by its
/// HttpConnection (or who sends telemetry), on its thread; must outlive the callback that it is in.
class HttpSocket
{
public:
    /// Owns `fd` from now on.
    explicit HttpSocket(int fd);
    ~HttpSocket();
    HttpSocket(const HttpSocket &) = delete;
    HttpSocket &operator=(const HttpSocket &) = delete;

    /// There is something to read, or the peer has ended; again and again until it is read or setReading(false).
    std::function<void()> onReadable;
    /// The kernel took a part of what was written. Called from flush() too.
    std::function<void()> onWritten;
    /// The peer takes nothing any more. Called from flush() too.
    std::function<void()> onGone;

    int descriptor() const { return m_fd; }
    /// Bytes that were read, 0: there are none now, -1: the peer has ended or is gone.
    qint64 read(char *to, qint64 most);
    void setReading(bool on);
    /// Keeps the bytes for the next flush().
    void write(const QByteArray &bytes);
    /// Hands to the kernel what it takes now; the rest follows by itself.
    void flush();
    qint64 bytesToWrite() const { return m_pending; }
    void close();

private:
    void setWriting(bool on);

    int m_fd;
    std::unique_ptr<QSocketNotifier> m_reader;
    std::unique_ptr<QSocketNotifier> m_writer; ///< Made when the kernel first took less than there was.
    QList<QByteArray> m_out;
    qsizetype m_sent = 0; ///< Of the first of m_out.
    qint64 m_pending = 0;
};

} // namespace lathe
