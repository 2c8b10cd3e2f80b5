// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/jsonreading.h"
#include "core/jsontext.h"
#include <QString>

namespace lathe {

namespace {

constexpr qsizetype escapeLength = 6; // \uXXXX

/// The unit of an escape that begins at `at`; -1: there is none.
int unitAt(QByteArrayView json, qsizetype at)
{
    if (at + escapeLength > json.size() || json[at] != '\\' || json[at + 1] != 'u')
        return -1;
    bool ok = false;
    const int unit = json.sliced(at + 2, 4).toInt(&ok, 16);
    return ok ? unit : -1;
}

bool isLetter(char32_t letter)
{
    if (letter < 0xA1 || !QChar::isPrint(letter)) // not what is ASCII: a quote, a backslash
        return false;
    const QChar::Category kind = QChar::category(letter);
    return kind != QChar::Separator_Space && kind != QChar::Separator_Line && kind != QChar::Separator_Paragraph;
}

} // namespace

QByteArray readableJson(QByteArrayView json)
{
    if (jsontext::check(json))
        return json.toByteArray();
    QByteArray result;
    result.reserve(json.size());
    for (qsizetype at = 0; at < json.size();) {
        if (json[at] != '\\') {
            result += json[at++];
            continue;
        }
        char32_t letter = 0;
        qsizetype length = escapeLength;
        if (const int unit = unitAt(json, at); unit >= 0 && QChar::isHighSurrogate(char32_t(unit))) {
            if (const int low = unitAt(json, at + escapeLength); low >= 0 && QChar::isLowSurrogate(char32_t(low)))
                letter = QChar::surrogateToUcs4(char16_t(unit), char16_t(low)), length = 2 * escapeLength;
        } else if (unit >= 0) {
            letter = char32_t(unit);
        }
        if (isLetter(letter) && !QChar::isSurrogate(letter)) {
            result += QString::fromUcs4(&letter, 1).toUtf8();
            at += length;
        } else { // with what it escapes, so that a backslash that is one begins nothing
            result += json.sliced(at, std::min<qsizetype>(2, json.size() - at));
            at += 2;
        }
    }
    return result;
}

} // namespace lathe
