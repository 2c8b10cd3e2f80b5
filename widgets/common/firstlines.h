// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

class QFont;
class QLabel;

namespace lathe {

/// The beginning of a text that wraps.
struct FirstLines
{
    QString text;   ///< Ends in an ellipsis where it is cut.
    int lines = 0;  ///< It takes so many.
};

/// As much of a plain text as `lines` lines of this width (pixels) hold. Pure; window's thread (fonts).
FirstLines firstLines(const QString &text, const QFont &font, int width, int lines);
/// Gives a label that wraps the first lines of a text at its own width, their height, and the whole as tool tip where it is cut.
void showFirstLines(QLabel &label, const QString &text, int width, int lines);

} // namespace lathe
