// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/sgrparser.h"
#include "items/visibletext.h"

namespace lathe {

static int nearestOfSixteen(int red, int green, int blue)
{
    constexpr int nearlyBlack = 48; // whatever its hue
    if (qMax(qMax(red, green), blue) < nearlyBlack)
        return 0;
    const bool bright = red > 170 || green > 170 || blue > 170;
    const int floor = qMax(qMax(red, green), blue) / 2;
    const int code = (red > floor ? 1 : 0) | (green > floor ? 2 : 0) | (blue > floor ? 4 : 0);
    return code == 0 ? (floor > 30 ? 8 : 0) : code + (bright ? 8 : 0);
}

static int from256(int n)
{
    if (n < 16)
        return n;
    if (n >= 232)
        return n < 244 ? 8 : 7;
    static constexpr int level[] = {0, 95, 135, 175, 215, 255};
    return nearestOfSixteen(level[(n - 16) / 36], level[(n - 16) / 6 % 6], level[(n - 16) % 6]);
}

static void apply(const QList<int> &codes, LogStyle &style)
{
    for (qsizetype i = 0; i < codes.size(); ++i) {
        const int code = codes.at(i);
        if (code == 0)
            style = {};
        else if (code == 1)
            style.bold = true;
        else if (code == 22)
            style.bold = false;
        else if (code == 39)
            style.colour = -1;
        else if (code >= 30 && code <= 37)
            style.colour = code - 30;
        else if (code >= 90 && code <= 97)
            style.colour = code - 90 + 8;
        else if (code == 38 || code == 48) {
            int colour = -1;
            if (i + 2 < codes.size() && codes.at(i + 1) == 5) {
                colour = from256(qBound(0, codes.at(i + 2), 255));
                i += 2;
            } else if (i + 4 < codes.size() && codes.at(i + 1) == 2) {
                colour = nearestOfSixteen(codes.at(i + 2), codes.at(i + 3), codes.at(i + 4));
                i += 4;
            }
            if (code == 38)
                style.colour = colour;
        }
    }
}

/// Length of a complete SGR sequence at the start of `text` (after ESC), or 0.
static qsizetype sgrLength(QStringView text, QList<int> &codes)
{
    if (text.size() < 2 || text.at(0) != u'[')
        return 0;
    codes.clear();
    int value = 0;
    for (qsizetype i = 1; i < text.size() && i < 64; ++i) {
        const QChar c = text.at(i);
        if (c >= u'0' && c <= u'9')
            value = qMin(value * 10 + (c.unicode() - u'0'), 9999);
        else if (c == u';' || c == u':') {
            codes.append(value);
            value = 0;
        } else if (c == u'm') {
            codes.append(value);
            return i + 1;
        } else
            return 0;
    }
    return 0;
}

LogText parseSgr(QStringView line, LogStyle &style)
{
    LogText out;
    qsizetype from = 0;
    const auto flush = [&](qsizetype to) {
        if (to <= from)
            return;
        const QString piece = visibleText(line.mid(from, to - from));
        if (style != LogStyle{})
            out.spans.append({int(out.text.size()), int(piece.size()), style});
        out.text += piece;
    };
    QList<int> codes;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line.at(i) != QChar(0x1B))
            continue;
        const qsizetype length = sgrLength(line.mid(i + 1), codes);
        if (length == 0)
            continue;
        flush(i);
        apply(codes, style);
        i += length;
        from = i + 1;
    }
    flush(line.size());
    return out;
}

} // namespace lathe
