// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/sparegate.h"

namespace lathe {

static void answer(HttpExchange *exchange, const QByteArray &body)
{
    exchange->respond(200, {{"Content-Type", "text/plain"}}, body);
}

bool SpareGate::handle(HttpExchange *exchange)
{
    const HttpRequest &request = exchange->request();
    if (m_passed || request.method != "GET" || !request.target.startsWith("/lathe/"))
        return false;
    if (request.target == "/lathe/imports") {
        answer(exchange, m_imports);
        return true;
    }
    if (request.target != "/lathe/turn")
        return false;
    if (!m_open) {
        m_waiting = exchange;
        return true;
    }
    m_passed = true;
    answer(exchange, {});
    return true;
}

void SpareGate::open()
{
    m_open = true;
    if (!m_waiting)
        return;
    m_passed = true;
    answer(m_waiting, {});
    m_waiting.clear();
}

} // namespace lathe
