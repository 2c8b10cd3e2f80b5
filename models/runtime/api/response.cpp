// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// POST /2018-06-01/runtime/invocation/{id}/response: the handler's result, buffered or streamed. A runtime may stream whether
// or not the caller asked for a stream: without a sink the bytes are collected.
#include "core/limits.h"
#include "runtime/responsesink.h"
#include "runtime/runtimeapi.h"
#include <QPointer>

namespace lathe {

/// Most runtimes say in a header that they stream. AWS's client for Go does not, and chunks everything; on Lambda it is the
/// invocation that decides.
static bool isStream(const HttpRequest &request, const ResponseSink *sink)
{
    if (!request.header("Lambda-Runtime-Function-Response-Mode").isEmpty() || (sink && sink->takesAll))
        return true;
    return sink && !request.header("Transfer-Encoding").isEmpty() && !request.header("Content-Type").startsWith("application/json");
}

void RuntimeApi::handleResponse(HttpExchange *exchange, const QByteArray &id)
{
    if (!admit(exchange, RuntimeStep::Response, &id))
        return;
    const QByteArray mode = exchange->request().header("Lambda-Runtime-Function-Response-Mode");
    if (const QByteArray modules = exchange->request().header("Lathe-Imports"); !modules.isEmpty())
        emit imported(modules);
    take(RuntimeStep::Response);
    if (!mode.isEmpty() && mode != "streaming") {
        take(RuntimeStep::Sent);
        answerError(exchange, 400, QByteArrayLiteral("InvalidFunctionResponseMode"), QByteArrayLiteral("Invalid function response mode"));
        emit failed(QByteArrayLiteral("Runtime.InvalidResponseModeHeader"), {}, QStringLiteral("Invalid function response mode"));
        return;
    }
    const bool streaming = isStream(exchange->request(), m_event.sink.get());
    const QPointer<HttpExchange> open(exchange);
    emit responding(streaming, exchange->request().header("Content-Type"));
    if (!open)
        return;
    streaming && m_event.sink ? receiveStream(exchange) : receiveWhole(exchange, streaming);
}

void RuntimeApi::receiveWhole(HttpExchange *exchange, bool streaming)
{
    constexpr qint64 limit = limits::payloadSyncBytes + limits::payloadSyncSlackBytes;
    const auto done = [this, exchange](const QByteArray &body, bool tooLarge) {
        if (tooLarge)
            return responseTooLong(exchange, limit);
        if (!m_event.sink || body.isEmpty())
            return responseEnded(exchange, body, exchange->trailers());
        const QPointer<HttpExchange> open(exchange);
        const HttpHeaders trailers = exchange->trailers();
        emit streamed(body); // the caller hears it in one piece
        responseEnded(open, {}, trailers);
    };
    const auto cut = [this] { responseCut(QByteArrayLiteral("Runtime.TruncatedResponse"), QStringLiteral("The runtime's response was truncated.")); };
    if (streaming && exchange->isBodyComplete()) // for the time line
        emit streamed(exchange->body());
    const QPointer<HttpExchange> open(exchange);
    collect(exchange, limit, this, done, cut);
    if (streaming && open && !open->isBodyComplete())
        connect(exchange, &HttpExchange::bodyChunk, this, &RuntimeApi::streamed);
}

void RuntimeApi::receiveStream(HttpExchange *exchange)
{
    auto *stream = new StreamedResponse(exchange, m_event.sink, m_streamLimits, this);
    const QPointer<HttpExchange> open(exchange);
    connect(stream, &StreamedResponse::passed, this, &RuntimeApi::streamed);
    connect(stream, &StreamedResponse::ended, this, [this, stream, open] {
        stream->deleteLater();
        responseEnded(open, {}, stream->trailers());
    });
    connect(stream, &StreamedResponse::exceeded, this, [this, stream, open] {
        stream->deleteLater();
        responseTooLong(open, m_streamLimits.maxBytes);
    });
    connect(stream, &StreamedResponse::cut, this, [this, stream] {
        stream->deleteLater();
        responseCut(QByteArrayLiteral("Runtime.TruncatedResponse"), QStringLiteral("The runtime's response was truncated."));
    });
}

void RuntimeApi::responseEnded(HttpExchange *exchange, const QByteArray &body, const HttpHeaders &trailers)
{
    take(RuntimeStep::Sent);
    // A streaming handler that fails after its first byte says so in trailers.
    const QByteArray errorType = headerValue(trailers, "Lambda-Runtime-Function-Error-Type");
    const QByteArray errorBody = QByteArray::fromBase64(headerValue(trailers, "Lambda-Runtime-Function-Error-Body"));
    // First whoever waits for the result, then the runtime, which has only the next event to wait for.
    const QPointer<RuntimeApi> alive(this);
    const QPointer<HttpExchange> open(exchange);
    if (!errorType.isEmpty())
        emit failed(errorType, errorBody, QStringLiteral("The response stream ended with an error."));
    else
        emit responded(body);
    if (!alive || !open)
        return;
    open->joinWithNext(); // a runtime that has asked for the next event behind its result is woken once, not twice
    if (!m_flush.isActive())
        m_flush.start();
    answer(open, 202, QByteArrayLiteral("{\"status\":\"OK\"}\n"));
}

void RuntimeApi::responseTooLong(HttpExchange *exchange, qint64 limit)
{
    take(RuntimeStep::Sent);
    if (exchange)
        answerError(exchange, 413, QByteArrayLiteral("RequestEntityTooLarge"),
            "Exceeded maximum allowed payload size (" + QByteArray::number(limit) + " bytes).");
    emit failed(QByteArrayLiteral("Function.ResponseSizeTooLarge"), {},
        QStringLiteral("Response payload size exceeded maximum allowed payload size (%1 bytes).").arg(limit));
}

void RuntimeApi::responseCut(const QByteArray &type, const QString &message)
{
    take(RuntimeStep::Sent);
    m_cut = true;
    emit cut(type, message);
}

} // namespace lathe
