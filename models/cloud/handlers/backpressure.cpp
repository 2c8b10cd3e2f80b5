// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/handlers/backpressure.h"
#include <QPointer>

namespace lathe::handlers {

static constexpr qint64 unsentMost = 1024 * 1024;
static constexpr qint64 unsentFew = 256 * 1024;

void holdIfBehind(const ApiCallPtr &call, const std::weak_ptr<ResponseSink> &sink)
{
    const HttpExchange *exchange = call->exchange();
    if (const auto open = sink.lock(); open && exchange && exchange->bytesToWrite() > unsentMost)
        open->setHeld(true);
}

void letGoAsSent(const ApiCallPtr &call, const std::shared_ptr<ResponseSink> &sink)
{
    HttpExchange *exchange = call->exchange();
    if (!exchange)
        return;
    const auto resume = [weak = std::weak_ptr(sink), exchange = QPointer(exchange)](bool gone) {
        if (const auto open = weak.lock(); open && (gone || !exchange || exchange->bytesToWrite() < unsentFew))
            open->setHeld(false);
    };
    QObject::connect(exchange, &HttpExchange::bytesWritten, exchange, [resume] { resume(false); });
    QObject::connect(exchange, &HttpExchange::aborted, exchange, [resume] { resume(true); });
}

} // namespace lathe::handlers
