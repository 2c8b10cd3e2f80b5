// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/requestreader.h"

namespace lathe {

void RequestReader::read(const ApiCallPtr &call, qint64 maxBytes, std::function<void(const QByteArray &)> done)
{
    HttpExchange *exchange = call->exchange();
    if (exchange->isBodyComplete()) { // a small one, which came with the head
        call->body = exchange->body();
        return done(Sha256::of(call->body).toHex());
    }
    auto *reader = new RequestReader(exchange);
    exchange->collectBody(maxBytes);
    connect(exchange, &HttpExchange::bodyChunk, reader, [reader](const QByteArray &chunk) { reader->m_hash.add(chunk); });
    connect(exchange, &HttpExchange::bodyCompleted, reader, [reader, exchange, call, done = std::move(done)] {
        call->body = exchange->body();
        const QByteArray hash = reader->m_hash.result().toHex();
        // `done` may answer, which takes the exchange and this with it.
        const auto then = done;
        then(hash);
    });
}

} // namespace lathe
