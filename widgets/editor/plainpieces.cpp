// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/plainpieces.h"
#include <algorithm>

namespace lathe {

QByteArray plainPieces(const QByteArray &cells)
{
    const qsizetype count = cells.size() / 2;
    const auto style = [&cells](qsizetype i) { return char(cells[2 * i + 1] % plainPieceStyles); };
    const auto inside = [&cells](qsizetype i) { return (uchar(cells[2 * i]) & 0xc0) == 0x80; };
    QByteArray out(count, '\0');
    for (qsizetype start = 0; start < count;) {
        qsizetype end = start + 1;
        while (end < count && (style(end) == style(start) || inside(end)))
            ++end;
        const char own = style(start);
        const char next = end < count ? style(end) : own;
        char now = start > 0 && out[start - 1] == own ? char((own + 1) % plainPieceStyles) : own;
        for (qsizetype at = start; at < end;) {
            qsizetype until = end - at <= plainPieceBytes + 4 ? end : at + plainPieceBytes;
            while (until < end && inside(until))
                ++until;
            if (until == end && now == next && next != own) // not one with what follows
                now = char(plainPieceStyles - own - next);
            std::fill(out.begin() + at, out.begin() + until, now);
            now = now == own ? char((own + 1) % plainPieceStyles) : own;
            at = until;
        }
        start = end;
    }
    return out;
}

} // namespace lathe
