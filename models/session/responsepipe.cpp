// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/responsepipe.h"
#include "core/limits.h"
#include "runtime/responsesink.h"
#include <mutex>
#include <utility>

namespace lathe {

struct ResponsePipe::Shared
{
    std::mutex mutex;
    ResponsePipe *receiver = nullptr; // null once it is gone or another invocation has begun
    QList<ResponseChunk> parts;
    QByteArray bytes;    ///< Not yet given out.
    QByteArray received;
    bool woken = false;
};

ResponsePipe::ResponsePipe(QObject *parent) : QObject(parent)
{
    m_frame.setSingleShot(true);
    m_frame.setInterval(16);
    connect(&m_frame, &QTimer::timeout, this, &ResponsePipe::drain);
}

ResponsePipe::~ResponsePipe()
{
    if (!m_shared)
        return;
    const std::lock_guard lock(m_shared->mutex);
    m_shared->receiver = nullptr;
}

std::shared_ptr<ResponseSink> ResponsePipe::begin()
{
    if (m_shared) {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->receiver = nullptr;
    }
    m_shared = std::make_shared<Shared>();
    m_shared->receiver = this;
    auto sink = std::make_shared<ResponseSink>();
    sink->took = [shared = m_shared](const QByteArray &bytes, double ms) {
        const std::lock_guard lock(shared->mutex);
        if (!shared->receiver)
            return;
        shared->parts.append({ms, bytes.size()});
        const qsizetype room = limits::payloadSyncBytes + limits::payloadSyncSlackBytes - shared->received.size();
        shared->received += bytes.first(std::min(bytes.size(), room));
        shared->bytes += bytes.first(std::min(bytes.size(), room));
        if (!std::exchange(shared->woken, true))
            QMetaObject::invokeMethod(shared->receiver, [receiver = shared->receiver] { receiver->m_frame.start(); }, Qt::QueuedConnection);
    };
    return sink;
}

void ResponsePipe::drain()
{
    if (!m_shared)
        return;
    QList<ResponseChunk> parts;
    QByteArray bytes;
    {
        const std::lock_guard lock(m_shared->mutex);
        parts.swap(m_shared->parts);
        bytes.swap(m_shared->bytes);
        m_shared->woken = false;
    }
    if (!parts.isEmpty())
        emit partsReady(parts, bytes);
}

QByteArray ResponsePipe::received() const
{
    if (!m_shared)
        return {};
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->received;
}

} // namespace lathe
