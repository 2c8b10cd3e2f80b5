// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/textsearch.h"
#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringConverter>

namespace lathe {

namespace {

/// \1, $1, \0, \n, \t and \\ of a replacement for a regular expression.
QString expanded(const QString &replacement, const QRegularExpressionMatch &match)
{
    QString out;
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const QChar c = replacement[i];
        if ((c != QLatin1Char('\\') && c != QLatin1Char('$')) || i + 1 >= replacement.size()) {
            out.append(c);
            continue;
        }
        const QChar next = replacement[i + 1];
        if (next.unicode() >= u'0' && next.unicode() <= u'9')
            out.append(match.captured(next.unicode() - u'0'));
        else if (c == QLatin1Char('\\') && next == QLatin1Char('n'))
            out.append(QLatin1Char('\n'));
        else if (c == QLatin1Char('\\') && next == QLatin1Char('t'))
            out.append(QLatin1Char('\t'));
        else if (next == c)
            out.append(c);
        else
            out.append(c).append(next);
        ++i;
    }
    return out;
}

/// Bytes that a piece of UTF-16 takes in UTF-8. Surrogate pairs are four together.
qsizetype utf8Length(QStringView text)
{
    qsizetype bytes = 0;
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        bytes += u < 0x80 ? 1 : u < 0x800 ? 2 : c.isSurrogate() ? 2 : 3;
    }
    return bytes;
}

} // namespace

Result<QList<ByteMatch>> findAll(const QByteArray &utf8, const FindQuery &query, const QString *replacement, int limit)
{
    QList<ByteMatch> matches;
    if (query.text.isEmpty())
        return matches;
    QString pattern = query.regex ? query.text : QRegularExpression::escape(query.text);
    if (query.wholeWord)
        pattern = QStringLiteral("\\b(?:%1)\\b").arg(pattern);
    QRegularExpression::PatternOptions options = QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (!query.caseSensitive)
        options |= QRegularExpression::CaseInsensitiveOption;
    const QRegularExpression expression(pattern, options);
    if (!expression.isValid())
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "This is not a regular expression: %1").arg(expression.errorString()));
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decode(utf8);
    qsizetype chars = 0;
    qsizetype bytes = 0;
    auto it = expression.globalMatch(text);
    while (it.hasNext() && matches.size() < limit) {
        const QRegularExpressionMatch match = it.next();
        if (match.capturedLength() == 0)
            continue;
        bytes += utf8Length(QStringView(text).mid(chars, match.capturedStart() - chars));
        chars = match.capturedStart();
        const qsizetype length = utf8Length(match.capturedView());
        ByteMatch one{int(bytes), int(length), {}};
        if (replacement)
            one.replacement = query.regex ? expanded(*replacement, match) : *replacement;
        matches.append(one);
    }
    return matches;
}

} // namespace lathe
