// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Real handlers that stream, in Node.js and in a runtime of one's own, invoked with and without a sink.
#include "core/jsontext.h"
#include "runtime/responsesink.h"
#include "runtime/runner.h"
#include <QRegularExpression>
#include <algorithm>
#include <cmath>

using namespace lathe;

class TestStreamRuns : public QObject
{
    Q_OBJECT
    std::unique_ptr<test::Runner> m_runner;
    QByteArray m_got;
    QByteArray m_contentType;
    std::shared_ptr<ResponseSink> m_sink;

    static QString q(const char *text) { return QString::fromLatin1(text); }
    static QByteArray member(const QByteArray &json, const char *name)
    {
        const auto text = jsontext::member(json, name);
        return text ? jsontext::unquoted(*text).value_or(QByteArray()) : QByteArray();
    }
    FunctionSpec node(const char *handler) const { return m_runner->spec(q("nodejs20.x"), q("streams.") + q(handler)); }
    FunctionSpec own(const char *handler = "x") const { return m_runner->spec(q("provided.al2023"), q(handler)); }

    /// Lets the handler go on that waits after its first chunk.
    void go() { m_runner->write(q("go"), {}); }

    /// Invokes with a sink; the handler may go on when its first bytes are here.
    Result<InvokeOutcome> stream(const FunctionSpec &function, const QByteArray &payload = "{}", const std::function<void()> &onFirst = {})
    {
        QFile::remove(m_runner->code.filePath(q("go")));
        m_got.clear();
        m_contentType = "none";
        m_sink = std::make_shared<ResponseSink>();
        m_sink->began = [this](const QByteArray &contentType) { m_contentType = contentType; };
        m_sink->took = [this, onFirst](const QByteArray &bytes, double) {
            const bool first = m_got.isEmpty();
            m_got += bytes;
            if (first)
                onFirst ? onFirst() : go();
        };
        InvokeRequest request;
        request.payload = payload;
        request.sink = m_sink;
        const auto future = m_runner->service->invoke(function, request);
        if (!test::Runner::wait(future))
            return fail(ErrorCode::TimedOut, q("The test waited too long."));
        return future.result();
    }

private slots:
    void init()
    {
        m_runner = std::make_unique<test::Runner>();
        m_runner->write(q("streams.js"), test::Runner::file(q("streams.js")));
        m_runner->write(q("bootstrap"), test::Runner::file(q("streams.sh")), true);
    }
    void cleanup() { m_runner.reset(); }

