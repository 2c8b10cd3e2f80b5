// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// POST /2018-06-01/runtime/init/error: the runtime could not load the function.
#include "core/limits.h"
#include "runtime/runtimeapi.h"

namespace lathe {

void RuntimeApi::handleInitError(HttpExchange *exchange)
{
    if (m_state == RuntimeState::Restoring) // some clients report failed hooks here
        return handleRestoreError(exchange);
    if (!admit(exchange, RuntimeStep::InitError, nullptr))
        return;
    take(RuntimeStep::InitError);
    const QByteArray type = exchange->request().header("Lambda-Runtime-Function-Error-Type");
    const auto done = [this, exchange, type](const QByteArray &body, bool tooLarge) {
        answer(exchange, 202, QByteArrayLiteral("{\"status\":\"OK\"}\n"));
        emit initFailed(type.isEmpty() ? QByteArrayLiteral("Runtime.Unknown") : type, tooLarge ? QByteArray() : body);
    };
    const auto cut = [this, type] { emit initFailed(type.isEmpty() ? QByteArrayLiteral("Runtime.Unknown") : type, {}); };
    collect(exchange, limits::payloadSyncBytes, this, done, cut);
}

} // namespace lathe
