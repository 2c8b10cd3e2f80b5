// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httptypes.h"
#include "core/timeouts.h"
#include <cstdio>
#include <ctime>

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

QByteArray httpDate(qint64 msecs)
{
    const time_t seconds = time_t(msecs / 1000);
    tm parts{};
    gmtime_r(&seconds, &parts);
    static constexpr const char *days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char *months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[40]; // not strftime(): its names follow the locale
    const int n = std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[parts.tm_wday], parts.tm_mday,
        months[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
    return QByteArray(text, n);
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
