// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

namespace lathe {

/// One piece of a text that gives way to another; places are UTF-16 units of the text before all edits.
struct TextEdit
{
    qsizetype start = 0;
    qsizetype length = 0;
    QString text;
    bool operator==(const TextEdit &) const = default;
};

/// The text after the edits, which are in order and do not overlap.
inline QString applied(const QString &text, const QList<TextEdit> &edits)
{
    QString out;
    qsizetype at = 0;
    for (const TextEdit &edit : edits) {
        out += QStringView(text).mid(at, edit.start - at);
        out += edit.text;
        at = edit.start + edit.length;
    }
    out += QStringView(text).mid(at);
    return out;
}

/// The edits that lead back from applied(text, edits) to the text.
inline QList<TextEdit> inverse(const QString &text, const QList<TextEdit> &edits)
{
    QList<TextEdit> back;
    qsizetype moved = 0;
    for (const TextEdit &edit : edits) {
        back.append({edit.start + moved, edit.text.size(), text.mid(edit.start, edit.length)});
        moved += edit.text.size() - edit.length;
    }
    return back;
}

} // namespace lathe
