// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

namespace lathe {

/// How a piece of a log line is meant to look: a meaning, never a colour.
struct LogStyle
{
    int colour = -1;     ///< -1: default; 0–15: the terminal's classic sixteen.
    bool bold = false;
    bool operator==(const LogStyle &) const = default;
};

/// A piece of a line in one style; offsets count UTF-16 units of the visible text.
struct LogSpan
{
    int start = 0;
    int length = 0;
    LogStyle style;
    bool operator==(const LogSpan &) const = default;
};

struct LogText
{
    QString text;         ///< Visible text: escapes other than SGR are shown, not obeyed.
    QList<LogSpan> spans; ///< Only the styled pieces, in order.
};

/// Reads the select-graphic-rendition sequences of one line; everything else stays visible. `style` carries over from
/// line to line. 256-colour and true-colour sequences fall back to the nearest of the sixteen. Pure; any thread.
LogText parseSgr(QStringView line, LogStyle &style);

} // namespace lathe
