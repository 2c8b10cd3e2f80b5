// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/urlexchange.h"
#include "core/ids.h"
#include "core/jsontext.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <algorithm>

namespace lathe {

static QString text(const QByteArray &bytes) { return QString::fromUtf8(bytes); }

/// Whether a body goes as text: what says that it is some, and is.
static bool isText(const QByteArray &contentType, const QByteArray &body)
{
    const QByteArray type = contentType.toLower();
    return (type.startsWith("text/") || type.contains("json") || type.contains("xml") || type.contains("javascript")) && body.isValidUtf8();
}

static QJsonObject queryParameters(const QByteArray &query)
{
    QJsonObject all;
    const auto decoded = [](QByteArray part) { return QString::fromUtf8(QByteArray::fromPercentEncoding(part.replace('+', ' '))); };
    for (const QByteArray &part : query.split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype at = part.indexOf('=');
        const QString name = decoded(at < 0 ? part : part.first(at)), value = at < 0 ? QString() : decoded(part.mid(at + 1));
        all.insert(name, all.contains(name) ? all.value(name).toString() + u',' + value : value);
    }
    return all;
}

QByteArray UrlEvent::json(const QDateTime &now) const
{
    QJsonObject headers;
    QJsonArray cookies;
    for (const HttpHeader &header : request.headers) {
        const QByteArray name = header.name.toLower();
        if (name == "cookie") {
            for (const QByteArray &cookie : header.value.split(';'))
                cookies.append(text(cookie.trimmed()));
            continue;
        }
        if (name == "connection")
            continue;
        const QString key = QString::fromLatin1(name), value = text(header.value);
        headers.insert(key, headers.contains(key) ? headers.value(key).toString() + u',' + value : value);
    }
    const QString trace = headers.value(QLatin1String("x-amzn-trace-id")).toString(QString::fromLatin1(newTraceId()));
    const std::pair<const char *, QString> added[] = {{"x-amzn-trace-id", trace}, {"x-forwarded-for", QStringLiteral("127.0.0.1")}, {"x-forwarded-proto", QStringLiteral("http")},
        {"x-forwarded-port", QString::number(port)}};
    for (const auto &[name, value] : added)
        headers.insert(QLatin1String(name), value);
    const QDateTime utc = now.toUTC();
    QJsonObject context{{QStringLiteral("accountId"), authorizer.isEmpty() ? QStringLiteral("anonymous") : account}, {QStringLiteral("apiId"), id},
        {QStringLiteral("domainName"), domainName}, {QStringLiteral("domainPrefix"), id},
        {QStringLiteral("http"), QJsonObject{{QStringLiteral("method"), text(request.method)}, {QStringLiteral("path"), text(path)}, {QStringLiteral("protocol"), QStringLiteral("HTTP/1.1")},
                                     {QStringLiteral("sourceIp"), QStringLiteral("127.0.0.1")}, {QStringLiteral("userAgent"), text(request.header("User-Agent"))}}},
        {QStringLiteral("requestId"), requestId}, {QStringLiteral("routeKey"), QStringLiteral("$default")}, {QStringLiteral("stage"), QStringLiteral("$default")},
        {QStringLiteral("time"), QLocale::c().toString(utc, QStringLiteral("dd/MMM/yyyy:HH:mm:ss +0000"))}, {QStringLiteral("timeEpoch"), utc.toMSecsSinceEpoch()}};
    if (!authorizer.isEmpty())
        context.insert(QStringLiteral("authorizer"), authorizer);
    const bool plain = body.isEmpty() || isText(request.header("Content-Type"), body);
    QJsonObject event{{QStringLiteral("version"), QStringLiteral("2.0")}, {QStringLiteral("routeKey"), QStringLiteral("$default")}, {QStringLiteral("rawPath"), text(path)},
        {QStringLiteral("rawQueryString"), text(request.query())}, {QStringLiteral("headers"), headers}, {QStringLiteral("requestContext"), context},
        {QStringLiteral("isBase64Encoded"), !plain}};
    if (!cookies.isEmpty())
        event.insert(QStringLiteral("cookies"), cookies);
    if (!request.query().isEmpty())
        event.insert(QStringLiteral("queryStringParameters"), queryParameters(request.query()));
    if (!body.isEmpty())
        event.insert(QStringLiteral("body"), plain ? text(body) : QString::fromLatin1(body.toBase64()));
    return QJsonDocument(event).toJson(QJsonDocument::Compact);
}

static bool isToken(const QByteArray &name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 127 && !QByteArrayView("()<>@,;:\\\"/[]?={}").contains(c); });
}

/// A header that a function gave: no line end gets through, and what belongs to the connection is ours.
static void addHeader(HttpHeaders &headers, const QByteArray &name, QByteArray value)
{
    const QByteArray lower = name.toLower();
    if (!isToken(name) || lower == "connection" || lower == "content-length" || lower == "transfer-encoding" || lower == "keep-alive" || lower == "upgrade")
        return;
    for (const char c : {'\r', '\n', '\0'})
        value.replace(c, ' ');
    headers.append(HttpHeader{name, value.trimmed()});
}

