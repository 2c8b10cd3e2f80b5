// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QRegularExpression>
#include <QString>
#include <algorithm>
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

/// Calls `take` for each match that is not empty, in order, until it returns false or `stop` is set. Texts of over 2 M characters are
/// looked at in pieces, so that a search can be stopped; a match that reaches the end of one is looked for again with the next one
/// in sight. Thread: any.
template <class F>
void eachMatch(const QRegularExpression &expression, const QString &text, const std::atomic_bool &stop, F take)
{
    constexpr qsizetype piece = 2'000'000;
    if (text.size() <= piece || !text.isValidUtf16()) {
        auto it = expression.globalMatch(text);
        while (it.hasNext() && !stop) {
            const QRegularExpressionMatch match = it.next();
            if (match.capturedLength() > 0 && !take(match.capturedStart(), match))
                return;
        }
        return;
    }
    qsizetype at = 0;
    qsizetype end = piece;
    while (at < text.size() && !stop) {
        end = std::min(end, text.size());
        if (end < text.size() && text[end - 1].isHighSurrogate())
            ++end;
        const bool last = end == text.size();
        const auto type = last ? QRegularExpression::NormalMatch : QRegularExpression::PartialPreferFirstMatch;
        // What stands before is in sight of the expression too; the text was checked above, once.
        const QRegularExpressionMatch match = expression.match(QStringView(text).first(end), at, type, QRegularExpression::DontCheckSubjectStringMatchOption);
        if (match.hasMatch()) {
            if (match.capturedLength() > 0 && !take(match.capturedStart(), match))
                return;
            at = match.capturedEnd();
            if (match.capturedLength() == 0)
                at += at < text.size() && text[at].isHighSurrogate() ? 2 : 1;
        } else if (match.hasPartialMatch()) {
            at = match.capturedStart();
            end += piece;
        } else if (last) {
            return;
        } else {
            at = end;
            end += piece;
        }
    }
}

} // namespace lathe
