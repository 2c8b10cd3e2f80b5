// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/visibletext.h"

namespace lathe {

static bool reorders(char16_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C
        || c == 0x2028 || c == 0x2029;
}

QString visibleText(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (const QChar ch : text) {
        const char16_t c = ch.unicode();
        if (c == u'\t' || (c >= 0x20 && c < 0x7F))
            out += ch;
        else if (c < 0x20)
            out += QChar(char16_t(0x2400 + c));
        else if (c == 0x7F)
            out += QChar(u'\u2421');
        else if ((c >= 0x80 && c < 0xA0) || reorders(c))
            out += QStringLiteral("\u27E8U+%1\u27E9").arg(uint(c), 4, 16, QLatin1Char('0')).toUpper();
        else
            out += ch;
    }
    return out;
}

QString textOfBytes(QByteArrayView bytes)
{
    QString text = QString::fromUtf8(bytes);
    if (bytes.isValidUtf8())
        return text;
    qsizetype invalid = 0;
    qsizetype others = 0;
    for (const QChar c : std::as_const(text))
        if (c == QChar::ReplacementCharacter)
            ++invalid;
        else if (c.unicode() >= 0x80)
            ++others;
    if (invalid > others)
        for (QChar &c : text)
            if (c.unicode() >= 0x80)
                c = QChar::ReplacementCharacter;
    return text;
}

QString brokenLine(const QString &line, int most)
{
    if (line.size() <= most)
        return line;
    QString out;
    out.reserve(line.size() + line.size() / most + 1);
    qsizetype from = 0;
    int inPart = 0;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (inPart == most) {
            out.append(QStringView(line).sliced(from, i - from)).append(u'\n');
            from = i;
            inPart = 0;
        }
        i += line[i].isHighSurrogate() && i + 1 < line.size() && line[i + 1].isLowSurrogate();
        ++inPart;
    }
    return out.append(QStringView(line).sliced(from));
}

} // namespace lathe
