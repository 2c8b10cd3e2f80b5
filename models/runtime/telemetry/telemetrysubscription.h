// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/limits.h"
#include <QByteArray>
#include <QFlags>
#include <chrono>
#include <tl/expected.hpp>

namespace lathe {

/// Which of the two APIs an extension subscribed with: their records differ.
enum class TelemetryDialect {
    Logs,     ///< Logs API 2020-08-15: schemas 2020-08-15 and 2021-03-18.
    Telemetry ///< Telemetry API 2022-07-01: schemas 2022-07-01, 2022-12-13, 2025-01-29.
};

/// Where a record comes from.
enum class TelemetrySource { Platform = 1, Function = 2, Extension = 4 };
Q_DECLARE_FLAGS(TelemetrySources, TelemetrySource)

/// What one extension asked for, as a value. Source: "Lambda Telemetry API reference" and "Lambda Logs API", AWS
/// developer guide.
struct TelemetrySubscription
{
    TelemetryDialect dialect = TelemetryDialect::Telemetry;
    QByteArray schemaVersion;
    TelemetrySources sources;
    int maxItems = limits::telemetryItemsDefault;
    int maxBytes = limits::telemetryBytesDefault;
    std::chrono::milliseconds timeout{limits::telemetryTimeoutDefaultMs};
    bool tcp = false;   ///< One record a line over a kept connection, instead of arrays over HTTP.
    quint16 port = 0;   ///< On the sandbox's own loopback; another host cannot be named.
    QByteArray host;    ///< "sandbox.localdomain:8080", for the Host header.
    QByteArray path;    ///< Of HTTP requests, "/" at least.
    QByteArray method = QByteArrayLiteral("POST");
};

/// Reads a Subscribe request's body. Unexpected: what is wrong with it, all findings joined by "; " as Lambda does.
tl::expected<TelemetrySubscription, QByteArray> parseTelemetrySubscription(TelemetryDialect dialect, const QByteArray &body);

/// "platform", "function", "extension".
QByteArray telemetrySourceName(TelemetrySource source);

} // namespace lathe

Q_DECLARE_OPERATORS_FOR_FLAGS(lathe::TelemetrySources)
