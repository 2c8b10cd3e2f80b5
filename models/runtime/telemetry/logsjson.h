// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/platformevent.h"

namespace lathe {

/// The event as the Logs API (schema 2021-03-18) writes it: fewer types and shorter records than the Telemetry API has.
/// Empty where that API does not have the event. Source: "Lambda Logs API", AWS developer guide.
QByteArray logsJson(const PlatformEvent &event);

} // namespace lathe
