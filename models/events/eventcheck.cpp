// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/eventcheck.h"
#include "core/jsontext.h"
#include <QCoreApplication>

namespace lathe {

/// The first byte that is no UTF-8, or -1.
static qsizetype invalidUtf8(const QByteArray &bytes)
{
    if (bytes.isValidUtf8())
        return -1;
    qsizetype good = 0; // the longest valid beginning, a line first, then its bytes
    for (qsizetype end = bytes.indexOf('\n'); end >= 0 && QByteArrayView(bytes).sliced(good, end + 1 - good).isValidUtf8(); end = bytes.indexOf('\n', good))
        good = end + 1;
    const qsizetype line = good;
    for (qsizetype length = 1; line + length <= bytes.size() && length < 4096; ++length)
        if (QByteArrayView(bytes).sliced(line, length).isValidUtf8())
            good = line + length;
    return good;
}

Result<> checkEvent(const QByteArray &bytes, const QString &name)
{
    const auto wrong = [&name](qsizetype line, qsizetype column, const QString &text) {
        return fail(ErrorCode::Config, QStringLiteral("%1:%2:%3: %4").arg(name).arg(line).arg(column).arg(text), {}, QStringLiteral("LTH-EVT-001"));
    };
    if (bytes.trimmed().isEmpty())
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "%1 is empty. An event must be JSON; {} is the smallest usual one.").arg(name), {}, QStringLiteral("LTH-EVT-001"));
    if (bytes.startsWith("\xef\xbb\xbf"))
        return wrong(1, 1, QCoreApplication::translate("lathe", "The file begins with a byte order mark, which JSON does not have. Save it as UTF-8 without one."));
    if (const qsizetype offset = invalidUtf8(bytes); offset >= 0)
        return wrong(bytes.left(offset).count('\n') + 1, offset - bytes.lastIndexOf('\n', offset - 1), QCoreApplication::translate("lathe", "This is not UTF-8. An event must be JSON in UTF-8: save the file in that encoding."));
    if (const auto bad = jsontext::check(bytes))
        return wrong(bad->line, bad->column, QCoreApplication::translate("lathe", "%1 An event must be JSON.").arg(bad->text));
    return {};
}

} // namespace lathe
