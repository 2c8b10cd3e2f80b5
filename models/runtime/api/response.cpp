// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// POST /2018-06-01/runtime/invocation/{id}/response: the handler's result, buffered or streamed.
#include "core/limits.h"
#include "runtime/runtimeapi.h"
#include <QPointer>

namespace lathe {

void RuntimeApi::handleResponse(HttpExchange *exchange, const QByteArray &id)
{
    if (!admit(exchange, RuntimeStep::Response, &id))
        return;
    const QByteArray mode = exchange->request().header("Lambda-Runtime-Function-Response-Mode");
    take(RuntimeStep::Response);
    if (!mode.isEmpty() && mode != "streaming") {
        answerError(exchange, 400, QByteArrayLiteral("InvalidFunctionResponseMode"), QByteArrayLiteral("Invalid function response mode"));
        emit failed(QByteArrayLiteral("Runtime.InvalidResponseModeHeader"), {}, QStringLiteral("Invalid function response mode"));
        return;
    }
    constexpr qint64 limit = limits::payloadSyncBytes + limits::payloadSyncSlackBytes;
    m_receiving = true;
    const auto done = [this, exchange](const QByteArray &body, bool tooLarge) {
        m_receiving = false;
        if (tooLarge) {
            answerError(exchange, 413, QByteArrayLiteral("RequestEntityTooLarge"),
                "Exceeded maximum allowed payload size (" + QByteArray::number(limit) + " bytes).");
            emit failed(QByteArrayLiteral("Function.ResponseSizeTooLarge"), {},
                QStringLiteral("Response payload size exceeded maximum allowed payload size (%1 bytes).").arg(limit));
            return;
        }
        // A streaming handler that fails after its first byte says so in trailers.
        const HttpHeaders trailers = exchange->trailers();
        const QByteArray errorType = headerValue(trailers, "Lambda-Runtime-Function-Error-Type");
        const QByteArray errorBody = QByteArray::fromBase64(headerValue(trailers, "Lambda-Runtime-Function-Error-Body"));
        // First whoever waits for the result, then the runtime, which has only the next event to wait for.
        const QPointer<RuntimeApi> alive(this);
        const QPointer<HttpExchange> open(exchange);
        if (!errorType.isEmpty())
            emit failed(errorType, errorBody, QStringLiteral("The response stream ended with an error."));
        else
            emit responded(body);
        if (alive && open)
            answer(open, 202, QByteArrayLiteral("{\"status\":\"OK\"}\n"));
    };
    const auto cut = [this] {
        m_receiving = false;
        emit failed(QByteArrayLiteral("Runtime.TruncatedResponse"), {}, QStringLiteral("The runtime's response was truncated."));
    };
    collect(exchange, limit, this, done, cut);
}

} // namespace lathe
