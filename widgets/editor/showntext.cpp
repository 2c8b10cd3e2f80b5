// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/showntext.h"
#include <algorithm>
#include <array>
#include <utility>

namespace lathe {

namespace {

struct LineLengths
{
    qsizetype longest = 0; ///< In bytes, without its line end.
    qsizetype page = 0;    ///< The most bytes of as many lines as are seen at once.
};

LineLengths lineLengths(const QByteArray &bytes)
{
    constexpr size_t pageLines = 40;
    std::array<qsizetype, pageLines> last{};
    LineLengths found;
    qsizetype page = 0;
    qsizetype start = 0;
    size_t line = 0;
    const auto end = [&](qsizetype at) {
        qsizetype &slot = last[line++ % pageLines];
        page += at - start - std::exchange(slot, at - start);
        found.longest = std::max(found.longest, at - start);
        found.page = std::max(found.page, page);
        start = at + 1;
    };
    for (qsizetype i = 0; i < bytes.size(); ++i)
        if (bytes[i] == '\n' || bytes[i] == '\r')
            end(i);
    end(bytes.size());
    return found;
}

} // namespace

ShownText shownText(const DocumentText &document)
{
    ShownText shown;
    QString text = document.text;
    const bool nul = document.binary || text.contains(QChar(u'\0'));
    if (nul)
        text.replace(QChar(u'\0'), QChar(0x2400)); // seen, and read-only, so never saved
    shown.bytes = nul ? QByteArray() : text.toUtf8();
    const LineLengths lengths = lineLengths(shown.bytes);
    shown.longest = lengths.longest;
    shown.plain = document.longLines || nul || lengths.longest > ShownText::longLineBytes || lengths.page > ShownText::longPageBytes;
    shown.locked = nul || lengths.longest > ShownText::lockedLineBytes;
    if (shown.locked) {
        QString rows;
        shown.rows = LineRows::cut(text, &rows); // nothing, where a binary file has short lines
        shown.whole = shown.rows.isEmpty() ? QString() : nul ? text : document.text;
        shown.bytes = rows.toUtf8();
        shown.longest = LineRows::rowCharacters;
    }
    return shown;
}

} // namespace lathe
