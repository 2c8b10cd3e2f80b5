// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <chrono>

namespace lathe {

struct HttpHeader
{
    QByteArray name;
    QByteArray value;
};
using HttpHeaders = QList<HttpHeader>;

/// First value of a header, compared without case; empty when absent.
QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name);
/// How often the header is there.
int headerCount(const HttpHeaders &headers, QByteArrayView name);

/// The value of a Date header (RFC 9110, 5.6.7), e.g. "Sun, 06 Nov 1994 08:49:37 GMT". `msecs` since 1970.
QByteArray httpDate(qint64 msecs);

/// Start line and headers of a request, exactly as received.
struct HttpRequest
{
    QByteArray method;
    QByteArray target; ///< As on the wire, percent-encoding untouched.
    HttpHeaders headers;
    QByteArray path() const;  ///< Target before '?'.
    QByteArray query() const; ///< Target after '?', without it.
    QByteArray header(QByteArrayView name) const { return headerValue(headers, name); }
};

/// Bounds of one server. A request over a bound is answered (431, 413, 408) and the connection closed.
struct HttpLimits
{
    int headerBytes = 16 * 1024;
    int headerFields = 100;
    qint64 bodyBytes = 6 * 1024 * 1024 + 100;
    int connections = 256;
    /// A client that closed its sending side behind the request still gets its answer. The price: that a client went away
    /// altogether is seen only when the answer is written, so aborted() does not come before.
    bool answersHalfClosed = false;
    std::chrono::milliseconds headerTimeout;
    std::chrono::milliseconds idleTimeout;
    std::chrono::milliseconds keepAliveTimeout;
    HttpLimits();
};

} // namespace lathe
