// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QRegularExpression>
#include <QString>
#include <atomic>

namespace lathe {

/// What to look for in a text.
struct FindQuery
{
    QString text;
    bool regex = false;
    bool caseSensitive = false;
    bool wholeWord = false;
    bool operator==(const FindQuery &) const = default;
};

/// The query as a regular expression; the Error says what is wrong with it.
Result<QRegularExpression> expressionOf(const FindQuery &query);
/// What a match is replaced with: in a regular expression \1 or $1 are groups, \n and \t line end and tab.
QString replacementOf(const FindQuery &query, const QString &replacement, const QRegularExpressionMatch &match);

/// Calls `take` for each match that is not empty, in order, until it returns false or `stop` is set. Texts of over 2 M
/// characters are looked at in pieces of whole lines, so that a search can be stopped. Thread: any.
template <class F>
void eachMatch(const QRegularExpression &expression, const QString &text, const std::atomic_bool &stop, F take)
{
    constexpr qsizetype piece = 2'000'000;
    qsizetype from = 0;
    while (from < text.size() && !stop) {
        qsizetype end = text.size();
        if (end - from > piece) {
            const qsizetype line = text.indexOf(u'\n', from + piece);
            end = line < 0 ? end : line + 1;
        }
        auto it = expression.globalMatch(QStringView(text).mid(from, end - from));
        while (it.hasNext() && !stop) {
            const QRegularExpressionMatch match = it.next();
            if (match.capturedLength() > 0 && !take(from + match.capturedStart(), match))
                return;
        }
        from = end;
    }
}

} // namespace lathe
