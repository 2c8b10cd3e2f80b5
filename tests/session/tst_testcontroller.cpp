// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/historylog.h"
#include "session/session.h"
#include "session/testcontroller.h"
#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace lathe;

/// The run matrix on the real engine.
class TestTestController : public QObject
{
    Q_OBJECT

    struct Bench
    {
        Bench()
        {
            SessionOptions options;
            options.stateDir = dir.filePath(QStringLiteral("state"));
            options.endpointDir = dir.filePath(QStringLiteral("endpoint"));
            options.historyDir = dir.filePath(QStringLiteral("history"));
            options.bootstrapDir = QStringLiteral(LATHE_SOURCE_DIR "/resources/runtimes");
            options.workDir = dir.filePath(QStringLiteral("run/work-%1").arg(QCoreApplication::applicationPid()));
            session = std::make_unique<Session>(options);
        }
        void put(const char *name, const QByteArray &bytes)
        {
            const QString path = dir.filePath(QStringLiteral("p/") + QLatin1String(name));
            QDir().mkpath(QFileInfo(path).path());
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        }
        /// Two functions, one shared event and one of its own, expectations that hold and that do not.
        void write()
        {
            put("template.yaml", "Transform: AWS::Serverless-2016-10-31\nResources:\n"
                                 "  py:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: py/, Handler: app.handler, Runtime: python3.11}\n"
                                 "  js:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: js/, Handler: app.handler, Runtime: nodejs20.x}\n");
            put("py/app.py", "import time\ndef handler(e, c):\n    time.sleep(e.get('sleep', 0))\n    print('seen', c.client_context.custom['n'] if c.client_context else None)\n    return {'from': 'py', 'n': e.get('n')}\n");
            put("js/app.js", "exports.handler = async (e) => ({from: 'js', n: e.n});\n");
            put("events/a.json", "{\"n\": 1}");
            put("events/a.meta.json", "{\"expect\": {\"response\": [{\"path\": \"$.from\", \"equals\": \"py\"}]}}");
            put("events/py/own.json", "{\"n\": 2}");
            put("events/py/own.expected.json", "{\"n\": 2, \"from\": \"py\"}");
            put("events/py/own.meta.json", "{\"clientContext\": {\"custom\": {\"n\": 7}}, \"expect\": {\"logContains\": [\"seen 7\"]}}");
        }
        bool open(bool trust = true)
        {
            QSignalSpy listening(session.get(), &Session::endpointListening);
            session->startEngine();
            if (!listening.wait(20000))
                return false;
            QSignalSpy opened(session.get(), &Session::projectOpened);
            session->openFolder(dir.filePath(QStringLiteral("p")));
            if (!opened.wait(10000))
                return false;
            QSignalSpy changed(session.get(), &Session::projectChanged);
            session->setTrusted(trust);
            return !trust || changed.wait(10000);
        }
        bool run(const QList<MatrixPlace> &places)
        {
            QSignalSpy finished(&tests(), &TestController::finished);
            tests().run(places);
            return !finished.isEmpty() || finished.wait(60000);
        }
        TestController &tests() { return session->tests(); }
        MatrixCell cell(const char *event, const char *function) { return tests().matrix().cell(place(event, function)); }
        MatrixPlace place(const char *event, const char *function) { return {dir.filePath(QStringLiteral("p/events/") + QLatin1String(event)), QLatin1String(function), {}}; }
        QTemporaryDir dir;
        std::unique_ptr<Session> session;
    };

private slots:
    void everythingRunsAndIsChecked()
    {
        Bench b;
        b.write();
        QVERIFY(b.open());
        TestController &tests = b.tests();
        QAbstractItemModelTester tester(&tests.matrix(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(tests.matrix().rowCount(), 2);
        QCOMPARE(tests.matrix().columnCount(), 2);
        QSignalSpy progressed(&tests, &TestController::progressed);
        QVERIFY(b.run(tests.matrix().places()));
        QCOMPARE(b.cell("a.json", "py").state, MatrixCell::Passed);
        QVERIFY2(b.cell("py/own.json", "py").state == MatrixCell::Passed, qPrintable(b.cell("py/own.json", "py").failure));
        QCOMPARE(b.cell("a.json", "js").state, MatrixCell::Failed);
        QVERIFY(b.cell("a.json", "js").failure.contains(QStringLiteral("\"js\"")));
        QVERIFY(b.cell("a.json", "py").durationMs > 0);
        QCOMPARE(progressed.size(), 4);
        QCOMPARE(progressed.last(), (QList<QVariant>{3, 3}));
        QCOMPARE(tests.failed(), QList<MatrixPlace>{b.place("a.json", "js")});
        QVERIFY(tests.result(b.place("a.json", "js"))->outcome.payload.contains("\"js\""));

        b.put("js/app.js", "exports.handler = async (e) => ({from: 'py', n: e.n});\n"); // mended: the new code runs
        QVERIFY(b.run(tests.failed()));
        QCOMPARE(b.cell("a.json", "js").state, MatrixCell::Passed);
        QCOMPARE(tests.matrix().count(MatrixCell::Passed), 3);

        const QString file = b.dir.filePath(QStringLiteral("out.xml"));
        QVERIFY(tests.saveJunit(file));
        QFile xml(file);
        QVERIFY(xml.open(QIODevice::ReadOnly));
        QXmlStreamReader reader(xml.readAll());
        int cases = 0;
        while (!reader.atEnd())
            if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QLatin1String("testcase"))
                ++cases;
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(cases, 3);
    }

    void oneThatCannotRunHindersNoOther()
    {
        Bench b;
        b.write();
        b.put("events/bad.json", "{\"n\": 3}");
        b.put("events/bad.meta.json", "{\"expect\": {\"colour\": 1}}");
        QVERIFY(b.open());
        QVERIFY(b.run(b.tests().matrix().places()));
        QCOMPARE(b.cell("bad.json", "py").state, MatrixCell::Broken);
        QVERIFY(b.cell("bad.json", "py").failure.contains(QStringLiteral("colour")));
        QCOMPARE(b.cell("a.json", "py").state, MatrixCell::Passed);
    }

    void stopEndsWhatRuns()
    {
        Bench b;
        b.write();
        for (const char *name : {"events/py/s1.json", "events/py/s2.json", "events/py/s3.json", "events/py/s4.json", "events/py/s5.json", "events/py/s6.json"})
            b.put(name, "{\"sleep\": 2.5}");
        QVERIFY(b.open());
        TestController &tests = b.tests();
        QVERIFY(!tests.isRunning());
        QSignalSpy finished(&tests, &TestController::finished);
        QSignalSpy changed(&tests.matrix(), &QAbstractItemModel::dataChanged);
        tests.run(tests.matrix().places());
        QVERIFY(tests.isRunning() && !tests.canRun().ok);
        QVERIFY(QTest::qWaitFor([&] { return tests.matrix().count(MatrixCell::Running) > 0; }, 30000));
        tests.stop();
        QVERIFY(finished.wait(10000));
        QVERIFY(!tests.isRunning());
        QVERIFY(tests.matrix().count(MatrixCell::Stopped) >= 6);
        QCOMPARE(tests.matrix().count(MatrixCell::Waiting) + tests.matrix().count(MatrixCell::Running), 0);
    }

    void runtimesStandAcross()
    {
        Bench b;
        b.write();
        QVERIFY(b.open());
        b.session->setCurrentFunction(QStringLiteral("py"));
        b.tests().setAcross(TestController::Across::Runtimes);
        QVERIFY(b.tests().matrix().columnCount() >= 1);
        QCOMPARE(b.tests().matrix().columnAt(0).runtime, QStringLiteral("python3.11"));
        const QList<MatrixPlace> places = b.tests().matrix().places(); // more may come when interpreters were found
        QVERIFY(b.run(places));
        for (const MatrixPlace &place : places)
            QVERIFY(b.tests().matrix().cell(place).state == MatrixCell::Passed);
        QVERIFY2(b.tests().commandFor({}).startsWith(QStringLiteral("lathe test 'py' --runtimes python3.11")), qPrintable(b.tests().commandFor({})));
    }

    void resultsOfWhatChangedAreMarkedAndRunsAreKept()
    {
        Bench b;
        b.write();
        QVERIFY(b.open());
        TestMatrixModel &matrix = b.tests().matrix();
        QVERIFY(b.run(matrix.places()));
        QCOMPARE(matrix.staleCount(), 0);
        const auto kept = [&] {
            auto future = b.session->history().find({});
            (void)QTest::qWaitFor([&] { return future.isFinished(); }, 20000);
            return future.result().value_or(QList<HistoryEntry>());
        };
        QTRY_COMPARE(kept().size(), 3);
        for (const HistoryEntry &entry : kept()) {
            QCOMPARE(entry.where, QStringLiteral("test run"));
            QVERIFY(!entry.codeHash.isEmpty() && (entry.function == u"py" || entry.function == u"js"));
        }
        auto whole = b.session->history().entry(kept().first().id);
        QVERIFY(QTest::qWaitFor([&] { return whole.isFinished(); }, 20000) && whole.result());
        QVERIFY(whole.result()->event.startsWith("{\"n\": ")); // its exact bytes, to be replayed
        const QByteArray app = "def handler(e, c):\n    print('seen', 7)\n    return {'from': 'py', 'n': e.get('n')}\n";
        b.put("py/app.py", app);
        b.session->noteSaved(b.dir.filePath(QStringLiteral("p/py/app.py")));
        QTRY_COMPARE(matrix.staleCount(), 2); // both events of that function, none of the other
        QVERIFY(matrix.cell(b.place("a.json", "py")).stale && !matrix.cell(b.place("a.json", "js")).stale);
        QVERIFY(matrix.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("passed, outdated")));
        QVERIFY(b.run({b.place("a.json", "py"), b.place("py/own.json", "py")}));
        QCOMPARE(matrix.staleCount(), 0);
        b.put("events/a.json", "{\"n\": 5}");
        b.session->noteSaved(b.dir.filePath(QStringLiteral("p/events/a.json")));
        QTRY_COMPARE(matrix.staleCount(), 2); // on both functions
        b.put("events/a.json", "{\"n\": 1}"); // as it was: the results hold again
        b.session->noteSaved(b.dir.filePath(QStringLiteral("p/events/a.json")));
        QTRY_COMPARE(matrix.staleCount(), 0);
        b.put("events/a.meta.json", "{}"); // what is expected is a part of the test
        b.session->noteSaved(b.dir.filePath(QStringLiteral("p/events/a.meta.json")));
        QTRY_COMPARE(matrix.staleCount(), 2);
    }

