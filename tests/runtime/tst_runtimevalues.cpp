// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The pure parts: REPORT line, log ring, states, exit texts, environment variables, launch plans, specs from projects.
#include "runtime/exittext.h"
#include "runtime/initspans.h"
#include "runtime/invocationlog.h"
#include "runtime/launchplan.h"
#include "runtime/platformevent.h"
#include "runtime/runtimestate.h"
#include "runtime/specfromproject.h"
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

using namespace lathe;

class TestRuntimeValues : public QObject
{
    Q_OBJECT

    static QHash<QByteArray, QByteArray> asHash(const QList<std::pair<QByteArray, QByteArray>> &list)
    {
        QHash<QByteArray, QByteArray> hash;
        for (const auto &[name, value] : list)
            hash.insert(name, value);
        return hash;
    }

    /// JSON written with single quotes.
    static QByteArray json(QByteArray text) { return text.replace('\'', '"'); }

    /// "sandbox 0+5 interpreter 5+12 …" in milliseconds.
    static QByteArray asText(const QList<PlatformSpan> &spans)
    {
        QByteArrayList parts;
        for (const PlatformSpan &span : spans)
            parts.append(span.name + ' ' + QByteArray::number((span.startMicros - 1000000) / 1000) + '+' + QByteArray::number(span.durationMs));
        return parts.join(' ');
    }

private slots:
    void spansOfTheInitPhase_data()
    {
        QTest::addColumn<double>("listening");
        QTest::addColumn<double>("registered");
        QTest::addColumn<QByteArray>("told"); ///< Nanoseconds; the launch was at 7,000,000.
        QTest::addColumn<QByteArray>("spans");
        const QByteArray own = "24000000;26000000;56000000";
        QTest::newRow("ours") << 5.0 << -1.0 << own << QByteArray("sandbox 0+5 interpreter 5+12 bootstrap 17+2 handler 19+30 runtime 49+11");
        QTest::newRow("sandbox noticed late") << 18.0 << -1.0 << own << QByteArray("sandbox 0+17 interpreter 17+0 bootstrap 17+2 handler 19+30 runtime 49+11");
        QTest::newRow("sandbox noticed last") << 59.0 << -1.0 << own << QByteArray("sandbox 0+17 interpreter 17+0 bootstrap 17+2 handler 19+30 runtime 49+11");
        QTest::newRow("extensions") << 5.0 << 9.0 << own << QByteArray("sandbox 0+5 extensions 5+4 interpreter 9+8 bootstrap 17+2 handler 19+30 runtime 49+11");
        QTest::newRow("spare") << 0.0 << -1.0 << QByteArray("1000000;9000000;12000000") << QByteArray("sandbox 0+0 bootstrap 0+2 handler 2+3 runtime 5+55");
        QTest::newRow("another's runtime") << 5.0 << -1.0 << QByteArray() << QByteArray("sandbox 0+5 runtime 5+55");
        QTest::newRow("no numbers") << 5.0 << -1.0 << QByteArray("a;b;c") << QByteArray("sandbox 0+5 runtime 5+55");
        QTest::newRow("backwards") << 5.0 << -1.0 << QByteArray("56000000;26000000;24000000") << QByteArray("sandbox 0+5 runtime 5+55");
        QTest::newRow("beyond the end") << 5.0 << -1.0 << QByteArray("24000000;26000000;999000000") << QByteArray("sandbox 0+5 interpreter 5+12 bootstrap 17+2 handler 19+41 runtime 60+0");
        QTest::newRow("never there") << -1.0 << -1.0 << QByteArray() << QByteArray();
    }
    void spansOfTheInitPhase()
    {
        QFETCH(double, listening);
        QFETCH(double, registered);
        QFETCH(QByteArray, told);
        QTEST(asText(initSpans({1000000, 7000000, listening, registered, registered >= 0, 60}, told)), "spans");
    }

