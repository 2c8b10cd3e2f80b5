// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Field names: AWS developer guide, "Lambda Telemetry API Event schema reference" (2022-12-13).
#include "runtime/platformevent.h"
#include "core/jsontext.h"
#include <QDateTime>
#include <chrono>

namespace lathe {

namespace {

/// A JSON object in the order in which its members are added.
class Record
{
public:
    Record &raw(const char *key, const QByteArray &json)
    {
        m_text += (m_text.size() > 1 ? "," : "") + QByteArray("\"") + key + "\":" + json;
        return *this;
    }
    Record &text(const char *key, const QByteArray &value) { return raw(key, jsontext::quoted(value)); }
    Record &some(const char *key, const QByteArray &value) { return value.isEmpty() ? *this : text(key, value); }
    Record &number(const char *key, qint64 value) { return raw(key, QByteArray::number(value)); }
    Record &ms(const char *key, double value) { return raw(key, QByteArray::number(value, 'f', 3)); }
    QByteArray end() const { return m_text + '}'; }

private:
    QByteArray m_text = "{";
};

QByteArray texts(const QList<QByteArray> &items)
{
    QByteArray json = "[";
    for (const QByteArray &item : items)
        json += (json.size() > 1 ? "," : "") + jsontext::quoted(item);
    return json + ']';
}

QByteArray spansJson(const QList<PlatformSpan> &spans)
{
    QByteArray json = "[";
    for (const PlatformSpan &span : spans)
        json += (json.size() > 1 ? "," : "")
            + Record().text("name", span.name).text("start", platformTime(span.startMicros)).ms("durationMs", span.durationMs).end();
    return json + ']';
}

/// The object that says which trace an invocation belongs to; the parent is the span that the runtime's work hangs below.
QByteArray tracing(const QByteArray &traceId)
{
    const qsizetype at = traceId.indexOf("Parent=");
    const QByteArray parent = at < 0 ? QByteArray() : traceId.mid(at + 7).split(';').constFirst();
    return Record().some("spanId", parent).text("type", "X-Amzn-Trace-Id").text("value", traceId).end();
}

void addInit(const PlatformEvent &event, Record &record)
{
    record.text("initializationType", event.initialization).text("phase", event.phase);
    if (event.type == PlatformEvent::Type::InitStart) {
        record.some("runtimeVersion", event.runtime).some("runtimeVersionArn", event.runtimeArn).some("functionArn", event.functionArn).text("functionName", event.functionName)
            .text("functionVersion", event.functionVersion).text("instanceId", event.instanceId)
            .number("instanceMaxMemory", event.instanceMaxMemoryBytes);
        return;
    }
    record.text("status", event.status).some("errorType", event.errorType);
    if (event.type == PlatformEvent::Type::InitReport)
        record.raw("metrics", Record().ms("durationMs", event.durationMs).end());
    if (!event.spans.isEmpty())
        record.raw("spans", spansJson(event.spans));
}

void addRuntimeDone(const PlatformEvent &event, Record &record)
{
    record.text("requestId", event.requestId).text("status", event.status).some("errorType", event.errorType);
    record.raw("metrics", Record().ms("durationMs", event.durationMs).number("producedBytes", std::max<qint64>(0, event.producedBytes)).end());
    if (!event.spans.isEmpty())
        record.raw("spans", spansJson(event.spans));
    if (!event.traceId.isEmpty())
        record.raw("tracing", tracing(event.traceId));
}

void addReport(const PlatformEvent &event, Record &record)
{
    Record metrics;
    metrics.ms("durationMs", event.durationMs).number("billedDurationMs", event.billedMs).number("memorySizeMB", event.memoryMib)
        .number("maxMemoryUsedMB", event.maxMemoryUsedMib);
    if (event.initMs >= 0)
        metrics.ms("initDurationMs", event.initMs);
    if (event.restoreMs >= 0)
        metrics.ms("restoreDurationMs", event.restoreMs);
    record.text("requestId", event.requestId).raw("metrics", metrics.end());
    if (!event.spans.isEmpty())
        record.raw("spans", spansJson(event.spans));
    record.text("status", event.status).some("errorType", event.errorType);
    if (!event.traceId.isEmpty())
        record.raw("tracing", tracing(event.traceId));
}

} // namespace

PlatformEvent PlatformEvent::now(Type type)
{
    using namespace std::chrono;
    PlatformEvent event;
    event.type = type;
    event.timeMicros = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
    return event;
}

LogLevel PlatformEvent::logLevel() const
{
    const bool fine = status == "success";
    switch (type) {
    case Type::InitStart:
    case Type::RestoreStart:
        return runtime.isEmpty() ? LogLevel::Debug : LogLevel::Info;
    case Type::InitRuntimeDone:
        return fine ? LogLevel::Debug : LogLevel::Warn;
    case Type::InitReport:
        return !fine ? LogLevel::Warn : initialization == "on-demand" ? LogLevel::Debug : LogLevel::Info;
    case Type::RestoreRuntimeDone:
    case Type::RuntimeDone:
        return fine ? LogLevel::Debug : LogLevel::Warn;
    case Type::RestoreReport:
    case Type::Report:
        return fine ? LogLevel::Info : LogLevel::Warn;
    case Type::Extension:
        return errorType.isEmpty() ? LogLevel::Info : LogLevel::Warn;
    case Type::LogsDropped:
        return LogLevel::Warn;
    case Type::Start:
    case Type::End:
    case Type::TelemetrySubscription:
    case Type::LogsSubscription:
    case Type::Fault:
        return LogLevel::Info;
    }
    return LogLevel::Info;
}

QByteArray PlatformEvent::typeName() const
{
    switch (type) {
    case Type::InitStart: return QByteArrayLiteral("platform.initStart");
    case Type::InitRuntimeDone: return QByteArrayLiteral("platform.initRuntimeDone");
    case Type::InitReport: return QByteArrayLiteral("platform.initReport");
    case Type::RestoreStart: return QByteArrayLiteral("platform.restoreStart");
    case Type::RestoreRuntimeDone: return QByteArrayLiteral("platform.restoreRuntimeDone");
    case Type::RestoreReport: return QByteArrayLiteral("platform.restoreReport");
    case Type::Start: return QByteArrayLiteral("platform.start");
    case Type::RuntimeDone: return QByteArrayLiteral("platform.runtimeDone");
    case Type::Report: return QByteArrayLiteral("platform.report");
    case Type::End: return QByteArrayLiteral("platform.end");
    case Type::Extension: return QByteArrayLiteral("platform.extension");
    case Type::TelemetrySubscription: return QByteArrayLiteral("platform.telemetrySubscription");
    case Type::LogsSubscription: return QByteArrayLiteral("platform.logsSubscription");
    case Type::LogsDropped: return QByteArrayLiteral("platform.logsDropped");
    case Type::Fault: return QByteArrayLiteral("platform.fault");
    }
    return {};
}

QByteArray PlatformEvent::record() const
{
    Record record;
    switch (type) {
    case Type::InitStart:
    case Type::InitRuntimeDone:
    case Type::InitReport:
        addInit(*this, record);
        break;
    case Type::RestoreStart:
        record.some("runtimeVersion", runtime).some("runtimeVersionArn", runtimeArn).text("functionName", functionName).text("functionVersion", functionVersion)
            .text("instanceId", instanceId).number("instanceMaxMemory", instanceMaxMemoryBytes);
        break;
    case Type::RestoreRuntimeDone:
    case Type::RestoreReport:
        record.text("status", status).some("errorType", errorType);
        if (type == Type::RestoreReport)
            record.raw("metrics", Record().ms("durationMs", durationMs).end());
        break;
    case Type::Start:
        record.text("requestId", requestId).text("version", functionVersion);
        if (!traceId.isEmpty())
            record.raw("tracing", tracing(traceId));
        break;
    case Type::RuntimeDone:
        addRuntimeDone(*this, record);
        break;
    case Type::Report:
        addReport(*this, record);
        break;
    case Type::End:
        record.text("requestId", requestId);
        break;
    case Type::Extension:
        record.text("name", name).text("state", state).raw("events", texts(items)).some("errorType", errorType);
        break;
    case Type::TelemetrySubscription:
    case Type::LogsSubscription:
        record.text("name", name).text("state", state).raw("types", texts(items));
        break;
    case Type::LogsDropped:
        record.text("reason", message).number("droppedRecords", droppedRecords).number("droppedBytes", droppedBytes);
        break;
    case Type::Fault:
        return jsontext::quoted(message);
    }
    return record.end();
}

QByteArray PlatformEvent::json() const
{
    return "{\"time\":\"" + platformTime(timeMicros) + "\",\"type\":\"" + typeName() + "\",\"record\":" + record() + '}';
}

QByteArray platformTime(qint64 microsSinceEpoch)
{
    return QDateTime::fromMSecsSinceEpoch(microsSinceEpoch / 1000, Qt::UTC).toString(Qt::ISODateWithMs).toUtf8();
}

} // namespace lathe
