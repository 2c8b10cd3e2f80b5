// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Subscriptions to telemetry: what is accepted, how records are batched, and what a subscriber on a socket receives.
#include "core/timeouts.h"
#include "runtime/telemetry/telemetryhub.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace lathe;

/// JSON with ' for ": moc does not see past raw strings.
static QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

/// A listener that keeps everything it is sent and answers each request.
struct Listener
{
    explicit Listener(QByteArray answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") : reply(std::move(answer))
    {
        server.listen(QHostAddress::LocalHost);
        QObject::connect(&server, &QTcpServer::newConnection, &server, [this] {
            while (QTcpSocket *socket = server.nextPendingConnection()) {
                auto buffer = std::make_shared<QByteArray>();
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, buffer] {
                    *buffer += socket->readAll();
                    take(socket, *buffer);
                });
            }
        });
    }
    void take(QTcpSocket *socket, QByteArray &buffer)
    {
        if (lines) {
            received += buffer;
            buffer.clear();
            return;
        }
        const qsizetype end = buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArray head = buffer.left(end);
        const qsizetype at = head.toLower().indexOf("content-length: ");
        const qsizetype length = head.mid(at + 16).split('\r').first().toLongLong();
        if (buffer.size() < end + 4 + length)
            return;
        heads.append(head);
        bodies.append(buffer.mid(end + 4, length));
        buffer.clear();
        if (reply.isEmpty())
            return; // never answers
        socket->write(reply);
        socket->disconnectFromHost();
    }
    QByteArray subscription(const QByteArray &types = json("['platform','function','extension']"),
        const QByteArray &buffering = json("{'timeoutMs':25}"), const char *schema = "2022-12-13") const
    {
        return json("{'schemaVersion':'") + schema + json("','types':") + types + json(",'buffering':") + buffering
            + json(",'destination':{'protocol':'HTTP','URI':'http://sandbox.localdomain:") + QByteArray::number(server.serverPort()) + json("/sink?a=b'}}");
    }
    QJsonArray events() const
    {
        QJsonArray all;
        for (const QByteArray &body : bodies)
            for (const QJsonValue &event : QJsonDocument::fromJson(body).array())
                all.append(event);
        return all;
    }
    QByteArrayList types() const
    {
        QByteArrayList all;
        for (const QJsonValue &event : events())
            all.append(event[QLatin1String("type")].toString().toUtf8());
        return all;
    }

    QTcpServer server;
    QByteArray reply;
    QByteArrayList heads, bodies;
    QByteArray received;
    bool lines = false;
};

static PlatformEvent sample(PlatformEvent::Type type)
{
    PlatformEvent event = PlatformEvent::now(type);
    event.requestId = "1";
    event.functionVersion = "$LATEST";
    event.status = "success";
    event.durationMs = 12.3456;
    event.billedMs = 13;
    event.memoryMib = 128;
    event.maxMemoryUsedMib = 41;
    return event;
}

