// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/coldstartmodel.h"
#include "items/invocationtimeline.h"
#include "items/responsetimeline.h"
#include "items/runhistorymodel.h"
#include "session/importlines.h"
#include "session/session.h"
#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;
using Tester = QAbstractItemModelTester;
using Mode = RunController::Mode;

/// What a session tells of real runs, and what the models make of it.
class TestSessionActivity : public QObject
{
    Q_OBJECT
    QTemporaryDir m_dir;
    std::unique_ptr<Session> m_session;

    void put(const QString &name, const QByteArray &bytes)
    {
        const QString path = m_dir.filePath(QStringLiteral("p/") + name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    RunRecord run(const QByteArray &event, Mode mode = Mode::Usual)
    {
        QSignalSpy finished(&m_session->runs(), &RunController::finished);
        QSignalSpy failed(&m_session->runs(), &RunController::failed);
        m_session->runs().run(event, QStringLiteral("e"), mode);
        (void)QTest::qWaitFor([&] { return !finished.isEmpty() || !failed.isEmpty(); }, 30000);
        if (!failed.isEmpty())
            qWarning().noquote() << failed.first().first().value<Error>().text << failed.first().first().value<Error>().detail;
        return finished.isEmpty() ? RunRecord() : finished.first().first().value<RunRecord>();
    }

    void openIt()
    {
        QSignalSpy opened(m_session.get(), &Session::projectOpened);
        m_session->openFolder(m_dir.filePath(QStringLiteral("p")));
        QVERIFY(opened.wait(5000));
        m_session->setTrusted(true);
    }

private slots:
    void init()
    {
                SessionOptions options;
        options.stateDir = m_dir.filePath(QStringLiteral("state"));
        options.endpointDir = m_dir.filePath(QStringLiteral("endpoint"));
        options.bootstrapDir = QStringLiteral(LATHE_SOURCE_DIR "/resources/runtimes");
        options.workDir = m_dir.filePath(QStringLiteral("run/work-%1").arg(QCoreApplication::applicationPid()));
        options.spares = false;
        m_session = std::make_unique<Session>(options);
        QSignalSpy listening(m_session.get(), &Session::endpointListening);
        m_session->startEngine();
        QVERIFY(listening.wait(15000));
    }
    void cleanup()
    {
        m_session.reset();
        QDir(m_dir.filePath(QStringLiteral("p"))).removeRecursively();
    }
    void aStreamIsDrawnWhileItComes()
    {
        put(QStringLiteral("index.js"), "const wait = (ms) => new Promise((done) => setTimeout(done, ms));\n"
                                        "exports.handler = awslambda.streamifyResponse(async (event, stream) => {\n"
                                        "  for (let i = 0; i < 8; ++i) { stream.write('x'.repeat(1000)); await wait(40); }\n  stream.end();\n});\n");
        openIt();
        ResponseTimeline model;
        Tester tester(&model, Tester::FailureReportingMode::Fatal);
        RunController &runs = m_session->runs();
        connect(&runs, &RunController::started, &model, &ResponseTimeline::begin);
        connect(&runs, &RunController::responseAppended, &model, &ResponseTimeline::append);
        qint64 seenLive = 0;
        connect(&model, &ResponseTimeline::stateChanged, this, [&] { seenLive = model.isLive() ? std::max(seenLive, model.parts()) : seenLive; });
        const RunRecord record = run("{}");
        QVERIFY(record.outcome.ok());
        QVERIFY2(seenLive > 0 && seenLive < 100, qPrintable(QString::number(seenLive)));
        model.finish(record.outcome.chunks, record.outcome.report.durationMs);
        QCOMPARE(model.totalBytes(), qint64(8000));
        QVERIFY(model.parts() >= 2);
        QVERIFY(model.firstByteMs() >= 0 && model.lastByteMs() > model.firstByteMs());
        QVERIFY(model.endMs() >= model.lastByteMs());
    }

    void environmentsTellOfColdAndWarmRuns()
    {
        put(QStringLiteral("lambda_function.py"), "import json\ndef lambda_handler(e, c):\n    if e.get('fail'): raise ValueError('no')\n    return e\n");
        openIt();
        InvocationTimeline bars;
        Tester tester(&bars, Tester::FailureReportingMode::Fatal);
        ColdStarts starts;
        connect(m_session.get(), &Session::environmentEvents, this, [&](const QList<EnvironmentEvent> &events) {
            bars.append(events);
            starts.append(events);
        });
        const QString fn = m_session->currentFunction();
        QVERIFY(run("{}").outcome.ok());
        QVERIFY(!run("{\"fail\": 1}").outcome.ok());
        QTRY_COMPARE(bars.rowCount(), 3); // init, invoke, invoke
        QTRY_VERIFY(!bars.isAnyOpen());
        QCOMPARE(bars.lanes().size(), 1);
        QCOMPARE(bars.at(0).kind, InvocationTimeline::Kind::Init);
        QVERIFY(!bars.at(1).failed() && bars.at(2).failed());
        QVERIFY(bars.at(1).startMicros >= bars.at(0).startMicros + qint64(bars.at(0).durationMs * 1000) - 1000);
        const ColdStart *start = starts.nth(fn, 0);
        QVERIFY(start && start->complete && !starts.nth(fn, 1));
        for (const ColdPart part : {ColdPart::Sandbox, ColdPart::Interpreter, ColdPart::Bootstrap, ColdPart::FunctionCode, ColdPart::Handler})
            QVERIFY2(start->find(part), qPrintable(ColdStartModel::partName(part)));
        QVERIFY(start->endMs() >= start->initMs && start->initMs > 0);
        const quint64 first = start->environment;

        QVERIFY(run("{}", Mode::Cold).outcome.ok()); // though a warm one was there
        QTRY_VERIFY(starts.nth(fn, 1));
        QVERIFY(starts.nth(fn, 0)->environment != first);
        QCOMPARE(starts.comparable(fn, 0)->environment, first);
        QTRY_COMPARE(m_session->environments().size(), 1);
        QCOMPARE(m_session->runs().history().rowCount(), 3);
    }

    void importsAreTimedOnRequest_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QString>("helper");
        QTest::addColumn<QByteArray>("helperCode");
        QTest::addColumn<QString>("import");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("inner");
        QTest::addColumn<int>("innerLine");
        QTest::newRow("Python") << QStringLiteral("lambda_function.py") << QByteArray("import json\nimport helper, csv\nprint('loaded')\ndef lambda_handler(e, c):\n    return 1\n")
                                << QStringLiteral("helper.py") << QByteArray("\nfrom xml.dom import minidom\n") << QStringLiteral("helper") << 2 << QStringLiteral("xml.dom.minidom") << 2;
        QTest::newRow("Node.js") << QStringLiteral("index.js") << QByteArray("const os = require('os');\nconst helper = require('./helper');\nconsole.log('loaded');\nexports.handler = async () => 1;\n")
                                 << QStringLiteral("helper.js") << QByteArray("\n\nconst zlib = require('node:zlib');\n") << QStringLiteral("./helper") << 2 << QStringLiteral("node:zlib") << 3;
    }

    void importsAreTimedOnRequest()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, code);
        QFETCH(QString, helper);
        QFETCH(QByteArray, helperCode);
        QFETCH(QString, import);
        QFETCH(int, line);
        QFETCH(QString, inner);
        QFETCH(int, innerLine);
        put(file, code);
        put(helper, helperCode);
        openIt();
        ColdStarts starts;
        connect(m_session.get(), &Session::environmentEvents, this, [&](const QList<EnvironmentEvent> &events) { starts.append(events); });
        connect(&m_session->runs(), &RunController::importsProfiled, this, [&](const QString &function, const QString &stream, const QList<ColdSpan> &imports) { starts.setImports(function, stream, imports); });
        QByteArray log;
        connect(&m_session->runs(), &RunController::logAppended, this, [&](const QByteArray &bytes) { log += bytes; });
        QVERIFY(m_session->runs().canProfileImports().ok);
        const RunRecord record = run("{}", Mode::ImportTimer);
        QVERIFY(record.outcome.ok());
        QVERIFY(!log.contains("import time:") && log.contains("loaded"));
        QVERIFY(!record.outcome.log.contains("import time:") && record.outcome.log.contains("loaded"));
        QCOMPARE(m_session->runs().history().rowCount(), 0);
        const ColdStart *start = starts.nth(m_session->currentFunction(), 0);
        QVERIFY(start && start->profiled);
        const ColdSpan *codeSpan = start->find(ColdPart::FunctionCode);
        const auto find = [&](const QString &name) -> const ColdSpan * {
            for (const ColdSpan &span : start->spans)
                if (span.part == ColdPart::Import && span.name == name)
                    return &span;
            return nullptr;
        };
        QVERIFY(codeSpan && find(import) && find(inner));
        QCOMPARE(find(import)->file, m_dir.filePath(QStringLiteral("p/") + file));
        QCOMPARE(find(import)->line, line);
        QCOMPARE(find(inner)->file, m_dir.filePath(QStringLiteral("p/") + helper));
        QCOMPARE(find(inner)->line, innerLine);
        QVERIFY(find(inner)->durationMs <= find(import)->durationMs);
        for (const ColdSpan &span : start->spans)
            if (span.part == ColdPart::Import) {
                QVERIFY2(span.startMs >= codeSpan->startMs - 0.01 && span.startMs <= codeSpan->startMs + codeSpan->durationMs + 0.01, qPrintable(span.name));
                QVERIFY2(!span.name.contains(QStringLiteral("_lathe")) && !span.name.contains(QStringLiteral("/var/runtime")), qPrintable(span.name));
            }
        QTRY_COMPARE(m_session->environments().size(), 0); // it was of no use for other runs
    }

    /// A setting of this computer, kept with the folder: the function runs with no device but its own loopback.
    void theNetworkIsTakenAway()
    {
        put(QStringLiteral("lambda_function.py"), "import socket\ndef lambda_handler(e, c):\n    return sorted(name for _, name in socket.if_nameindex())\n");
        openIt();
        const QString function = m_session->currentFunction();
        const RunRecord shared = run("{}");
        QVERIFY(shared.outcome.ok());
        QSignalSpy changed(m_session.get(), &Session::networkChanged);
        m_session->setNetwork(function, NetworkMode::None);
        m_session->setNetwork(function, NetworkMode::None);
        QCOMPARE(changed.size(), 1);
        const RunRecord none = run("{}");
        QVERIFY(none.outcome.ok());
        if (m_session->capabilities().ownNetwork)
            QCOMPARE(none.outcome.payload, QByteArray("[\"lo\"]"));
        else
            QVERIFY(!none.outcome.warnings.isEmpty()); // said, not passed over
        m_session.reset();
        init();
        openIt();
        QCOMPARE(m_session->network(function), NetworkMode::None);
        m_session->setNetwork(function, NetworkMode::Shared);
        QCOMPARE(run("{}").outcome.payload, shared.outcome.payload);
    }

    void linesOfTheTimerAreParted()
    {
        ImportLines lines;
        QCOMPARE(lines.pass("a\nimport ti"), QByteArray("a\n"));
        QCOMPARE(lines.pass("me: 1 | 2 | x\nb"), QByteArray());
        QCOMPARE(lines.rest(), QByteArray("b"));
        QCOMPARE(lines.lines(), QByteArray("import time: 1 | 2 | x\n"));
    }

    void otherRuntimesHaveNoTimer()
    {
        put(QStringLiteral("lambda_function.rb"), "def lambda_handler(event:, context:)\n  1\nend\n");
        openIt();
        if (m_session->currentFunction().isEmpty())
            QCOMPARE(m_session->runs().canProfileImports().ok, false);
        else
            QVERIFY(m_session->runs().canProfileImports().why.contains(QStringLiteral("Python")));
    }
};

QTEST_GUILESS_MAIN(TestSessionActivity)
#include "tst_sessionactivity.moc"
