// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// GET /2018-06-01/runtime/restore/next: the runtime is ready for its snapshot and sleeps until it is woken for an event.
#include "runtime/runtimeapi.h"

namespace lathe {

void RuntimeApi::handleRestoreNext(HttpExchange *exchange)
{
    if (!admit(exchange, RuntimeStep::RestoreNext, nullptr))
        return;
    take(RuntimeStep::RestoreNext);
    m_parked = exchange;
    emit ready();
}

} // namespace lathe