    void reportLine_data()
    {
        QTest::addColumn<double>("init");
        QTest::addColumn<double>("restore");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("tail");
        QTest::newRow("warm") << -1.0 << -1.0 << QString() << QString() << QByteArray();
        QTest::newRow("cold") << 87.654 << -1.0 << QString() << QString() << QByteArray("\tInit Duration: 87.65 ms");
        QTest::newRow("restored") << -1.0 << 562.43 << QString() << QString() << QByteArray("\tRestore Duration: 562.43 ms\tBilled Restore Duration: 563 ms");
        QTest::newRow("timeout") << -1.0 << -1.0 << QStringLiteral("timeout") << QStringLiteral("Sandbox.Timedout") << QByteArray("\tStatus: timeout");
        QTest::newRow("error") << -1.0 << -1.0 << QStringLiteral("error") << QStringLiteral("Runtime.ExitError")
                               << QByteArray("\tStatus: error\tError Type: Runtime.ExitError");
        QTest::newRow("handled") << -1.0 << -1.0 << QString() << QStringLiteral("ValueError") << QByteArray();
    }
    void reportLine()
    {
        QFETCH(double, init);
        QFETCH(double, restore);
        QFETCH(QString, status);
        QFETCH(QString, type);
        QFETCH(QByteArray, tail);
        const InvocationReport report{QStringLiteral("id-1"), 12.345, 13, 128, 41, init, status, type, restore};
        QCOMPARE(report.reportLine(),
            "REPORT RequestId: id-1\tDuration: 12.35 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 41 MB" + tail);
    }

    void platformEventsAsJson()
    {
        PlatformEvent start;
        start.timeMicros = 1763806272345999;
        start.requestId = "id-1";
        start.functionVersion = "$LATEST";
        start.traceId = "Root=1-2-3;Parent=53995c3f42cd8ad8;Sampled=0";
        QCOMPARE(start.json(), json("{'time':'2025-11-22T10:11:12.345Z','type':'platform.start','record':{'requestId':'id-1',"
                                    "'version':'$LATEST','tracing':{'spanId':'53995c3f42cd8ad8','type':'X-Amzn-Trace-Id',"
                                    "'value':'Root=1-2-3;Parent=53995c3f42cd8ad8;Sampled=0'}}}"));
        PlatformEvent report;
        report.type = PlatformEvent::Type::Report;
        report.requestId = "id-1";
        report.status = "error";
        report.errorType = "Runtime.ExitError";
        report.durationMs = 1.5;
        report.billedMs = 90;
        report.initMs = 88.25;
        report.memoryMib = 128;
        report.maxMemoryUsedMib = 40;
        report.spans = {{"responseLatency", 1763806272345000, 1.25}};
        QCOMPARE(report.record(), json("{'requestId':'id-1','metrics':{'durationMs':1.500,'billedDurationMs':90,'memorySizeMB':128,"
                                       "'maxMemoryUsedMB':40,'initDurationMs':88.250},'spans':[{'name':'responseLatency',"
                                       "'start':'2025-11-22T10:11:12.345Z','durationMs':1.250}],'status':'error',"
                                       "'errorType':'Runtime.ExitError'}"));
        PlatformEvent extension;
        extension.type = PlatformEvent::Type::Extension;
        extension.name = "mine";
        extension.state = "Ready";
        extension.items = {"INVOKE", "SHUTDOWN"};
        QCOMPARE(extension.record(), json("{'name':'mine','state':'Ready','events':['INVOKE','SHUTDOWN']}"));
    }

    void logLevels()
    {
        QCOMPARE(logLevelName(LogLevel::Warn), QByteArray("WARN"));
        QVERIFY(logLevelNamed(QStringLiteral("debug")) == LogLevel::Debug && logLevelNamed(QStringLiteral("x")) == LogLevel::Info);
        FunctionDefinition function;
        function.name = QStringLiteral("f");
        function.runtime.text = QStringLiteral("provided.al2023");
        QTemporaryDir code;
        function.codeDir = code.path();
        QVERIFY(functionSpecFor(function)->spec.logFormat == LogFormat::Text);
        function.logFormat = QStringLiteral("JSON");
        function.applicationLogLevel = QStringLiteral("ERROR");
        const auto spec = functionSpecFor(function);
        QVERIFY(spec && spec->spec.logFormat == LogFormat::Json && spec->spec.applicationLogLevel == LogLevel::Error);
        const auto env = asHash(environmentVariables(spec->spec, EnvironmentIdentity::make(spec->spec), nullptr));
        QCOMPARE(env.value("AWS_LAMBDA_LOG_FORMAT"), QByteArray("JSON"));
        QCOMPARE(env.value("AWS_LAMBDA_LOG_LEVEL"), QByteArray("ERROR"));
    }

