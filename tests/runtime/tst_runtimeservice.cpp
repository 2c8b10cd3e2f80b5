// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Life cycle and pool: timeout, memory, floods, concurrency, reuse, retirement, cancelling, custom runtimes.
#include "core/jsontext.h"
#include "core/limits.h"
#include "runner.h"
#include "runtime/launchplan.h"
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <thread>

using namespace lathe;
using lathe::test::Runner;

class TestRuntimeService : public QObject
{
    Q_OBJECT

    static QString text(const QByteArray &json, QByteArrayView key)
    {
        return QString::fromUtf8(jsontext::unquoted(jsontext::member(json, key).value_or("\"\"")).value_or(QByteArray()));
    }
    static FunctionSpec prepare(Runner &runner, const char *function)
    {
        runner.write(QStringLiteral("app.py"), Runner::file(QStringLiteral("service.py")));
        return runner.spec(QStringLiteral("python3.11"), QStringLiteral("app.") + QLatin1String(function));
    }

private slots:
    void timeouts_data()
    {
        QTest::addColumn<QString>("handler");
        QTest::newRow("sleeper") << QStringLiteral("sleep");
        QTest::newRow("busy, deaf") << QStringLiteral("busy");
        QTest::newRow("with children") << QStringLiteral("children");
    }
    void timeouts()
    {
        QFETCH(QString, handler);
        Runner runner;
        FunctionSpec spec = prepare(runner, handler.toLatin1().constData());
        spec.timeoutSeconds = 1;
        QElapsedTimer clock;
        clock.start();
        const auto outcome = runner.run(spec, "30");
        const qint64 took = clock.elapsed();
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Sandbox.Timedout"));
        QCOMPARE(text(outcome->payload, "errorMessage"), QStringLiteral("RequestId: %1 Error: Task timed out after 1.00 seconds").arg(outcome->report.requestId));
        QCOMPARE(outcome->report.status, QStringLiteral("timeout"));
        QCOMPARE(outcome->report.durationMs, 1000.0);
        QVERIFY(outcome->log.contains("Task timed out after 1.00 seconds\nEND RequestId"));
        if (handler == QLatin1String("busy"))
            QVERIFY(outcome->log.contains("begun\n"));
        QVERIFY2(took < 1000 + outcome->report.initMs + 15000, qPrintable(QString::number(took)));
        const auto next = runner.run(prepare(runner, "echo"), "1"); // the process is gone, the function works
        LATHE_VERIFY_RESULT(next);
        QCOMPARE(next->payload, QByteArray("1"));
    }

