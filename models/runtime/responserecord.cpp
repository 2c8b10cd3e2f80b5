// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/responserecord.h"
#include "core/limits.h"
#include "runtime/responsesink.h"

namespace lathe {

void ResponseRecord::begin(bool streaming, const QByteArray &contentType, double ms, ResponseSink *sink)
{
    m_beganMs = ms;
    m_streamed = streaming;
    if (sink && sink->began)
        sink->began(contentType);
}

void ResponseRecord::add(const QByteArray &bytes, double ms, ResponseSink *sink)
{
    m_bytes += bytes.size();
    if (m_streamed) {
        if (m_chunks.size() < limits::responseChunks)
            m_chunks.append({ms, bytes.size()});
        else
            m_chunks.last().bytes += bytes.size();
    }
    if (sink && sink->took)
        sink->took(bytes, ms);
}

} // namespace lathe