    void logKeepsTheNewest()
    {
        qint64 seen = 0;
        InvocationLog log([&seen](const QByteArray &bytes) { seen += bytes.size(); }, 1000);
        log.appendLine("START");
        for (int i = 0; i < 1000; ++i)
            log.append(QByteArray::number(i).rightJustified(9, '0') + '\n');
        log.append("no end");
        log.appendLine("END");
        QCOMPARE(seen, 6 + 10000 + 7 + 4);
        const QByteArray text = log.text();
        QVERIFY(text.startsWith("\xE2\x80\xA6 0.0 MB dropped\n0000009"));
        QVERIFY(text.endsWith("000000999\nno end\nEND\n"));
        QVERIFY(text.size() < 1100);
        QCOMPARE(log.droppedBytes() + text.size() - text.indexOf('\n') - 1, seen);
    }

    void logCutsLongLines()
    {
        InvocationLog log;
        const QByteArray half(limits::logLineBytes / 2 + 10, 'x');
        log.append(half);
        log.append(half + "\nnext\n");
        const QList<QByteArray> lines = log.text().split('\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0].size(), limits::logLineBytes);
        QCOMPARE(lines[1].size(), 20);
        QCOMPARE(lines[2], QByteArray("next"));
    }

    void statesForbidByDefault()
    {
        using S = RuntimeState;
        using T = RuntimeStep;
        const QList<std::tuple<S, T, S>> allowed = {{S::Started, T::Next, S::Ready}, {S::Started, T::InitError, S::InitError},
            {S::Started, T::RestoreNext, S::RestoreReady}, {S::RestoreReady, T::Restored, S::Restoring}, {S::Restoring, T::Next, S::Ready},
            {S::Restoring, T::RestoreError, S::RestoreError}, {S::Ready, T::Next, S::Ready}, {S::Running, T::Next, S::Running},
            {S::Running, T::Response, S::InvocationResponse}, {S::Running, T::InvocationError, S::InvocationErrorResponse},
            {S::InvocationResponse, T::Sent, S::ResponseSent}, {S::InvocationErrorResponse, T::Sent, S::ResponseSent},
            {S::ResponseSent, T::Next, S::Ready}};
        int count = 0;
        for (int i = int(S::Started); i <= int(S::ResponseSent); ++i) {
            const S state = S(i);
            for (const T step : {T::Next, T::InitError, T::RestoreNext, T::RestoreError, T::Response, T::InvocationError, T::Restored, T::Sent}) {
                S after = state;
                const bool may = runtimeStepAllowed(state, step, &after);
                const auto row = std::find_if(allowed.begin(), allowed.end(),
                    [&](const auto &a) { return std::get<0>(a) == state && std::get<1>(a) == step; });
                QCOMPARE(may, row != allowed.end());
                QCOMPARE(after, may ? std::get<2>(*row) : state);
                ++count;
            }
        }
        QCOMPARE(count, 80);
    }

    void exitTexts_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("execError");
        QTest::addColumn<bool>("oom");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("message");
        const QByteArray exitError = "Runtime.ExitError";
        QTest::newRow("0") << 0 << 0 << 0 << false << exitError << QStringLiteral("Runtime exited without providing a reason");
        QTest::newRow("3") << 3 << 0 << 0 << false << exitError << QStringLiteral("Runtime exited with error: exit status 3");
        QTest::newRow("kill") << -1 << SIGKILL << 0 << false << exitError << QStringLiteral("Runtime exited with error: signal: killed");
        QTest::newRow("segv") << -1 << SIGSEGV << 0 << false << exitError << QStringLiteral("Runtime exited with error: signal: segmentation fault");
        QTest::newRow("rt") << -1 << 40 << 0 << false << exitError << QStringLiteral("Runtime exited with error: signal: signal 40");
        QTest::newRow("oom") << -1 << SIGKILL << 0 << true << QByteArray("Runtime.OutOfMemory") << QStringLiteral("Runtime exited with error: signal: killed");
        QTest::newRow("exec") << 127 << 0 << EACCES << false << QByteArray("Runtime.InvalidEntrypoint")
                              << QStringLiteral("fork/exec /var/task/bootstrap: permission denied");
    }
    void exitTexts()
    {
        QFETCH(int, status);
        QFETCH(int, signal);
        QFETCH(int, execError);
        QFETCH(bool, oom);
        SandboxExit exit;
        exit.status = status;
        exit.signal = signal;
        exit.execError = execError;
        exit.outOfMemory = oom;
        const ExitText text = exitText(exit, QStringLiteral("/var/task/bootstrap"));
        QTEST(text.type, "type");
        QTEST(text.message, "message");
    }

