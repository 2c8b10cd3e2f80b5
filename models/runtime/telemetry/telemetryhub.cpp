// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/telemetry/telemetryhub.h"
#include "core/jsontext.h"
#include "runtime/telemetry/logsjson.h"
#include <algorithm>

namespace lathe {

TelemetryHub::TelemetryHub(LoopbackConnector connector, QObject *parent) : QObject(parent), m_connector(std::move(connector)) {}

static QByteArrayList namesOf(TelemetrySources sources)
{
    QByteArrayList names;
    for (const TelemetrySource source : {TelemetrySource::Platform, TelemetrySource::Function, TelemetrySource::Extension})
        if (sources.testFlag(source))
            names.append(telemetrySourceName(source));
    return names;
}

TelemetryHub::Answer TelemetryHub::subscribe(TelemetryDialect dialect, const QByteArray &extension, const QByteArray &body)
{
    const bool logs = dialect == TelemetryDialect::Logs;
    const auto refuse = [](int status, const QByteArray &type, const QByteArray &text) {
        return Answer{status, "{\"errorMessage\":" + jsontext::quoted(text) + ",\"errorType\":" + jsontext::quoted(type) + "}\n"};
    };
    if (!m_open)
        return refuse(403, logs ? QByteArrayLiteral("Logs.SubscriptionClosed") : QByteArrayLiteral("Telemetry.SubscriptionClosed"),
            logs ? QByteArrayLiteral("Logs API subscription is closed") : QByteArrayLiteral("Telemetry API subscription is closed"));
    const auto parsed = parseTelemetrySubscription(dialect, body);
    if (!parsed)
        return refuse(400, logs ? QByteArrayLiteral("Logs.ValidationError") : QByteArrayLiteral("ValidationError"), parsed.error());
    const auto before = std::find_if(m_subscribers.begin(), m_subscribers.end(), [&](const TelemetrySubscriber *known) {
        return known->extension() == extension && known->subscription().dialect == dialect;
    });
    if (before != m_subscribers.end()) {
        (*before)->deleteLater();
        m_subscribers.erase(before);
    }
    auto *subscriber = new TelemetrySubscriber(extension, *parsed, m_connector, this);
    subscriber->setPaused(m_paused);
    connect(subscriber, &TelemetrySubscriber::dropped, this, [this, subscriber](const QString &reason, int records, qint64 bytes) {
        reportLoss(subscriber, reason, records, bytes);
    });
    connect(subscriber, &TelemetrySubscriber::idle, this, &TelemetryHub::checkFlushed);
    m_subscribers.append(subscriber);
    for (const Record &kept : std::as_const(m_kept))
        give(*subscriber, kept);
    announce(*parsed, extension);
    return {200, QByteArrayLiteral("\"OK\"")};
}

/// Subscriptions are records too, and a line in the log.
void TelemetryHub::announce(const TelemetrySubscription &subscription, const QByteArray &extension)
{
    const bool logs = subscription.dialect == TelemetryDialect::Logs;
    const QByteArrayList names = namesOf(subscription.sources);
    PlatformEvent event = PlatformEvent::now(logs ? PlatformEvent::Type::LogsSubscription : PlatformEvent::Type::TelemetrySubscription);
    event.name = extension;
    event.state = QByteArrayLiteral("Subscribed");
    event.items = names;
    publish(event);
    QByteArrayList shown = names;
    for (QByteArray &name : shown)
        name[0] = char(name[0] - 'a' + 'A');
    emit subscribed(event, (logs ? "LOGS\tName: " : "TELEMETRY\tName: ") + extension + "\tState: Subscribed\tTypes: [" + shown.join(", ") + ']');
}

void TelemetryHub::give(TelemetrySubscriber &subscriber, const Record &record)
{
    const TelemetrySubscription &wanted = subscriber.subscription();
    const bool logs = wanted.dialect == TelemetryDialect::Logs;
    const QByteArray &json = logs ? record.logs : record.telemetry;
    if (json.isEmpty() || !wanted.sources.testFlag(record.source)
        || (logs && record.onlyNewLogsSchema && wanted.schemaVersion == "2020-08-15"))
        return;
    subscriber.add(json);
}

void TelemetryHub::spread(const Record &record)
{
    for (TelemetrySubscriber *subscriber : std::as_const(m_subscribers))
        give(*subscriber, record);
    if (!m_open)
        return;
    m_kept.append(record);
    m_keptBytes += record.size();
    while (m_keptBytes > limits::telemetryBytesMax) { // a chatty init phase: the newest is what one looks for
        m_keptBytes -= m_kept.constFirst().size();
        m_kept.removeFirst();
    }
}

void TelemetryHub::publish(const PlatformEvent &event)
{
    if (!isListening())
        return;
    using Type = PlatformEvent::Type;
    if (event.type == Type::InitRuntimeDone || event.type == Type::RuntimeDone)
        endLines(); // what a phase wrote belongs to it
    const bool onlyLogs = event.type == Type::End || event.type == Type::LogsSubscription || event.type == Type::Fault;
    spread({TelemetrySource::Platform, onlyLogs ? QByteArray() : event.json(), logsJson(event), event.type == Type::RuntimeDone});
}

void TelemetryHub::line(TelemetrySource source, const QByteArray &text)
{
    if (!isListening())
        return;
    const QByteArray json = "{\"time\":\"" + platformTime(PlatformEvent::now(PlatformEvent::Type::Start).timeMicros) + "\",\"type\":\""
        + telemetrySourceName(source) + "\",\"record\":" + jsontext::quoted(text) + '}';
    spread({source, json, json, false});
}

void TelemetryHub::output(TelemetrySource source, const QByteArray &chunk)
{
    if (!isListening())
        return;
    QByteArray &open = source == TelemetrySource::Extension ? m_extensionLine : m_functionLine;
    qsizetype from = 0;
    for (qsizetype end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', from)) {
        line(source, std::exchange(open, {}) + chunk.mid(from, end - from));
        from = end + 1;
    }
    open += chunk.mid(from);
    while (open.size() >= limits::logLineBytes) { // as the log cuts it
        line(source, open.first(limits::logLineBytes));
        open.remove(0, limits::logLineBytes);
    }
}

void TelemetryHub::endLines()
{
    if (!m_functionLine.isEmpty())
        line(TelemetrySource::Function, std::exchange(m_functionLine, {}));
    if (!m_extensionLine.isEmpty())
        line(TelemetrySource::Extension, std::exchange(m_extensionLine, {}));
}

void TelemetryHub::close()
{
    m_open = false;
    m_kept.clear();
    m_keptBytes = 0;
}

void TelemetryHub::setPaused(bool paused)
{
    if (paused)
        endLines();
    m_paused = paused;
    for (TelemetrySubscriber *subscriber : std::as_const(m_subscribers))
        subscriber->setPaused(paused);
}

/// The loss is told with the next batch. That a report of a loss was lost is not told: a subscriber that is gone would be
/// told for ever.
void TelemetryHub::reportLoss(TelemetrySubscriber *subscriber, const QString &reason, int records, qint64 bytes)
{
    if (!subscriber->tellsLoss(records))
        return;
    PlatformEvent event = PlatformEvent::now(PlatformEvent::Type::LogsDropped);
    event.message = reason.toUtf8();
    event.droppedRecords = records;
    event.droppedBytes = bytes;
    give(*subscriber, {TelemetrySource::Platform, event.json(), event.json(), false});
}

void TelemetryHub::flush(std::function<void()> done)
{
    endLines();
    for (TelemetrySubscriber *subscriber : std::as_const(m_subscribers))
        subscriber->flush();
    if (!done)
        return;
    m_flushes.append(std::move(done));
    checkFlushed();
}

bool TelemetryHub::isIdle() const
{
    return std::all_of(m_subscribers.cbegin(), m_subscribers.cend(), [](const TelemetrySubscriber *subscriber) { return subscriber->isIdle(); });
}

void TelemetryHub::checkFlushed()
{
    if (m_flushes.isEmpty() || !isIdle())
        return;
    const QList<std::function<void()>> flushes = std::exchange(m_flushes, {});
    for (const std::function<void()> &done : flushes)
        done();
}

} // namespace lathe
