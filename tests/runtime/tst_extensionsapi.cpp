// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Extensions API on the wire: every endpoint, in order and out of order; statuses, types and texts as published.
#include "runtime/extensions/extensionsapi.h"
#include "runtime/runtimeapi.h"
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace lathe;

class TestExtensionsApi : public QObject
{
    Q_OBJECT

    struct Answer
    {
        int status = 0;
        QByteArray head, body;
        QByteArray header(const QByteArray &name) const
        {
            for (const QByteArray &line : head.split('\n'))
                if (line.toLower().startsWith(name.toLower() + ':'))
                    return line.mid(name.size() + 1).trimmed();
            return {};
        }
        QString text(const char *key) const { return QJsonDocument::fromJson(body).object().value(QLatin1String(key)).toString(); }
    };
    using Socket = std::unique_ptr<QTcpSocket>;

    std::unique_ptr<RuntimeApi> m_server;
    ExtensionsApi *m_api = nullptr;
    quint16 m_port = 0;

    Socket send(const QByteArray &method, const QByteArray &path, const QByteArray &headers, const QByteArray &body = {}) const
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress::LocalHost, m_port);
        if (!socket->waitForConnected(5000))
            return socket;
        socket->write(method + " /2020-01-01/extension/" + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(body.size())
            + "\r\n" + headers + "\r\n" + body);
        return socket;
    }
    static Answer read(QTcpSocket &socket)
    {
        Answer answer;
        QByteArray all;
        (void)QTest::qWaitFor([&] {
            all += socket.readAll();
            const qsizetype end = all.indexOf("\r\n\r\n");
            if (end < 0)
                return false;
            answer.head = all.first(end);
            answer.body = all.mid(end + 4);
            return answer.body.size() >= answer.header("Content-Length").toLongLong();
        });
        answer.status = answer.head.mid(9, 3).toInt();
        return answer;
    }
    Answer ask(const QByteArray &method, const QByteArray &path, const QByteArray &headers, const QByteArray &body = {}) const
    {
        return read(*send(method, path, headers, body));
    }
    Answer enrol(const QByteArray &name, const QByteArray &body = R"({"events":["INVOKE"]})") const
    {
        return ask("POST", "register", "Lambda-Extension-Name: " + name + "\r\n", body);
    }
    static QByteArray is(const QByteArray &id) { return "Lambda-Extension-Identifier: " + id + "\r\n"; }
    static QString kind(const Answer &answer)
    {
        return QString::number(answer.status) + u' ' + answer.text("errorType") + u' ' + answer.text("errorMessage");
    }

