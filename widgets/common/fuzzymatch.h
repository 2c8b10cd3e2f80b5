// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

namespace lathe {

/// How well a typed pattern fits a text. Thread: any.
struct FuzzyMatch
{
    int score = -1;       ///< Negative: no match. Higher is better.
    QList<int> positions; ///< Which characters of the text matched.
    explicit operator bool() const { return score >= 0; }
};

/// Every character of the pattern must occur in order, letter case ignored; starts of words and runs of neighbours count more.
/// White space in the pattern separates parts that must all match. Hangul matches by first consonants too (ㅎㅅ finds 함수).
FuzzyMatch fuzzyMatch(const QString &pattern, const QString &text);

} // namespace lathe
