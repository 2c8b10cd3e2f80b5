// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// POST /2018-06-01/runtime/restore/error: a hook that ran after the snapshot was woken failed.
#include "core/limits.h"
#include "runtime/runtimeapi.h"

namespace lathe {

void RuntimeApi::handleRestoreError(HttpExchange *exchange)
{
    if (!admit(exchange, RuntimeStep::RestoreError, nullptr))
        return;
    take(RuntimeStep::RestoreError);
    QByteArray type = exchange->request().header("Lambda-Runtime-Function-Error-Type");
    if (type.isEmpty())
        type = QByteArrayLiteral("Runtime.Unknown");
    const auto done = [this, exchange, type](const QByteArray &body, bool tooLarge) {
        answer(exchange, 202, QByteArrayLiteral("{\"status\":\"OK\"}\n"));
        emit restoreFailed(type, tooLarge ? QByteArray() : body);
    };
    collect(exchange, limits::payloadSyncBytes, this, done, [this, type] { emit restoreFailed(type, {}); });
}

} // namespace lathe