private slots:
    void init()
    {
        m_server = std::make_unique<RuntimeApi>();
        m_api = new ExtensionsApi({"fn", "$LATEST", "app.h", "123456789012"}, m_server.get());
        m_server->addRoutes([this](HttpExchange *exchange) { return m_api->handle(exchange); });
        const auto port = m_server->listen();
        QVERIFY(port);
        m_port = *port;
    }

    void registers()
    {
        m_api->expect({"ext"});
        QVERIFY(!m_api->allRegistered());
        const Answer answer = ask("POST", "register", "Lambda-Extension-Name: ext\r\nLambda-Extension-Accept-Feature: foo, accountId\r\n",
            R"({ "events": ["SHUTDOWN", "INVOKE"] })");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, QByteArray(R"({"accountId":"123456789012","functionName":"fn","functionVersion":"$LATEST","handler":"app.h"})"));
        QCOMPARE(answer.header("Content-Type"), QByteArray("application/json"));
        QCOMPARE(answer.header("Lambda-Extension-Identifier").size(), 36);
        QVERIFY(m_api->allRegistered() && !m_api->allReady());
        const Extension *extension = m_api->withId(answer.header("Lambda-Extension-Identifier"));
        QVERIFY(extension && extension->external && extension->wants("INVOKE") && extension->wants("SHUTDOWN"));
        QVERIFY(enrol("inner").body.startsWith("{\"functionName\"")); // without the feature no account
        QVERIFY(!m_api->extensions().constLast().external);
    }

    void refusals()
    {
        m_api->expect({"ext"});
        QCOMPARE(kind(ask("POST", "register", {}, "{}")), QStringLiteral("403 Extension.InvalidExtensionName Empty extension name"));
        QVERIFY(kind(enrol("x", "{")).startsWith(QStringLiteral("403 InvalidRequestFormat ")));
        QCOMPARE(kind(enrol("x", "")), QStringLiteral("403 InvalidRequestFormat unexpected end of JSON input"));
        QCOMPARE(kind(enrol("x", R"({"events":[],"configurationKeys":["a"]})")),
            QStringLiteral("403 InvalidRequestFormat configurationKeys are deprecated; use environment variables instead"));
        QCOMPARE(kind(enrol("x", R"({"events":["PARTY"]})")), QStringLiteral("403 Extension.InvalidEventType PARTY: ErrorInvalidEventType"));
        QCOMPARE(kind(enrol("x", R"({"events":["SHUTDOWN"]})")),
            QStringLiteral("403 Extension.InvalidEventType SHUTDOWN: ShutdownEventNotSupportedForInternalExtension"));
        QCOMPARE(enrol("ext").status, 200);
        QCOMPARE(kind(enrol("ext")), QStringLiteral("403 Extension.InvalidExtensionState State transition from Registered to Registered failed "
                                                    "for extension ext. Error: State transition is not allowed"));
        QCOMPARE(enrol("inner").status, 200);
        QCOMPARE(kind(enrol("inner")), QStringLiteral("403 Extension.InvalidExtensionState Extension with this name already registered"));
        for (int i = 2; i < 10; ++i)
            QCOMPARE(enrol("inner" + QByteArray::number(i), "{}").status, 200);
        QCOMPARE(kind(enrol("eleventh")), QStringLiteral("403 Extension.TooManyExtensions Extension limit (10) reached"));
        m_api->closeRegistration();
        QCOMPARE(kind(enrol("late")), QStringLiteral("403 Extension.RegistrationClosed Extension registration closed already"));
        QCOMPARE(ask("GET", "register", {}).status, 405);
        QCOMPARE(ask("GET", "nothing", {}).status, 404);
        QCOMPARE(kind(ask("GET", "event/next", {})),
            QStringLiteral("403 Extension.MissingExtensionIdentifier Missing Lambda-Extension-Identifier header"));
        QCOMPARE(kind(ask("GET", "event/next", is("zzz"))), QStringLiteral("403 Extension.InvalidExtensionIdentifier Invalid Lambda-Extension-Identifier"));
        const QByteArray unknown = "01234567-89ab-4cde-8f01-23456789abcd";
        QCOMPARE(kind(ask("GET", "event/next", is(unknown))), QStringLiteral("403 Extension.UnknownExtensionIdentifier Unknown extension ") + QString::fromLatin1(unknown));
        QCOMPARE(kind(ask("POST", "init/error", is(unknown))), QStringLiteral("403 Extension.UnknownExtensionIdentifier Unknown Lambda-Extension-Identifier"));
    }

    void events()
    {
        m_api->expect({"ext", "quiet"});
        const QByteArray id = enrol("ext", R"({"events":["INVOKE","SHUTDOWN"]})").header("Lambda-Extension-Identifier");
        const QByteArray quiet = enrol("quiet", R"({"events":["SHUTDOWN"]})").header("Lambda-Extension-Identifier");
        QSignalSpy progressed(m_api, &ExtensionsApi::progressed);
        const Socket first = send("GET", "event/next", is(id));
        const Socket second = send("GET", "event/next", is(quiet));
        QTRY_COMPARE(progressed.size(), 2);
        QVERIFY(m_api->allReady());
        QCOMPARE(kind(ask("GET", "event/next", is(id))), QStringLiteral("403 Extension.InvalidExtensionState State transition from Ready to Ready failed for extension %1. "
                                                                       "Error: State transition is not allowed").arg(QString::fromLatin1(id)));
        m_api->invoke("req-1", "arn:x", "Root=1-2-3", 1234);
        const Answer event = read(*first);
        QCOMPARE(event.body, QByteArray(R"({"eventType":"INVOKE","deadlineMs":1234,"requestId":"req-1","invokedFunctionArn":"arn:x",)"
                                        R"("tracing":{"type":"X-Amzn-Trace-Id","value":"Root=1-2-3"}})"));
        QVERIFY(!event.header("Lambda-Extension-Event-Identifier").isEmpty());
        QVERIFY(!m_api->allIdle()); // one works, the other one did not ask for it
        QCOMPARE(extensionStateName(m_api->withId(quiet)->state), QByteArray("Ready"));
        const Socket again = send("GET", "event/next", is(id));
        QTRY_VERIFY(m_api->allIdle());
        m_api->shutDown("spindown", 99);
        QCOMPARE(read(*again).body, QByteArray(R"({"eventType":"SHUTDOWN","deadlineMs":99,"shutdownReason":"spindown"})"));
        QCOMPARE(read(*second).body, QByteArray(R"({"eventType":"SHUTDOWN","deadlineMs":99,"shutdownReason":"spindown"})"));
        m_api->ended(1, true, true);
        m_api->ended(2, true, false);
        QCOMPARE(extensionStateName(m_api->withId(id)->state), QByteArray("Exited"));
        QCOMPARE(extensionStateName(m_api->withId(quiet)->state), QByteArray("ShutdownFailed"));
    }

    void reportedErrors()
    {
        m_api->expect({"ext"});
        const QByteArray id = enrol("ext").header("Lambda-Extension-Identifier");
        QCOMPARE(kind(ask("POST", "init/error", is(id))), QStringLiteral("403 Extension.MissingHeader Lambda-Extension-Function-Error-Type not found"));
        const QByteArray type = "Lambda-Extension-Function-Error-Type: Extension.NoConfig\r\n";
        const Answer accepted = ask("POST", "init/error", is(id) + type, R"({"errorMessage":"x"})");
        QCOMPARE(accepted.status, 202);
        QCOMPARE(accepted.body, QByteArray("{\"status\":\"OK\"}\n"));
        QCOMPARE(ask("POST", "init/error", is(id) + "Lambda-Extension-Function-Error-Type: Extension.Other\r\n").status, 202);
        QCOMPARE(kind(ask("POST", "exit/error", is(id) + type)), QStringLiteral("403 Extension.InvalidExtensionState State transition from InitError to Exited failed for "
                                                                               "extension %1. Error: State transition is not allowed").arg(QString::fromLatin1(id)));
        QCOMPARE(m_api->reportedError(), QByteArray("Extension.InitError"));
        QCOMPARE(m_api->extensions().constFirst().logLine(), QByteArray("EXTENSION\tName: ext\tState: InitError\tEvents: [INVOKE]\tError Type: Extension.NoConfig"));
        const QByteArray inner = enrol("inner").header("Lambda-Extension-Identifier");
        QCOMPARE(ask("POST", "exit/error", is(inner) + type).status, 202);
        QCOMPARE(m_api->reportedError(), QByteArray("Extension.InitError")); // the first one counts
    }

    void launchFailures()
    {
        m_api->expect({"plain", "none"});
        m_api->launchFailed(1, EACCES);
        m_api->launchFailed(2, ENOENT);
        QCOMPARE(m_api->ofProgram(1)->logLine(), QByteArray("EXTENSION\tName: plain\tState: LaunchError\tEvents: []\tError Type: PermissionDenied"));
        QCOMPARE(m_api->ofProgram(2)->logLine(), QByteArray("EXTENSION\tName: none\tState: LaunchError\tEvents: []\tError Type: UnknownError"));
        QVERIFY(kind(enrol("plain")).contains(QStringLiteral("from LaunchError to Registered failed")));
    }
};

QTEST_GUILESS_MAIN(TestExtensionsApi)
#include "tst_extensionsapi.moc"
