// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The life cycle with extensions, in real sandboxes: who waits for whom, what a crash does, how it all ends; the freeze
// between invocations and JSON logs.
#include "core/jsontext.h"
#include "runner.h"
#include "runtime/environmentphase.h"
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace lathe;
using lathe::test::Runner;

class TestExtensions : public QObject
{
    Q_OBJECT

    QTemporaryDir m_layer;
    int m_layers = 0;

    static QString text(const QByteArray &json, QByteArrayView key)
    {
        return QString::fromUtf8(jsontext::unquoted(jsontext::member(json, key).value_or("\"\"")).value_or(QByteArray()));
    }
    /// A layer with these extensions, all the same program.
    QString layer(const QStringList &names, bool executable = true)
    {
        const QString path = m_layer.path() + u'/' + QString::number(++m_layers); // a folder of its own for each test
        QDir().mkpath(path + QStringLiteral("/extensions"));
        for (const QString &name : names) {
            const QString target = path + QStringLiteral("/extensions/") + name;
            QFile::copy(QStringLiteral(LATHE_SOURCE_DIR "/tests/runtime/extension.py"), target);
            chmod(QFile::encodeName(target).constData(), executable ? 0755 : 0644);
        }
        return path;
    }
    FunctionSpec prepare(Runner &runner, const QStringList &extensions, const QByteArray &code = {})
    {
        runner.write(QStringLiteral("app.py"), code.isEmpty() ? QByteArrayLiteral("def h(e, c):\n    print('handled')\n    return e\n") : code);
        FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("app.h"));
        if (!extensions.isEmpty())
            spec.layerDirs = {layer(extensions)};
        spec.memoryMib = 512;
        return spec;
    }
    /// Keeps every byte of the log, also what comes after the outcome.
    static QFuture<Result<InvokeOutcome>> start(Runner &runner, const FunctionSpec &spec, QByteArray &log, const QByteArray &payload = "1")
    {
        InvokeRequest request;
        request.payload = payload;
        return runner.service->invoke(spec, request, [&log](const QByteArray &bytes) { log += bytes; });
    }

