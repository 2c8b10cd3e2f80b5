// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/functionspec.h"
#include "runtime/platformevent.h"

namespace lathe {

/// What is known of one invocation's response while it comes: its parts' times and sizes. Passes it on to the invocation's
/// sink. A part of the Environment's Invocation, on its thread.
class ResponseRecord
{
public:
    /// The answer begins, `ms` after the function got its event.
    void begin(bool streaming, const QByteArray &contentType, double ms, ResponseSink *sink);
    /// The next bytes of a streamed answer, or all of one that has a sink.
    void add(const QByteArray &bytes, double ms, ResponseSink *sink);
    /// The answer is complete.
    void end(double ms) { m_lastMs = ms; }

    bool isStreamed() const { return m_streamed; }
    const QList<ResponseChunk> &chunks() const { return m_chunks; }
    qint64 bytes() const { return m_bytes; }
    /// As telemetry has them: the time until it began (responseLatency) and from there to its last byte (responseDuration);
    /// none when it did not begin. `startMicros`: when the function got its event, since 1970.
    QList<PlatformSpan> spans(qint64 startMicros) const;

private:
    QList<ResponseChunk> m_chunks;
    qint64 m_bytes = 0;
    double m_beganMs = -1; ///< Below 0: it did not.
    double m_lastMs = -1;
    bool m_streamed = false;
};

} // namespace lathe