static QByteArray plainText(const QJsonValue &value) { return value.isString() ? value.toString().toUtf8() : value.toVariant().toString().toUtf8(); }

static int statusOf(const QJsonValue &value)
{
    const int status = value.isString() ? value.toString().toInt() : value.toInt();
    return status >= 200 && status <= 599 ? status : 502; // a client waits for more after 1xx
}

static UrlResponse headOf(const QJsonObject &object, const char *fallbackType)
{
    UrlResponse response;
    response.status = statusOf(object.value(QLatin1String("statusCode")));
    const QJsonObject headers = object.value(QLatin1String("headers")).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        addHeader(response.headers, it.key().toLatin1(), plainText(it.value()));
    for (const QJsonValue &cookie : object.value(QLatin1String("cookies")).toArray())
        addHeader(response.headers, "Set-Cookie", cookie.toString().toUtf8());
    if (headerValue(response.headers, "Content-Type").isEmpty())
        response.headers.append(HttpHeader{"Content-Type", fallbackType});
    return response;
}

UrlResponse UrlResponse::fromPayload(const QByteArray &payload)
{
    if (!jsontext::member(payload, "statusCode")) {
        UrlResponse response{200, {{"Content-Type", "application/json"}}, jsontext::compact(payload)};
        if (const auto whole = jsontext::unquoted(payload.trimmed()))
            response.body = *whole;
        return response;
    }
    const QJsonObject object = QJsonDocument::fromJson(payload).object();
    UrlResponse response = headOf(object, "application/json");
    const QByteArray body = jsontext::member(payload, "body").value_or(QByteArray()); // its exact bytes
    if (const auto string = jsontext::unquoted(body))
        response.body = object.value(QLatin1String("isBase64Encoded")).toBool() ? QByteArray::fromBase64(*string) : *string;
    else if (body != "null")
        response.body = jsontext::compact(body);
    return response;
}

UrlResponse UrlResponse::fromPrelude(const QByteArray &json)
{
    QJsonObject object = QJsonDocument::fromJson(json).object();
    if (!object.contains(QLatin1String("statusCode")))
        object.insert(QStringLiteral("statusCode"), 200);
    return headOf(object, "application/octet-stream");
}

static QByteArray joined(const QJsonValue &list)
{
    QStringList all;
    for (const QJsonValue &one : list.toArray())
        all << one.toString();
    return all.join(u',').toUtf8();
}

/// What Access-Control-Allow-Origin says to this origin; empty: nothing.
static QByteArray allowedOrigin(const QJsonObject &cors, const QByteArray &origin)
{
    for (const QJsonValue &one : cors.value(QLatin1String("AllowOrigins")).toArray())
        if (const QByteArray allowed = one.toString().toUtf8(); allowed == "*" || allowed.compare(origin, Qt::CaseInsensitive) == 0)
            return allowed == "*" && !cors.value(QLatin1String("AllowCredentials")).toBool() ? allowed : origin;
    return {};
}

static void addCors(const QJsonObject &cors, const QByteArray &origin, HttpHeaders &headers)
{
    headers.append(HttpHeader{"Access-Control-Allow-Origin", origin});
    if (origin != "*")
        headers.append(HttpHeader{"Vary", "Origin"});
    if (cors.value(QLatin1String("AllowCredentials")).toBool())
        headers.append(HttpHeader{"Access-Control-Allow-Credentials", "true"});
    if (const QByteArray exposed = joined(cors.value(QLatin1String("ExposeHeaders"))); !exposed.isEmpty())
        headers.append(HttpHeader{"Access-Control-Expose-Headers", exposed});
}

void applyCors(const QJsonObject &cors, const HttpRequest &request, HttpHeaders &headers)
{
    if (cors.isEmpty())
        return;
    headers.removeIf([](const HttpHeader &header) { return header.name.toLower().startsWith("access-control-"); });
    const QByteArray origin = request.header("Origin");
    if (const QByteArray allowed = origin.isEmpty() ? QByteArray() : allowedOrigin(cors, origin); !allowed.isEmpty())
        addCors(cors, allowed, headers);
}

bool isPreflight(const HttpRequest &request)
{
    return request.method == "OPTIONS" && !request.header("Origin").isEmpty() && !request.header("Access-Control-Request-Method").isEmpty();
}

HttpHeaders preflightHeaders(const QJsonObject &cors, const HttpRequest &request)
{
    const QByteArray origin = allowedOrigin(cors, request.header("Origin"));
    if (origin.isEmpty())
        return {};
    HttpHeaders headers;
    addCors(cors, origin, headers);
    const std::pair<const char *, QByteArray> lists[] = {{"Access-Control-Allow-Methods", joined(cors.value(QLatin1String("AllowMethods")))},
        {"Access-Control-Allow-Headers", joined(cors.value(QLatin1String("AllowHeaders")))}};
    for (const auto &[name, list] : lists)
        if (!list.isEmpty())
            headers.append(HttpHeader{name, list});
    if (const QJsonValue age = cors.value(QLatin1String("MaxAge")); age.isDouble())
        headers.append(HttpHeader{"Access-Control-Max-Age", QByteArray::number(age.toInt())});
    return headers;
}

} // namespace lathe
