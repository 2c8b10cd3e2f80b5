// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/textsearch.h"
#include <QStringConverter>

namespace lathe {

qsizetype utf8Length(QStringView text)
{
    qsizetype bytes = 0;
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        bytes += u < 0x80 ? 1 : u < 0x800 ? 2 : c.isSurrogate() ? 2 : 3;
    }
    return bytes;
}

Result<QList<ByteMatch>> findAll(const QByteArray &utf8, const FindQuery &query, const QString *replacement, int limit)
{
    if (query.text.isEmpty())
        return QList<ByteMatch>();
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return findAllInText(QString(decode(utf8)), query, replacement, limit);
}

Result<QList<ByteMatch>> findAllInText(const QString &text, const FindQuery &query, const QString *replacement, int limit)
{
    QList<ByteMatch> matches;
    if (query.text.isEmpty())
        return matches;
    const auto expression = expressionOf(query);
    if (!expression)
        return tl::unexpected(expression.error());
    qsizetype chars = 0;
    qsizetype bytes = 0;
    auto it = expression->globalMatch(text);
    while (it.hasNext() && matches.size() < limit) {
        const QRegularExpressionMatch match = it.next();
        if (match.capturedLength() == 0)
            continue;
        bytes += utf8Length(QStringView(text).mid(chars, match.capturedStart() - chars));
        chars = match.capturedStart();
        const qsizetype length = utf8Length(match.capturedView());
        ByteMatch one{int(bytes), int(length), {}};
        if (replacement)
            one.replacement = replacementOf(query, *replacement, match);
        matches.append(one);
    }
    return matches;
}

} // namespace lathe
