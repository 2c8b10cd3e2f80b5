// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/hextext.h"

namespace lathe {

QString hexText(QByteArrayView bytes, qsizetype maxBytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    const qsizetype size = qMin(bytes.size(), maxBytes);
    QString out;
    out.reserve(size * 5);
    for (qsizetype row = 0; row < size; row += 16) {
        out += QStringLiteral("%1  ").arg(row, 8, 16, QLatin1Char('0'));
        QString ascii;
        for (qsizetype i = row; i < row + 16; ++i) {
            if (i - row == 8)
                out += u' ';
            if (i >= size) {
                out += QStringLiteral("   ");
                continue;
            }
            const uchar byte = uchar(bytes.at(i));
            out += QLatin1Char(digits[byte >> 4]);
            out += QLatin1Char(digits[byte & 15]);
            out += u' ';
            ascii += byte >= 0x20 && byte < 0x7F ? QLatin1Char(char(byte)) : QLatin1Char('.');
        }
        out += u' ' + ascii + u'\n';
    }
    if (size < bytes.size())
        out += QStringLiteral("\u2026 +%1\n").arg(bytes.size() - size);
    return out;
}

} // namespace lathe
