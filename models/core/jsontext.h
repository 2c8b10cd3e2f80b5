// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <functional>
#include <optional>

/// JSON as bytes. Events and responses are never re-serialised: QJsonDocument reorders keys, turns 1.0 into 1, loses
/// integers over 64 bits and refuses "hi", 42 and null at the top. These functions look at tokens only. Depth is
/// limited to 512. Thread: any.
namespace lathe::jsontext {

inline constexpr int maxDepth = 512;

struct SyntaxError
{
    int line = 0;       ///< 1-based.
    int column = 0;     ///< 1-based, in bytes.
    qsizetype offset = 0;
    QString text;
};

/// What stands between the quotes of a string.
struct PlainString
{
    qsizetype begin = 0;
    qsizetype end = 0;
    bool operator==(const PlainString &) const = default;
};
inline constexpr qsizetype plainStringBytes = 256 * 1024; ///< From this length on a string is noted.
inline constexpr qsizetype plainStrings = 8;              ///< So many are, at most.

/// Checks RFC 8259 syntax of the whole text; nothing when it is valid. `plain` gets its long strings in
/// ASCII without an escape, which are their text as they stand: megabytes are a file in Base64 most often.
std::optional<SyntaxError> check(QByteArrayView text, QList<PlainString> *plain = nullptr);
/// The same JSON with indentation; token bytes stay exactly as they are. Invalid input is returned unchanged.
QByteArray pretty(QByteArrayView text, int indent = 2);
/// The same JSON without insignificant white space. Invalid input is returned unchanged.
QByteArray compact(QByteArrayView text);
/// The exact bytes of the value under a top-level object's key (last one wins), or nothing.
std::optional<QByteArray> member(QByteArrayView object, QByteArrayView key);
/// The same JSON with each string, number and word replaced by what `change` makes of it; where that is nothing, the bytes stay.
/// Gets the nearest key above the value (empty: none), UTF-8, and a string's text or a number's or word's bytes; what it returns
/// is written as a string. Invalid input is returned unchanged.
QByteArray mapped(QByteArrayView text, const std::function<std::optional<QByteArray>(const QByteArray &key, const QByteArray &value)> &change);
/// A JSON string literal, quotes included, for this UTF-8 text; invalid UTF-8 becomes U+FFFD.
QByteArray quoted(QByteArrayView utf8);
/// The UTF-8 text of a JSON string literal (quotes included), or nothing when it is not one.
std::optional<QByteArray> unquoted(QByteArrayView literal);

} // namespace lathe::jsontext