    void versionsStandAcross()
    {
        Bench b;
        b.write();
        QVERIFY(b.open());
        b.session->setCurrentFunction(QStringLiteral("py"));
        TestMatrixModel &matrix = b.tests().matrix();
        b.tests().setAcross(TestController::Across::Versions);
        QCOMPARE(matrix.columnCount(), 1); // not deployed yet
        QCOMPARE(matrix.columnAt(0).title, QStringLiteral("this folder"));
        const auto deploy = [&] {
            DeployController &deploys = b.session->deploys();
            QSignalSpy ready(&deploys, &DeployController::planReady);
            QSignalSpy deployed(&deploys, &DeployController::deployed);
            deploys.makePlan();
            if (ready.isEmpty() && !ready.wait(20000))
                return false;
            deploys.apply();
            return !deployed.isEmpty() || deployed.wait(30000);
        };
        QVERIFY(deploy());
        QTRY_COMPARE(matrix.columnCount(), 2);
        QCOMPARE(matrix.columnAt(1).qualifier, QStringLiteral("$LATEST"));
        const MatrixPlace here = b.place("a.json", "py");
        MatrixPlace there = here;
        there.qualifier = QStringLiteral("$LATEST");
        QVERIFY(b.run(matrix.places()));
        for (const MatrixPlace &place : matrix.places())
            QVERIFY2(matrix.cell(place).state == MatrixCell::Passed, qPrintable(matrix.cell(place).failure));
        QVERIFY(matrix.cell(there).durationMs > 0);
        QVERIFY2(b.tests().commandFor({there}).startsWith(QStringLiteral("lathe test 'py' -e 'a' --qualifiers '$LATEST'")), qPrintable(b.tests().commandFor({there})));
        b.put("py/app.py", "def handler(e, c):\n    print('seen', 7)\n    return {'from': 'other', 'n': e.get('n')}\n");
        b.session->noteSaved(b.dir.filePath(QStringLiteral("p/py/app.py")));
        QTRY_VERIFY(matrix.cell(here).stale);
        QVERIFY(!matrix.cell(there).stale); // what is deployed is as it was
        QVERIFY(deploy());
        QTRY_VERIFY(matrix.cell(there).stale);
        QVERIFY(b.run({there}));
        QCOMPARE(matrix.cell(there).state, MatrixCell::Failed);
        QVERIFY(!matrix.cell(there).stale);
    }

