// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <mutex>

namespace lathe {

/// Parts the lines of the import timer from the rest of a log that comes in pieces. Any thread.
class ImportLines
{
public:
    /// Of the timer's lines this much is kept: some 40,000 imports.
    static constexpr qsizetype maxBytes = 4 * 1024 * 1024;
    /// What of the log people want to read, in whole lines as far as they are the timer's.
    QByteArray pass(const QByteArray &chunk);
    /// What is held back of a line that has not ended.
    QByteArray rest();
    QByteArray lines() const;

private:
    mutable std::mutex m_mutex;
    QByteArray m_line;
    QByteArray m_lines;
};

} // namespace lathe