    void initTimeoutIsRepeatedInsideTheInvocation()
    {
        Runner runner([](RuntimeOptions &options) { options.initPhase = std::chrono::milliseconds(300); });
        runner.write(QStringLiteral("slow.py"), "import time\ntime.sleep(30)\ndef h(e, c): pass\n");
        FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("slow.h"));
        spec.timeoutSeconds = 1;
        QList<PlatformEvent> events;
        connect(runner.service.get(), &RuntimeService::platformEvent, this, [&events](const QString &, const PlatformEvent &event) { events.append(event); });
        const auto outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Sandbox.Timedout"));
        QVERIFY2(QRegularExpression(QStringLiteral("^INIT_START [^\n]*\nINIT_REPORT Init Duration: 3\\d\\d\\.\\d\\d ms\\tPhase: init\\tStatus: timeout\\n"
                                                   "INIT_REPORT Init Duration: [0-9.]+ ms\\tPhase: invoke\\tStatus: timeout\\nSTART [^\n]*\n[^\n]* Task timed out after 1.00 seconds\nEND [^\n]*\nREPORT "))
                     .match(QString::fromUtf8(outcome->log)).hasMatch(), outcome->log.constData());
        QByteArrayList names;
        for (const PlatformEvent &event : std::as_const(events))
            names.append(event.typeName().mid(9) + (event.phase.isEmpty() ? QByteArray() : ' ' + event.phase) + (event.status.isEmpty() ? QByteArray() : ' ' + event.status));
        QCOMPARE(names.join(", "), QByteArray("initStart init, initRuntimeDone init timeout, initReport init timeout, initStart invoke, initRuntimeDone invoke timeout, initReport invoke timeout, "
                                              "start, end timeout, report timeout"));
    }

    void platformEventsInOrder()
    {
        Runner runner;
        QList<PlatformEvent> events;
        connect(runner.service.get(), &RuntimeService::platformEvent, this, [&events](const QString &function, const PlatformEvent &event) {
            if (function == QLatin1String("fn"))
                events.append(event);
        });
        const auto names = [&events] {
            QByteArrayList list;
            for (const PlatformEvent &event : std::as_const(events))
                list.append(event.typeName().mid(9) + (event.status.isEmpty() ? QByteArray() : ' ' + event.status));
            return list.join(", ");
        };
        const auto cold = runner.run(prepare(runner, "echo"), "1");
        LATHE_VERIFY_RESULT(cold);
        QCOMPARE(names(), QByteArray("initStart, initRuntimeDone success, initReport success, start, runtimeDone success, end success, report success"));
        QCOMPARE(events[0].instanceId, cold->logStream.toUtf8());
        QCOMPARE(events[2].phase, QByteArray("init"));
        QVERIFY(events[2].durationMs > 0 && events[2].durationMs <= cold->report.initMs + 50);
        QByteArrayList spans;
        double sum = 0;
        for (const PlatformSpan &span : std::as_const(events[2].spans)) {
            spans.append(span.name);
            QVERIFY(span.durationMs >= 0);
            sum += span.durationMs;
        }
        QCOMPARE(spans.join(' '), QByteArray("sandbox interpreter bootstrap handler runtime"));
        QVERIFY(std::abs(sum - events[2].durationMs) < 0.01);
        QCOMPARE(events[6].billedMs, cold->report.billedMs);
        QCOMPARE(events[6].initMs, cold->report.initMs);
        events.clear();
        FunctionSpec spec = prepare(runner, "sleep");
        spec.timeoutSeconds = 1;
        LATHE_VERIFY_RESULT(runner.run(spec, "30"));
        QVERIFY2(names().endsWith("start, runtimeDone timeout, end timeout, report timeout"), names().constData());
    }

    void memory()
    {
        Runner runner;
        const auto sixty = runner.run(prepare(runner, "sixty"));
        LATHE_VERIFY_RESULT(sixty);
        QVERIFY2(sixty->report.maxMemoryUsedMib >= 60 && sixty->report.maxMemoryUsedMib < 90, sixty->report.reportLine().constData());
        const auto killed = runner.run(prepare(runner, "grow"));
        LATHE_VERIFY_RESULT(killed);
        QCOMPARE(text(killed->payload, "errorType"), QStringLiteral("Runtime.OutOfMemory"));
        QCOMPARE(text(killed->payload, "errorMessage"), QStringLiteral("RequestId: %1 Error: Runtime exited with error: signal: killed").arg(killed->report.requestId));
        QCOMPARE(killed->report.maxMemoryUsedMib, 128);
        QVERIFY(killed->report.reportLine().endsWith("Status: error\tError Type: Runtime.OutOfMemory"));
    }

    void flood()
    {
        Runner runner;
        qint64 seen = 0;
        InvokeRequest request;
        request.payload = "1";
        const auto future = runner.service->invoke(prepare(runner, "flood"), request, [&seen](const QByteArray &bytes) { seen += bytes.size(); });
        QVERIFY(Runner::wait(future));
        const auto outcome = future.result();
        LATHE_VERIFY_RESULT(outcome);
        const qint64 written = outcome->payload.toLongLong();
        QVERIFY(written > 10'000'000);
        QVERIFY(seen > written);
        QVERIFY(outcome->log.size() <= limits::invocationLogBytes + 100);
        QVERIFY2(outcome->log.startsWith("\xE2\x80\xA6 "), outcome->log.first(40).constData());
        QVERIFY2(outcome->log.first(outcome->log.indexOf('\n')).endsWith(" MB dropped"), outcome->log.first(40).constData());
        QVERIFY(outcome->log.contains("last line\nEND RequestId"));
    }

    void concurrentInvokesGetEnvironmentsOfTheirOwn()
    {
        Runner runner([](RuntimeOptions &options) {
            options.pool.environments = 3;
            options.pool.queue = std::chrono::milliseconds(0);
        });
        QSignalSpy changes(runner.service.get(), &RuntimeService::environmentsChanged);
        const FunctionSpec spec = prepare(runner, "sleep");
        QList<QFuture<Result<InvokeOutcome>>> futures;
        for (int i = 0; i < 8; ++i)
            futures.append(runner.start(spec, "0.4"));
        int done = 0, throttled = 0;
        QSet<QString> streams;
        for (const auto &future : futures) {
            QVERIFY(Runner::wait(future));
            const auto result = future.result();
            if (result) {
                ++done;
                streams.insert(result->logStream);
            } else {
                QCOMPARE(result.error().code, ErrorCode::Throttled);
                ++throttled;
            }
        }
        QCOMPARE(done, 3);
        QCOMPARE(throttled, 5);
        QCOMPARE(streams.size(), 3);
        const auto again = runner.run(spec, "0");
        LATHE_VERIFY_RESULT(again);
        QVERIFY(again->report.initMs < 0);
        QVERIFY(streams.contains(again->logStream));
        int most = 0;
        for (const auto &change : changes)
            most = std::max(most, change[0].toInt());
        QCOMPARE(most, 3);
        // another function pushes out the one that idled longest
        FunctionSpec other = spec;
        other.name = QStringLiteral("other");
        LATHE_VERIFY_RESULT(runner.run(other, "0"));
    }

    void aSpecThatChangedStartsAnew()
    {
        Runner runner;
        FunctionSpec spec = prepare(runner, "echo");
        const auto first = runner.run(spec);
        spec.codeHash = QStringLiteral("two");
        const auto second = runner.run(spec);
        LATHE_VERIFY_RESULT(first);
        LATHE_VERIFY_RESULT(second);
        QVERIFY(second->report.initMs >= 0);
        QVERIFY(first->logStream != second->logStream);
        runner.service->retire(QStringLiteral("fn"));
        const auto third = runner.run(spec);
        LATHE_VERIFY_RESULT(third);
        QVERIFY(third->report.initMs >= 0);
    }

    void retiringLetsTheRunningOneFinish()
    {
        Runner runner;
        const FunctionSpec spec = prepare(runner, "sleep");
        QSignalSpy changes(runner.service.get(), &RuntimeService::environmentsChanged);
        const auto future = runner.start(spec, "0.3");
        QTRY_COMPARE(changes.size() > 0 ? changes.last()[1].toInt() : 0, 1);
        runner.service->retire(spec.name);
        QVERIFY(Runner::wait(future));
        LATHE_VERIFY_RESULT(future.result());
        QTRY_COMPARE(changes.last()[0].toInt(), 0);
    }

    void oneShot()
    {
        Runner runner([](RuntimeOptions &options) { options.keepWarm = false; });
        LATHE_VERIFY_RESULT(runner.run(prepare(runner, "echo")));
        QTRY_VERIFY(runner.service->environments().isEmpty());
        QTRY_VERIFY(QDir(runner.work.path()).isEmpty());
    }

    void nothingOfOursIsVisibleInside()
    {
        qputenv("PLANTED_SECRET", "hunter2");
        qputenv("AWS_SECRET_ACCESS_KEY", "planted-key");
        Runner runner;
        FunctionSpec spec = prepare(runner, "env");
        spec.environment = {{QStringLiteral("MINE"), QStringLiteral("1")}};
        const auto outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY(!outcome->payload.contains("hunter2") && !outcome->payload.contains("planted-key"));
        const QJsonObject env = QJsonDocument::fromJson(outcome->payload).object();
        static const QSet<QString> known = {QStringLiteral("MINE"), QStringLiteral("_X_AMZN_TRACE_ID"), QStringLiteral("AWS_LAMBDA_RUNTIME_API")};
        QSet<QString> expected = known;
        for (const auto &[name, value] : environmentVariables(spec, EnvironmentIdentity::make(spec), nullptr))
            expected.insert(QString::fromUtf8(name));
        const QStringList keys = env.keys();
        QCOMPARE(QSet<QString>(keys.begin(), keys.end()), expected);
        const auto looked = runner.run(prepare(runner, "look"), "[\"/root\", \"/home\", \"/proc/1/environ\", \"/proc/self/environ\", \"/var/task\", \"/tmp\"]");
        LATHE_VERIFY_RESULT(looked);
        QVERIFY2(!looked->payload.contains("hunter2") && !looked->payload.contains("planted-key"), looked->payload.constData());
        qunsetenv("PLANTED_SECRET");
        qunsetenv("AWS_SECRET_ACCESS_KEY");
    }

    void tmpSurvivesAReset()
    {
        Runner runner;
        const FunctionSpec spec = prepare(runner, "keep");
        const auto crashed = runner.run(spec);
        LATHE_VERIFY_RESULT(crashed);
        QCOMPARE(text(crashed->payload, "errorType"), QStringLiteral("Runtime.ExitError"));
        const auto second = runner.run(spec);
        LATHE_VERIFY_RESULT(second);
        QCOMPARE(second->payload, QByteArray("\"xx\""));
        QVERIFY(second->report.initMs < 0); // after a reset the init phase belongs to the invocation
        QCOMPARE(second->logStream, crashed->logStream);
    }

    void tmpOfWarmEnvironmentsHasItsSize()
    {
        Runner runner;
        if (runner.service->options().sandbox.tier != SandboxTier::Own)
            QSKIP("Only Lathe's own sandbox bounds /tmp of environments that stay, as lathe doctor says.");
        FunctionSpec spec = prepare(runner, "fill");
        spec.tmpMib = 8;
        for (int i = 0; i < 3; ++i) {
            const auto outcome = runner.run(spec);
            LATHE_VERIFY_RESULT(outcome);
            QCOMPARE(outcome->payload, QByteArray("[8388608, 28, " + QByteArray::number(i) + "]")); // ENOSPC
        }
        QVERIFY(QDir(runner.work.path()).isEmpty());
    }

    /// Names that are no text, folders that nobody may enter, deep ones: whatever a function leaves in a /tmp that is a folder of this
    /// machine goes with its environment.
    void aTmpFolderGoesWhateverIsInIt()
    {
        Runner runner;
        runner.write(QStringLiteral("messy.py"), R"(
import os
def h(event, context):
    os.makedirs(b'/tmp/no\xfftext/\xfe\xfd' + b'/d' * 50)
    open(b'/tmp/no\xfftext/\xfe\xfd/\x80', 'w').close()
    os.makedirs('/tmp/closed/inside')
    os.chmod('/tmp/closed/inside', 0)
    os.chmod('/tmp/closed', 0)
    os.symlink('/var/task', b'/tmp/\xf0link')
    return len(os.listdir(b'/tmp'))
)");
        FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("messy.h"));
        spec.tmpMib = 1 << 30; // more than the memory of any machine: a folder then
        const auto outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("3"));
        const QDir work(runner.work.path());
        QCOMPARE(work.entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot).size(), 1);
        runner.service.reset();
        QCOMPARE(work.entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot), QStringList());
        QVERIFY(QFile::exists(runner.code.filePath(QStringLiteral("messy.py"))));
    }

    void diesBetweenTwoEvents()
    {
        Runner runner([](RuntimeOptions &options) { options.freezeDelay = std::chrono::milliseconds(-1); }); // its clock goes on
        const FunctionSpec spec = prepare(runner, "exit_after");
        for (int i = 0; i < 3; ++i) {
            const auto outcome = runner.run(spec);
            LATHE_VERIFY_RESULT(outcome);
            QCOMPARE(outcome->payload, QByteArray("\"ok\""));
            QTRY_COMPARE(runner.service->environments().constFirst().state, EnvironmentState::Resetting); // it ends by its own clock
        }
    }

    void cancelling()
    {
        Runner runner;
        const FunctionSpec spec = prepare(runner, "sleep");
        QSignalSpy changes(runner.service.get(), &RuntimeService::environmentsChanged);
        auto future = runner.start(spec, "30");
        QTRY_COMPARE(changes.size() > 0 ? changes.last()[1].toInt() : 0, 1);
        QElapsedTimer clock;
        clock.start();
        future.cancel();
        QTRY_VERIFY(future.isFinished());
        QVERIFY(clock.elapsed() < 15000);
        auto all = runner.start(spec, "30");
        QTRY_COMPARE(changes.last()[1].toInt(), 1);
        runner.service->cancelAll();
        QTRY_VERIFY(all.isFinished());
        QCOMPARE(all.result().error().code, ErrorCode::Cancelled);
        const auto next = runner.run(spec, "0");
        LATHE_VERIFY_RESULT(next);
    }

    void destroyingEndsEverything()
    {
        auto runner = std::make_unique<Runner>();
        auto future = runner->start(prepare(*runner, "sleep"), "30");
        runner->service.reset();
        QTRY_VERIFY(future.isFinished());
    }

    void anyThread()
    {
        Runner runner;
        const FunctionSpec spec = prepare(runner, "echo");
        QFuture<Result<InvokeOutcome>> future;
        std::thread caller([&] {
            InvokeRequest request;
            request.payload = "[1]";
            future = runner.service->invoke(spec, request);
        });
        caller.join();
        QVERIFY(Runner::wait(future));
        LATHE_VERIFY_RESULT(future.result());
        QCOMPARE(future.result()->payload, QByteArray("[1]"));
    }

    void contextOfTheCaller()
    {
        Runner runner;
        runner.write(QStringLiteral("ctx.py"), "def h(e, c): return [c.client_context.client.app_title, c.client_context.custom, c.client_context.env, "
                                               "c.identity.cognito_identity_id, c.aws_request_id, c.invoked_function_arn]\n");
        InvokeRequest request;
        request.requestId = QStringLiteral("my-id");
        request.clientContext = "{\"client\":{\"app_title\":\"T\"},\"custom\":{\"a\":1},\"env\":{\"b\":2}}";
        request.cognitoIdentity = "{\"cognitoIdentityId\":\"me\"}";
        request.invokedArn = QStringLiteral("arn:aws:lambda:x:1:function:fn:live");
        const auto future = runner.service->invoke(runner.spec(QStringLiteral("python3.11"), QStringLiteral("ctx.h")), request);
        QVERIFY(Runner::wait(future));
        LATHE_VERIFY_RESULT(future.result());
        QCOMPARE(future.result()->payload, QByteArray("[\"T\", {\"a\": 1}, {\"b\": 2}, \"me\", \"my-id\", \"arn:aws:lambda:x:1:function:fn:live\"]"));
    }

    void providedShellBootstrap()
    {
        Runner runner;
        runner.write(QStringLiteral("bootstrap"), runner.file(QStringLiteral("bootstrap.sh")), true);
        const FunctionSpec spec = runner.spec(QStringLiteral("provided.al2023"), QStringLiteral("x"));
        for (int i = 0; i < 2; ++i) {
            const auto outcome = runner.run(spec, "{\"k\": 1.0}");
            LATHE_VERIFY_RESULT(outcome);
            QVERIFY2(outcome->ok(), (outcome->payload + outcome->log).constData());
            QCOMPARE(outcome->payload, QByteArray("{\"echo\":{\"k\": 1.0}}"));
            QVERIFY(outcome->log.contains("event {\"k\": 1.0}\n"));
        }
    }

    void invalidEntrypoints_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("executable");
        QTest::addColumn<QString>("message");
        QTest::newRow("absent") << QByteArray() << false << QStringLiteral("Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]");
        QTest::newRow("not executable") << QByteArray("#!/bin/sh\n") << false << QStringLiteral("fork/exec /var/task/bootstrap: permission denied");
        QTest::newRow("no format") << QByteArray("\x7f""ELFnonsense") << true << QStringLiteral("fork/exec /var/task/bootstrap: exec format error");
        QTest::newRow("no such interpreter") << QByteArray("#!/no/such\n") << true << QStringLiteral("fork/exec /var/task/bootstrap: no such file or directory");
    }
    void invalidEntrypoints()
    {
        QFETCH(QByteArray, content);
        QFETCH(bool, executable);
        QFETCH(QString, message);
        Runner runner;
        if (!content.isEmpty())
            runner.write(QStringLiteral("bootstrap"), content, executable);
        const auto outcome = runner.run(runner.spec(QStringLiteral("provided.al2023"), QStringLiteral("x")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Runtime.InvalidEntrypoint"));
        QCOMPARE(text(outcome->payload, "errorMessage"), QStringLiteral("RequestId: %1 Error: %2").arg(outcome->report.requestId, message));
    }

    void execWrapper()
    {
        Runner runner;
        FunctionSpec spec = prepare(runner, "env");
        runner.write(QStringLiteral("wrap"), "#!/bin/sh\nexport WRAPPED=yes\nexec \"$@\"\n", true);
        spec.environment = {{QStringLiteral("AWS_LAMBDA_EXEC_WRAPPER"), QStringLiteral("/var/task/wrap")}};
        auto outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->payload.contains("\"WRAPPED\": \"yes\""), (outcome->payload + outcome->log).constData());
        spec.environment = {{QStringLiteral("AWS_LAMBDA_EXEC_WRAPPER"), QStringLiteral("/opt/none")}};
        outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY(text(outcome->payload, "errorMessage").endsWith(QStringLiteral("exit status 127")));
        QVERIFY(outcome->log.contains("/opt/none: does not exist\n"));
    }

    /// Wrappers that rewrite the command line as AWS's documentation shows: further options before the last argument.
    void execWrapperWithOptions()
    {
        Runner runner([](RuntimeOptions &options) { options.spares = 2; });
        runner.write(QStringLiteral("opt.py"), "import sys\ndef h(e, c): return [sys.argv[1:], sys._xoptions]\n");
        runner.write(QStringLiteral("wrap"), "#!/bin/bash\nargs=(\"$@\")\nextra=(-X showrefcount)\nexec \"${args[@]:0:$#-1}\" \"${extra[@]}\" \"${args[@]: -1}\"\n", true);
        FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("opt.h"));
        spec.environment = {{QStringLiteral("AWS_LAMBDA_EXEC_WRAPPER"), QStringLiteral("/var/task/wrap")}};
        const auto outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->payload.startsWith("[[], {") && outcome->payload.contains("\"showrefcount\": true"), (outcome->payload + outcome->log).constData());
    }

    /// Agents replace parts of Lambda's runtime client, which they find in the main module: event, result and failures go through them.
    void pythonAgents()
    {
        Runner runner;
        runner.write(QStringLiteral("agent.py"), "import sys\n" R"(
client = sys.modules['__main__'].bootstrap
old = client.handle_event_request
def handle(lambda_client, handler, invoke_id, *rest):
    def wrapped(event, context):
        print('before', event, invoke_id == context.aws_request_id)
        try:
            return ['seen', handler(event, context)]
        except Exception as error:
            print('caught', error)
            raise
    return old(lambda_client, wrapped, invoke_id, *rest)
client.handle_event_request = handle
for name in ('post_invocation_result', 'post_invocation_error', 'post_init_error'):
    def inner(*args, plain=getattr(client.LambdaRuntimeClient, name), name=name):
        print(name, args[1] if name == 'post_init_error' else args[2])
        return plain(*args)
    setattr(client.LambdaRuntimeClient, name, inner)
)");
        runner.write(QStringLiteral("watched.py"), "import agent\ndef h(e, c):\n    if e == 1: raise ValueError('one')\n    return e\n");
        runner.write(QStringLiteral("broken.py"), "import agent\nimport nowhere\n");
        const auto good = runner.run(runner.spec(QStringLiteral("python3.11"), QStringLiteral("watched.h")), "7");
        LATHE_VERIFY_RESULT(good);
        QCOMPARE(good->payload, QByteArray(R"(["seen", 7])"));
        QVERIFY2(good->log.contains("before 7 True\npost_invocation_result b'[\"seen\", 7]'\n"), good->log.constData());
        const auto bad = runner.run(runner.spec(QStringLiteral("python3.11"), QStringLiteral("watched.h")), "1");
        LATHE_VERIFY_RESULT(bad);
        QCOMPARE(text(bad->payload, "errorType"), QStringLiteral("ValueError"));
        QVERIFY2(bad->payload.contains("\"stackTrace\": [\"  File \\\"/var/task/agent.py\\\", line 9, in wrapped"), bad->payload.constData()); // from the wrapper on, as on Lambda
        QVERIFY2(bad->log.contains("caught one\n") && bad->log.contains("post_invocation_error b'{"), bad->log.constData());
        const auto broken = runner.run(runner.spec(QStringLiteral("python3.11"), QStringLiteral("broken.h")));
        LATHE_VERIFY_RESULT(broken);
        QVERIFY2(broken->log.contains("post_init_error {'errorMessage': \"Unable to import module 'broken'"), broken->log.constData());
    }

    /// A wrapper that puts a proxy before the Runtime API.
    void proxies_data()
    {
        QTest::addColumn<QString>("runtime");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("code");
        QTest::addRow("Python") << QStringLiteral("python3.11") << QStringLiteral("prox.py") << QByteArray("n = 0\ndef h(e, c):\n    global n\n    n += 1\n    if e == 'fail': raise ValueError('no')\n    return [n, e]\n");
        QTest::addRow("Node.js") << QStringLiteral("nodejs20.x") << QStringLiteral("prox.js") << QByteArray("let n = 0;\nexports.h = async (e) => { n += 1; if (e === 'fail') throw new TypeError('no'); return [n, e]; };\n");
        QTest::addRow("Ruby") << QStringLiteral("ruby3.4") << QStringLiteral("prox.rb") << QByteArray("$n = 0\ndef h(event:, context:)\n  $n += 1\n  raise ArgumentError, 'no' if event == 'fail'\n  [$n, event]\nend\n");
    }
    void proxies()
    {
        QFETCH(QString, runtime);
        QFETCH(QString, file);
        QFETCH(QByteArray, code);
        Runner runner;
        runner.write(file, code);
        runner.write(QStringLiteral("wrap"), Runner::file(QStringLiteral("proxy.py")), true);
        FunctionSpec spec = runner.spec(runtime, QStringLiteral("prox.h"));
        spec.environment = {{QStringLiteral("AWS_LAMBDA_EXEC_WRAPPER"), QStringLiteral("/var/task/wrap")}};
        const QByteArray large(200000, 'x');
        int count = 0;
        for (const QByteArray &event : {QByteArray("1"), QByteArray("\"fail\""), '"' + large + '"', QByteArray("{}")}) {
            const auto outcome = runner.run(spec, event);
            LATHE_VERIFY_RESULT(outcome);
            ++count;
            if (event.contains("fail")) {
                QCOMPARE(text(outcome->payload, "errorMessage"), QStringLiteral("no"));
                continue;
            }
            QVERIFY2(outcome->payload.simplified().replace(" ", "") == '[' + QByteArray::number(count) + ',' + event + ']', (outcome->payload.first(100) + outcome->log).constData());
            QVERIFY2(!outcome->log.contains("two at a time"), outcome->log.constData());
        }
    }

    /// Agents begin in sitecustomize.py of a folder that they put on PYTHONPATH.
    void pythonStartUpCode_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addRow("wrapper") << QStringLiteral("AWS_LAMBDA_EXEC_WRAPPER=/var/task/wrap");
        QTest::addRow("PYTHONPATH") << QStringLiteral("PYTHONPATH=/var/task/agent:/var/runtime");
    }
    void pythonStartUpCode()
    {
        QFETCH(QString, variable);
        Runner runner;
        runner.write(QStringLiteral("agent/sitecustomize.py"), "import logging, sys\nsys.agent = 'began'\n");
        runner.write(QStringLiteral("wrap"), "#!/bin/sh\nexport PYTHONPATH=/var/task/agent:$PYTHONPATH\nexec \"$@\"\n", true);
        runner.write(QStringLiteral("start.py"), "import logging, sys\nlogging.getLogger().warning('seen')\n"
                                                 "def h(e, c): return [sys.agent, sys.path[0], [p for p in sys.path if p.endswith('dist-packages')], len(logging.getLogger().handlers)]\n");
        FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("start.h"));
        spec.environment = {{variable.section(u'=', 0, 0), variable.section(u'=', 1)}};
        const auto outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray(R"(["began", "/var/task", [], 1])"));
        QVERIFY2(outcome->log.contains("[WARNING]\t") && outcome->log.contains("\tseen\n"), outcome->log.constData()); // Lambda's root logger
    }

    void unisolated()
    {
        Runner runner([](RuntimeOptions &options) {
            options.sandbox = SandboxCapabilities();
            options.sandbox.notEnforced = {QStringLiteral("nothing is enforced")};
        });
        const auto outcome = runner.run(prepare(runner, "echo"), "[1]");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("[1]"));
        QCOMPARE(outcome->warnings, QStringList{QStringLiteral("nothing is enforced")});
        runner.write(QStringLiteral("index.js"), "exports.h = async (e) => e;\n");
        const auto node = runner.run(runner.spec(QStringLiteral("nodejs20.x"), QStringLiteral("index.h")), "[2]");
        LATHE_VERIFY_RESULT(node);
        QCOMPARE(node->payload, QByteArray("[2]"));
    }

    void withoutAFuture()
    {
        Runner runner;
        const FunctionSpec spec = prepare(runner, "echo");
        QObject context;
        QList<Result<InvokeOutcome>> results;
        const auto keep = [&results](const Result<InvokeOutcome> &result) { results.append(result); };
        InvokeRequest request;
        for (int i = 1; i <= 3; ++i) { // one cold, two warm
            request.payload = QByteArray::number(i);
            runner.service->invoke(spec, request, &context, keep);
            QTRY_COMPARE(results.size(), i);
            LATHE_VERIFY_RESULT(results.last());
            QCOMPARE(results.last()->payload, QByteArray::number(i));
            QCOMPARE(results.last()->report.initMs < 0, i > 1);
        }
        request.payload = QByteArray(limits::payloadSyncBytes + limits::payloadSyncSlackBytes + 1, ' ');
        runner.service->invoke(spec, request, &context, keep);
        QCOMPARE(results.last().error().id, QStringLiteral("LTH-RUN-005"));
        FunctionSpec gone = spec;
        gone.codeDir = QStringLiteral("/no/such/folder");
        request.payload = "4";
        runner.service->invoke(gone, request, &context, keep);
        QCOMPARE(results.last().error().id, QStringLiteral("LTH-RUN-003"));
        QCOMPARE(results.size(), 5);
        { // nobody is told once the context has gone
            QObject shortLived;
            runner.service->invoke(spec, request, &shortLived, keep);
        }
        LATHE_VERIFY_RESULT(runner.run(spec, "5"));
        QCOMPARE(results.size(), 5);
    }

    void withoutAFutureAllBusy()
    {
        Runner runner([](RuntimeOptions &options) {
            options.pool.environments = 1;
            options.pool.queue = std::chrono::milliseconds(0);
        });
        const FunctionSpec spec = prepare(runner, "sleep");
        const auto first = runner.start(spec, "0.3");
        std::optional<Result<InvokeOutcome>> second;
        runner.service->invoke(spec, {}, this, [&second](const Result<InvokeOutcome> &result) { second = result; });
        QVERIFY(second);
        QCOMPARE(second->error().id, QStringLiteral("LTH-RUN-006"));
        QVERIFY(Runner::wait(first));
    }

    void memoryOfEventsInQuickSuccession()
    {
        Runner runner;
        runner.write(QStringLiteral("grow.py"), "held = []\ndef h(e, c):\n    held.append(b'x' * (e << 20))\n");
        FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("grow.h"));
        spec.memoryMib = 256;
        int before = 0;
        for (const int mib : {0, 8, 16, 24}) { // each within the time in which processes are not looked for anew
            const auto outcome = runner.run(spec, QByteArray::number(mib));
            LATHE_VERIFY_RESULT(outcome);
            QVERIFY2(outcome->report.maxMemoryUsedMib >= before + mib, qPrintable(QString::number(outcome->report.maxMemoryUsedMib)));
            before = outcome->report.maxMemoryUsedMib;
        }
    }

    void errors()
    {
        Runner runner;
        FunctionSpec spec = prepare(runner, "echo");
        spec.codeDir = QStringLiteral("/no/such/folder");
        QCOMPARE(runner.run(spec).error().id, QStringLiteral("LTH-RUN-003"));
        spec = prepare(runner, "echo");
        spec.runtime = QStringLiteral("cobol1");
        QCOMPARE(runner.run(spec).error().id, QStringLiteral("LTH-RUN-002"));
        LATHE_VERIFY_RESULT(runner.run(prepare(runner, "echo")));
    }
};

QTEST_GUILESS_MAIN(TestRuntimeService)
#include "tst_runtimeservice.moc"