    void commandsSayTheSame()
    {
        Bench b;
        b.write();
        QVERIFY(b.open());
        const QString root = QStringLiteral(" -C '") + b.session->project().root + u'\'';
        QCOMPARE(b.tests().commandFor(b.tests().matrix().places()), QStringLiteral("lathe test") + root);
        QCOMPARE(b.tests().commandFor({b.place("a.json", "js")}), QStringLiteral("lathe test 'js' -e 'a'") + root);
    }

    void nothingRunsUntrusted()
    {
        Bench b;
        b.write();
        QVERIFY(b.open(false));
        QVERIFY(!b.tests().canRun().ok);
        b.tests().run(b.tests().matrix().places());
        QVERIFY(!b.tests().isRunning());
    }

    /// Made by an editor or by git, in a folder of one function too, and one that is made only now.
    void eventsMadeOutsideAppear()
    {
        Bench b;
        b.write();
        QVERIFY(b.open());
        QCOMPARE(b.tests().matrix().rowCount(), 2);
        b.put("events/py/more.json", "{}");
        QTRY_COMPARE(b.tests().matrix().rowCount(), 3);
        b.put("events/js/first.json", "{}");
        QTRY_COMPARE(b.tests().matrix().rowCount(), 4);
        b.put("events/js/second.json", "{}");
        QTRY_COMPARE(b.tests().matrix().rowCount(), 5);
        QSignalSpy changed(b.session.get(), &Session::eventsChanged);
        // In place, as some editors do. Not QTRY_VERIFY, which does it once more after it was satisfied.
        QVERIFY(QTest::qWaitFor([&] {
            changed.clear();
            b.put("events/a.meta.json", "{}");
            return changed.wait(3000);
        }, 30000));
        QVERIFY(QFile::remove(b.dir.filePath(QStringLiteral("p/events/a.json"))));
        QTRY_COMPARE(b.tests().matrix().rowCount(), 4);
    }
};

QTEST_GUILESS_MAIN(TestTestController)
#include "tst_testcontroller.moc"