private slots:
    void initTestCase() { LATHE_NEEDS_NAMESPACES(); }

    void wholeLife()
    {
        Runner runner([](RuntimeOptions &options) { options.keepWarm = false; });
        QList<PlatformEvent> events;
        connect(runner.service.get(), &RuntimeService::platformEvent, this, [&events](const QString &, const PlatformEvent &event) { events.append(event); });
        const auto outcome = runner.run(prepare(runner, {QStringLiteral("one-works"), QStringLiteral("two-invoke-only")}), "42");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("42"));
        const QByteArray &log = outcome->log;
        QVERIFY2(log.contains("EXTENSION\tName: one-works\tState: Ready\tEvents: [INVOKE,SHUTDOWN]\n"
                              "EXTENSION\tName: two-invoke-only\tState: Ready\tEvents: [INVOKE]\nSTART "), log.constData());
        for (const char *line : {"[one-works] begins in /\n", "[one-works] event INVOKE", "handled\n", "[one-works] worked\n", "END ",
                 "[one-works] event SHUTDOWN spindown\n", "[one-works] has time True"})
            QVERIFY2(log.contains(line), (QByteArray(line) + "missing in\n" + log).constData());
        QVERIFY(log.indexOf("[one-works] worked") < log.indexOf("END ")); // the invocation waits for it
        QVERIFY(log.indexOf("REPORT ") < log.indexOf("SHUTDOWN spindown"));
        QVERIFY2(outcome->report.durationMs >= 250, outcome->report.reportLine().constData()); // and is billed with it
        QByteArrayList names;
        for (const PlatformEvent &event : std::as_const(events))
            names.append(event.typeName().mid(9));
        QCOMPARE(names.join(' '), QByteArray("initStart initRuntimeDone extension extension initReport start runtimeDone end report"));
        QVERIFY(events[6].durationMs < 290); // the runtime alone
        QCOMPARE(events[6].spans.size(), 3);
        QCOMPARE(events[8].spans.value(0).name, QByteArray("extensionOverhead"));
        QCOMPARE(events[4].spans.value(1).name, QByteArray("extensions"));
    }

    void theAnswerNeedNotWait()
    {
        Runner runner;
        const FunctionSpec spec = prepare(runner, {QStringLiteral("works")});
        InvokeRequest request;
        request.payload = "7";
        request.answerEarly = true;
        QByteArray log;
        const auto future = runner.service->invoke(spec, request, [&log](const QByteArray &bytes) { log += bytes; });
        QVERIFY(Runner::wait(future));
        LATHE_VERIFY_RESULT(future.result());
        QCOMPARE(future.result()->payload, QByteArray("7"));
        QVERIFY(!log.contains("END "));
        QTRY_VERIFY_WITH_TIMEOUT(log.contains("REPORT "), 20000);
        QVERIFY(log.contains("[works] worked\nEND "));
        const auto warm = runner.run(spec, "8"); // the same environment
        LATHE_VERIFY_RESULT(warm);
        QVERIFY(warm->report.initMs < 0);
        QCOMPARE(warm->logStream, future.result()->logStream);
    }

    void linesStayWhole()
    {
        Runner runner;
        const auto outcome = runner.run(prepare(runner, {QStringLiteral("works")}, R"(
import sys, time
def h(e, c):
    sys.stdout.write('one ')
    sys.stdout.flush()
    time.sleep(0.6)
    sys.stdout.write('line')
    sys.stdout.flush()
)"));
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->log.contains("[works] worked\n") && outcome->log.contains("\none line\n"), outcome->log.constData());
    }

    void itsEnvironment()
    {
        Runner runner;
        FunctionSpec spec = prepare(runner, {QStringLiteral("environment")});
        spec.environment = {{QStringLiteral("MINE"), QStringLiteral("x")}, {QStringLiteral("_HIDDEN"), QStringLiteral("x")}};
        const auto outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        for (const char *name : {"\"MINE\"", "\"AWS_LAMBDA_RUNTIME_API\"", "\"AWS_LAMBDA_FUNCTION_NAME\"", "\"AWS_REGION\"", "\"AWS_SESSION_TOKEN\"", "\"PATH\""})
            QVERIFY2(outcome->log.contains(name), name);
        for (const char *name : {"_HANDLER", "_HIDDEN", "AWS_EXECUTION_ENV", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "LOG_GROUP_NAME", "LOG_STREAM_NAME", "XRAY"})
            QVERIFY2(!outcome->log.contains(name), name);
    }

    void failures_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("executable");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("exits during init") << QStringLiteral("dies-at-once") << true << QStringLiteral("Extension.Crash") << QStringLiteral("exit code 0")
            << QByteArray("EXTENSION\tName: dies-at-once\tState: Started\tEvents: []\nINIT_REPORT Init Duration: ");
        QTest::newRow("reports") << QStringLiteral("init-error") << true << QStringLiteral("Extension.InitError") << QStringLiteral("exit code 0")
            << QByteArray("EXTENSION\tName: init-error\tState: InitError\tEvents: [INVOKE,SHUTDOWN]\tError Type: Extension.NoConfig\n");
        QTest::newRow("crashes") << QStringLiteral("crashes") << true << QStringLiteral("Extension.Crash") << QStringLiteral("exit status 3")
            << QByteArray("EXTENSION\tName: crashes\tState: Ready\tEvents: [INVOKE,SHUTDOWN]\n");
        QTest::newRow("no program") << QStringLiteral("plain") << false << QStringLiteral("Extension.LaunchError")
            << QStringLiteral("fork/exec /opt/extensions/plain: permission denied")
            << QByteArray("EXTENSION\tName: plain\tState: LaunchError\tEvents: []\tError Type: PermissionDenied\n");
    }
    void failures()
    {
        QFETCH(QString, name);
        QFETCH(bool, executable);
        QFETCH(QString, type);
        QFETCH(QString, message);
        QFETCH(QByteArray, line);
        Runner runner;
        FunctionSpec spec = prepare(runner, {}, "import time\ndef h(e, c):\n    time.sleep(5)\n");
        spec.layerDirs = {layer({name}, executable)};
        const auto outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->functionError, QByteArray("Unhandled"));
        QCOMPARE(text(outcome->payload, "errorType"), type);
        QCOMPARE(text(outcome->payload, "errorMessage"), QStringLiteral("RequestId: %1 Error: %2").arg(outcome->report.requestId, message));
        QVERIFY2(outcome->log.contains(line), outcome->log.constData());
        QVERIFY2(outcome->log.contains("Error: " + message.toUtf8() + '\n' + type.toUtf8() + "\nEND "), outcome->log.constData());
        QVERIFY(outcome->report.reportLine().endsWith("Status: error\tError Type: " + type.toUtf8()));
    }

    void initWaitsForEveryExtension()
    {
        Runner runner([](RuntimeOptions &options) { options.initPhase = std::chrono::milliseconds(1500); });
        FunctionSpec spec = prepare(runner, {QStringLiteral("slow-init")});
        spec.timeoutSeconds = 2;
        const auto outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Sandbox.Timedout"));
        QVERIFY2(outcome->log.contains("State: Registered"), outcome->log.constData());
        QVERIFY2(outcome->log.contains("Phase: init\tStatus: timeout\n"), outcome->log.constData());
    }

    void aTimeoutResetsWithAShutdownEvent()
    {
        Runner runner([](RuntimeOptions &options) { 
            options.pool.environments = 1; // the second one waits for the reset
            options.pool.queue = std::chrono::seconds(30);
        });
        FunctionSpec spec = prepare(runner, {QStringLiteral("ext")}, "import time\ndef h(e, c):\n    open('/tmp/kept', 'w').close()\n    time.sleep(e)\n    return e\n");
        spec.timeoutSeconds = 1;
        QByteArray log;
        const auto first = start(runner, spec, log, "60");
        QVERIFY(Runner::wait(first));
        QCOMPARE(text(first.result()->payload, "errorType"), QStringLiteral("Sandbox.Timedout"));
        QTRY_VERIFY_WITH_TIMEOUT(log.contains("[ext] event SHUTDOWN timeout\n[ext] has time True, file True\n"), 20000);
        spec.timeoutSeconds = 1;
        Result<InvokeOutcome> second = runner.run(spec, "0");
        LATHE_VERIFY_RESULT(second);
        QVERIFY2(second->log.contains("[ext] begins"), second->log.constData()); // extensions start anew
        QVERIFY(second->report.initMs < 0); // a suppressed init belongs to the invocation
        QVERIFY(!second->log.contains("INIT_REPORT"));
    }

    void aDeafExtensionIsKilled()
    {
        Runner runner([](RuntimeOptions &options) { options.keepWarm = false; });
        QElapsedTimer clock;
        clock.start();
        const auto outcome = runner.run(prepare(runner, {QStringLiteral("deaf")}));
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY(outcome->log.contains("event SHUTDOWN spindown"));
        QVERIFY2(clock.elapsed() >= 2000 && clock.elapsed() < 40000, qPrintable(QString::number(clock.elapsed())));
    }

    void internalExtensions()
    {
        Runner runner([](RuntimeOptions &options) { options.keepWarm = false; });
        const auto outcome = runner.run(prepare(runner, {}, R"(
import http.client, json, os, signal, sys, threading
def run():
    api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    api.request("POST", "/2020-01-01/extension/register", json.dumps({"events": ["INVOKE"]}), {"Lambda-Extension-Name": "inner"})
    answer = api.getresponse(); answer.read()
    registered.set()
    while True:
        api.request("GET", "/2020-01-01/extension/event/next", None, {"Lambda-Extension-Identifier": answer.headers["Lambda-Extension-Identifier"]})
        print("inner got", json.loads(api.getresponse().read())["eventType"], flush=True)
def term(number, frame):
    print("terminated", flush=True)
    sys.exit(0)
signal.signal(signal.SIGTERM, term)
registered = threading.Event()
threading.Thread(target=run, daemon=True).start()
registered.wait()
def h(e, c):
    return e
)"));
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->log.contains("EXTENSION\tName: inner\tState: Ready\tEvents: [INVOKE]\nSTART "), outcome->log.constData());
        QVERIFY2(outcome->log.contains("inner got INVOKE\n"), outcome->log.constData());
        QVERIFY2(outcome->log.contains("terminated\n"), outcome->log.constData());
    }

    void tooMany()
    {
        Runner runner;
        QStringList names;
        for (int i = 0; i < 11; ++i)
            names.append(QStringLiteral("ext%1").arg(i));
        const auto outcome = runner.run(prepare(runner, names));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Extension.LaunchError"));
    }

    void frozenBetweenInvocations()
    {
        Runner runner;
        const FunctionSpec spec = prepare(runner, {}, R"(
import threading, time
ticks = 0
def tick():
    global ticks
    while True:
        ticks += 1
        time.sleep(0.01)
threading.Thread(target=tick, daemon=True).start()
def h(e, c):
    time.sleep(e)
    return ticks
)");
        const auto first = runner.run(spec, "0.1");
        LATHE_VERIFY_RESULT(first);
        QTest::qWait(1500); // what would count 150 times
        const auto second = runner.run(spec, "0");
        LATHE_VERIFY_RESULT(second);
        const int passed = second->payload.toInt() - first->payload.toInt();
        QVERIFY2(passed < 75, qPrintable(QString::number(passed)));
        QCOMPARE(first->logStream, second->logStream);
    }

    void jsonLog()
    {
        Runner runner;
        FunctionSpec spec = prepare(runner, {QStringLiteral("ext")}, "import logging\ndef h(e, c):\n    logging.getLogger().info('hello')\n    return e\n");
        spec.logFormat = LogFormat::Json;
        const auto types = [](const QByteArray &log) {
            QStringList list;
            for (const QByteArray &line : log.split('\n'))
                if (const QJsonObject object = QJsonDocument::fromJson(line).object(); !object.isEmpty())
                    list.append(object.value(QLatin1String("type")).toString(object.value(QLatin1String("message")).toString()));
            return list.join(u' ');
        };
        const auto outcome = runner.run(spec, "1");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(types(outcome->log), QStringLiteral("platform.initStart platform.extension platform.start hello platform.report"));
        QVERIFY(!outcome->log.contains("START RequestId"));
        spec.systemLogLevel = LogLevel::Debug;
        spec.applicationLogLevel = LogLevel::Error;
        const auto all = runner.run(spec, "1");
        LATHE_VERIFY_RESULT(all);
        QCOMPARE(types(all->log).remove(QStringLiteral("platform.")),
            QStringLiteral("initStart initRuntimeDone extension initReport start runtimeDone report"));
        spec.systemLogLevel = LogLevel::Warn;
        const auto few = runner.run(spec, "1");
        LATHE_VERIFY_RESULT(few);
        QCOMPARE(types(few->log), QString());
    }

    void theEndOfTheServiceIsAShutdownToo()
    {
        QTemporaryDir shelf;
        QByteArray said;
        for (const bool busy : {false, true}) { // also in the middle of an invocation
            Runner runner;
            FunctionSpec spec = prepare(runner, {QStringLiteral("writes")}, "import time\ndef h(e, c):\n    print('begun', flush=True)\n    time.sleep(e)\n    return e\n");
            spec.mounts = {{shelf.path(), QStringLiteral("/mnt/shelf"), true}};
            QByteArray log;
            const auto run = start(runner, spec, log, busy ? "20" : "0");
            if (busy)
                QTRY_VERIFY_WITH_TIMEOUT(log.contains("begun"), 20000);
            else
                QVERIFY(Runner::wait(run) && run.result().has_value());
            QSignalSpy ended(runner.service.get(), &RuntimeService::shutDownEnded);
            runner.service->shutDown();
            const auto late = runner.run(spec, "0");
            QVERIFY(!late && late.error().code == ErrorCode::Cancelled);
            QVERIFY(ended.count() == 1 || ended.wait(20000));
            if (busy) {
                QVERIFY(Runner::wait(run) && !run.result());
                QCOMPARE(int(run.result().error().code), int(ErrorCode::Cancelled));
            }
            QFile file(shelf.filePath(QStringLiteral("writes")));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), QByteArray("spindown"));
            QVERIFY(file.remove());
            QCOMPARE(runner.service->environments().size(), 0);
            QTest::qWait(0);
            QCOMPARE(ended.count(), 1);
        }
    }

    void theEndOfTheServiceIsBounded()
    {
        Runner runner;
        LATHE_VERIFY_RESULT(runner.run(prepare(runner, {QStringLiteral("deaf")})));
        QSignalSpy ended(runner.service.get(), &RuntimeService::shutDownEnded);
        QElapsedTimer clock;
        clock.start();
        runner.service->shutDown();
        QVERIFY(ended.wait(30000));
        QVERIFY2(clock.elapsed() >= 1900, qPrintable(QString::number(clock.elapsed()))); // it had its time, and no more
        Runner without;
        LATHE_VERIFY_RESULT(without.run(prepare(without, {})));
        QSignalSpy at(without.service.get(), &RuntimeService::shutDownEnded);
        without.service->shutDown();
        QVERIFY(at.wait(20000));
        Runner empty;
        QSignalSpy once(empty.service.get(), &RuntimeService::shutDownEnded);
        empty.service->shutDown();
        QVERIFY(once.wait(20000));
    }

    void internalExtensionsHearOfTheEnd()
    {
        QTemporaryDir shelf;
        Runner runner;
        FunctionSpec spec = prepare(runner, {}, R"(
import http.client, json, os, signal, sys, threading
def run():
    api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    api.request("POST", "/2020-01-01/extension/register", json.dumps({"events": ["INVOKE"]}), {"Lambda-Extension-Name": "inner"})
    answer = api.getresponse(); answer.read()
    registered.set()
    while True:
        api.request("GET", "/2020-01-01/extension/event/next", None, {"Lambda-Extension-Identifier": answer.headers["Lambda-Extension-Identifier"]})
        api.getresponse().read()
def term(number, frame):
    open("/mnt/shelf/terminated", "w").close()
    sys.exit(0)
signal.signal(signal.SIGTERM, term)
registered = threading.Event()
threading.Thread(target=run, daemon=True).start()
registered.wait()
def h(e, c):
    return e
)");
        spec.mounts = {{shelf.path(), QStringLiteral("/mnt/shelf"), true}};
        LATHE_VERIFY_RESULT(runner.run(spec));
        QSignalSpy ended(runner.service.get(), &RuntimeService::shutDownEnded);
        runner.service->shutDown();
        QVERIFY(ended.wait(30000));
        QVERIFY(QFile::exists(shelf.filePath(QStringLiteral("terminated"))));
    }

    void phasesForbidByDefault()
    {
        using P = EnvironmentPhase;
        using S = EnvironmentStep;
        P after = P::Down;
        QVERIFY(environmentStepAllowed(P::Ready, S::Deliver, &after));
        QCOMPARE(int(after), int(P::Invoke));
        int allowed = 0;
        for (int phase = int(P::Down); phase <= int(P::Stop); ++phase)
            for (int step = int(S::StartInit); step <= int(S::Drop); ++step)
                allowed += environmentStepAllowed(P(phase), S(step), nullptr);
        QCOMPARE(allowed, 23);
        QVERIFY(!environmentStepAllowed(P::Init, S::Deliver, nullptr));
        QVERIFY(!environmentStepAllowed(P::Stop, S::InitDone, nullptr));
        QVERIFY(!environmentStepAllowed(P::Invoke, S::Settled, nullptr));
    }
};

QTEST_GUILESS_MAIN(TestExtensions)
#include "tst_extensions.moc"
