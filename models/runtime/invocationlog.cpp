// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/invocationlog.h"
#include <algorithm>
#include <cstring>

namespace lathe {

InvocationLog::InvocationLog(std::function<void(const QByteArray &)> sink, qsizetype capacity)
    : m_sink(std::move(sink)), m_capacity(capacity)
{
}

void InvocationLog::append(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    QByteArray out;
    const char *at = bytes.data();
    const char *const end = at + bytes.size();
    while (at < end) {
        const auto *newline = static_cast<const char *>(std::memchr(at, '\n', size_t(end - at)));
        const char *stop = newline ? newline : end;
        while (m_lineLength + (stop - at) > limits::logLineBytes) {
            const qsizetype fits = limits::logLineBytes - m_lineLength;
            out.append(at, fits).append('\n');
            at += fits;
            m_lineLength = 0;
        }
        m_lineLength = newline ? 0 : m_lineLength + (stop - at);
        stop += newline ? 1 : 0;
        out.append(at, stop - at);
        at = stop;
    }
    keep(out);
}

void InvocationLog::appendLine(const QByteArray &line)
{
    keep((m_lineLength > 0 ? QByteArrayLiteral("\n") : QByteArray()) + line + '\n');
    m_lineLength = 0;
}

void InvocationLog::keep(const QByteArray &bytes)
{
    if (m_sink)
        m_sink(bytes);
    m_kept += bytes;
    if (m_kept.size() > 2 * m_capacity) {
        const qsizetype drop = excess();
        m_dropped += drop;
        m_kept.remove(0, drop);
    }
}

/// Bytes in front of the newest m_capacity ones, rounded up to a line's end when one is near.
qsizetype InvocationLog::excess() const
{
    if (m_kept.size() <= m_capacity)
        return 0;
    const qsizetype cut = m_kept.size() - m_capacity;
    const qsizetype newline = m_kept.indexOf('\n', cut);
    return newline >= 0 && newline - cut < m_capacity / 2 ? newline + 1 : cut;
}

QByteArray InvocationLog::text() const
{
    const qint64 dropped = droppedBytes();
    if (dropped == 0)
        return m_kept;
    return "\xE2\x80\xA6 " + QByteArray::number(double(dropped) / 1048576.0, 'f', 1) + " MB dropped\n" + m_kept.mid(excess());
}

} // namespace lathe
