// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/extensions/extensionsapi.h"
#include "runtime/telemetry/telemetryhub.h"

namespace lathe {

/// The routes of the Telemetry API (PUT /2022-07-01/telemetry) and of the Logs API (PUT /2020-08-15/logs), for extensions
/// that registered. Answers the request when it is one of these; false: it is not. Both objects have to outlive it.
bool handleTelemetry(HttpExchange *exchange, ExtensionsApi &extensions, TelemetryHub &hub);

} // namespace lathe
