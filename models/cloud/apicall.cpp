// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/apicall.h"
#include "core/ids.h"
#include <QJsonDocument>

namespace lathe {

ApiAnswer ApiAnswer::json(const QJsonObject &object, int status) { return {status, QJsonDocument(object).toJson(QJsonDocument::Compact)}; }

static QString decoded(QByteArray part)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(part.replace('+', ' ')));
}

ApiCall::ApiCall(HttpExchange *exchange) : m_exchange(exchange), m_request(exchange->request()), m_requestId(newUuid())
{
    const QByteArray query = m_request.query();
    if (query.isEmpty())
        return;
    for (const QByteArray &part : query.split('&')) {
        const qsizetype at = part.indexOf('=');
        m_query.append({decoded(at < 0 ? part : part.first(at)), at < 0 ? QString() : decoded(part.mid(at + 1))});
    }
}

std::optional<QString> ApiCall::queryParameter(const QString &name) const
{
    for (const auto &[key, value] : m_query)
        if (key == name)
            return value;
    return {};
}

QStringList ApiCall::queryParameters(const QString &name) const
{
    QStringList values;
    for (const auto &[key, value] : m_query)
        if (key == name)
            values << value;
    return values;
}

ApiResult<int> ApiCall::intParameter(const QString &name, int fallback, int min, int max) const
{
    const auto text = queryParameter(name);
    if (!text)
        return fallback;
    bool ok = false;
    const int value = text->toInt(&ok);
    if (!ok)
        return refuse(apierror::serialization(QStringLiteral("STRING_VALUE can not be converted to Integer")));
    QString wire = name;
    wire[0] = wire[0].toLower();
    const QString shown = u'\'' + *text + u'\'';
    if (value < min)
        return refuse(apierror::validation({apierror::finding(shown, wire, QStringLiteral("have value greater than or equal to %1").arg(min))}));
    if (value > max)
        return refuse(apierror::validation({apierror::finding(shown, wire, QStringLiteral("have value less than or equal to %1").arg(max))}));
    return value;
}

ApiResult<QJsonObject> ApiCall::jsonBody() const
{
    if (body.isEmpty())
        return QJsonObject();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (!document.isObject())
        return refuse(apierror::serialization(QStringLiteral("Could not parse request body into json: %1 at byte %2")
                                                  .arg(error.error == QJsonParseError::NoError ? QStringLiteral("an object is expected") : error.errorString()).arg(error.offset)));
    return document.object();
}

double ApiCall::elapsedMs() const { return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_begin).count(); }

HttpHeaders ApiCall::headersFor(const ApiAnswer &answer, bool withBody) const
{
    HttpHeaders headers{{"x-amzn-RequestId", m_requestId.toLatin1()}};
    if (!answer.isFunctions)
        headers += {{"X-Content-Type-Options", "nosniff"}, {"Cross-Origin-Resource-Policy", "same-origin"}};
    if (withBody && !answer.isFunctions)
        headers.append({"Content-Type", answer.contentType});
    headers += answer.headers;
    if (!m_exchange->isBodyComplete()) // what is still to come is not read: the next request goes over a new connection
        headers.append(HttpHeader{"Connection", "close"});
    return headers;
}

void ApiCall::answer(const ApiAnswer &answer)
{
    if (std::exchange(m_answered, true))
        return;
    if (m_exchange)
        m_exchange->respond(answer.status, headersFor(answer, !answer.body.isEmpty()), answer.body);
    if (onAnswered)
        onAnswered(*this, answer.status);
}

void ApiCall::startStream(const ApiAnswer &head)
{
    if (std::exchange(m_answered, true))
        return;
    m_streamStatus = head.status;
    if (m_exchange)
        m_exchange->startStream(head.status, headersFor(head, true));
}

void ApiCall::endStream()
{
    const int status = std::exchange(m_streamStatus, 0);
    if (status == 0)
        return;
    if (m_exchange)
        m_exchange->endStream();
    if (onAnswered)
        onAnswered(*this, status);
}

void ApiCall::fail(const ApiError &error)
{
    ApiAnswer whole{error.status, error.body(), {{"x-amzn-ErrorType", error.type}}};
    if (error.retryAfterSeconds > 0)
        whole.headers.append({"Retry-After", QByteArray::number(error.retryAfterSeconds)});
    answer(whole);
}

} // namespace lathe