    void variables()
    {
        FunctionSpec function;
        function.name = QStringLiteral("fn");
        function.handler = QStringLiteral("app.h");
        function.runtime = QStringLiteral("python3.12");
        function.region = QStringLiteral("eu-west-1");
        function.memoryMib = 256;
        function.environment = {{QStringLiteral("A"), QStringLiteral("b=c ü")}, {QStringLiteral("AWS_REGION"), QStringLiteral("evil")},
            {QStringLiteral("_HANDLER"), QStringLiteral("evil")}, {QStringLiteral("TZ"), QStringLiteral("Asia/Seoul")},
            {QStringLiteral("X=Y"), QStringLiteral("bad name")}, {QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("evil")}};
        const EnvironmentIdentity identity = EnvironmentIdentity::make(function);
        const auto list = environmentVariables(function, identity, nullptr);
        const auto env = asHash(list);
        QCOMPARE(env.size(), list.size()); // each name once
        QCOMPARE(env.value("A"), QByteArray("b=c ü"));
        QCOMPARE(env.value("AWS_REGION"), QByteArray("eu-west-1"));
        QCOMPARE(env.value("AWS_DEFAULT_REGION"), QByteArray("eu-west-1"));
        QCOMPARE(env.value("_HANDLER"), QByteArray("app.h"));
        QCOMPARE(env.value("TZ"), QByteArray("Asia/Seoul"));
        QCOMPARE(env.value("AWS_EXECUTION_ENV"), QByteArray("AWS_Lambda_python3.12"));
        QCOMPARE(env.value("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), QByteArray("256"));
        QCOMPARE(env.value("AWS_LAMBDA_LOG_GROUP_NAME"), QByteArray("/aws/lambda/fn"));
        QCOMPARE(env.value("AWS_EC2_METADATA_DISABLED"), QByteArray("true"));
        QCOMPARE(env.value("PWD") + env.value("SHLVL"), QByteArray("/var/task0")); // left by the shell that starts managed runtimes
        QVERIFY(!asHash(extensionVariables(list)).contains("PWD"));
        QCOMPARE(env.value("LC_CTYPE"), QByteArray("C.UTF-8")); // since python3.12, on Amazon Linux 2023
        QCOMPARE(env.value("AWS_XRAY_DAEMON_ADDRESS"), QByteArray("169.254.100.1:2000"));
        QVERIFY(!env.contains("AWS_LAMBDA_LOG_FORMAT")); // with JSON only
        const Interpreter node{RuntimeFamily::Node, {}, QStringLiteral("22.1.0"), {}, true};
        FunctionSpec other = function;
        other.runtime = QStringLiteral("nodejs22.x");
        QCOMPARE(asHash(environmentVariables(other, identity, &node)).value("NODE_PATH"), QByteArray("/opt/nodejs/node22/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task"));
        other.runtime = QStringLiteral("java21");
        QVERIFY(!asHash(environmentVariables(other, identity, nullptr)).contains("PWD")); // no shell starts it
        FunctionSpec own = function;
        own.runtime = QStringLiteral("provided.al2023");
        QVERIFY(!asHash(environmentVariables(own, identity, nullptr)).contains("PWD"));
        QVERIFY(!env.contains("HOME"));
        QVERIFY(!env.contains("X=Y"));
        QVERIFY(QRegularExpression(QStringLiteral("^ASIA[A-Z2-7]{16}$")).match(QString::fromLatin1(env.value("AWS_ACCESS_KEY_ID"))).hasMatch());
        QVERIFY(QRegularExpression(QStringLiteral("^\\d{4}/\\d\\d/\\d\\d/\\[\\$LATEST\\][0-9a-f]{32}$")).match(identity.logStream).hasMatch());
        QVERIFY(EnvironmentIdentity::make(function).secretKey != identity.secretKey);
    }

    void providedPlan()
    {
        QTemporaryDir code, layer;
        FunctionSpec function;
        function.runtime = QStringLiteral("provided.al2023");
        function.codeDir = code.path();
        const EnvironmentIdentity identity = EnvironmentIdentity::make(function);
        auto plan = launchPlan(function, identity, QStringLiteral("/nowhere"), {});
        LATHE_VERIFY_RESULT(plan);
        QCOMPARE(plan->invalidEntrypoint, QStringLiteral("Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"));
        function.layerDirs = {layer.path()};
        QVERIFY(QFile(layer.filePath(QStringLiteral("bootstrap"))).open(QIODevice::WriteOnly));
        plan = launchPlan(function, identity, QStringLiteral("/nowhere"), {});
        QCOMPARE(plan->sandbox.argv, QStringList{QStringLiteral("/opt/bootstrap")});
        QVERIFY(QFile(code.filePath(QStringLiteral("bootstrap"))).open(QIODevice::WriteOnly));
        plan = launchPlan(function, identity, QStringLiteral("/nowhere"), {});
        QCOMPARE(plan->sandbox.argv, QStringList{QStringLiteral("/var/task/bootstrap")});
        function.codeDir = QStringLiteral("/no/such/folder");
        QCOMPARE(launchPlan(function, identity, {}, {}).error().id, QStringLiteral("LTH-RUN-003"));
    }

    void specFromProject()
    {
        QTemporaryDir code;
        FunctionDefinition definition;
        definition.name = QStringLiteral("hello");
        definition.file = QStringLiteral("/p/template.yaml");
        definition.line = 7;
        definition.codeDir = code.path();
        definition.runtime = {QStringLiteral("python3.11"), true, 8};
        definition.handler = {QStringLiteral("${param:x}"), false, 9};
        auto made = functionSpecFor(definition);
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Config);
        QVERIFY(made.error().text.contains(QStringLiteral("/p/template.yaml:9")));
        QVERIFY(made.error().text.contains(QStringLiteral("${param:x}")));
        definition.handler = {QStringLiteral("app.h"), true, 9};
        definition.environment = {{QStringLiteral("KNOWN"), {QStringLiteral("1"), true, 11}},
            {QStringLiteral("SECRET"), {QStringLiteral("${ssm:x}"), false, 12}}};
        definition.memoryMib = 99999;
        definition.layerDirs = {QStringLiteral("/no/layer")};
        made = functionSpecFor(definition);
        LATHE_VERIFY_RESULT(made);
        QCOMPARE(made->spec.name, QStringLiteral("hello"));
        QCOMPARE(made->spec.memoryMib, limits::memoryMaxMib);
        QCOMPARE(made->spec.environment.size(), 1);
        QVERIFY(made->spec.layerDirs.isEmpty());
        QCOMPARE(made->warnings.size(), 3);
        QVERIFY(made->warnings.join(u' ').contains(QStringLiteral("/p/template.yaml:12")));
        definition.layerDirs = {QStringLiteral("/p/layers/none"), QStringLiteral("/no/layer")};
        const QString relative = functionSpecFor(definition, QStringLiteral("/p"))->warnings.join(u' ');
        QVERIFY2(relative.contains(QStringLiteral("(template.yaml:12)")) && relative.contains(QStringLiteral(" layers/none ")), qPrintable(relative));
        QVERIFY2(!relative.contains(QStringLiteral("/p/")) && relative.contains(QStringLiteral("/no/layer")), qPrintable(relative));
        definition.handler = {};
        QCOMPARE(functionSpecFor(definition).error().id, QStringLiteral("LTH-RUN-010"));
        definition.runtime = {QStringLiteral("provided.al2023"), true, 8};
        LATHE_VERIFY_RESULT(functionSpecFor(definition));
        definition.codeDir = QStringLiteral("/no/such");
        QCOMPARE(functionSpecFor(definition).error().id, QStringLiteral("LTH-RUN-003"));
    }
};

QTEST_GUILESS_MAIN(TestRuntimeValues)
#include "tst_runtimevalues.moc"
