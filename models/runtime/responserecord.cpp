// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/responserecord.h"
#include "core/limits.h"
#include "runtime/responsesink.h"
#include <algorithm>

namespace lathe {

void ResponseRecord::begin(bool streaming, const QByteArray &contentType, double ms, ResponseSink *sink)
{
    m_beganMs = m_lastMs = ms;
    m_streamed = streaming;
    if (sink && sink->began)
        sink->began(contentType);
}

void ResponseRecord::add(const QByteArray &bytes, double ms, ResponseSink *sink)
{
    m_bytes += bytes.size();
    m_lastMs = ms;
    if (m_streamed) {
        if (m_chunks.size() < limits::responseChunks)
            m_chunks.append({ms, bytes.size()});
        else
            m_chunks.last().bytes += bytes.size();
    }
    if (sink && sink->took)
        sink->took(bytes, ms);
}

QList<PlatformSpan> ResponseRecord::spans(qint64 startMicros) const
{
    if (m_beganMs < 0)
        return {};
    return {{QByteArrayLiteral("responseLatency"), startMicros, m_beganMs},
        {QByteArrayLiteral("responseDuration"), startMicros + qint64(m_beganMs * 1000), std::max(0.0, m_lastMs - m_beganMs)}};
}

} // namespace lathe
