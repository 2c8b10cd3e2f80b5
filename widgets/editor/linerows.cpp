// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/linerows.h"
#include <algorithm>

namespace lathe {

LineRows LineRows::cut(const QString &text, QString *shown)
{
    LineRows rows;
    shown->reserve(text.size() + text.size() / rowCharacters);
    rows.m_firstRow.push_back(1);
    qsizetype from = 0; // not yet in `shown`
    int row = 1;
    int inRow = 0;
    qsizetype bytes = 0; // of UTF-8, before what is looked at
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'\n' || c == u'\r') {
            if (c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
                ++i, ++bytes;
            ++bytes;
            rows.m_firstRow.push_back(++row);
            inRow = 0;
            continue;
        }
        if (inRow == rowCharacters) {
            shown->append(QStringView(text).mid(from, i - from)).append(u'\r');
            from = i;
            ++row;
            inRow = 0;
            rows.m_cuts.push_back(bytes);
        }
        const bool pair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        i += pair;
        bytes += pair ? 4 : c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 ? 2 : 3;
        ++inRow;
    }
    if (rows.m_cuts.empty()) {
        *shown = text;
        return {};
    }
    shown->append(QStringView(text).mid(from));
    return rows;
}

LineRows::Place LineRows::shown(Place place) const
{
    const auto line = size_t(std::clamp(place.line, 1, lineCount()) - 1);
    const int column = std::max(1, place.column) - 1;
    int row = m_firstRow[line] + column / rowCharacters;
    if (line + 1 < m_firstRow.size() && row >= m_firstRow[line + 1]) // beyond its end
        return {m_firstRow[line + 1] - 1, rowCharacters + 1};
    return {row, column % rowCharacters + 1};
}

LineRows::Place LineRows::real(Place shown) const
{
    const auto next = std::upper_bound(m_firstRow.begin(), m_firstRow.end(), shown.line);
    const auto line = int(next - m_firstRow.begin());
    const int rowsBefore = shown.line - m_firstRow[size_t(std::max(0, line - 1))];
    return {std::max(1, line), rowsBefore * rowCharacters + shown.column};
}

qsizetype LineRows::shownByte(qsizetype byte) const
{
    return byte + (std::upper_bound(m_cuts.begin(), m_cuts.end(), byte) - m_cuts.begin());
}

QByteArray LineRows::uncut(const QByteArray &shownUtf8, Place place) const
{
    QByteArray out;
    out.reserve(shownUtf8.size());
    int row = place.line;
    for (qsizetype i = 0; i < shownUtf8.size(); ++i) {
        const char c = shownUtf8[i];
        if (c == '\r' && (i + 1 == shownUtf8.size() || shownUtf8[i + 1] != '\n')) {
            if (!std::binary_search(m_firstRow.begin(), m_firstRow.end(), ++row))
                continue; // a row's end and no line's
        } else if (c == '\n') {
            ++row;
        }
        out += c;
    }
    return out;
}

} // namespace lathe
