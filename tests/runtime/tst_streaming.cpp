// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Streamed responses: from a runtime's chunked request to whoever takes them, while the runtime still writes.
#include "runtime/responsesink.h"
#include "runtime/runner.h"
#include "runtime/runtimeapi.h"
#include "runtime/tokenbucket.h"
#include "runtime/wire.h"
#include <QRegularExpression>

using namespace lathe;
using namespace std::chrono_literals;

class TestStreaming : public QObject
{
    Q_OBJECT
    static constexpr char head[] = "POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                                   "Content-Type: text/event-stream\r\nLambda-Runtime-Function-Response-Mode: streaming\r\n"
                                   "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n";

    std::unique_ptr<RuntimeApi> m_api;
    std::unique_ptr<test::Wire> m_wire;
    std::shared_ptr<ResponseSink> m_sink;
    quint16 m_port = 0;

    static QByteArray chunk(const QByteArray &bytes) { return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n"; }
    static QByteArray trailers(const QByteArray &type, const QByteArray &body)
    {
        return "0\r\nLambda-Runtime-Function-Error-Type: " + type + "\r\nLambda-Runtime-Function-Error-Body: " + body.toBase64() + "\r\n\r\n";
    }
    void running(const StreamLimits &limits = {})
    {
        m_api->setStreamLimits(limits);
        m_sink = std::make_shared<ResponseSink>();
        RuntimeEvent event;
        event.requestId = "id-1";
        event.payload = "{}";
        event.sink = m_sink;
        m_api->deliver(event);
        m_wire->get("invocation/next");
        QCOMPARE(m_wire->read().status, 200);
    }

private slots:
    void init()
    {
        m_api = std::make_unique<RuntimeApi>();
        const auto port = m_api->listen();
        LATHE_VERIFY_RESULT(port);
        m_port = *port;
        m_wire = std::make_unique<test::Wire>(m_port);
        QVERIFY(m_wire->connected);
    }
    void cleanup()
    {
        m_wire.reset();
        m_api.reset();
    }

    void chunksComeWhileTheRuntimeStillWrites()
    {
        running();
        QSignalSpy responding(m_api.get(), &RuntimeApi::responding), streamed(m_api.get(), &RuntimeApi::streamed), responded(m_api.get(), &RuntimeApi::responded);
        m_wire->send(head);
        QTRY_COMPARE(responding.size(), 1);
        QCOMPARE(responding[0][0].toBool(), true);
        QCOMPARE(responding[0][1].toByteArray(), QByteArray("text/event-stream"));
        const QByteArray prelude = QByteArray("{\"statusCode\":201}") + QByteArray(8, '\0');
        m_wire->send(chunk(prelude));
        QTRY_COMPARE(streamed.size(), 1);
        QCOMPARE(streamed[0][0].toByteArray(), prelude);
        QVERIFY(m_api->isReceiving());
        m_wire->send(chunk("two"));
        QTRY_COMPARE(streamed.size(), 2);
        QCOMPARE(responded.size(), 0);
        test::Wire other(m_port); // nothing else is allowed meanwhile
        other.get("invocation/next");
        const auto refused = other.read();
        QCOMPARE(refused.status, 403);
        QVERIFY2(refused.body.contains("State transition from InvocationResponse to Ready failed for runtime."), refused.body.constData());
        m_wire->send("0\r\n\r\n");
        QCOMPARE(m_wire->read().status, 202);
        QCOMPARE(responded.size(), 1);
        QCOMPARE(responded[0][0].toByteArray(), QByteArray());
        QCOMPARE(m_api->state(), RuntimeState::ResponseSent);
    }

    void bufferedResponseGoesToTheSinkInOnePiece()
    {
        running();
        QSignalSpy streamed(m_api.get(), &RuntimeApi::streamed), responded(m_api.get(), &RuntimeApi::responded);
        m_wire->post("invocation/id-1/response", "\"whole\"", "Content-Type: application/json\r\n");
        QCOMPARE(m_wire->read().status, 202);
        QCOMPARE(streamed.size(), 1);
        QCOMPARE(streamed[0][0].toByteArray(), QByteArray("\"whole\""));
        QCOMPARE(responded[0][0].toByteArray(), QByteArray());
    }

    void chunksOfAClientThatDoesNotSaySo_data()
    {
        QTest::addColumn<bool>("takesAll");
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<bool>("streams");
        QTest::newRow("bytes") << false << QByteArray("application/octet-stream") << true;
        QTest::newRow("JSON") << false << QByteArray("application/json") << false;
        QTest::newRow("JSON, streaming invocation") << true << QByteArray("application/json") << true;
    }
    void chunksOfAClientThatDoesNotSaySo() // AWS's client for Go
    {
        QFETCH(bool, takesAll);
        QFETCH(QByteArray, contentType);
        running();
        m_sink->takesAll = takesAll;
        QSignalSpy responding(m_api.get(), &RuntimeApi::responding), streamed(m_api.get(), &RuntimeApi::streamed);
        m_wire->send("POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: " + contentType
            + "\r\nTrailer: Lambda-Runtime-Function-Error-Type\r\n\r\n" + chunk("one"));
        QTRY_COMPARE(responding.size(), 1);
        QTEST(responding[0][0].toBool(), "streams");
        if (responding[0][0].toBool())
            QTRY_COMPARE(streamed.size(), 1);
        m_wire->send(chunk("two") + "0\r\n\r\n");
        QCOMPARE(m_wire->read().status, 202);
        QCOMPARE(streamed.size(), responding[0][0].toBool() ? 2 : 1);
    }

    void errorInTrailers()
    {
        running();
        QSignalSpy failed(m_api.get(), &RuntimeApi::failed), responded(m_api.get(), &RuntimeApi::responded), streamed(m_api.get(), &RuntimeApi::streamed);
        m_wire->send(head + chunk("part") + trailers("Broken", "{\"errorType\":\"Broken\"}"));
        QCOMPARE(m_wire->read().status, 202);
        QCOMPARE(streamed[0][0].toByteArray(), QByteArray("part"));
        QCOMPARE(responded.size(), 0);
        QCOMPARE(failed[0][0].toByteArray(), QByteArray("Broken"));
        QCOMPARE(failed[0][1].toByteArray(), QByteArray("{\"errorType\":\"Broken\"}"));
    }

    void aLongErrorInTrailers()
    {
        running();
        QSignalSpy failed(m_api.get(), &RuntimeApi::failed);
        const QByteArray body = "{\"errorType\":\"E\",\"trace\":\"" + QByteArray(200'000, 'x') + "\"}";
        m_wire->send(head + chunk("part") + trailers("E", body));
        QCOMPARE(m_wire->read().status, 202);
        QCOMPARE(failed[0][1].toByteArray(), body);
    }

    void moreThanAllowedIsCutOff()
    {
        running({1000, 1 << 20, 1 << 20});
        QSignalSpy failed(m_api.get(), &RuntimeApi::failed), streamed(m_api.get(), &RuntimeApi::streamed);
        m_wire->send(head + chunk(QByteArray(600, 'a')) + chunk(QByteArray(600, 'b'))); // and never ends
        const auto answer = m_wire->read();
        QCOMPARE(answer.status, 413);
        QCOMPARE(answer.body, QByteArray("{\"errorMessage\":\"Exceeded maximum allowed payload size (1000 bytes).\",\"errorType\":\"RequestEntityTooLarge\"}\n"));
        QCOMPARE(failed[0][0].toByteArray(), QByteArray("Function.ResponseSizeTooLarge"));
        QByteArray all;
        for (const auto &call : streamed)
            all += call[0].toByteArray();
        QCOMPARE(all, QByteArray(600, 'a') + QByteArray(400, 'b'));
        test::Wire again(m_port); // and the runtime may go on
        again.get("invocation/next");
        QTRY_VERIFY(m_api->isWaiting());
    }

    void limitsAreLambdas()
    {
        const StreamLimits limits;
        QCOMPARE(limits.maxBytes, 209715200);
        QCOMPARE(limits.burstBytes, 6291456);
        QCOMPARE(limits.bytesPerSecond, 2097152);
    }

    void afterTheBurstItIsThrottled()
    {
        running({1 << 30, 100'000, 400'000});
        QSignalSpy responded(m_api.get(), &RuntimeApi::responded);
        qint64 passed = 0;
        connect(m_api.get(), &RuntimeApi::streamed, this, [&](const QByteArray &bytes) { passed += bytes.size(); });
        QElapsedTimer timer;
        timer.start();
        m_wire->send(head + chunk(QByteArray(100'000, 'a')));
        QTRY_COMPARE(passed, 100'000);
        m_wire->send(chunk(QByteArray(200'000, 'b')) + "0\r\n\r\n");
        QTRY_COMPARE(responded.size(), 1);
        QCOMPARE(passed, 300'000);
        QVERIFY2(timer.elapsed() >= 490, qPrintable(QString::number(timer.elapsed()))); // 200,000 bytes at 400,000 a second
        QCOMPARE(m_wire->read().status, 202);
    }

    /// All of it is here; that the runtime does not wait for the answer takes nothing from it.
    void aRuntimeThatClosesAtOnceHasAnswered()
    {
        running({1 << 30, 100'000, 100'000});
        QSignalSpy responded(m_api.get(), &RuntimeApi::responded), cut(m_api.get(), &RuntimeApi::cut), failed(m_api.get(), &RuntimeApi::failed);
        qint64 passed = 0;
        connect(m_api.get(), &RuntimeApi::streamed, this, [&](const QByteArray &bytes) { passed += bytes.size(); });
        m_wire->send(head + chunk(QByteArray(100'000, 'a')) + chunk(QByteArray(150'000, 'b')) + "0\r\n\r\n");
        QTRY_VERIFY(passed >= 100'000); // the rest waits for its rate
        m_wire->socket.disconnectFromHost();
        QTRY_COMPARE_WITH_TIMEOUT(responded.size() + cut.size() + failed.size(), 1, 20000);
        QCOMPARE(responded.size(), 1);
        QCOMPARE(passed, 250'000);
        test::Wire again(m_port);
        again.get("invocation/next");
        QTRY_VERIFY(m_api->isWaiting());
    }

    void tokenBucket()
    {
        TokenBucket bucket(1000, 100);
        const TokenBucket::Time t{};
        QCOMPARE(bucket.take(400, t), 400);
        QCOMPARE(bucket.take(1000, t), 600);
        QCOMPARE(bucket.take(1, t), 0);
        QCOMPARE(bucket.until(50, t), 500ms);
        QCOMPARE(bucket.until(5000, t), 10000ms); // never more than it holds
        QCOMPARE(bucket.take(1000, t + 500ms), 50);
        QCOMPARE(bucket.take(1000, t + 400ms), 0); // time does not go back
        QCOMPARE(bucket.take(5000, t + 1h), 1000);
        QCOMPARE(bucket.until(0, t + 1h), 0ms);
    }

    void aTakerThatIsBehindHoldsTheRuntime()
    {
        running({1 << 30, 1 << 30, 1 << 30});
        QSignalSpy responded(m_api.get(), &RuntimeApi::responded);
        qint64 passed = 0;
        connect(m_api.get(), &RuntimeApi::streamed, this, [&](const QByteArray &bytes) {
            passed += bytes.size();
            m_sink->setHeld(true);
        });
        constexpr qint64 all = 32 << 20;
        m_wire->send(head + chunk(QByteArray(all, 'x')) + "0\r\n\r\n");
        QTRY_VERIFY(passed > 0);
        const qint64 first = passed;
        // The buffers between fill up, then the runtime's own stand still.
        qint64 left = -1;
        QTRY_VERIFY_WITH_TIMEOUT(std::exchange(left, m_wire->socket.bytesToWrite()) == m_wire->socket.bytesToWrite() && left > 0, 10000);
        QCOMPARE(passed, first);
        QVERIFY2(m_wire->socket.bytesToWrite() > all / 2, qPrintable(QString::number(m_wire->socket.bytesToWrite())));
        disconnect(m_api.get(), &RuntimeApi::streamed, this, nullptr);
        connect(m_api.get(), &RuntimeApi::streamed, this, [&](const QByteArray &bytes) { passed += bytes.size(); });
        m_sink->setHeld(false);
        QTRY_COMPARE_WITH_TIMEOUT(responded.size(), 1, 20000);
        QCOMPARE(passed, all);
    }

    void snapshotIsWokenForTheEvent()
    {
        m_api->setSnapStart(true);
        QSignalSpy ready(m_api.get(), &RuntimeApi::ready);
        m_wire->get("restore/next");
        QTRY_COMPARE(ready.size(), 1);
        QCOMPARE(m_api->state(), RuntimeState::RestoreReady);
        QVERIFY(m_api->isAsleep());
        m_api->wake();
        const auto woken = m_wire->read();
        QCOMPARE(woken.status, 200);
        QCOMPARE(woken.body, QByteArray());
        QCOMPARE(m_api->state(), RuntimeState::Restoring);
        m_wire->get("restore/next");
        QCOMPARE(m_wire->read().status, 403);
        m_wire->get("invocation/next");
        QTRY_COMPARE(ready.size(), 2);
        RuntimeEvent event;
        event.requestId = "id-1";
        m_api->deliver(event);
        QCOMPARE(m_wire->read().header("Lambda-Runtime-Aws-Request-Id"), QByteArray("id-1"));
    }

    void hooksMayFailAsInitDoes() // some clients do not know restore/error
    {
        m_api->setSnapStart(true);
        m_wire->get("restore/next");
        QTRY_VERIFY(m_api->isAsleep());
        m_api->wake();
        QCOMPARE(m_wire->read().status, 200);
        QSignalSpy failed(m_api.get(), &RuntimeApi::restoreFailed), init(m_api.get(), &RuntimeApi::initFailed);
        m_wire->post("init/error", "{}", "Lambda-Runtime-Function-Error-Type: Runtime.AfterRestoreError\r\n");
        QCOMPARE(m_wire->read().status, 202);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(init.size(), 0);
    }

    void restoreFails()
    {
        m_api->setSnapStart(true);
        m_wire->post("restore/error", "{}"); // nothing was restored
        QCOMPARE(m_wire->read().status, 403);
        m_wire->get("restore/next");
        QTRY_VERIFY(m_api->isAsleep());
        m_api->wake();
        QCOMPARE(m_wire->read().status, 200);
        QSignalSpy failed(m_api.get(), &RuntimeApi::restoreFailed);
        m_wire->post("restore/error", "{\"errorType\":\"X\"}", "Lambda-Runtime-Function-Error-Type: Runtime.AfterRestore\r\n");
        QCOMPARE(m_wire->read().status, 202);
        QCOMPARE(failed[0][0].toByteArray(), QByteArray("Runtime.AfterRestore"));
        QCOMPARE(failed[0][1].toByteArray(), QByteArray("{\"errorType\":\"X\"}"));
        m_wire->get("invocation/next");
        QCOMPARE(m_wire->read().status, 403);
    }

    void withoutSnapStartItsCallsAreUnknown()
    {
        m_wire->get("restore/next");
        QCOMPARE(m_wire->read().status, 404);
        m_wire->post("restore/error", "{}");
        QCOMPARE(m_wire->read().status, 404);
    }
};

QTEST_GUILESS_MAIN(TestStreaming)
#include "tst_streaming.moc"
