// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/plainpieces.h"
#include <algorithm>

namespace lathe {

namespace {

/// The character that begins at a cell, 0 when none does.
char32_t characterAt(const QByteArray &cells, qsizetype cell, qsizetype count)
{
    const auto byte = [&](qsizetype i) { return i < count ? char32_t(uchar(cells[2 * i])) : 0; };
    const char32_t first = byte(cell);
    if (first < 0x80)
        return first;
    const auto more = [&](qsizetype i) { return byte(cell + i) & 0x3f; };
    if (first >= 0xf0)
        return (first & 7) << 18 | more(1) << 12 | more(2) << 6 | more(3);
    if (first >= 0xe0)
        return (first & 15) << 12 | more(1) << 6 | more(2);
    return first >= 0xc0 ? (first & 31) << 6 | more(1) : 0;
}

/// Latin, Greek, Cyrillic, Hangul, Chinese, Japanese and signs: not marks that belong to what is before them, nor letters that change their shape.
bool standsAlone(char32_t c)
{
    static constexpr struct { char32_t first, last; } blocks[] = {{0x370, 0x482}, {0x48a, 0x58f}, {0x1e00, 0x200a}, {0x2010, 0x2027}, {0x202f, 0x205f},
        {0x2070, 0x20cf}, {0x2100, 0x2bff}, {0x2e80, 0x3029}, {0x3030, 0x3098}, {0x309b, 0xa48c}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xff01, 0xff9d}, {0xffe0, 0xffe6}};
    if (c < 0x300)
        return true;
    return std::any_of(std::begin(blocks), std::end(blocks), [c](const auto &block) { return c >= block.first && c <= block.last; });
}

} // namespace

QByteArray plainPieces(const QByteArray &cells, int pieceBytes)
{
    constexpr char fresh = 0; // as Scintilla inserts text
    const qsizetype count = cells.size() / 2;
    const auto style = [&cells](qsizetype i) { return char(cells[2 * i + 1] % plainPieceStyles); };
    const auto inside = [&cells](qsizetype i) { return (uchar(cells[2 * i]) & 0xc0) == 0x80; };
    const auto pieceEnd = [&](qsizetype at, qsizetype end) {
        const qsizetype least = std::min(end, at + pieceBytes), most = std::min(end, at + plainPieceBytes);
        qsizetype until = at + 1;
        while (until < end && (until < least || inside(until) || (until < most && !standsAlone(characterAt(cells, until, count)))))
            ++until;
        return until;
    };
    QByteArray out(count, '\0');
    for (qsizetype start = 0; start < count;) {
        const char own = style(start);
        qsizetype end = start + 1;
        while (end < count && (style(end) == own || inside(end)))
            ++end;
        const char next = end < count ? style(end) : fresh;
        char last = start > 0 ? out[start - 1] : fresh;
        if (end - start == 1 && (own != last || own == fresh)) { // as most are
            out[start++] = own;
            continue;
        }
        const bool stays = end - start <= plainPieceBytes + 4 && (own == fresh || pieceBytes >= plainPieceBytes);
        for (qsizetype at = start; at < end;) {
            const qsizetype until = stays ? end : pieceEnd(at, end);
            char now = own;
            if ((own == fresh && !stays) || now == last || at > start) { // others than those beside it
                now = 1;
                while (now == last || (until == end && now == next))
                    ++now;
            }
            std::fill(out.begin() + at, out.begin() + until, now);
            last = now;
            at = until;
        }
        start = end;
    }
    return out;
}

} // namespace lathe
