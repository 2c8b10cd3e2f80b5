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
    const auto done = [this, exchange, type](const QByteArray &body, bool tooLarge) {
        if (tooLarge)
            return responseTooLong(exchange, limit);
        take(RuntimeStep::Sent);
        answer(exchange, 202, QByteArrayLiteral("{\"status\":\"OK\"}\n"));
        emit failed(type.isEmpty() ? QByteArrayLiteral("Function.Unknown") : type, body, QString());
    };
    const auto cut = [this, type] {
        responseCut(type.isEmpty() ? QByteArrayLiteral("Runtime.TruncatedResponse") : type, QStringLiteral("The runtime's error report was truncated."));
    };
    collect(exchange, limit, this, done, cut);
}

} // namespace lathe
