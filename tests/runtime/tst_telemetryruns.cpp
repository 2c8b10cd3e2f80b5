// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Telemetry in real sandboxes: an extension subscribes and receives what the environment, the function and extensions say.
#include "runner.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace lathe;
using lathe::test::Runner;

class TestTelemetryRuns : public QObject
{
    Q_OBJECT

    QTemporaryDir m_layers;

    /// One run with this extension; its log with what it received.
    QByteArray run(const QString &extension, NetworkMode network = NetworkMode::Shared)
    {
        Runner runner([](RuntimeOptions &options) { options.keepWarm = false; });
        runner.write(QStringLiteral("app.py"), "print('loading')\ndef h(e, c):\n    print('one'); print('two', end='')\n    return e\n");
        FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("app.h"));
        const QString layer = m_layers.path() + u'/' + extension + QString::number(int(network));
        QDir().mkpath(layer + QStringLiteral("/extensions"));
        const QString program = layer + QStringLiteral("/extensions/") + extension;
        QFile::copy(QStringLiteral(LATHE_SOURCE_DIR "/tests/runtime/telemetryextension.py"), program);
        chmod(QFile::encodeName(program).constData(), 0755);
        spec.layerDirs = {layer};
        spec.memoryMib = 512;
        spec.timeoutSeconds = 30;
        spec.network = network;
        const auto outcome = runner.run(spec, "7");
        return outcome ? outcome->log : outcome.error().text.toUtf8();
    }
    static QJsonArray seen(const QByteArray &log)
    {
        QJsonArray events;
        for (const QByteArray &line : log.split('\n'))
            if (line.startsWith("SEEN "))
                events.append(QJsonDocument::fromJson(line.mid(5)).object());
        return events;
    }
    static QByteArrayList typesOf(const QJsonArray &events)
    {
        QByteArrayList types;
        for (const QJsonValue &event : events)
            types.append(event[QLatin1String("type")].toString().toUtf8());
        return types;
    }

private slots:
    void initTestCase() { LATHE_NEEDS_NAMESPACES(); }

    void telemetry_data()
    {
        QTest::addColumn<QString>("extension");
        QTest::addColumn<int>("network");
        QTest::newRow("http") << QStringLiteral("http") << int(NetworkMode::Shared);
        QTest::newRow("http in a network of its own") << QStringLiteral("http") << int(NetworkMode::None);
        QTest::newRow("tcp in a network of its own") << QStringLiteral("tcp") << int(NetworkMode::None);
    }
    void telemetry()
    {
        QFETCH(QString, extension);
        QFETCH(int, network);
        const QByteArray log = run(extension, NetworkMode(network));
        QVERIFY2(log.contains("stranger 403 {\"errorMessage\":\"Unknown extension 11111111-2222-3333-4444-555555555555\","
                              "\"errorType\":\"Extension.UnknownExtensionIdentifier\"}"), log.constData());
        QVERIFY2(log.contains("subscribed 200 \"OK\"\n"), log.constData());
        QVERIFY2(log.contains("TELEMETRY\tName: " + extension.toUtf8() + "\tState: Subscribed\tTypes: [Platform, Function]\n"), log.constData());
        QVERIFY2(log.contains("late 403 {\"errorMessage\":\"Telemetry API subscription is closed\",\"errorType\":\"Telemetry.SubscriptionClosed\"}"), log.constData());
        const QJsonArray events = seen(log);
        QByteArrayList types = typesOf(events);
        QCOMPARE(types.count("function"), 3);
        types.removeAll("function");
        // Extension and runtime start side by side: which of them is done first is for the machine to say.
        const qsizetype subscription = types.indexOf("platform.telemetrySubscription");
        QVERIFY2(subscription == 1 || subscription == 2, types.join(' ').constData());
        types.removeAt(subscription);
        QCOMPARE(types.join(' '), QByteArray("platform.initStart platform.initRuntimeDone platform.extension "
                                             "platform.initReport platform.start platform.runtimeDone platform.report"));
        QStringList lines;
        for (const QJsonValue &event : events) {
            if (event[QLatin1String("type")] == QLatin1String("function"))
                lines.append(event[QLatin1String("record")].toString());
            QVERIFY(event[QLatin1String("time")].toString().endsWith(u'Z'));
        }
        QCOMPARE(lines, (QStringList{QStringLiteral("loading"), QStringLiteral("one"), QStringLiteral("two")}));
        const QJsonValue report = events.last()[QLatin1String("record")];
        QCOMPARE(report[QLatin1String("status")].toString(), QStringLiteral("success"));
        QVERIFY(report[QLatin1String("metrics")][QLatin1String("billedDurationMs")].toInt() > 0);
        QCOMPARE(report[QLatin1String("metrics")][QLatin1String("memorySizeMB")].toInt(), 512);
    }
    void extensionsAreHeardToo()
    {
        const QJsonArray events = seen(run(QStringLiteral("http-all")));
        QVERIFY(typesOf(events).contains("extension"));
        for (const QJsonValue &event : events)
            if (event[QLatin1String("type")] == QLatin1String("extension")) {
                QVERIFY(event[QLatin1String("record")].toString().startsWith(QStringLiteral("stranger 403")));
                break;
            }
    }
    void logsApi()
    {
        const QByteArray log = run(QStringLiteral("logs-http"));
        QVERIFY2(log.contains("LOGS\tName: logs-http\tState: Subscribed\tTypes: [Platform, Function]\n"), log.constData());
        QVERIFY2(log.contains("\"errorType\":\"Logs.SubscriptionClosed\""), log.constData());
        QByteArrayList types = typesOf(seen(log));
        types.removeAll("function");
        QCOMPARE(types.join(' '), QByteArray("platform.logsSubscription platform.extension platform.start platform.runtimeDone platform.end platform.report"));
    }
};

QTEST_GUILESS_MAIN(TestTelemetryRuns)
#include "tst_telemetryruns.moc"
