// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "editor/codeeditor.h"
#include <QByteArray>
#include <QList>

namespace lathe {

/// One place that was found, in bytes of the UTF-8 text.
struct ByteMatch
{
    int start = 0;
    int length = 0;
    QString replacement; ///< What replaceAll() would put there, when a replacement was given.
};

inline constexpr int mostMatches = 10000; ///< As many are marked.

/// Bytes that a piece of UTF-16 takes in UTF-8. Surrogate pairs are four together. Pure; any thread.
qsizetype utf8Length(QStringView text);

/// All matches of a query in a UTF-8 text, in order, at most `limit`; the Error says what is wrong with the expression.
/// Empty matches are left out. Thread: any.
Result<QList<ByteMatch>> findAll(const QByteArray &utf8, const FindQuery &query, const QString *replacement = nullptr, int limit = mostMatches);
/// The same in a text that is there as such; places are those in its UTF-8.
Result<QList<ByteMatch>> findAllInText(const QString &text, const FindQuery &query, const QString *replacement = nullptr, int limit = mostMatches);

} // namespace lathe
