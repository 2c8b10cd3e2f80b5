// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/platformevent.h"
#include "runtime/telemetry/telemetrysubscriber.h"
#include <functional>

namespace lathe {

/// The Telemetry API (2022-07-01) and the Logs API (2020-08-15) of one run of one environment: takes subscriptions while
/// the environment initialises, and hands platform events and log lines to whom they concern. Records that came before
/// a subscription are kept until the init phase ends, and delivered to it, as on Lambda. Owned by its Environment, on its
/// thread. Costs nothing when nobody subscribed.
class TelemetryHub : public QObject
{
    Q_OBJECT
public:
    explicit TelemetryHub(LoopbackConnector connector, QObject *parent = nullptr);

    /// The answer to a Subscribe request.
    struct Answer
    {
        int status = 200;
        QByteArray body;
    };
    /// A second subscription of one extension replaces its first one in the same API.
    Answer subscribe(TelemetryDialect dialect, const QByteArray &extension, const QByteArray &body);
    /// The init phase is over: no further subscriptions, and nothing is kept for any.
    void close();
    void publish(const PlatformEvent &event);
    /// A line that the function or an extension wrote, without its line end.
    void line(TelemetrySource source, const QByteArray &text);
    /// What was written, in pieces as it came; an unfinished line waits for its end, for flush() or for the pause.
    void output(TelemetrySource source, const QByteArray &chunk);
    void setPaused(bool paused);
    /// Sends what waits; `done` is called once everything arrived or was lost, unless this object is gone.
    void flush(std::function<void()> done = {});
    bool isIdle() const;
    /// Whether a record would reach or be kept for anybody.
    bool isListening() const { return m_open || !m_subscribers.isEmpty(); }
    bool hasSubscribers() const { return !m_subscribers.isEmpty(); }

signals:
    /// Already published. The line is the one of a log in text form:
    /// "TELEMETRY	Name: x	State: Subscribed	Types: [Platform, Function]".
    void subscribed(const lathe::PlatformEvent &event, const QByteArray &line);

private:
    /// A record in the forms of both APIs; empty where an API does not have it.
    struct Record
    {
        TelemetrySource source = TelemetrySource::Platform;
        QByteArray telemetry;
        QByteArray logs;
        bool onlyNewLogsSchema = false; ///< The Logs API's first schema does not have it.
        qsizetype size() const { return telemetry.size() + logs.size(); }
    };
    void spread(const Record &record);
    static void give(TelemetrySubscriber &subscriber, const Record &record);
    void announce(const TelemetrySubscription &subscription, const QByteArray &extension);
    void reportLoss(TelemetrySubscriber *subscriber, const QString &reason, int records, qint64 bytes);
    void checkFlushed();
    void endLines();

    const LoopbackConnector m_connector;
    QList<TelemetrySubscriber *> m_subscribers;
    QByteArray m_functionLine, m_extensionLine; ///< Not ended yet.
    QList<Record> m_kept;
    qint64 m_keptBytes = 0;
    bool m_open = true;
    bool m_paused = false;
    QList<std::function<void()>> m_flushes;
};

} // namespace lathe
