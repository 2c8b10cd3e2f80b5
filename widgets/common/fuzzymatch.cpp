// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/fuzzymatch.h"
#include <QStringList>
#include <algorithm>

namespace lathe {

namespace {

/// The first consonant of a Hangul syllable as a compatibility letter, or 0.
char16_t initialOf(QChar c)
{
    static constexpr char16_t initials[] = u"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    const char16_t u = c.unicode();
    if (u < 0xac00 || u > 0xd7a3)
        return 0;
    return initials[(u - 0xac00) / 588];
}

bool same(QChar typed, QChar shown)
{
    return typed.toCaseFolded() == shown.toCaseFolded() || typed.unicode() == initialOf(shown);
}

bool startsWord(const QString &text, qsizetype i)
{
    if (i == 0)
        return true;
    const QChar before = text[i - 1];
    return !before.isLetterOrNumber() || (before.isLower() && text[i].isUpper());
}

/// Matches one part from each possible start and keeps the best.
FuzzyMatch matchPart(const QString &part, const QString &text)
{
    FuzzyMatch best;
    for (qsizetype start = 0; start < text.size(); ++start) {
        if (!same(part[0], text[start]))
            continue;
        FuzzyMatch one;
        one.score = startsWord(text, start) ? 20 : 4;
        one.positions.append(int(start));
        qsizetype p = 1;
        qsizetype last = start;
        for (qsizetype i = start + 1; i < text.size() && p < part.size(); ++i) {
            if (!same(part[p], text[i]))
                continue;
            one.score += i == last + 1 ? 10 : startsWord(text, i) ? 8 : 1;
            one.positions.append(int(i));
            last = i;
            ++p;
        }
        if (p < part.size())
            break; // later starts have even less text
        if (one.score > best.score)
            best = one;
    }
    return best;
}

} // namespace

FuzzyMatch fuzzyMatch(const QString &pattern, const QString &text)
{
    FuzzyMatch all;
    all.score = 0;
    const QStringList parts = pattern.left(200).simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const FuzzyMatch one = matchPart(part, text.left(500));
        if (!one)
            return {};
        all.score += one.score;
        all.positions.append(one.positions);
    }
    if (!parts.isEmpty())
        all.score = std::max(0, all.score * 4 - int(std::min<qsizetype>(text.size(), 100)) / 4);
    std::sort(all.positions.begin(), all.positions.end());
    return all;
}

} // namespace lathe
