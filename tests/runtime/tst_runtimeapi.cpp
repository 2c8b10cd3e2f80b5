// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Runtime API on the wire: every endpoint, in order and out of order, with literal HTTP.
#include "core/timeouts.h"
#include "runtime/runtimeapi.h"
#include "runtime/wire.h"
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace lathe;

class TestRuntimeApi : public QObject
{
    Q_OBJECT

    using Wire = test::Wire;
    using Answer = test::WireAnswer;

    std::unique_ptr<RuntimeApi> m_api;
    std::unique_ptr<Wire> m_wire;
    quint16 m_port = 0;

    static RuntimeEvent event(const QByteArray &id = "id-1")
    {
        RuntimeEvent made;
        made.requestId = id;
        made.payload = "{ \"exact\" : 1.0 }";
        made.invokedArn = "arn:aws:lambda:us-east-1:0:function:f";
        made.traceId = "Root=1-2-3";
        made.deadlineMs = 1234567890123;
        return made;
    }
    /// Brings the runtime to Running.
    void running(const QByteArray &id = "id-1")
    {
        m_api->deliver(event(id));
        m_wire->get("invocation/next");
        QCOMPARE(m_wire->read().status, 200);
        QCOMPARE(m_api->state(), RuntimeState::Running);
    }

private slots:
    void init()
    {
        m_api = std::make_unique<RuntimeApi>();
        const auto port = m_api->listen();
        LATHE_VERIFY_RESULT(port);
        m_port = *port;
        m_wire = std::make_unique<Wire>(m_port);
        QVERIFY(m_wire->connected);
    }
    void cleanup()
    {
        m_wire.reset();
        m_api.reset();
    }

