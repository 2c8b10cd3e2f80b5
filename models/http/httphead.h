// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "http/httptypes.h"
#include <QByteArrayView>

/// Pure functions on the bytes of a message's head, before the parser and after the handler. Thread: any.
namespace lathe::httphead {

struct Scan
{
    enum State { NeedMore, Complete, Bad } state = NeedMore;
    qsizetype end = 0; ///< Complete: bytes of the head with its empty line.
    int status = 0;    ///< Bad: the status to answer.
    const char *reason = "";
};

/// Looks for a whole request head at the start of `bytes` and refuses what parsers read in different ways: bare CR or LF,
/// NUL, folded lines, white space before a colon, more than the limits. `from`: where an earlier scan of the same bytes stopped.
Scan scan(QByteArrayView bytes, const HttpLimits &limits, qsizetype from = 0);

/// Checks what a parser leaves to its user: one Host, one Transfer-Encoding that is "chunked", not beside Content-Length,
/// a target in origin form. 0 when all is well, else the status to answer with `reason`.
int check(const HttpRequest &request, bool http11, const char **reason);

enum class Framing { Length, Chunked, UntilClose, None };
/// Status line and headers of an answer with the empty line. Framing headers of `headers` are left out (for HEAD a
/// Content-Length is kept), CR, LF and NUL in names and values become spaces.
QByteArray response(int status, const HttpHeaders &headers, Framing framing, qint64 length, bool keepAlive, bool http11, qsizetype reserveExtra = 0);
/// The reason phrase of a status.
QByteArrayView reasonPhrase(int status);

} // namespace lathe::httphead