class TestTelemetry : public QObject
{
    Q_OBJECT
private slots:
    void refusals_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const QByteArray &body, const char *text) { QTest::newRow(name) << body << QByteArray(text); };
        row("not json", "{", "Failed to parse JSON");
        row("array", "[]", "Failed to parse JSON");
        row("schema", json("{'types':['platform'],'destination':{'protocol':'HTTP','URI':'http://sandbox:1/'}}"), "schemaVersion is not provided");
        row("old schema", json("{'schemaVersion':'2020-08-15','types':['platform'],'destination':{'protocol':'HTTP','URI':'http://sandbox:1/'}}"), "schemaVersion is not supported");
        row("two faults", json("{'schemaVersion':'2022-07-01','types':[],'destination':{'protocol':'HTTP','URI':'http://sandbox.localdomain'}}"),
            "URI port is not provided; types should not be empty");
        row("type", json("{'schemaVersion':'2022-07-01','types':['foo'],'destination':{'protocol':'HTTP','URI':'http://sandbox:1/'}}"), "type 'foo' is not supported");
        row("other host", json("{'schemaVersion':'2022-07-01','types':['platform'],'destination':{'protocol':'HTTP','URI':'http://example.com:80/'}}"),
            "URI host should be sandbox.localdomain");
        row("user info", json("{'schemaVersion':'2022-07-01','types':['platform'],'destination':{'protocol':'HTTP','URI':'http://sandbox@example.com:80/'}}"), "URI should be");
        row("https", json("{'schemaVersion':'2022-07-01','types':['platform'],'destination':{'protocol':'HTTP','URI':'https://sandbox:80/'}}"), "URI should be a http URI");
        row("protocol", json("{'schemaVersion':'2022-07-01','types':['platform'],'destination':{'protocol':'UDP','URI':'http://sandbox:1/'}}"), "protocol should be HTTP or TCP");
        row("tcp port", json("{'schemaVersion':'2022-07-01','types':['platform'],'destination':{'protocol':'TCP','port':70000}}"), "port should be");
        row("no destination", json("{'schemaVersion':'2022-07-01','types':['platform']}"), "destination is not provided");
        row("items", json("{'schemaVersion':'2022-07-01','types':['platform'],'buffering':{'maxItems':10},'destination':{'protocol':'TCP','port':1}}"), "maxItems should be");
        row("bytes", json("{'schemaVersion':'2022-07-01','types':['platform'],'buffering':{'maxBytes':2097152},'destination':{'protocol':'TCP','port':1}}"), "maxBytes should be");
        row("timeout", json("{'schemaVersion':'2022-07-01','types':['platform'],'buffering':{'timeoutMs':24},'destination':{'protocol':'TCP','port':1}}"), "timeoutMs should be");
        row("fraction", json("{'schemaVersion':'2022-07-01','types':['platform'],'buffering':{'timeoutMs':25.5},'destination':{'protocol':'TCP','port':1}}"), "timeoutMs should be");
    }
    void refusals()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, text);
        TelemetryHub hub(sharedLoopback());
        const TelemetryHub::Answer answer = hub.subscribe(TelemetryDialect::Telemetry, "x", body);
        QCOMPARE(answer.status, 400);
        const QJsonObject error = QJsonDocument::fromJson(answer.body).object();
        QCOMPARE(error["errorType"].toString(), QStringLiteral("ValidationError"));
        QVERIFY2(error["errorMessage"].toString().toUtf8().contains(text), answer.body);
        QVERIFY(!hub.hasSubscribers());
    }
    void closedAfterInit()
    {
        Listener listener;
        TelemetryHub hub(sharedLoopback());
        hub.close();
        QVERIFY(!hub.isListening());
        const TelemetryHub::Answer answer = hub.subscribe(TelemetryDialect::Telemetry, "x", listener.subscription());
        QCOMPARE(answer.status, 403);
        QVERIFY2(answer.body.contains("Telemetry.SubscriptionClosed"), answer.body);
        QVERIFY(hub.subscribe(TelemetryDialect::Logs, "x", listener.subscription()).body.contains("Logs.SubscriptionClosed"));
    }
    void arraysOverHttp()
    {
        Listener listener;
        TelemetryHub hub(sharedLoopback());
        QByteArray logLine;
        connect(&hub, &TelemetryHub::subscribed, this, [&](const PlatformEvent &, const QByteArray &line) { logLine = line; });
        hub.line(TelemetrySource::Function, "before anybody listened");
        const TelemetryHub::Answer answer = hub.subscribe(TelemetryDialect::Telemetry, "watch", listener.subscription());
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, QByteArray("\"OK\""));
        QCOMPARE(logLine, QByteArray("TELEMETRY\tName: watch\tState: Subscribed\tTypes: [Platform, Function, Extension]"));
        hub.close();
        hub.publish(sample(PlatformEvent::Type::Start));
        hub.line(TelemetrySource::Function, "a \"quoted\" line\twith\xff");
        hub.line(TelemetrySource::Extension, "mine");
        QTRY_COMPARE(listener.events().size(), 5);
        QCOMPARE(listener.types(), (QByteArrayList{"function", "platform.telemetrySubscription", "platform.start", "function", "extension"}));
        QVERIFY2(listener.heads.constFirst().startsWith("POST /sink?a=b HTTP/1.1\r\n"), listener.heads.constFirst());
        QVERIFY(listener.heads.constFirst().contains("Host: sandbox.localdomain:"));
        QVERIFY(listener.heads.constFirst().contains("Content-Type: application/json"));
        const QJsonArray events = listener.events();
        QCOMPARE(events[0]["record"].toString(), QStringLiteral("before anybody listened"));
        QCOMPARE(events[1]["record"]["types"].toArray().size(), 3);
        QCOMPARE(events[3]["record"].toString(), QStringLiteral("a \"quoted\" line\twith\uFFFD"));
        QVERIFY(QDateTime::fromString(events[2]["time"].toString(), Qt::ISODateWithMs).isValid());
        QVERIFY(events[2]["time"].toString().endsWith(u'Z'));
    }
    void onlyWhatWasAskedFor()
    {
        Listener listener;
        TelemetryHub hub(sharedLoopback());
        hub.subscribe(TelemetryDialect::Telemetry, "watch", listener.subscription(json("['function']")));
        hub.publish(sample(PlatformEvent::Type::Start));
        hub.line(TelemetrySource::Extension, "no");
        hub.line(TelemetrySource::Function, "yes");
        QTRY_COMPARE(listener.types(), QByteArrayList{"function"});
    }
    void linesOverTcp()
    {
        Listener listener;
        listener.lines = true;
        TelemetryHub hub(sharedLoopback());
        const QByteArray body = json("{'schemaVersion':'2022-12-13','types':['function'],'buffering':{'timeoutMs':25},'destination':{'protocol':'TCP','port':")
            + QByteArray::number(listener.server.serverPort()) + "}}";
        QCOMPARE(hub.subscribe(TelemetryDialect::Telemetry, "watch", body).status, 200);
        hub.line(TelemetrySource::Function, "one");
        hub.line(TelemetrySource::Function, "two");
        QTRY_COMPARE(listener.received.count('\n'), 2);
        hub.line(TelemetrySource::Function, "three");
        QTRY_COMPARE(listener.received.count('\n'), 3);
        const QByteArrayList got = listener.received.split('\n');
        QCOMPARE(QJsonDocument::fromJson(got[2])["record"].toString(), QStringLiteral("three"));
        QCOMPARE(listener.server.findChildren<QTcpSocket *>().size(), 1); // one connection for all
    }
    void logsApiHasItsOwnRecords()
    {
        Listener listener;
        TelemetryHub hub(sharedLoopback());
        QCOMPARE(hub.subscribe(TelemetryDialect::Logs, "old", listener.subscription(json("['platform','function']"), json("{'timeoutMs':25}"), "2020-08-15")).status, 200);
        Listener newer;
        QCOMPARE(hub.subscribe(TelemetryDialect::Logs, "new", newer.subscription(json("['platform']"), json("{'timeoutMs':25}"), "2021-03-18")).status, 200);
        using Type = PlatformEvent::Type;
        for (const Type type : {Type::InitStart, Type::Start, Type::RuntimeDone, Type::End, Type::Report})
            hub.publish(sample(type));
        QTRY_COMPARE(listener.types(), (QByteArrayList{"platform.logsSubscription", "platform.logsSubscription", "platform.start", "platform.end", "platform.report"}));
        QTRY_COMPARE(newer.types().mid(2), (QByteArrayList{"platform.start", "platform.runtimeDone", "platform.end", "platform.report"}));
        const QByteArray all = listener.bodies.join();
        QVERIFY2(all.contains(json("'record':{'requestId':'1','version':'$LATEST'}")), all);
        QVERIFY2(all.contains(json("'record':{'requestId':'1','metrics':{'durationMs':12.35,'billedDurationMs':13,'memorySizeMB':128,'maxMemoryUsedMB':41}}")), all);
        QVERIFY2(newer.bodies.join().contains(json("'record':{'requestId':'1','status':'success'}")), newer.bodies.join());
    }
    void aFullBatchGoesAtOnce()
    {
        Listener listener;
        TelemetryHub hub(sharedLoopback());
        hub.subscribe(TelemetryDialect::Telemetry, "watch", listener.subscription(json("['function']"), json("{'timeoutMs':30000,'maxItems':1000}")));
        for (int i = 0; i < 1500; ++i)
            hub.line(TelemetrySource::Function, QByteArray::number(i));
        QTRY_COMPARE(listener.events().size(), 1000);
        bool flushed = false;
        hub.flush([&] { flushed = true; });
        QTRY_VERIFY(flushed);
        QCOMPARE(listener.events().size(), 1500);
        QCOMPARE(listener.events().last()["record"].toString(), QStringLiteral("1499"));
    }
    void aBatchIsBoundedInBytes()
    {
        Listener listener;
        TelemetryHub hub(sharedLoopback());
        hub.subscribe(TelemetryDialect::Telemetry, "watch", listener.subscription(json("['function']"), json("{'timeoutMs':30000}")));
        hub.line(TelemetrySource::Function, QByteArray(200000, 'a'));
        hub.line(TelemetrySource::Function, QByteArray(200000, 'b'));
        QTRY_COMPARE(listener.bodies.size(), 1);
        QCOMPARE(listener.events().at(0)["record"].toString().size(), 200000);
    }
    void aSlowSubscriberLosesAndIsTold()
    {
        Listener listener{QByteArray()};
        TelemetryHub hub(sharedLoopback());
        hub.subscribe(TelemetryDialect::Telemetry, "watch", listener.subscription(json("['platform','function']"), json("{'timeoutMs':30000,'maxItems':1000}")));
        for (int i = 0; i < 4000; ++i)
            hub.line(TelemetrySource::Function, QByteArray::number(i));
        QTRY_COMPARE(listener.bodies.size(), 1);
        hub.flush();
        listener.reply = "HTTP/1.1 204 No Content\r\n\r\n";
        QTRY_VERIFY_WITH_TIMEOUT(listener.types().contains("platform.logsDropped"), 15000); // after the first one's time is over
    }
    void aRefusingSubscriberIsToldOnce()
    {
        Listener listener("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
        TelemetryHub hub(sharedLoopback());
        hub.subscribe(TelemetryDialect::Telemetry, "watch", listener.subscription(json("['platform']")));
        hub.publish(sample(PlatformEvent::Type::Start));
        QTRY_COMPARE(listener.bodies.size(), 2); // the batch, and the report of its loss; no report of the report
        bool flushed = false;
        hub.flush([&] { flushed = true; });
        QTRY_VERIFY(flushed);
        QCOMPARE(listener.bodies.size(), 2);
        QVERIFY(listener.bodies.constLast().contains("platform.logsDropped"));
        QVERIFY(listener.bodies.constLast().contains("\"droppedRecords\":2"));
    }
    void nobodyThere()
    {
        TelemetryHub hub(sharedLoopback());
        Listener listener;
        const QByteArray body = listener.subscription();
        listener.server.close();
        QCOMPARE(hub.subscribe(TelemetryDialect::Telemetry, "watch", body).status, 200);
        bool flushed = false;
        hub.flush([&] { flushed = true; });
        QTRY_VERIFY(flushed);
    }
    void pausedWhileFrozen()
    {
        Listener listener;
        TelemetryHub hub(sharedLoopback());
        hub.subscribe(TelemetryDialect::Telemetry, "watch", listener.subscription(json("['function']")));
        hub.setPaused(true);
        hub.line(TelemetrySource::Function, "cold");
        QTest::qWait(60); // longer than the batch's time: nothing may come
        QCOMPARE(listener.bodies.size(), 0);
        hub.setPaused(false);
        QTRY_COMPARE(listener.types(), QByteArrayList{"function"});
    }
    void aSecondSubscriptionReplacesTheFirst()
    {
        Listener first, second;
        TelemetryHub hub(sharedLoopback());
        hub.subscribe(TelemetryDialect::Telemetry, "watch", first.subscription(json("['function']"), json("{'timeoutMs':30000}")));
        hub.subscribe(TelemetryDialect::Telemetry, "watch", second.subscription(json("['function']")));
        hub.line(TelemetrySource::Function, "x");
        QTRY_COMPARE(second.events().size(), 1);
        QCOMPARE(first.bodies.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestTelemetry)
#include "tst_telemetry.moc"