    void nextWaitsAndThenGetsTheEvent()
    {
        QSignalSpy ready(m_api.get(), &RuntimeApi::ready), out(m_api.get(), &RuntimeApi::handedOut);
        m_wire->get("invocation/next");
        QTRY_COMPARE(ready.size(), 1);
        QVERIFY(m_api->isWaiting());
        QCOMPARE(out.size(), 0);
        RuntimeEvent full = event();
        full.clientContext = "{\"c\":1}";
        full.cognitoIdentity = "{\"i\":1}";
        full.tenantId = "blue";
        m_api->deliver(full);
        const Answer answer = m_wire->read();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, full.payload);
        QCOMPARE(answer.header("Content-Type"), QByteArray("application/json"));
        QCOMPARE(answer.header("Lambda-Runtime-Aws-Request-Id"), QByteArray("id-1"));
        QCOMPARE(answer.header("Lambda-Runtime-Deadline-Ms"), QByteArray("1234567890123"));
        QCOMPARE(answer.header("Lambda-Runtime-Invoked-Function-Arn"), full.invokedArn);
        QCOMPARE(answer.header("Lambda-Runtime-Trace-Id"), full.traceId);
        QCOMPARE(answer.header("Lambda-Runtime-Client-Context"), full.clientContext);
        QCOMPARE(answer.header("Lambda-Runtime-Cognito-Identity"), full.cognitoIdentity);
        QCOMPARE(answer.header("Lambda-Runtime-Aws-Tenant-Id"), QByteArray("blue"));
        QVERIFY(QRegularExpression(QStringLiteral("^[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT$")).match(QString::fromLatin1(answer.header("Date"))).hasMatch());
        QCOMPARE(out.size(), 1);
    }

    void theInvocationIdTellsLateAnswers()
    {
        const auto next = [this] {
            m_api->deliver(event());
            m_wire->get("invocation/next");
            return m_wire->read().header("Lambda-Runtime-Invocation-Id");
        };
        const QByteArray first = next();
        QVERIFY2(QRegularExpression(QStringLiteral("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")).match(QString::fromLatin1(first)).hasMatch(), first.constData());
        m_wire->get("invocation/next"); // lost its connection: the same event, the same handing over
        QCOMPARE(m_wire->read().header("Lambda-Runtime-Invocation-Id"), first);
        m_wire->post("invocation/id-1/response", "1", "Lambda-Runtime-Invocation-Id: " + first + "\r\n");
        QCOMPARE(m_wire->read().status, 202);
        const QByteArray second = next(); // the same request, as a retry has it
        QVERIFY(second != first);
        QSignalSpy responded(m_api.get(), &RuntimeApi::responded), failed(m_api.get(), &RuntimeApi::failed);
        for (const char *path : {"invocation/id-1/response", "invocation/id-1/error"}) {
            m_wire->post(path, "late", "Lambda-Runtime-Invocation-Id: " + first + "\r\n");
            const Answer late = m_wire->read();
            QCOMPARE(late.status, 410);
            QCOMPARE(late.body, QByteArray("{\"errorMessage\":\"Invoke timeout\",\"errorType\":\"InvokeTimeout\"}\n"));
        }
        QCOMPARE(responded.size() + failed.size(), 0);
        m_wire->post("invocation/id-1/response", "2"); // a client that does not know it
        QCOMPARE(m_wire->read().status, 202);
        QCOMPARE(responded.size(), 1);
    }

    void nextLeavesOutWhatIsNotThere()
    {
        m_api->deliver(event());
        m_wire->get("invocation/next");
        const Answer answer = m_wire->read();
        QVERIFY(!answer.head.contains("Client-Context") && !answer.head.contains("Cognito") && !answer.head.contains("Tenant"));
    }

    void nextAgainGetsTheSameEvent()
    {
        running();
        m_wire->get("invocation/next");
        const Answer answer = m_wire->read();
        QCOMPARE(answer.header("Lambda-Runtime-Aws-Request-Id"), QByteArray("id-1"));
    }

    void aSecondPollReplacesTheFirst()
    {
        m_wire->get("invocation/next");
        QTRY_VERIFY(m_api->isWaiting());
        Wire second(m_port);
        second.get("invocation/next");
        QTRY_COMPARE(m_wire->socket.state(), QAbstractSocket::UnconnectedState);
        m_api->deliver(event());
        QCOMPARE(second.read().status, 200);
    }

    /// AWS's Node.js client connects when a streaming handler begins, and sends nothing before the handler's first write.
    void aConnectionMayBeQuietForLong()
    {
        Wire quiet(m_port);
        QVERIFY(quiet.connected);
        QTest::qWait(int(std::chrono::milliseconds(timeouts::httpHeader).count()) + 2000);
        QCOMPARE(quiet.socket.state(), QAbstractSocket::ConnectedState);
        running();
        quiet.post("invocation/id-1/response", "1");
        QCOMPARE(quiet.read().status, 202);
    }

    void aLostPollIsForgotten()
    {
        m_wire->get("invocation/next");
        QTRY_VERIFY(m_api->isWaiting());
        m_wire->socket.abort();
        QTRY_VERIFY(!m_api->isWaiting());
        m_api->deliver(event());
        Wire second(m_port);
        second.get("invocation/next");
        QCOMPARE(second.read().body, event().payload);
    }

    void responseIsTakenByteForByte()
    {
        running();
        QSignalSpy responded(m_api.get(), &RuntimeApi::responded);
        const QByteArray body("\x00\xff\r\n{}", 6);
        m_wire->post("invocation/id-1/response", body);
        const Answer answer = m_wire->read();
        QCOMPARE(answer.status, 202);
        QCOMPARE(answer.body, QByteArray("{\"status\":\"OK\"}\n"));
        QCOMPARE(responded.size(), 1);
        QCOMPARE(responded[0][0].toByteArray(), body);
        QCOMPARE(m_api->state(), RuntimeState::ResponseSent);
        m_api->deliver(event("id-2"));
        m_wire->get("invocation/next");
        QCOMPARE(m_wire->read().header("Lambda-Runtime-Aws-Request-Id"), QByteArray("id-2"));
    }

    void responseInChunksWithTrailers()
    {
        running();
        QSignalSpy responded(m_api.get(), &RuntimeApi::responded), failed(m_api.get(), &RuntimeApi::failed);
        const QByteArray head = "POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                                "Lambda-Runtime-Function-Response-Mode: streaming\r\nTrailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n";
        m_wire->send(head + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
        QCOMPARE(m_wire->read().status, 202);
        QCOMPARE(responded.size(), 1);
        QCOMPARE(responded[0][0].toByteArray(), QByteArray("abcde"));
        m_api->deliver(event());
        m_wire->get("invocation/next");
        QCOMPARE(m_wire->read().status, 200);
        const QByteArray error = "{\"errorType\":\"E\"}";
        m_wire->send(head + "3\r\nabc\r\n0\r\nLambda-Runtime-Function-Error-Type: E\r\nLambda-Runtime-Function-Error-Body: " + error.toBase64() + "\r\n\r\n");
        QCOMPARE(m_wire->read().status, 202);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].toByteArray(), QByteArray("E"));
        QCOMPARE(failed[0][1].toByteArray(), error);
    }

    void responseOfTheLimitAndOneMore()
    {
        constexpr int limit = 6 * 1024 * 1024 + 100;
        running();
        QSignalSpy responded(m_api.get(), &RuntimeApi::responded), failed(m_api.get(), &RuntimeApi::failed);
        m_wire->post("invocation/id-1/response", QByteArray(limit, 'x'));
        QCOMPARE(m_wire->read().status, 202);
        QCOMPARE(responded[0][0].toByteArray().size(), limit);
        running("id-2");
        m_wire->post("invocation/id-2/response", QByteArray(limit + 1, 'x'));
        const Answer answer = m_wire->read();
        QCOMPARE(answer.status, 413);
        QCOMPARE(answer.body, QByteArray("{\"errorMessage\":\"Exceeded maximum allowed payload size (6291556 bytes).\",\"errorType\":\"RequestEntityTooLarge\"}\n"));
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].toByteArray(), QByteArray("Function.ResponseSizeTooLarge"));
        running("id-3"); // and the runtime goes on
    }

    void cutResponse()
    {
        running();
        QSignalSpy cut(m_api.get(), &RuntimeApi::cut);
        m_wire->send("POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
        QTRY_VERIFY(m_api->isReceiving());
        m_wire->socket.disconnectFromHost();
        QTRY_COMPARE(cut.size(), 1);
        QCOMPARE(cut[0][0].toByteArray(), QByteArray("Runtime.TruncatedResponse"));
        QVERIFY(m_api->hasInvocation());
        Wire second(m_port); // a runtime that is still there may go on
        second.get("invocation/next");
        QTRY_VERIFY(m_api->isWaiting());
        m_api->deliver(event("id-2"));
        QCOMPARE(second.read().status, 200);
    }

    void invalidResponseMode()
    {
        running();
        QSignalSpy failed(m_api.get(), &RuntimeApi::failed);
        m_wire->post("invocation/id-1/response", "x", "Lambda-Runtime-Function-Response-Mode: poured\r\n");
        const Answer answer = m_wire->read();
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.body.contains("InvalidFunctionResponseMode"));
        QCOMPARE(failed[0][0].toByteArray(), QByteArray("Runtime.InvalidResponseModeHeader"));
    }

    void errorIsPassedOnExactly()
    {
        running();
        QSignalSpy failed(m_api.get(), &RuntimeApi::failed);
        const QByteArray body = "{\"errorMessage\" : \"x\", \"more\":1.0}";
        m_wire->post("invocation/id-1/error", body, "lambda-runtime-function-error-type: My.Type\r\n");
        const Answer answer = m_wire->read();
        QCOMPARE(answer.status, 202);
        QCOMPARE(failed[0][0].toByteArray(), QByteArray("My.Type"));
        QCOMPARE(failed[0][1].toByteArray(), body);
    }

    void initErrorIsPassedOnExactly()
    {
        QSignalSpy failed(m_api.get(), &RuntimeApi::initFailed);
        m_wire->post("init/error", "{\"a\":1}", "Lambda-Runtime-Function-Error-Type: Runtime.Broken\r\n");
        QCOMPARE(m_wire->read().status, 202);
        QCOMPARE(failed[0][0].toByteArray(), QByteArray("Runtime.Broken"));
        QCOMPARE(failed[0][1].toByteArray(), QByteArray("{\"a\":1}"));
        QCOMPARE(m_api->state(), RuntimeState::InitError);
    }

    void wrongIds_data()
    {
        QTest::addColumn<QByteArray>("id");
        for (const char *id : {"id-2", "ID-1", "id-1%00", "%69d-11", "%20"})
            QTest::newRow(id) << QByteArray(id);
    }
    void wrongIds()
    {
        QFETCH(QByteArray, id);
        running();
        for (const char *action : {"/response", "/error"}) {
            m_wire->post("invocation/" + id + action, "{}");
            const Answer answer = m_wire->read();
            QCOMPARE(answer.status, 400);
            QCOMPARE(answer.body, QByteArray("{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}\n"));
        }
        m_wire->post("invocation/%69d-1/response", "{}");
        QCOMPARE(m_wire->read().status, 202);
    }

    void noIdIsRightBeforeTheFirstEvent()
    {
        for (const char *path : {"invocation/id-1/response", "invocation/id-1/error", "invocation//response"}) {
            m_wire->post(path, "{}");
            const Answer answer = m_wire->read();
            QCOMPARE(answer.status, 400);
            QVERIFY(answer.body.contains("InvalidRequestID"));
        }
        QCOMPARE(m_api->state(), RuntimeState::Started);
    }

    void wrongOrder_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char *before, const char *path, const char *from, const char *to) {
            QTest::addRow("%s %s", before, path) << QByteArray(before) << QByteArray(path)
                << QByteArray("State transition from ") + from + " to " + to + " failed for runtime. Error: State transition is not allowed";
        };
        row("run", "init/error", "Running", "InitError");
        row("answer", "invocation/id-1/response", "RuntimeResponseSentState", "InvocationResponse");
        row("answer", "invocation/id-1/error", "RuntimeResponseSentState", "InvocationErrorResponse");
        row("answer", "init/error", "RuntimeResponseSentState", "InitError");
        row("fail", "init/error", "InitError", "InitError");
        row("fail", "invocation/next", "InitError", "Ready");
    }
    void wrongOrder()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, message);
        if (before == "run" || before == "answer")
            running();
        if (before == "answer") {
            m_wire->post("invocation/id-1/response", "1");
            QCOMPARE(m_wire->read().status, 202);
        }
        if (before == "fail") {
            m_wire->post("init/error", "{}");
            QCOMPARE(m_wire->read().status, 202);
        }
        if (path.endsWith("next"))
            m_wire->get(path);
        else
            m_wire->post(path, "{}");
        const Answer answer = m_wire->read();
        QCOMPARE(answer.status, 403);
        QCOMPARE(answer.body, "{\"errorMessage\":\"" + message + "\",\"errorType\":\"InvalidStateTransition\"}\n");
    }

    void unknownPathsAndMethods_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("status");
        QTest::newRow("root") << QByteArray("GET /") << 404;
        QTest::newRow("other version") << QByteArray("GET /2015-03-31/runtime/invocation/next") << 404;
        QTest::newRow("deeper") << QByteArray("GET /2018-06-01/runtime/invocation/next/x") << 404;
        QTest::newRow("restore") << QByteArray("GET /2018-06-01/runtime/restore/next") << 404;
        QTest::newRow("extensions") << QByteArray("POST /2020-01-01/extension/register") << 404;
        QTest::newRow("post next") << QByteArray("POST /2018-06-01/runtime/invocation/next") << 405;
        QTest::newRow("get response") << QByteArray("GET /2018-06-01/runtime/invocation/id-1/response") << 405;
        QTest::newRow("delete init error") << QByteArray("DELETE /2018-06-01/runtime/init/error") << 405;
    }
    void unknownPathsAndMethods()
    {
        QFETCH(QByteArray, line);
        m_wire->send(line + " HTTP/1.1\r\nHost: x\r\n\r\n");
        QTEST(m_wire->read().status, "status");
        QCOMPARE(m_api->state(), RuntimeState::Started);
    }

    void responseAndNextInOneSegment()
    {
        running();
        m_wire->send("POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n1"
                     "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(m_wire->read().status, 202);
        QTRY_VERIFY(m_api->isWaiting());
        m_api->deliver(event("id-2"));
        QCOMPARE(m_wire->read().header("Lambda-Runtime-Aws-Request-Id"), QByteArray("id-2"));
    }

    /// The runtime is woken once where the next event is there already.
    void answerAndNextEventInOneSegment()
    {
        running();
        connect(m_api.get(), &RuntimeApi::ready, this, [this] { m_api->deliver(event("id-2")); });
        m_wire->send("POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n1"
                     "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n");
        QVERIFY(QTest::qWaitFor([this] { return m_wire->socket.bytesAvailable() > 0; }, 5000));
        const QByteArray first = m_wire->socket.readAll();
        QVERIFY2(first.startsWith("HTTP/1.1 202 ") && first.contains("id-2"), first);
    }
};

QTEST_GUILESS_MAIN(TestRuntimeApi)
#include "tst_runtimeapi.moc"
