// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// GET /2018-06-01/runtime/invocation/next: a long poll for the next event.
#include "runtime/runtimeapi.h"

namespace lathe {

void RuntimeApi::handleNext(HttpExchange *exchange)
{
    if (!admit(exchange, RuntimeStep::Next, nullptr))
        return;
    if (m_parked && m_parked != exchange)
        m_parked->abort(); // a runtime has one poll; a second one means that it gave up the first
    if (m_state == RuntimeState::Started)
        m_initTimes = exchange->request().header("Lathe-Init-Times");
    take(RuntimeStep::Next);
    m_parked = exchange;
    emit ready();
    if (m_parked && m_hasEvent)
        handOut();
}

} // namespace lathe
