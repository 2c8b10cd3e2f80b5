// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/streamedresponse.h"
#include "runtime/responsesink.h"
#include <algorithm>
#include <limits>

namespace lathe {

static constexpr qint64 portion = 64 * 1024; ///< A throttled stream goes on when so much may pass.

StreamedResponse::StreamedResponse(HttpExchange *exchange, std::shared_ptr<ResponseSink> sink, const StreamLimits &limits, QObject *parent)
    : QObject(parent), m_exchange(exchange), m_sink(std::move(sink)), m_limits(limits), m_bucket(limits.burstBytes, limits.bytesPerSecond)
{
    m_refill.setSingleShot(true);
    m_refill.setTimerType(Qt::PreciseTimer);
    connect(&m_refill, &QTimer::timeout, this, &StreamedResponse::pump);
    m_sink->onResume([this] { QMetaObject::invokeMethod(this, &StreamedResponse::pump, Qt::QueuedConnection); });
    exchange->streamBody(std::numeric_limits<qint64>::max() / 2);
    connect(exchange, &HttpExchange::bodyChunk, this, &StreamedResponse::receive);
    connect(exchange, &HttpExchange::bodyCompleted, this, [this] {
        m_complete = true;
        m_trailers = m_exchange->trailers();
        pump();
    });
    connect(exchange, &HttpExchange::aborted, this, [this] {
        m_broken = true;
        pump();
    });
}

StreamedResponse::~StreamedResponse()
{
    m_sink->onResume(nullptr);
}

void StreamedResponse::receive(const QByteArray &bytes)
{
    if (m_over || m_tooLong)
        return;
    const qint64 fits = std::min<qint64>(bytes.size(), m_limits.maxBytes - m_received);
    m_tooLong = fits < bytes.size();
    m_received += fits;
    m_pending += fits == bytes.size() ? bytes : bytes.first(fits);
    pump();
}

void StreamedResponse::pump()
{
    if (m_over)
        return;
    while (!m_pending.isEmpty() && !m_sink->isHeld()) {
        const auto now = TokenBucket::Time::clock::now();
        const qint64 wanted = std::min<qint64>(m_pending.size(), portion);
        if (const auto wait = m_bucket.until(wanted, now); wait.count() > 0) {
            m_refill.start(wait);
            break;
        }
        const qint64 n = m_bucket.take(m_pending.size(), now);
        const QByteArray bytes = m_pending.first(n);
        m_pending.remove(0, n);
        const QPointer<StreamedResponse> alive(this);
        emit passed(bytes);
        if (!alive || m_over)
            return;
    }
    if (m_exchange)
        m_exchange->setPaused(!m_pending.isEmpty());
    if (!m_pending.isEmpty())
        return;
    if (m_tooLong)
        end(&StreamedResponse::exceeded);
    else if (m_complete)
        end(&StreamedResponse::ended);
    else if (m_broken)
        end(&StreamedResponse::cut);
}

void StreamedResponse::end(void (StreamedResponse::*how)())
{
    m_over = true;
    m_refill.stop();
    emit (this->*how)();
}

} // namespace lathe
