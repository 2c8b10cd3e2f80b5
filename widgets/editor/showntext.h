// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "editor/linerows.h"
#include "session/documentfile.h"
#include <QByteArray>

namespace lathe {

/// How the editor holds a document: made of it on any thread, for that takes a tenth of a second of 10 MB without a line's end. A value.
struct ShownText
{
    QByteArray bytes;         ///< UTF-8; rows of long lines end with a carriage return.
    LineRows rows;            ///< Of a text that is only looked at and has lines without end.
    QString whole;            ///< That text as it is.
    qsizetype longest = 0;    ///< Bytes of the longest line, without its end.
    bool plain = false;       ///< No colours: a line is long, or what is seen at once may be.
    bool locked = false;      ///< Only looked at.

    static constexpr int longLineBytes = 20 * 1024;
    static constexpr int longPageBytes = 400 * 1024; ///< What is seen is coloured anew with each key.
    static constexpr int lockedLineBytes = 1024 * 1024;
};

/// Pure; any thread.
ShownText shownText(const DocumentText &document);

} // namespace lathe
