// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/transport.h"
#include "deploy/deployer.h"
#include "deploy/fakelambda.h"
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;
using namespace lathe::test;
using namespace std::chrono_literals;

namespace {

void write(const QString &file, const QByteArray &text)
{
    QFile f(file);
    QVERIFY(f.open(QIODevice::WriteOnly));
    f.write(text);
}

template <class T>
T wait(QFuture<T> future)
{
    QElapsedTimer t;
    t.start();
    while (!future.isFinished() && t.elapsed() < 20000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    return future.resultCount() ? future.resultAt(0) : T(fail(ErrorCode::Cancelled, QStringLiteral("no result")));
}

/// A folder with a function, a fake Lambda and a Deployer between them.
struct Bench
{
    QTemporaryDir dir;
    FakeLambda lambda;
    Transport transport;
    std::unique_ptr<LambdaClient> client;
    std::unique_ptr<Deployer> deployer;
    FunctionDefinition function;

    explicit Bench(DeployOptions options = {})
    {
        AwsTarget target;
        target.region = {QStringLiteral("eu-west-1"), QStringLiteral("test")};
        target.endpoint = {QStringLiteral("http://127.0.0.1:%1").arg(lambda.port), QStringLiteral("test")};
        target.retry.unit = 5ms;
        client = std::make_unique<LambdaClient>(target, Credentials{QStringLiteral("AK"), QStringLiteral("SK"), {}, {}, {}}, transport);
        options.workDir = dir.filePath(QStringLiteral("work"));
        options.isLocal = true;
        deployer = std::make_unique<Deployer>(*client, options);
        QDir(dir.path()).mkdir(QStringLiteral("src"));
        code("def handler(e, c): return 1\n");
        function.name = QStringLiteral("hello");
        function.handler = {QStringLiteral("app.handler")};
        function.runtime = {QStringLiteral("python3.11")};
        function.codeDir = dir.filePath(QStringLiteral("src"));
        function.environment = {{QStringLiteral("TABLE"), {QStringLiteral("t1")}}, {QStringLiteral("DB_PASSWORD"), {QStringLiteral("p")}}};
    }
    void code(const QByteArray &text) { write(dir.filePath(QStringLiteral("src/app.py")), text); }
    Result<DeployPlan> plan() { return wait(deployer->plan(function)); }
    Result<DeployResult> apply(const DeployPlan &p) { return wait(deployer->apply(p)); }
    Result<DeployResult> deploy()
    {
        const auto p = plan();
        return p ? apply(*p) : Result<DeployResult>(tl::unexpected(p.error()));
    }
    QList<StepKind> kinds(const DeployPlan &p) const
    {
        QList<StepKind> out;
        for (const PlanStep &s : p.steps)
            out.append(s.kind);
        return out;
    }
};

} // namespace

class TestDeployer : public QObject
{
    Q_OBJECT
private slots:
    void create()
    {
        Bench b;
        const auto plan = b.plan();
        LATHE_VERIFY_RESULT(plan);
        QCOMPARE(b.kinds(*plan), (QList<StepKind>{StepKind::CreateFunction, StepKind::WaitUpdated}));
        QCOMPARE(b.lambda.calls, QStringList{QStringLiteral("GET function")}); // A plan changes nothing.
        for (const PlanLine &line : plan->lines)
            QVERIFY(line.kind == ChangeKind::Create);
        QSignalSpy progress(b.deployer.get(), &Deployer::progressed);
        const auto result = b.apply(*plan);
        LATHE_VERIFY_RESULT(result);
        QVERIFY(result->changed);
        QCOMPARE(result->version, QStringLiteral("$LATEST"));
        QCOMPARE(result->functionArn, QStringLiteral("arn:aws:lambda:eu-west-1:1:function:hello"));
        QCOMPARE(b.lambda.function[QStringLiteral("CodeSha256")].toString(), plan->codeSha256);
        QCOMPARE(b.lambda.function[QStringLiteral("Role")].toString(), QStringLiteral("arn:aws:iam::000000000000:role/lathe-local"));
        QCOMPARE(b.lambda.function[QStringLiteral("State")].toString(), QStringLiteral("Active"));
        QTRY_VERIFY(!progress.isEmpty() && progress.last().at(0).toInt() == 2 && progress.last().at(3).toDouble() == 1.0);
        QVERIFY(progress.size() >= 4);
    }

