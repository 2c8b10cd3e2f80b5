// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>

namespace lathe {

struct TextDiff
{
    QString text;      ///< Hunks in the unified form: "@@ -1,3 +1,4 @@", then lines that begin with a space, - or +.
    bool cut = false;  ///< There is more than `maxLines`, or the two have so little in common that one was given up for the other.
};

/// Whether these bytes are text: valid UTF-8 without NUL.
bool isText(const QByteArray &bytes);

/// The difference of two texts line by line (Myers, "An O(ND) Difference Algorithm", 1986, with a bound on D). A missing line end
/// at the end of a text is said as diff(1) says it. Bounded in time and memory for any input. A pure function.
TextDiff unifiedDiff(const QByteArray &before, const QByteArray &after, int context, int maxLines);

} // namespace lathe
