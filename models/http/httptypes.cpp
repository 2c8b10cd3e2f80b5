// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httptypes.h"
#include "core/timeouts.h"
#include <algorithm>
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
    // By hand: strftime() follows the locale, snprintf() takes longer than all the rest, and each event has a date.
    QByteArray text("Sun, 00 Jan 0000 00:00:00 GMT");
    char *const at = text.data();
    const auto put = [at](int place, int number, int digits) {
        for (int i = digits - 1; i >= 0; --i, number /= 10)
            at[place + i] = char('0' + number % 10);
    };
    std::copy_n(days[parts.tm_wday], 3, at);
    put(5, parts.tm_mday, 2);
    std::copy_n(months[parts.tm_mon], 3, at + 8);
    put(12, parts.tm_year + 1900, 4);
    put(17, parts.tm_hour, 2);
    put(20, parts.tm_min, 2);
    put(23, parts.tm_sec, 2);
    return text;
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
