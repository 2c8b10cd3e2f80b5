// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/functionspec.h"
#include <QByteArray>
#include <QList>
#include <QMetaType>

namespace lathe {

/// A part of a phase, for waterfalls. Names as the Telemetry API uses them (responseLatency, responseDuration,
/// runtimeOverhead, extensionOverhead) and, of a cold start, ours: sandbox, extensions, interpreter, bootstrap, handler, runtime (what is not known closer).
struct PlatformSpan
{
    QByteArray name;
    qint64 startMicros = 0; ///< Since 1970, UTC.
    double durationMs = 0;
    bool operator==(const PlatformSpan &) const = default;
};

/// Something that the execution environment did, as Lambda's Telemetry API publishes it (schema 2022-12-13); which fields
/// count depends on the type. A value; telemetry, JSON logs and the window's time line all read the same ones.
struct PlatformEvent
{
    enum class Type {
        InitStart, InitRuntimeDone, InitReport, RestoreStart, RestoreRuntimeDone, RestoreReport, Start, RuntimeDone, Report,
        End,               ///< Only in the Logs API.
        Extension,
        TelemetrySubscription, LogsSubscription, LogsDropped,
        Fault              ///< Only in the Logs API; `message` is the record.
    };
    Type type = Type::Start;
    qint64 timeMicros = 0;      ///< Since 1970, UTC.
    QByteArray requestId;       ///< Start, RuntimeDone, Report, End.
    QByteArray traceId;         ///< Start: the header's value; empty: no tracing object.
    QByteArray initialization = QByteArrayLiteral("on-demand"); ///< Init…: the initialization type.
    QByteArray phase;           ///< Init…: "init" or "invoke".
    QByteArray status;          ///< …Done, …Report: "success", "error", "failure" or "timeout".
    QByteArray errorType;       ///< Empty: none.
    double durationMs = -1;     ///< RuntimeDone, …Report.
    QList<PlatformSpan> spans;  ///< InitReport, RuntimeDone, Report.
    qint64 producedBytes = -1;  ///< RuntimeDone.
    qint64 billedMs = 0;        ///< Report, and the five below.
    double initMs = -1;         ///< Below 0: this invocation had no init phase of its own.
    double restoreMs = -1;      ///< Below 0: it restored no snapshot.
    int memoryMib = 0;
    int maxMemoryUsedMib = 0;
    QByteArray functionName;    ///< InitStart, and the five below.
    QByteArray functionVersion; ///< Also Start.
    QByteArray functionArn;
    QByteArray instanceId;      ///< The name of the log stream.
    QByteArray runtime;         ///< Its version, e.g. "python:3.11.lathe.3.11.2"; empty: the function brings its own.
    QByteArray runtimeArn;      ///< Names that version; empty with it.
    qint64 instanceMaxMemoryBytes = 0;
    QByteArray name;            ///< Extension, …Subscription.
    QByteArray state;
    QList<QByteArray> items;    ///< The events that an extension asked for; the types of a subscription.
    qint64 droppedBytes = 0, droppedRecords = 0; ///< LogsDropped, with `message` as the reason.
    QByteArray message;

    /// Of now.
    static PlatformEvent now(Type type);
    /// From which system log level on it is in a JSON log. Source: "Configuring JSON and plain text log formats", AWS
    /// developer guide, table of system log events.
    LogLevel logLevel() const;
    /// "platform.initStart" …
    QByteArray typeName() const;
    /// The record alone: a JSON object, or a JSON string for Fault.
    QByteArray record() const;
    /// {"time":…,"type":…,"record":…}: a line of a JSON log, an item of a telemetry batch.
    QByteArray json() const;
    bool operator==(const PlatformEvent &) const = default;
};

/// "2026-11-22T10:11:12.345Z"
QByteArray platformTime(qint64 microsSinceEpoch);

} // namespace lathe

Q_DECLARE_METATYPE(lathe::PlatformEvent)