    void repeatingDoesNothing()
    {
        Bench b;
        LATHE_VERIFY_RESULT(b.deploy());
        b.lambda.calls.clear();
        const auto plan = b.plan();
        LATHE_VERIFY_RESULT(plan);
        QVERIFY(plan->isEmpty());
        for (const PlanLine &line : plan->lines)
            QVERIFY2(line.kind == ChangeKind::Same, qPrintable(line.field + line.before + line.after));
        const auto result = b.apply(*plan);
        LATHE_VERIFY_RESULT(result);
        QVERIFY(!result->changed);
        QVERIFY(!result->functionArn.isEmpty());
        QCOMPARE(b.lambda.calls, QStringList{QStringLiteral("GET function")});
    }

    void onlyConfiguration()
    {
        Bench b;
        LATHE_VERIFY_RESULT(b.deploy());
        b.lambda.calls.clear();
        b.function.memoryMib = 256;
        b.function.environment = {{QStringLiteral("TABLE"), {QStringLiteral("t2")}}};
        const auto plan = b.plan();
        LATHE_VERIFY_RESULT(plan);
        QCOMPARE(b.kinds(*plan), (QList<StepKind>{StepKind::UpdateConfiguration, StepKind::WaitUpdated}));
        QCOMPARE(plan->steps.first().request.keys(), (QStringList{QStringLiteral("Environment"), QStringLiteral("MemorySize")}));
        LATHE_VERIFY_RESULT(b.apply(*plan));
        QCOMPARE(b.lambda.count(QStringLiteral("PUT code")), 0);
        QCOMPARE(b.lambda.function[QStringLiteral("MemorySize")].toInt(), 256);
        QVERIFY(b.plan()->isEmpty());
    }

    void onlyCode()
    {
        Bench b;
        LATHE_VERIFY_RESULT(b.deploy());
        b.lambda.calls.clear();
        b.code("def handler(e, c): return 2\n");
        const auto plan = b.plan();
        LATHE_VERIFY_RESULT(plan);
        QCOMPARE(b.kinds(*plan), (QList<StepKind>{StepKind::UpdateCode, StepKind::WaitUpdated}));
        LATHE_VERIFY_RESULT(b.apply(*plan));
        QCOMPARE(b.lambda.count(QStringLiteral("PUT configuration")), 0);
        QCOMPARE(b.lambda.function[QStringLiteral("CodeSha256")].toString(), plan->codeSha256);
    }

    void codeConfigurationAndVersion()
    {
        DeployOptions options;
        options.publish = true;
        Bench b(options);
        b.lambda.pollsUntilReady = 3;
        LATHE_VERIFY_RESULT(b.deploy());
        QCOMPARE(b.lambda.versions, 1);
        b.code("def handler(e, c): return 3\n");
        b.function.timeoutSeconds = 9;
        const auto result = b.deploy();
        LATHE_VERIFY_RESULT(result);
        QCOMPARE(result->version, QStringLiteral("2"));
        QCOMPARE(b.lambda.count(QStringLiteral("PUT code")), 1);
        QCOMPARE(b.lambda.count(QStringLiteral("PUT configuration")), 1);
    }

    void updateInProgressIsWaitedFor()
    {
        Bench b;
        LATHE_VERIFY_RESULT(b.deploy());
        b.function.timeoutSeconds = 9;
        const auto plan = b.plan();
        b.lambda.pending = 3; // Something is still being applied when we come.
        b.lambda.state();
        LATHE_VERIFY_RESULT(b.apply(*plan));
        QCOMPARE(b.lambda.function[QStringLiteral("Timeout")].toInt(), 9);
    }

