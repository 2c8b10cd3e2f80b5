// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httptypes.h"
#include "core/timeouts.h"

namespace lathe {

HttpLimits::HttpLimits()
    : headerTimeout(timeouts::httpHeader)
    , idleTimeout(timeouts::httpIdle)
    , keepAliveTimeout(timeouts::httpKeepAlive)
{
}

QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name)
{
    for (const HttpHeader &h : headers) {
        if (h.name.compare(name, Qt::CaseInsensitive) == 0)
            return h.value;
    }
    return {};
}

int headerCount(const HttpHeaders &headers, QByteArrayView name)
{
    int count = 0;
    for (const HttpHeader &h : headers)
        count += h.name.compare(name, Qt::CaseInsensitive) == 0;
    return count;
}

QByteArray HttpRequest::path() const
{
    const qsizetype q = target.indexOf('?');
    return q < 0 ? target : target.left(q);
}

QByteArray HttpRequest::query() const
{
    const qsizetype q = target.indexOf('?');
    return q < 0 ? QByteArray() : target.mid(q + 1);
}

} // namespace lathe
