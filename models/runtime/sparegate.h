// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "http/httpexchange.h"
#include <QByteArray>
#include <QObject>
#include <QPointer>

namespace lathe {

/// Where a runtime that was started ahead waits for its turn: our own two requests beside the Runtime API, which only our
/// bootstraps make. `GET /lathe/imports` names the modules that earlier environments of the same code imported; `GET
/// /lathe/turn` is answered when the environment gets its first event. Both are gone (404) from then on. Owned by its
/// Environment, on its thread.
class SpareGate : public QObject
{
public:
    SpareGate(QByteArray imports, QObject *parent) : QObject(parent), m_imports(std::move(imports)) {}

    /// False when the request is none of ours.
    bool handle(HttpExchange *exchange);
    /// Lets the runtime go on: now, or as soon as it asks.
    void open();
    /// The runtime has asked, so everything before the function's own code is loaded.
    bool isWaitedAt() const { return m_waiting != nullptr; }

private:
    QByteArray m_imports;
    QPointer<HttpExchange> m_waiting;
    bool m_open = false;
    bool m_passed = false;
};

} // namespace lathe
