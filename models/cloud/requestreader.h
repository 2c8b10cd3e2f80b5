// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apicall.h"
#include "core/sha256.h"
#include <QObject>
#include <functional>

namespace lathe {

/// Reads one request's body and its hash, piece by piece, so that 70 MB never keep the event loop long. Belongs to the
/// exchange, and goes with it.
class RequestReader : public QObject
{
    Q_OBJECT
public:
    /// `done` is called once, with the whole body in `call` and its SHA-256 in hex.
    static void read(const ApiCallPtr &call, qint64 maxBytes, std::function<void(const QByteArray &sha256Hex)> done);

private:
    explicit RequestReader(HttpExchange *exchange) : QObject(exchange) {}
    Sha256 m_hash;
};

} // namespace lathe
