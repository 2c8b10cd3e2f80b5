// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/logpipe.h"
#include <QCoreApplication>
#include <mutex>

namespace lathe {

struct LogPipe::Shared
{
    std::mutex mutex;
    LogPipe *receiver = nullptr; // null once it is gone
    QByteArray pending;
    qint64 dropped = 0;
    bool woken = false;
};

LogPipe::LogPipe(QObject *parent) : QObject(parent), m_shared(std::make_shared<Shared>())
{
    m_shared->receiver = this;
    m_frame.setSingleShot(true);
    m_frame.setInterval(16);
    connect(&m_frame, &QTimer::timeout, this, &LogPipe::drain);
}

LogPipe::~LogPipe()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->receiver = nullptr;
}

std::function<void(const QByteArray &)> LogPipe::input() const
{
    return [shared = m_shared](const QByteArray &bytes) {
        const std::lock_guard lock(shared->mutex);
        if (!shared->receiver)
            return;
        shared->pending += bytes;
        if (const qsizetype excess = shared->pending.size() - maxPendingBytes; excess > 0) {
            // Keep the newest, from the start of a line.
            const qsizetype lineEnd = shared->pending.indexOf('\n', excess);
            const qsizetype cut = lineEnd >= 0 ? lineEnd + 1 : excess;
            shared->pending.remove(0, cut);
            shared->dropped += cut;
        }
        if (!shared->woken) {
            shared->woken = true;
            QMetaObject::invokeMethod(shared->receiver, [receiver = shared->receiver] { receiver->m_frame.start(); }, Qt::QueuedConnection);
        }
    };
}

void LogPipe::drain()
{
    QByteArray bytes;
    qint64 dropped = 0;
    {
        const std::lock_guard lock(m_shared->mutex);
        bytes.swap(m_shared->pending);
        std::swap(dropped, m_shared->dropped);
        m_shared->woken = false;
    }
    if (dropped > 0)
        bytes.prepend("\n\u2026 " + QByteArray::number(dropped / 1024) + " kB dropped\n");
    if (!bytes.isEmpty())
        emit bytesReady(bytes);
}

} // namespace lathe
