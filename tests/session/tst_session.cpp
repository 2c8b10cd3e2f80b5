// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../deploy/fakelambda.h"
#include "core/paths.h"
#include "core/readwatch.h"
#include "items/runhistorymodel.h"
#include "package/signing/packagesignature.h"
#include "history/historystore.h"
#include "session/session.h"
#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <cstdio>

using namespace lathe;

static void put(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// A session on folders of its own, with the engine up.
struct Bench
{
    Bench()
    {
        SessionOptions options;
        options.stateDir = dir.filePath(QStringLiteral("state"));
        options.endpointDir = dir.filePath(QStringLiteral("endpoint"));
        options.bootstrapDir = QStringLiteral(LATHE_SOURCE_DIR "/resources/runtimes");
        options.historyDir = dir.filePath(QStringLiteral("history"));
        options.workDir = dir.filePath(QStringLiteral("run/work-%1").arg(QCoreApplication::applicationPid()));
        session = std::make_unique<Session>(options);
    }
    bool start()
    {
        QSignalSpy listening(session.get(), &Session::endpointListening);
        session->startEngine();
        return listening.wait(15000) && session->isEngineUp();
    }
    bool open(const QString &folder)
    {
        QSignalSpy opened(session.get(), &Session::projectOpened);
        session->openFolder(folder);
        return opened.wait(5000);
    }
    /// Runs and gives the record, or one with an empty name and the error in `error`.
    RunRecord run(const QByteArray &event, bool deployed = false)
    {
        RunRecord record;
        QEventLoop loop;
        QObject context;
        QObject::connect(&session->runs(), &RunController::finished, &context, [&](const RunRecord &finished) { record = finished; loop.quit(); });
        QObject::connect(&session->runs(), &RunController::failed, &context, [&](const Error &failed) { error = failed; loop.quit(); });
        QTimer::singleShot(30000, &loop, &QEventLoop::quit);
        deployed ? session->runs().invokeDeployed(event, QStringLiteral("e")) : session->runs().run(event, QStringLiteral("e"));
        if (session->runs().state() != RunController::State::Idle)
            loop.exec();
        return record;
    }
    QTemporaryDir dir;
    std::unique_ptr<Session> session;
    Error error;
};

class TestSession : public QObject
{
    Q_OBJECT
private slots:
    /// A window that is closed before its first frame: nothing of the engine's thread stays.
    void oneThatNeverStartsLeavesNoDescriptors()
    {
        const auto open = [] { return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size(); };
        { Bench warmUp; }
        const auto before = open();
        for (int i = 0; i < 3; ++i)
            Bench bench;
        QCOMPARE(open(), before);
    }

    void untrustedFolderDoesNotRun()
    {
        Bench bench;
        put(bench.dir.filePath(QStringLiteral("p/lambda_function.py")), "def lambda_handler(e, c):\n    return e\n");
        QVERIFY(bench.start());
        QVERIFY(bench.open(bench.dir.filePath(QStringLiteral("p"))));
        QVERIFY(!bench.session->isTrusted());
        QVERIFY(!bench.session->runs().canRun().ok);
        QVERIFY(!bench.session->runs().canRun().why.isEmpty());
        QVERIFY(!bench.session->deploys().canDeploy().ok);
        QVERIFY(bench.run("{}").functionName.isEmpty());
        QCOMPARE(bench.error.code, ErrorCode::NotTrusted);
        QSignalSpy failed(&bench.session->deploys(), &DeployController::failed);
        bench.session->deploys().makePlan();
        QCOMPARE(failed.size(), 1);
        bench.session->setTrusted(true);
        QVERIFY(bench.session->runs().canRun().ok);
    }

    void trustAndChoiceAreRemembered()
    {
        Bench bench;
        const QString folder = bench.dir.filePath(QStringLiteral("p"));
        put(folder + QStringLiteral("/template.yaml"),
            "Transform: AWS::Serverless-2016-10-31\nResources:\n"
            "  One:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: a.h, Runtime: python3.11, CodeUri: .}\n"
            "  Two:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: b.h, Runtime: python3.11, CodeUri: .}\n");
        QVERIFY(bench.open(folder));
        QCOMPARE(bench.session->project().functions.size(), 2);
        bench.session->setTrusted(true);
        bench.session->setCurrentFunction(QStringLiteral("Two"));
        bench.session->saveFiles({folder + QStringLiteral("/template.yaml")}, folder + QStringLiteral("/template.yaml"));
        SessionOptions options;
        options.stateDir = bench.dir.filePath(QStringLiteral("state"));
        options.workDir = bench.dir.filePath(QStringLiteral("run/w"));
        bench.session.reset();
        Session again(options);
        QSignalSpy opened(&again, &Session::projectOpened);
        again.openFolder(folder);
        QVERIFY(opened.wait(5000));
        QVERIFY(again.isTrusted());
        QCOMPARE(again.currentFunction(), QStringLiteral("Two"));
        QCOMPARE(again.savedFiles(), QStringList{folder + QStringLiteral("/template.yaml")});
        QCOMPARE(again.recentFolders().size(), 1);
    }

    /// A template that is written in place after it was read and before its watch is set or renewed: nothing else tells of that change.
    void aChangeBehindTheReadingIsSeen_data()
    {
        QTest::addColumn<QString>("watch");
        for (const char *watch : {"new", "kept", "renewed"})
            QTest::newRow(watch) << QString::fromLatin1(watch);
    }
    void aChangeBehindTheReadingIsSeen()
    {
        QFETCH(QString, watch);
        Bench bench;
        const QString folder = bench.dir.filePath(QStringLiteral("p")), file = folder + QStringLiteral("/template.yaml");
        const auto text = [](const char *name) {
            return QByteArray("Transform: AWS::Serverless-2016-10-31\nResources:\n  ") + name
                + ":\n    Type: AWS::Serverless::Function\n    Properties: {Handler: a.h, Runtime: python3.11, CodeUri: .}\n";
        };
        const auto shows = [&](const char *name) { return bench.session->hasProject() && bench.session->project().function(QLatin1String(name)); };
        put(folder + QStringLiteral("/a.py"), "def h(e, c):\n    return e\n");
        put(file, text("One"));
        if (watch == QLatin1String("new")) {
            const ReadWatch read(file);
            bench.session->openFolder(folder);
            QVERIFY(read.wait());
            put(file, text("Two"));
            QTRY_VERIFY(shows("Two"));
            return;
        }
        QVERIFY(bench.open(folder));
        QTRY_VERIFY(shows("One"));
        if (watch == QLatin1String("kept")) {
            const ReadWatch read(file);
            bench.session->reloadProject();
            QVERIFY(read.wait());
            put(file, text("Two"));
            QTRY_VERIFY(shows("Two"));
            return;
        }
        // As editors and git do: another file in its place, which ends the watch.
        put(folder + QStringLiteral("/other"), text("Two"));
        const ReadWatch read(folder + QStringLiteral("/other"));
        QCOMPARE(std::rename(QFile::encodeName(folder + QStringLiteral("/other")).constData(), QFile::encodeName(file).constData()), 0);
        while (!read.wait(0)) // the session's own look at it, step by step
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        put(file, text("Three"));
        QTRY_VERIFY(shows("Three"));
    }

    void aStreamIsSeenWhileItComes()
    {
        Bench bench;
        const QString folder = bench.dir.filePath(QStringLiteral("p"));
        put(folder + QStringLiteral("/index.js"), R"js(
const fs = require('fs');
exports.handler = awslambda.streamifyResponse(async (event, stream) => {
  stream.write('one');
  while (!fs.existsSync(__dirname + '/go')) await new Promise((done) => setTimeout(done, 5));
  if (event.fails) throw new RangeError('in the middle');
  stream.end('two');
});)js");
        QVERIFY(bench.start());
        QVERIFY(bench.open(folder));
        bench.session->setTrusted(true);
        QByteArray live;
        qint64 bytes = 0;
        connect(&bench.session->runs(), &RunController::responseAppended, this, [&](const QList<ResponseChunk> &parts, const QByteArray &more) {
            for (const ResponseChunk &part : parts)
                bytes += part.bytes;
            live += more;
            if (live == "one")
                put(folder + QStringLiteral("/go"), {}); // without this it would wait for ever
        });
        const RunRecord record = bench.run("{}");
        QVERIFY2(record.outcome.ok() && record.outcome.streamed, (bench.error.text.toUtf8() + record.outcome.log).constData());
        QCOMPARE(live, QByteArray("onetwo"));
        QCOMPARE(bytes, 6);
        QCOMPARE(record.outcome.payload, QByteArray("onetwo"));
        QCOMPARE(record.outcome.chunks.size(), 2);
        const RunRecord failed = bench.run("{\"fails\":true}");
        QCOMPARE(failed.partial, QByteArray("one"));
        QVERIFY(failed.outcome.payload.contains("in the middle"));
    }

    void runsAreKept()
    {
        Bench bench;
        put(bench.dir.filePath(QStringLiteral("p/lambda_function.py")), "def lambda_handler(e, c):\n    print('hello')\n    return e\n");
        QVERIFY(bench.start());
        QVERIFY(bench.open(bench.dir.filePath(QStringLiteral("p"))));
        bench.session->setTrusted(true);
        const RunRecord record = bench.run("{\"n\":   12345678901234567890}");
        QVERIFY2(record.outcome.ok(), qPrintable(bench.error.text));
        bench.session.reset(); // what is being written is written
        QStringList notes;
        const auto store = HistoryStore::open(bench.dir.filePath(QStringLiteral("history")), &notes);
        LATHE_VERIFY_RESULT(store);
        const auto kept = (*store)->entry(QStringLiteral("last"));
        LATHE_VERIFY_RESULT(kept);
        QCOMPARE(kept->event, record.event);
        QCOMPARE(kept->outcome.payload, record.outcome.payload);
        QCOMPARE(kept->outcome.log, record.outcome.log);
        QCOMPARE(kept->outcome.report, record.outcome.report);
        QCOMPARE(kept->function, record.functionName);
        QVERIFY(!kept->codeHash.isEmpty() && kept->runtime.startsWith(QStringLiteral("python")));
    }

    void runsTheCodeAsItIsNow()
    {
        Bench bench;
        const QString handler = bench.dir.filePath(QStringLiteral("p/lambda_function.py"));
        put(handler, "import sys\ndef lambda_handler(e, c):\n    print('hello', e['n'])\n    return {'n': e['n'], 'v': 1.0}\n");
        QVERIFY(bench.start());
        QVERIFY(bench.open(bench.dir.filePath(QStringLiteral("p"))));
        bench.session->setTrusted(true);
        QSignalSpy log(&bench.session->runs(), &RunController::logAppended);
        const RunRecord first = bench.run("{\"n\": 12345678901234567890}");
        QVERIFY2(first.outcome.ok(), qPrintable(bench.error.text + QString::fromUtf8(first.outcome.payload)));
        QVERIFY(first.outcome.payload.contains("12345678901234567890"));
        QVERIFY(first.outcome.report.initMs >= 0);
        QVERIFY(first.outcome.report.maxMemoryUsedMib > 0);
        QByteArray text;
        for (const auto &arguments : log)
            text += arguments.first().toByteArray();
        QVERIFY2(text.contains("hello 12345678901234567890\n"), text.constData());
        QVERIFY(text.contains("REPORT RequestId: "));

        const RunRecord warm = bench.run("{\"n\": 2}");
        QVERIFY(warm.outcome.ok());
        QVERIFY(warm.outcome.report.initMs < 0); // the same code: the environment is used again
        put(handler, "def lambda_handler(e, c):\n    return 'new'\n");
        const RunRecord edited = bench.run("{\"n\": 3}");
        QCOMPARE(edited.outcome.payload, QByteArray("\"new\""));
        QCOMPARE(bench.session->runs().history().rowCount(), 3);
        QCOMPARE(bench.session->runs().previousRun(edited.functionName).outcome.payload, warm.outcome.payload);
    }

    void failuresAreOutcomes()
    {
        Bench bench;
        put(bench.dir.filePath(QStringLiteral("p/lambda_function.py")), "def lambda_handler(e, c):\n    raise ValueError('boom')\n");
        QVERIFY(bench.start());
        QVERIFY(bench.open(bench.dir.filePath(QStringLiteral("p"))));
        bench.session->setTrusted(true);
        const RunRecord record = bench.run("{}");
        QVERIFY(!record.outcome.ok());
        QCOMPARE(QJsonDocument::fromJson(record.outcome.payload).object().value(QLatin1String("errorType")).toString(), QStringLiteral("ValueError"));
    }

    void stopEndsARun()
    {
        Bench bench;
        put(bench.dir.filePath(QStringLiteral("p/lambda_function.py")), "import time\nprint('up', flush=True)\ndef lambda_handler(e, c):\n    print('in', flush=True)\n    time.sleep(2)\n");
        QVERIFY(bench.start());
        QVERIFY(bench.open(bench.dir.filePath(QStringLiteral("p"))));
        bench.session->setTrusted(true);
        QSignalSpy failed(&bench.session->runs(), &RunController::failed);
        QByteArray log;
        connect(&bench.session->runs(), &RunController::logAppended, this, [&](const QByteArray &bytes) { log += bytes; });
        bench.session->runs().run("{}", {});
        QVERIFY(!bench.session->runs().canRun().ok);
        QTRY_VERIFY_WITH_TIMEOUT(log.contains("in\n"), 15000);
        bench.session->runs().stop();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 15000);
        QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::Cancelled);
        QVERIFY(bench.session->runs().canRun().ok);
    }

    void deploysToTheEndpointAndInvokesThere()
    {
        Bench bench;
        put(bench.dir.filePath(QStringLiteral("p/lambda_function.py")), "def lambda_handler(e, c):\n    return {'sum': e['a'] + e['b']}\n");
        QVERIFY(bench.start());
        QVERIFY(bench.open(bench.dir.filePath(QStringLiteral("p"))));
        bench.session->setTrusted(true);
        bench.run("{\"a\": 1, \"b\": 2}", true);
        QCOMPARE(bench.error.code, ErrorCode::NotFound); // nothing is there yet, and the text says what to do
        QVERIFY(bench.error.text.contains(QLatin1String("F8")));

        DeployController &deploys = bench.session->deploys();
        QSignalSpy ready(&deploys, &DeployController::planReady);
        QSignalSpy deployed(&deploys, &DeployController::deployed);
        QSignalSpy failed(&deploys, &DeployController::failed);
        deploys.makePlan();
        QVERIFY2(ready.wait(15000), qPrintable(failed.isEmpty() ? QString() : failed.first().first().value<Error>().text));
        QCOMPARE(deploys.state(), DeployController::State::Reviewing);
        QVERIFY(deploys.plan().remoteSha256.isEmpty());
        deploys.apply();
        QVERIFY2(deployed.wait(20000), qPrintable(failed.isEmpty() ? QString() : failed.first().first().value<Error>().text));
        const RunRecord here = bench.run("{\"a\": 1, \"b\": 2}");
        const RunRecord there = bench.run("{\"a\": 1, \"b\": 2}", true);
        QVERIFY2(there.outcome.ok(), qPrintable(bench.error.text));
        QCOMPARE(there.outcome.payload, here.outcome.payload);
        QVERIFY(there.deployed);
        QVERIFY(there.outcome.report.memoryMib > 0); // from the log's REPORT line

        deploys.makePlan();
        QVERIFY(ready.wait(15000));
        QVERIFY(deploys.plan().isEmpty()); // nothing changed: nothing to do
        const QString unsignedSha256 = deploys.plan().codeSha256;
        QVERIFY(deploys.signingKeys().isEmpty());
        LATHE_VERIFY_RESULT(SigningKeys().create(QStringLiteral("team"), SigningKeys::Algorithm::EcdsaP256));
        QCOMPARE(deploys.signingKeys(), QStringList{QStringLiteral("team")});
        deploys.setSigningKey(QStringLiteral("team")); // throws the plan away: it was of another package
        QCOMPARE(deploys.state(), DeployController::State::Idle);
        deploys.makePlan();
        QVERIFY(ready.wait(15000));
        QVERIFY(deploys.plan().codeSha256 != unsignedSha256);
        QCOMPARE(checkSignature(deploys.plan().packageFile, SigningKeys())->key.name, QStringLiteral("team"));
        deploys.cancel();
        LATHE_VERIFY_RESULT(SigningKeys().remove(QStringLiteral("team")));
        QCOMPARE(deploys.state(), DeployController::State::Idle);
    }

    void closingDuringADeployIsSafe()
    {
        test::FakeLambda lambda;
        lambda.pollsUntilReady = 1000 * 1000; // never active: the deploy looks again and again
        const QByteArray url = "http://127.0.0.1:" + QByteArray::number(lambda.port);
        qputenv("AWS_ENDPOINT_URL", url);
        qputenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        qputenv("AWS_SECRET_ACCESS_KEY", "secret");
        qputenv("AWS_REGION", "eu-west-1");
        Bench bench;
        for (const char *name : {"AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"})
            qunsetenv(name);
        put(bench.dir.filePath(QStringLiteral("p/lambda_function.py")), "def lambda_handler(e, c):\n    return e\n");
        QVERIFY(bench.start());
        QVERIFY(bench.open(bench.dir.filePath(QStringLiteral("p"))));
        bench.session->setTrusted(true);
        DeployController &deploys = bench.session->deploys();
        deploys.setCurrentTarget(QString::fromLatin1(url));
        QSignalSpy planned(&deploys, &DeployController::planReady);
        QSignalSpy failed(&deploys, &DeployController::failed);
        deploys.makePlan();
        QTRY_VERIFY_WITH_TIMEOUT(planned.size() + failed.size() > 0, 15000);
        QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed.first().first().value<Error>().text));
        deploys.apply();
        QTRY_VERIFY_WITH_TIMEOUT(lambda.count(QStringLiteral("GET configuration")) >= 2, 15000);
        // The worker sleeps between two looks: what it looks through must outlive it.
        bench.session.reset();
        const auto calls = lambda.calls.size();
        QTest::qWait(300);
        QVERIFY2(lambda.calls.size() <= calls + 1, "one may have been on its way"); // it would look every few milliseconds
    }

    void samplesAreMadeAndTrusted()
    {
        Bench bench;
        const QString folder = bench.dir.filePath(QStringLiteral("hello"));
        QSignalSpy made(bench.session.get(), &Session::sampleCreated);
        bench.session->createSample(QStringLiteral("hello-python"), folder);
        QVERIFY(made.wait(10000));
        QVERIFY(bench.open(folder));
        QVERIFY(bench.session->isTrusted());
        QVERIFY(!bench.session->events().events(bench.session->currentFunction()).isEmpty());
        QSignalSpy failed(bench.session.get(), &Session::sampleFailed);
        bench.session->createSample(QStringLiteral("hello-python"), folder); // not empty
        QVERIFY(failed.wait(10000));
        QVERIFY(QFileInfo(folder + QStringLiteral("/lambda_function.py")).exists());
    }

    /// The sample is sources alone: F5 compiles them, and again when they changed.
    void javaIsCompiledBeforeItRuns()
    {
        qputenv("LATHE_JAVA", LATHE_BIN_DIR "/../lib/lathe/java");
        Bench bench;
        QVERIFY(bench.start());
        QSignalSpy made(bench.session.get(), &Session::sampleCreated);
        const QString folder = bench.dir.filePath(QStringLiteral("new"));
        bench.session->createSample(QStringLiteral("hello-java"), folder);
        QVERIFY(made.wait(10000));
        QVERIFY(bench.open(folder));
        QList<RunPreparation::Phase> phases;
        connect(&bench.session->runs(), &RunController::preparing, this, [&](const RunPreparation &step) { phases << step.phase; });
        RunRecord record = bench.run("{\"name\":\"Ada\"}");
        QVERIFY2(record.outcome.ok() && bench.error.text.isEmpty(), (record.outcome.log + bench.error.text.toUtf8() + bench.error.detail.toUtf8()).constData());
        QCOMPARE(record.outcome.payload, QByteArray("{\"message\":\"Hello, Ada!\"}"));
        QCOMPARE(phases, (QList{RunPreparation::Phase::BuildingFunction, RunPreparation::Phase::Done}));
        record = bench.run("{}");
        QCOMPARE(record.outcome.payload, QByteArray("{\"message\":\"Hello, world!\"}"));
        QVERIFY(record.outcome.report.initMs < 0); // neither compiled nor started again
        QCOMPARE(phases.size(), 2);
        QFile source(folder + QStringLiteral("/src/main/java/example/Hello.java"));
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QByteArray text = source.readAll();
        put(source.fileName(), QByteArray(text).replace("\"Hello, \"", "\"Bye, \""));
        QCOMPARE(bench.run("{}").outcome.payload, QByteArray("{\"message\":\"Bye, world!\"}"));
        put(source.fileName(), QByteArray(text).replace("person.name.trim()", "person.nothing"));
        QVERIFY(bench.run("{}").functionName.isEmpty());
        QVERIFY2(bench.error.id == QStringLiteral("LTH-BLD-003") && bench.error.detail.contains(QStringLiteral("Hello.java")), qPrintable(bench.error.text + bench.error.detail));
    }

    void templatesAreReadAgain()
    {
        Bench bench;
        const QString handler = bench.dir.filePath(QStringLiteral("p/lambda_function.py"));
        put(bench.dir.filePath(QStringLiteral("p/readme.txt")), "x");
        QVERIFY(bench.open(bench.dir.filePath(QStringLiteral("p"))));
        QVERIFY(bench.session->project().functions.isEmpty());
        QSignalSpy changed(bench.session.get(), &Session::projectChanged);
        put(handler, "def lambda_handler(e, c):\n    return 1\n"); // from outside
        QTRY_COMPARE_WITH_TIMEOUT(bench.session->project().functions.size(), 1, 5000);
        QVERIFY(!bench.session->currentFunction().isEmpty());
    }

    void whatAKilledSaveLeftIsSwept()
    {
        Bench bench;
        put(bench.dir.filePath(QStringLiteral("p/lambda_function.py")), "def lambda_handler(e, c):\n    return 1\n");
        const QString stray = bench.dir.filePath(QStringLiteral("p/.lambda_function.py.lathe-a1B2c3"));
        const QString young = bench.dir.filePath(QStringLiteral("p/.other.py.lathe-a1B2c3")); // maybe of a save under way
        put(stray, "x");
        put(young, "x");
        QFile file(stray);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-3600), QFileDevice::FileModificationTime));
        file.close();
        QVERIFY(bench.open(bench.dir.filePath(QStringLiteral("p"))));
        QTRY_VERIFY(!QFileInfo::exists(stray));
        QVERIFY(QFileInfo::exists(young));
    }

    /// A file of the folder that is open still changes, or it becomes trusted, in the moment in which another one is opened.
    void newsOfAFolderDoesNotKeepAnotherFromOpening()
    {
        Bench bench;
        const QString one = bench.dir.filePath(QStringLiteral("one")), two = bench.dir.filePath(QStringLiteral("two"));
        put(one + QStringLiteral("/a.py"), "def h(e, c):\n    return e\n");
        put(two + QStringLiteral("/a.py"), "def h(e, c):\n    return e\n");
        QVERIFY(bench.open(one));
        QSignalSpy opened(bench.session.get(), &Session::projectOpened);
        bench.session->openFolder(two);
        bench.session->reloadProject();
        QVERIFY(opened.wait(5000));
        QCOMPARE(bench.session->project().root, two);

        QSignalSpy failed(bench.session.get(), &Session::projectFailed), changed(bench.session.get(), &Session::projectChanged);
        bench.session->openFolder(bench.dir.filePath(QStringLiteral("nowhere")));
        bench.session->reloadProject(); // the other stays open, and is read
        QTRY_VERIFY(!failed.isEmpty() && !changed.isEmpty());
        QCOMPARE(bench.session->project().root, two);
    }

    void missingFoldersAreErrors()
    {
        Bench bench;
        QSignalSpy failed(bench.session.get(), &Session::projectFailed);
        bench.session->openFolder(bench.dir.filePath(QStringLiteral("nowhere")));
        QCOMPARE(failed.size(), 1);
        QVERIFY(!bench.session->hasProject());
    }

    void aSecondSessionUsesTheFirstOnesEndpoint()
    {
        Bench bench;
        QVERIFY(bench.start());
        SessionOptions options;
        options.stateDir = bench.dir.filePath(QStringLiteral("state2"));
        options.endpointDir = bench.dir.filePath(QStringLiteral("endpoint"));
        options.bootstrapDir = QStringLiteral(LATHE_SOURCE_DIR "/resources/runtimes");
        options.workDir = bench.dir.filePath(QStringLiteral("run/work-second"));
        Session second(options);
        QSignalSpy listening(&second, &Session::endpointListening);
        second.startEngine();
        QVERIFY(listening.wait(15000));
        QCOMPARE(second.endpointPort(), bench.session->endpointPort());
        QVERIFY(!second.ownsEndpoint());
        QVERIFY(bench.session->ownsEndpoint());
        QVERIFY(second.endpointEnvironment().contains(QStringLiteral("AWS_ENDPOINT_URL=http://127.0.0.1:%1").arg(second.endpointPort())));
    }

    void theEventLoopStaysFree()
    {
        Bench bench;
        put(bench.dir.filePath(QStringLiteral("p/lambda_function.py")), "def lambda_handler(e, c):\n    for i in range(200000): print('line', i)\n");
        QVERIFY(bench.start());
        QVERIFY(bench.open(bench.dir.filePath(QStringLiteral("p"))));
        bench.session->setTrusted(true);
        qint64 worst = 0;
        QElapsedTimer gap;
        QTimer tick;
        tick.setInterval(5);
        connect(&tick, &QTimer::timeout, this, [&] { worst = qMax(worst, gap.restart()); });
        gap.start();
        tick.start();
        const RunRecord record = bench.run("{}");
        tick.stop();
        qInfo("longest gap of the event loop during a run that floods its log: %lld ms (aim: 50)", worst);
        QVERIFY(!record.functionName.isEmpty());
        QVERIFY(worst < 10000); // only a loop that stands still fails
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
