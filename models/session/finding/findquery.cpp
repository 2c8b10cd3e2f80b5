// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/finding/findquery.h"
#include <QCoreApplication>

namespace lathe {

Result<QRegularExpression> expressionOf(const FindQuery &query)
{
    QString pattern = query.regex ? query.text : QRegularExpression::escape(query.text);
    if (query.wholeWord)
        pattern = QStringLiteral("\\b(?:%1)\\b").arg(pattern);
    QRegularExpression::PatternOptions options = QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (!query.caseSensitive)
        options |= QRegularExpression::CaseInsensitiveOption;
    QRegularExpression expression(pattern, options);
    if (!expression.isValid())
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "This is not a regular expression: %1").arg(expression.errorString()));
    expression.optimize();
    return expression;
}

QString replacementOf(const FindQuery &query, const QString &replacement, const QRegularExpressionMatch &match)
{
    if (!query.regex)
        return replacement;
    QString out;
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const QChar c = replacement[i];
        if ((c != u'\\' && c != u'$') || i + 1 >= replacement.size()) {
            out.append(c);
            continue;
        }
        const QChar next = replacement[i + 1];
        if (next.unicode() >= u'0' && next.unicode() <= u'9')
            out.append(match.captured(next.unicode() - u'0'));
        else if (c == u'\\' && next == u'n')
            out.append(u'\n');
        else if (c == u'\\' && next == u't')
            out.append(u'\t');
        else if (next == c)
            out.append(c);
        else
            out.append(c).append(next);
        ++i;
    }
    return out;
}

} // namespace lathe
