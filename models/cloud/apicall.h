// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apierror.h"
#include "http/httpexchange.h"
#include <QJsonObject>
#include <QPointer>
#include <QString>
#include <QStringList>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace lathe {

/// A whole answer of an operation.
struct ApiAnswer
{
    int status = 200;
    QByteArray body;
    HttpHeaders headers = {};
    QByteArray contentType = "application/json";
    bool isFunctions = false; ///< A function's own answer: it has no headers but its own and the request id.
    static ApiAnswer json(const QJsonObject &object, int status = 200);
    static ApiAnswer empty(int status = 204) { return {status, {}}; }
};

/// One call of an operation, from its request to its one answer. Shared, because some operations answer later; an answer
/// to a peer that has gone is dropped. Lives on the endpoint's thread.
class ApiCall
{
public:
    explicit ApiCall(HttpExchange *exchange);
    ApiCall(const ApiCall &) = delete;
    ApiCall &operator=(const ApiCall &) = delete;

    const HttpRequest &request() const { return m_request; }
    const QString &requestId() const { return m_requestId; }
    /// The {Name} parts of the route's template, in order, percent-decoded.
    QStringList pathParameters;
    QByteArray body;
    QString operation; ///< e.g. "CreateFunction"; empty when no route matched.
    /// Called once with the answer's status when it was given.
    std::function<void(const ApiCall &, int status)> onAnswered;

    /// The first value of a query parameter, percent-decoded; nothing when it is absent.
    std::optional<QString> queryParameter(const QString &name) const;
    QStringList queryParameters(const QString &name) const;
    /// A whole-number parameter within bounds, or a ValidationException.
    ApiResult<int> intParameter(const QString &name, int fallback, int min, int max) const;
    /// The body as a JSON object; an empty body is an empty object.
    ApiResult<QJsonObject> jsonBody() const;
    double elapsedMs() const;

    void answer(const ApiAnswer &answer);
    /// Begins an answer whose body follows in parts, by exchange()->writeChunk(); `head.body` is not used.
    void startStream(const ApiAnswer &head);
    /// Ends an answer that was begun.
    void endStream();
    void fail(const ApiError &error);
    HttpExchange *exchange() const { return m_exchange; }

private:
    HttpHeaders headersFor(const ApiAnswer &answer, bool withBody) const;

    QPointer<HttpExchange> m_exchange;
    HttpRequest m_request;
    QString m_requestId;
    QList<std::pair<QString, QString>> m_query;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    bool m_answered = false;
    int m_streamStatus = 0; ///< Of an answer under way; 0: none.
};

using ApiCallPtr = std::shared_ptr<ApiCall>;

} // namespace lathe