    void changeBySomeoneElseIsRefused_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        const auto logging = [](const QJsonObject &config) { return QJsonValue(config); };
        QTest::newRow("memory") << QStringLiteral("MemorySize") << QJsonValue(512);
        QTest::newRow("log format") << QStringLiteral("LoggingConfig") << logging({{QStringLiteral("LogFormat"), QStringLiteral("JSON")}});
        QTest::newRow("log group") << QStringLiteral("LoggingConfig") << logging({{QStringLiteral("LogFormat"), QStringLiteral("Text")}, {QStringLiteral("LogGroup"), QStringLiteral("/theirs")}});
        QTest::newRow("log level") << QStringLiteral("LoggingConfig")
                                   << logging({{QStringLiteral("LogFormat"), QStringLiteral("JSON")}, {QStringLiteral("SystemLogLevel"), QStringLiteral("WARN")}});
    }
    void changeBySomeoneElseIsRefused()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        Bench b;
        LATHE_VERIFY_RESULT(b.deploy());
        b.function.timeoutSeconds = 9;
        const auto plan = b.plan();
        b.lambda.function[key] = value;
        b.lambda.touch();
        b.lambda.pending = 0;
        b.lambda.state();
        b.lambda.calls.clear();
        const auto result = b.apply(*plan);
        QCOMPARE(result.error().code, ErrorCode::Conflict);
        QCOMPARE(result.error().id, QStringLiteral("LTH-DEP-010"));
        QVERIFY(result.error().text.contains(u"14:02"));
        QCOMPARE(b.lambda.count(QStringLiteral("PUT configuration")), 0);
        LATHE_VERIFY_RESULT(b.deploy()); // A new plan works.
    }

    void ownHalfWayLoggingIsNoChange() // an earlier try of this very plan set it
    {
        Bench b;
        LATHE_VERIFY_RESULT(b.deploy());
        b.function.logFormat = QStringLiteral("JSON");
        const auto plan = b.plan();
        LATHE_VERIFY_RESULT(plan);
        LATHE_VERIFY_RESULT(b.apply(*plan));
        LATHE_VERIFY_RESULT(b.apply(*plan));
    }

    void changeDuringTheWriteIsRefused()
    {
        Bench b;
        LATHE_VERIFY_RESULT(b.deploy());
        b.function.timeoutSeconds = 9;
        const auto plan = b.plan();
        b.lambda.onCall = [&](const QString &call) {
            if (call == u"PUT configuration")
                b.lambda.function[QStringLiteral("RevisionId")] = QStringLiteral("rev-other");
        };
        QCOMPARE(b.apply(*plan).error().code, ErrorCode::Conflict);
    }

    void deletedMeanwhile()
    {
        Bench b;
        LATHE_VERIFY_RESULT(b.deploy());
        b.function.timeoutSeconds = 9;
        const auto plan = b.plan();
        b.lambda.function = {};
        QCOMPARE(b.apply(*plan).error().id, QStringLiteral("LTH-DEP-010"));
    }

    void brokenConnections_data()
    {
        QTest::addColumn<QString>("call");
        QTest::addColumn<bool>("after");
        QTest::addColumn<bool>("always");
        for (const char *call : {"POST functions", "PUT code", "PUT configuration", "GET configuration"}) {
            for (const bool after : {false, true}) {
                for (const bool always : {false, true})
                    QTest::addRow("%s %s %s", call, after ? "after" : "before", always ? "always" : "once") << QString::fromLatin1(call) << after << always;
            }
        }
    }
    /// Whatever breaks: the deployed code is the old or the new one, and repeating the deploy ends well.
    void brokenConnections()
    {
        QFETCH(QString, call);
        QFETCH(bool, after);
        QFETCH(bool, always);
        Bench b;
        QString before;
        if (call != u"POST functions") {
            LATHE_VERIFY_RESULT(b.deploy());
            before = b.lambda.function[QStringLiteral("CodeSha256")].toString();
            b.code("def handler(e, c): return 4\n");
            b.function.timeoutSeconds = 9;
        }
        int broken = 0;
        const auto fault = [&](const QString &c) { return c == call && (always || broken == 0) && ++broken; };
        (after ? b.lambda.breakAfter : b.lambda.breakBefore) = fault;
        const auto plan = b.plan();
        LATHE_VERIFY_RESULT(plan);
        const auto first = b.apply(*plan);
        if (!always)
            LATHE_VERIFY_RESULT(first);
        const QString sha = b.lambda.function[QStringLiteral("CodeSha256")].toString();
        QVERIFY(sha == before || sha == plan->codeSha256);
        b.lambda.breakBefore = b.lambda.breakAfter = {};
        if (!first && !b.lambda.function.isEmpty() && !before.isEmpty())
            LATHE_VERIFY_RESULT(b.apply(*plan)); // The same plan goes on where it stopped.
        const auto again = b.deploy();
        LATHE_VERIFY_RESULT(again);
        QCOMPARE(b.lambda.function[QStringLiteral("CodeSha256")].toString(), plan->codeSha256);
        QCOMPARE(b.lambda.function[QStringLiteral("Timeout")].toInt(), b.function.timeoutSeconds);
        QVERIFY(b.plan()->isEmpty());
    }

    void failedUpdateSaysWhy()
    {
        Bench b;
        LATHE_VERIFY_RESULT(b.deploy());
        b.function.timeoutSeconds = 9;
        const auto plan = b.plan();
        b.lambda.failUpdate = true;
        const auto result = b.apply(*plan);
        QCOMPARE(result.error().id, QStringLiteral("LTH-DEP-011"));
        QVERIFY(result.error().text.contains(u"the reason"));
    }

    void cancelStopsBetweenSteps()
    {
        Bench b;
        LATHE_VERIFY_RESULT(b.deploy());
        b.code("def handler(e, c): return 5\n");
        b.function.timeoutSeconds = 9;
        const auto plan = b.plan();
        QFuture<Result<DeployResult>> applying;
        b.lambda.onCall = [&](const QString &call) {
            if (call == u"PUT code")
                applying.cancel();
        };
        applying = b.deployer->apply(*plan);
        QTRY_VERIFY(applying.isFinished());
        QCOMPARE(applying.resultCount(), 0);
        QCOMPARE(b.lambda.function[QStringLiteral("CodeSha256")].toString(), plan->codeSha256); // The step under way ended.
        QCOMPARE(b.lambda.count(QStringLiteral("PUT configuration")), 0);
        b.lambda.onCall = {};
        LATHE_VERIFY_RESULT(b.deploy());
    }

    void destructionDoesNotWaitForADeadService()
    {
        Bench b;
        b.lambda.server.setHandler([](HttpExchange *) {}); // Never answers.
        auto future = b.deployer->plan(b.function);
        QTRY_COMPARE(b.lambda.server.connectionCount(), 1);
        QElapsedTimer t;
        t.start();
        b.deployer.reset();
        QVERIFY(t.elapsed() < 15000);
        QVERIFY(future.isFinished());
    }

    void packageOverTheLimit()
    {
        Bench b;
        const QString big = b.dir.filePath(QStringLiteral("big.zip"));
        QFile f(big);
        QVERIFY(f.open(QIODevice::WriteOnly));
        QVERIFY(f.resize(52428801));
        f.close();
        b.function.artifact = big;
        const auto plan = b.plan();
        QCOMPARE(plan.error().code, ErrorCode::TooLarge);
        QCOMPARE(b.lambda.calls.size(), 0); // Nothing was sent.
    }

    void readyArtifactIsUsed()
    {
        Bench b;
        b.function.artifact = b.dir.filePath(QStringLiteral("ready.zip"));
        write(b.function.artifact, "PK ready");
        const auto plan = b.plan();
        LATHE_VERIFY_RESULT(plan);
        QCOMPARE(plan->packageFile, b.function.artifact);
        write(b.function.artifact, "PK other"); // Changed between the look and the deploy.
        QCOMPARE(b.apply(*plan).error().code, ErrorCode::Verification);
        LATHE_VERIFY_RESULT(b.deploy());
        b.function.artifact += QStringLiteral(".gone");
        QCOMPARE(b.plan().error().code, ErrorCode::Config);
    }

    void createNeedsHandlerRuntimeAndRole()
    {
        Bench b;
        b.function.runtime = {QStringLiteral("${ssm:/runtime}"), false, 7};
        QCOMPARE(b.plan().error().id, QStringLiteral("LTH-DEP-002"));
        b.function.runtime = {QStringLiteral("python3.11")};
        DeployOptions options;
        options.workDir = b.dir.filePath(QStringLiteral("w"));
        // A loopback address is an emulator and takes any role; an address that is not one may be AWS.
        Deployer emulator(*b.client, options);
        LATHE_VERIFY_RESULT(wait(emulator.plan(b.function)));
        AwsTarget target = b.client->target();
        target.endpoint.value.replace(QStringLiteral("127.0.0.1"), QStringLiteral("0.0.0.0"));
        LambdaClient client(target, {QStringLiteral("AK"), QStringLiteral("SK"), {}, {}, {}}, b.transport);
        Deployer remote(client, options);
        QVERIFY(wait(remote.plan(b.function)).error().text.contains(u"role"));
        options.role = QStringLiteral("arn:given");
        Deployer given(client, options);
        LATHE_VERIFY_RESULT(wait(given.plan(b.function)));
    }

    void serviceErrorsComeThrough()
    {
        Bench b;
        b.lambda.server.setHandler([](HttpExchange *x) {
            QObject::connect(x, &HttpExchange::bodyCompleted, x, [x] { FakeLambda::error(x, 403, "ExpiredTokenException", "expired"); });
        });
        QCOMPARE(b.plan().error().code, ErrorCode::Credentials);
    }
};

QTEST_GUILESS_MAIN(TestDeployer)
#include "tst_deployer.moc"
