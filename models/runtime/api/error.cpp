// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// POST /2018-06-01/runtime/invocation/{id}/error: the handler failed; its error object is passed on byte for byte.
#include "core/limits.h"
#include "runtime/runtimeapi.h"

namespace lathe {

void RuntimeApi::handleError(HttpExchange *exchange, const QByteArray &id)
{
    if (!admit(exchange, RuntimeStep::InvocationError, &id))
        return;
    take(RuntimeStep::InvocationError);
    constexpr qint64 limit = limits::payloadSyncBytes + limits::payloadSyncSlackBytes;
    const QByteArray type = exchange->request().header("Lambda-Runtime-Function-Error-Type");
    m_receiving = true;
    const auto done = [this, exchange, type](const QByteArray &body, bool tooLarge) {
        m_receiving = false;
        if (tooLarge) {
            answerError(exchange, 413, QByteArrayLiteral("RequestEntityTooLarge"),
                "Exceeded maximum allowed payload size (" + QByteArray::number(limit) + " bytes).");
            emit failed(QByteArrayLiteral("Function.ResponseSizeTooLarge"), {},
                QStringLiteral("Response payload size exceeded maximum allowed payload size (%1 bytes).").arg(limit));
            return;
        }
        answer(exchange, 202, QByteArrayLiteral("{\"status\":\"OK\"}\n"));
        emit failed(type.isEmpty() ? QByteArrayLiteral("Function.Unknown") : type, body, QString());
    };
    const auto cut = [this, type] {
        m_receiving = false;
        emit failed(type.isEmpty() ? QByteArrayLiteral("Runtime.TruncatedResponse") : type, {},
            QStringLiteral("The runtime's error report was truncated."));
    };
    collect(exchange, limit, this, done, cut);
}

} // namespace lathe
