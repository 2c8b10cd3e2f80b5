// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/importlines.h"
#include "runtime/importprofile.h"
#include <utility>

namespace lathe {

QByteArray ImportLines::pass(const QByteArray &chunk)
{
    const std::lock_guard lock(m_mutex);
    m_line += chunk;
    QByteArray out;
    qsizetype at = 0;
    for (qsizetype end = m_line.indexOf('\n'); end >= 0; end = m_line.indexOf('\n', at)) {
        const QByteArrayView line = QByteArrayView(m_line).sliced(at, end - at + 1);
        if (!isImportLine(line))
            out += line;
        else if (m_lines.size() < maxBytes)
            m_lines += line;
        at = end + 1;
    }
    m_line.remove(0, at);
    return out;
}

QByteArray ImportLines::rest()
{
    const std::lock_guard lock(m_mutex);
    return isImportLine(m_line) ? QByteArray() : std::exchange(m_line, {});
}

QByteArray ImportLines::lines() const
{
    const std::lock_guard lock(m_mutex);
    return m_lines;
}

} // namespace lathe