    void nodeStreamsWhileItRuns()
    {
        const auto outcome = stream(node("twoParts")); // without chunks on the way it would wait for ever
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->ok(), (outcome->payload + outcome->log).constData());
        QCOMPARE(m_got, QByteArray("onetwo"));
        QCOMPARE(m_contentType, QByteArray("text/plain"));
        QCOMPARE(outcome->payload, QByteArray());
        QVERIFY(outcome->streamed);
        QCOMPARE(outcome->chunks.size(), 2);
        QCOMPARE(outcome->chunks[0].bytes, 3);
        QVERIFY(outcome->chunks[0].ms <= outcome->chunks[1].ms && outcome->chunks[1].ms <= outcome->report.durationMs);
        const auto again = stream(node("twoParts"));
        LATHE_VERIFY_RESULT(again);
        QCOMPARE(again->logStream, outcome->logStream);
        QCOMPARE(again->report.initMs, -1.0);
    }

    void telemetryHasLatencyAndDuration()
    {
        QList<PlatformSpan> spans;
        qint64 produced = -1;
        connect(m_runner->service.get(), &RuntimeService::platformEvent, this, [&](const QString &, const PlatformEvent &event) {
            if (event.type != PlatformEvent::Type::RuntimeDone)
                return;
            spans = event.spans;
            produced = event.producedBytes;
        });
        const auto outcome = stream(node("twoParts"));
        LATHE_VERIFY_RESULT(outcome);
        QTRY_COMPARE(produced, 6); // perhaps behind the answer
        QVERIFY(spans.size() >= 2); // runtimeOverhead may follow
        QCOMPARE(spans[0].name, QByteArray("responseLatency"));
        QCOMPARE(spans[1].name, QByteArray("responseDuration"));
        QVERIFY(spans[0].durationMs <= outcome->chunks[0].ms);
        QVERIFY(spans[1].durationMs >= outcome->chunks[1].ms - outcome->chunks[0].ms);
        QVERIFY(spans[0].durationMs + spans[1].durationMs <= outcome->report.durationMs);
        QVERIFY(qAbs(spans[0].startMicros + qint64(spans[0].durationMs * 1000) - spans[1].startMicros) <= 1);
    }

    void nodePreludeIsPassedOnInBytes()
    {
        const auto outcome = stream(node("http"));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(m_contentType, QByteArray("application/vnd.awslambda.http-integration-response"));
        QCOMPARE(m_got, "{\"statusCode\":418,\"headers\":{\"x-a\":\"b\"},\"cookies\":[\"c=d\"]}" + QByteArray(8, '\0') + "body");
    }

    void nodeHonoursBackPressure()
    {
        constexpr qint64 all = 24 << 20;
        m_runner = std::make_unique<test::Runner>([](RuntimeOptions &options) { options.stream.bytesPerSecond = options.stream.burstBytes = 1 << 30; });
        m_runner->write(q("streams.js"), test::Runner::file(q("streams.js")));
        m_sink = std::make_shared<ResponseSink>();
        qint64 got = 0;
        m_sink->took = [&](const QByteArray &bytes, double) {
            m_sink->setHeld(got == 0);
            got += bytes.size();
        };
        InvokeRequest request;
        request.payload = QByteArray::number(all);
        request.sink = m_sink;
        QByteArray log;
        const auto future = m_runner->service->invoke(node("much"), request, [&](const QByteArray &bytes) { log += bytes; });
        QTRY_VERIFY(m_sink->isHeld());
        qsizetype seen = -1; // the handler stands still when all buffers on the way are full
        QTRY_VERIFY_WITH_TIMEOUT(std::exchange(seen, log.size()) == log.size(), 10000);
        QVERIFY2(!log.contains("drained after 20 MB") && !future.isFinished(), log.constData());
        m_sink->setHeld(false);
        QVERIFY(test::Runner::wait(future));
        const auto outcome = future.result();
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->ok(), outcome->log.constData());
        QCOMPARE(got, all);
        QVERIFY2(outcome->log.contains("drained after 24 MB"), outcome->log.constData());
    }

    void collectedWithoutASink()
    {
        go();
        const auto outcome = m_runner->run(node("twoParts"));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("onetwo"));
        QVERIFY(outcome->streamed && !outcome->chunks.isEmpty());
        const auto plain = m_runner->run(node("plain"));
        LATHE_VERIFY_RESULT(plain);
        QVERIFY(!plain->streamed && plain->chunks.isEmpty());
        const auto tooMuch = m_runner->run(node("much"), QByteArray::number(7 << 20));
        LATHE_VERIFY_RESULT(tooMuch);
        QCOMPARE(tooMuch->report.errorType, q("Function.ResponseSizeTooLarge"));
    }

    void moreThanSixMegabytesAndGzip()
    {
        const auto outcome = stream(node("much"), QByteArray::number(7 << 20)); // the seventh takes half a second
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->ok(), (outcome->payload + outcome->log).constData());
        QCOMPARE(m_got.size(), 7 << 20);
        LATHE_VERIFY_RESULT(stream(node("pipes")));
        QVERIFY(m_got.startsWith("\x1f\x8b"));
    }

    void bufferedHandlerWithASink()
    {
        const auto outcome = stream(node("plain"), "1");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(m_got, QByteArray("{\"event\":1}"));
        QCOMPARE(m_contentType, QByteArray("application/json"));
        QCOMPARE(outcome->payload, QByteArray());
        QVERIFY(!outcome->streamed);
    }

    void failsInTheMiddle_data()
    {
        QTest::addColumn<QString>("handler");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("got");
        QTest::newRow("raises") << q("fails") << QByteArray("RangeError") << QByteArray("in the middle") << QByteArray("part");
        QTest::newRow("raises before") << q("failsFirst") << QByteArray("Error") << QByteArray("before") << QByteArray();
        QTest::newRow("exits") << q("exits") << QByteArray("Runtime.ExitError") << QByteArray("Runtime exited with error: exit status 7") << QByteArray("part");
        QTest::newRow("times out") << q("hangs") << QByteArray("Sandbox.Timedout") << QByteArray("Task timed out after 1.00 seconds") << QByteArray("part");
    }
    void failsInTheMiddle()
    {
        QFETCH(QString, handler);
        FunctionSpec function = node(qPrintable(handler));
        if (handler == q("hangs"))
            function.timeoutSeconds = 1;
        const auto outcome = stream(function);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->functionError, QByteArray("Unhandled"));
        QTEST(outcome->report.errorType.toUtf8(), "type");
        QTEST(m_got, "got");
        QFETCH(QByteArray, message);
        QVERIFY2(member(outcome->payload, "errorMessage").endsWith(message), outcome->payload.constData());
        const auto next = stream(node("plain"), "2"); // whatever happened, the next one works
        LATHE_VERIFY_RESULT(next);
        QCOMPARE(m_got, QByteArray("{\"event\":2}"));
    }

    void cancelledInTheMiddle()
    {
        InvokeRequest request;
        request.sink = std::make_shared<ResponseSink>();
        QFuture<Result<InvokeOutcome>> future;
        request.sink->took = [&](const QByteArray &, double) { future.cancel(); };
        future = m_runner->service->invoke(node("hangs"), request);
        QVERIFY(test::Runner::wait(future, 5000));
        LATHE_VERIFY_RESULT(stream(node("plain"), "2"));
    }

    void shellStreams()
    {
        LATHE_NEEDS_NAMESPACES();
        const auto outcome = stream(own(), "\"stream\"");
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->ok(), (outcome->payload + outcome->log).constData());
        QCOMPARE(m_got, QByteArray("onetwo"));
        QCOMPARE(outcome->chunks.size(), 2);
    }

    /// What a runtime does between its answer and the wish for the next event belongs to the invocation, as on Lambda.
    void lastsUntilTheNextWish()
    {
        LATHE_NEEDS_NAMESPACES();
        m_runner->write(q("bootstrap"), test::Runner::file(q("bootstrap.sh")).replace("> /dev/null\n", "> /dev/null\n  sleep 0.2; echo after the answer\n"), true);
        m_runner->write(q("after.js"), "exports.h = awslambda.streamifyResponse(async (event, stream) => {\n  stream.end('x');\n"
                                       "  await new Promise((done) => { setTimeout(done, 200); });\n  console.log('after the answer');\n});\n");
        for (const FunctionSpec &function : {own(), m_runner->spec(q("nodejs20.x"), q("after.h"))}) {
            const auto outcome = m_runner->run(function);
            LATHE_VERIFY_RESULT(outcome);
            QVERIFY2(outcome->ok(), (outcome->payload + outcome->log).constData());
            QVERIFY2(outcome->log.indexOf("after the answer\n") > 0 && outcome->log.indexOf("after the answer\n") < outcome->log.indexOf("END RequestId"), outcome->log.constData());
            QVERIFY2(outcome->report.durationMs >= 200, outcome->log.constData());
        }
    }

    /// As on Lambda the caller does not wait for it.
    void theAnswerGoesBeforeWhatFollowsIt()
    {
        LATHE_NEEDS_NAMESPACES();
        m_runner->write(q("bootstrap"), test::Runner::file(q("bootstrap.sh")).replace("> /dev/null\n", "> /dev/null\n  sleep 1; echo after the answer\n"), true);
        InvokeRequest request;
        request.payload = "7";
        request.answerEarly = true;
        QByteArray log;
        const auto future = m_runner->service->invoke(own(), request, [&log](const QByteArray &bytes) { log += bytes; });
        QVERIFY(test::Runner::wait(future));
        LATHE_VERIFY_RESULT(future.result());
        QCOMPARE(future.result()->payload, QByteArray("{\"echo\":7}"));
        QVERIFY2(!log.contains("END "), log.constData());
        QTRY_VERIFY_WITH_TIMEOUT(log.contains("REPORT "), 20000);
        QVERIFY2(log.contains("after the answer\nEND "), log.constData());
        const auto warm = m_runner->run(own(), "8"); // the same environment
        LATHE_VERIFY_RESULT(warm);
        QVERIFY(warm->report.initMs < 0);
    }

    void perlStreamsOnOneConnection()
    {
        m_runner->write(q("bootstrap"), test::Runner::file(q("streams.pl")), true);
        for (const int count : {2, 3, 200, 0}) {
            QByteArray parts;
            for (int i = 1; i <= count; ++i)
                parts += "part " + QByteArray::number(i) + '\0';
            const auto outcome = stream(own(), QByteArray::number(count));
            LATHE_VERIFY_RESULT(outcome);
            QCOMPARE(m_got, parts);
            QVERIFY(outcome->streamed);
            QCOMPARE(outcome->ok(), count % 2 == 0);
            QCOMPARE(outcome->payload, count % 2 ? QByteArray("{\"errorType\":\"X\"}") : QByteArray());
            QCOMPARE(outcome->report.errorType, count % 2 ? q("Runtime.StreamError") : QString());
            QVERIFY(count == 2 || outcome->report.initMs < 0); // all on the one runtime
        }
    }

    void anExitAfterARefusedResponse()
    {
        const auto refused = m_runner->run(own(), "\"large\"");
        LATHE_VERIFY_RESULT(refused);
        QCOMPARE(refused->report.errorType, q("Function.ResponseSizeTooLarge"));
        const auto next = m_runner->run(own(), "1");
        LATHE_VERIFY_RESULT(next);
        QVERIFY2(next->payload.startsWith("{\"pid\":"), (next->payload + next->log).constData());
        QVERIFY2(refused->log.contains("refused with 413"), refused->log.constData()); // the invocation lasts until its runtime is gone
        QVERIFY2(next->report.initMs < 0, next->log.constData()); // a reset: its init phase is part of the next invocation
    }

    void aRuntimeThatCutsItsAnswerAndLives()
    {
        const auto cut = m_runner->run(own(), "\"cut\"");
        LATHE_VERIFY_RESULT(cut);
        QCOMPARE(cut->report.errorType, q("Runtime.TruncatedResponse"));
        const auto next = m_runner->run(own(), "1");
        LATHE_VERIFY_RESULT(next);
        QVERIFY2(next->payload.startsWith("{\"pid\":"), next->payload.constData());
        QVERIFY2(next->report.initMs < 0, next->log.constData()); // the same environment
    }

    void snapshot()
    {
        FunctionSpec function = own("snapshot");
        function.snapStart = true;
        QList<PlatformEvent> events;
        connect(m_runner->service.get(), &RuntimeService::platformEvent, this, [&events](const QString &, const PlatformEvent &event) { events.append(event); });
        const auto outcome = m_runner->run(function, "1");
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->payload.startsWith("{\"pid\":"), outcome->payload.constData());
        QVERIFY2(QRegularExpression(q("\\AINIT_START [^\n]+\nINIT_REPORT Init Duration: [0-9.]+ ms\nRESTORE_START Runtime Version: provided:al2023.lathe\\tRuntime Version ARN: [^\n]+\nwoken: snap-start\nRESTORE_REPORT Restore Duration: [0-9.]+ ms\nSTART RequestId: "))
                     .match(QString::fromUtf8(outcome->log)).hasMatch(), outcome->log.constData());
        QVERIFY(outcome->report.initMs < 0 && outcome->report.restoreMs >= 0);
        QCOMPARE(outcome->report.billedMs, qint64(std::ceil(outcome->report.durationMs) + std::ceil(outcome->report.restoreMs)));
        QByteArrayList names;
        for (const PlatformEvent &event : std::as_const(events))
            names.append(event.typeName().mid(9) + (event.status.isEmpty() ? QByteArray() : ' ' + event.status));
        QCOMPARE(names.join(", "), QByteArray("initStart, initRuntimeDone success, initReport success, restoreStart, restoreRuntimeDone success, restoreReport success, "
                                              "start, runtimeDone success, end success, report success"));
        QCOMPARE(events[2].phase, QByteArray("snap-start"));
        QCOMPARE(events[3].instanceId, outcome->logStream.toUtf8());
        QCOMPARE(events[5].durationMs, outcome->report.restoreMs);
        const auto warm = m_runner->run(function, "1");
        LATHE_VERIFY_RESULT(warm);
        QVERIFY2(warm->report.restoreMs < 0 && !warm->log.contains("RESTORE_"), warm->log.constData());
        events.clear();
        function.handler = q("x"); // never asked for restore/next: it is taken where it waits for its first event
        const auto plain = m_runner->run(function, "1");
        LATHE_VERIFY_RESULT(plain);
        QVERIFY2(plain->log.contains("\nRESTORE_REPORT Restore Duration: 0.") && plain->report.initMs < 0, plain->log.constData());
        function.handler = q("badsnapshot");
        const auto failed = m_runner->run(function, "1");
        LATHE_VERIFY_RESULT(failed);
        QCOMPARE(failed->payload, QByteArray("{\"errorType\":\"Hook\",\"errorMessage\":\"no\"}"));
        QCOMPARE(failed->report.errorType, q("Runtime.AfterRestore"));
        QVERIFY(failed->restoreFailed && !failed->ok());
        QVERIFY2(failed->log.contains(" ms\tStatus: error\tError Type: Runtime.AfterRestore\n"), failed->log.constData());
        QVERIFY(failed->report.durationMs == 0 && failed->report.billedMs == qint64(std::ceil(failed->report.restoreMs)));
        function.handler = q("deadsnapshot"); // ends, and is not started again and again
        const auto dead = m_runner->run(function, "1");
        LATHE_VERIFY_RESULT(dead);
        QCOMPARE(dead->report.errorType, q("Runtime.ExitError"));
        QCOMPARE(dead->log.count("START RequestId"), 1);
        QVERIFY2(dead->log.contains(" ms\tStatus: error\tError Type: Runtime.ExitError\n") && dead->restoreFailed, dead->log.constData());
    }

    void hooksAfterASnapshotHaveALimit()
    {
        m_runner = std::make_unique<test::Runner>([](RuntimeOptions &options) { options.restorePhase = std::chrono::milliseconds(300); });
        m_runner->write(q("bootstrap"), test::Runner::file(q("streams.sh")), true);
        QList<PlatformEvent> events;
        connect(m_runner->service.get(), &RuntimeService::platformEvent, this, [&events](const QString &, const PlatformEvent &event) { events.append(event); });
        FunctionSpec function = own("slowsnapshot");
        function.snapStart = true;
        const auto outcome = m_runner->run(function, "1");
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY(outcome->restoreFailed);
        QCOMPARE(outcome->report.errorType, q("Runtime.RestoreHookUserTimeout"));
        QVERIFY2(outcome->payload.contains("The runtime restore hook failed to complete within the timeout limit (0.30 seconds)."), outcome->payload.constData());
        QVERIFY2(QRegularExpression(q("a hook that takes long\nRESTORE_REPORT Restore Duration: [0-9.]+ ms\tStatus: timeout\n")).match(QString::fromUtf8(outcome->log)).hasMatch(),
            outcome->log.constData());
        QVERIFY(outcome->report.restoreMs >= 300);
        const auto report = std::find_if(events.cbegin(), events.cend(), [](const PlatformEvent &event) { return event.type == PlatformEvent::Type::RestoreReport; });
        QVERIFY(report != events.cend());
        QVERIFY2(QRegularExpression(q(R"(,"type":"platform.restoreReport","record":\{"status":"timeout","errorType":"Runtime.RestoreHookUserTimeout","metrics":\{"durationMs":[0-9.]+\}\}\}$)"))
                     .match(QString::fromUtf8(report->json())).hasMatch(), report->json().constData());
    }
};

QTEST_GUILESS_MAIN(TestStreamRuns)
#include "tst_streamruns.moc"
