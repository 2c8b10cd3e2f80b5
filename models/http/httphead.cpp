// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httphead.h"
#include <QByteArray>
#include <algorithm>
#include <charconv>
#include <cstring>

namespace lathe::httphead {
namespace {

Scan bad(int status, const char *reason)
{
    return {Scan::Bad, 0, status, reason};
}

bool isFraming(const QByteArray &name)
{
    return name.compare("content-length", Qt::CaseInsensitive) == 0 || name.compare("transfer-encoding", Qt::CaseInsensitive) == 0
        || name.compare("connection", Qt::CaseInsensitive) == 0;
}

/// Writes a header's name or value; what would end its line becomes a space. Returns the end.
char *putClean(char *at, const QByteArray &text)
{
    return std::transform(text.begin(), text.end(), at, [](char c) { return c == '\r' || c == '\n' || c == '\0' ? ' ' : c; });
}

} // namespace

Scan scan(QByteArrayView bytes, const HttpLimits &limits, qsizetype from)
{
    const char *begin = bytes.data();
    const char *end = begin + bytes.size();
    // Restart at the line that was incomplete.
    const char *line = begin + qMin(from, bytes.size());
    while (line > begin && line[-1] != '\n')
        --line;
    while (line < end) {
        const auto *lf = static_cast<const char *>(std::memchr(line, '\n', size_t(end - line)));
        const char *stop = lf ? lf : end;
        if (std::memchr(line, '\0', size_t(stop - line)))
            return bad(400, "NUL in the header");
        const auto *cr = static_cast<const char *>(std::memchr(line, '\r', size_t(stop - line)));
        if (cr && cr + 1 < stop)
            return bad(400, "bare CR in the header");
        if (!lf)
            break;
        if (cr == nullptr)
            return bad(400, "bare LF in the header");
        if (lf - begin >= limits.headerBytes)
            return bad(431, "header too large");
        if (cr == line) {
            int fields = -2; // Request line and the empty one.
            for (const char *p = begin; p <= lf; ++p)
                fields += *p == '\n';
            if (fields > limits.headerFields)
                return bad(431, "too many header fields");
            return {Scan::Complete, lf + 1 - begin, 0, ""};
        }
        if (line > begin) {
            if (*line == ' ' || *line == '\t')
                return bad(400, "folded header line");
            const auto *colon = static_cast<const char *>(std::memchr(line, ':', size_t(cr - line)));
            if (!colon || colon == line || colon[-1] == ' ' || colon[-1] == '\t')
                return bad(400, "malformed header line");
        }
        line = lf + 1;
    }
    if (bytes.size() >= limits.headerBytes)
        return bad(431, "header too large");
    return {};
}

int check(const HttpRequest &request, bool http11, const char **reason)
{
    const auto refuse = [reason](int status, const char *why) {
        *reason = why;
        return status;
    };
    if (request.method == "CONNECT")
        return refuse(405, "CONNECT is not served");
    if (!request.target.startsWith('/') && !(request.target == "*" && request.method == "OPTIONS"))
        return refuse(400, "the target must begin with /");
    const int hosts = headerCount(request.headers, "host");
    if (hosts > 1 || (http11 && hosts == 0))
        return refuse(400, "exactly one Host header is needed");
    const int encodings = headerCount(request.headers, "transfer-encoding");
    if (encodings > 0) {
        if (!http11 || encodings > 1 || headerCount(request.headers, "content-length") > 0)
            return refuse(400, "ambiguous length of the body");
        if (request.header("transfer-encoding").compare("chunked", Qt::CaseInsensitive) != 0)
            return refuse(501, "only the transfer coding chunked is served");
    }
    const QByteArray expect = request.header("expect");
    if (!expect.isEmpty() && expect.compare("100-continue", Qt::CaseInsensitive) != 0)
        return refuse(417, "unknown expectation");
    return 0;
}

QByteArray response(int status, const HttpHeaders &headers, Framing framing, qint64 length, bool keepAlive, bool http11, qsizetype reserveExtra)
{
    qsizetype size = 160; // more than everything beside the headers
    for (const HttpHeader &h : headers)
        size += h.name.size() + h.value.size() + 4;
    QByteArray out(size + reserveExtra, Qt::Uninitialized); // written at one go: an append costs more than its bytes
    char *at = out.data();
    const auto put = [&at](QByteArrayView text) { at = std::copy(text.begin(), text.end(), at); };
    const auto putNumber = [&at](qint64 number) { at = std::to_chars(at, at + 20, number).ptr; };
    put("HTTP/1.1 ");
    putNumber(status);
    put(" ");
    put(reasonPhrase(status));
    put("\r\n");
    for (const HttpHeader &h : headers) {
        if (isFraming(h.name))
            continue;
        at = putClean(at, h.name);
        put(": ");
        at = putClean(at, h.value);
        put("\r\n");
    }
    if (framing == Framing::Length) {
        put("Content-Length: ");
        putNumber(length);
        put("\r\n");
    } else if (framing == Framing::Chunked) {
        put("Transfer-Encoding: chunked\r\n");
    }
    if (!keepAlive)
        put("Connection: close\r\n");
    else if (!http11)
        put("Connection: keep-alive\r\n");
    put("\r\n");
    out.truncate(at - out.constData());
    return out;
}

QByteArrayView reasonPhrase(int status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Payload Too Large";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    default: return "Status";
    }
}

} // namespace lathe::httphead
