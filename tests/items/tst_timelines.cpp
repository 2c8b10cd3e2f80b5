// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"
#include "items/coldstartmodel.h"
#include "items/invocationtimeline.h"
#include "items/responsetimeline.h"
#include "items/tablecsv.h"
#include "runtime/importprofile.h"
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace lathe;
using Tester = QAbstractItemModelTester;
using Type = PlatformEvent::Type;

static EnvironmentEvent told(Type type, quint64 environment, qint64 micros, double ms = -1, const QByteArray &status = "success")
{
    EnvironmentEvent event{QStringLiteral("fn"), environment, {}};
    event.event.type = type;
    event.event.timeMicros = micros;
    event.event.durationMs = ms;
    event.event.instanceId = "stream-" + QByteArray::number(environment);
    if (type != Type::InitStart && type != Type::Start)
        event.event.status = status;
    return event;
}

class TestTimelines : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void partsComeInOrder()
    {
        ResponseTimeline model;
        Tester tester(&model, Tester::FailureReportingMode::Fatal);
        model.begin();
        QVERIFY(model.isLive());
        model.append({{10, 100}, {12, 200}});
        model.append({{200, 300}});
        QCOMPARE(model.rowCount(), 0); // gathered first
        QTRY_COMPARE(model.rowCount(), 3);
        QCOMPARE(model.totalBytes(), qint64(600));
        QCOMPARE(model.firstByteMs(), 10.0);
        QCOMPARE(model.data(model.index(1, ResponseTimeline::TotalColumn), Qt::DisplayRole).toString(), QStringLiteral("300 B"));
        QVERIFY(!model.data(model.index(0, ResponseTimeline::RateColumn), Qt::DisplayRole).isValid());
        model.finish({{10, 100}, {12, 200}, {200, 300}, {210, 5}}, 250);
        QCOMPARE(model.rowCount(), 4);
        QVERIFY(!model.isLive());
        QCOMPARE(model.endMs(), 250.0);
        QVERIFY(tableCsv(model).startsWith("part,time_ms,bytes,total_bytes,bytes_per_second\r\n1,10,100,100,\r\n"));
        model.begin();
        QCOMPARE(model.rowCount(), 0);
    }

    void anyNumberOfPartsIsJoined()
    {
        ResponseTimeline model;
        Tester tester(&model, Tester::FailureReportingMode::Fatal);
        model.begin();
        QSignalSpy changes(&model, &ResponseTimeline::stateChanged);
        for (int batch = 0; batch < 100; ++batch) {
            QList<ResponseChunk> parts;
            for (int i = 0; i < 1000; ++i)
                parts.append({double(batch * 1000 + i) / 100, 7});
            model.append(parts);
        }
        model.finish({}, 1000);
        QVERIFY2(model.rowCount() <= ResponseTimeline::maxRows && model.rowCount() > ResponseTimeline::maxRows / 4, qPrintable(QString::number(model.rowCount())));
        QVERIFY(changes.size() < 10); // not one for each batch
        QCOMPARE(model.parts(), qint64(100000));
        QCOMPARE(model.totalBytes(), qint64(700000));
        qint64 bytes = 0, count = 0;
        for (int row = 0; row < model.rowCount(); ++row) {
            QCOMPARE(model.at(row).number, count + 1);
            bytes += model.at(row).bytes;
            count += model.at(row).count;
            QCOMPARE(model.at(row).total, bytes);
        }
        QCOMPARE(count, qint64(100000));
        QCOMPARE(model.at(0).firstMs, 0.0);
        QCOMPARE(model.lastByteMs(), 999.99);
    }

    /// The burst refills while it is used: 6 MB and what has come in since.
    void throttlingBeginsWhereTheBurstIsUsedUp()
    {
        ResponseTimeline model;
        model.begin();
        QList<ResponseChunk> parts;
        for (int i = 0; i <= 100; ++i)
            parts.append({double(i) * 10, 65536});
        model.finish(parts, 2000);
        QCOMPARE(model.throttledFromMs(), -1.0); // 6.3 MB in a second: 2 MB have come in meanwhile
        parts.clear();
        for (int i = 0; i < 150; ++i)
            parts.append({double(i), 65536});
        model.finish(parts, 2000);
        QVERIFY2(model.throttledFromMs() >= 94 && model.throttledFromMs() <= 100, qPrintable(QString::number(model.throttledFromMs())));
    }

    void invocationsAreBarsInLanes()
    {
        InvocationTimeline model;
        Tester tester(&model, Tester::FailureReportingMode::Fatal);
        model.append({told(Type::InitStart, 4, 1000000), told(Type::InitReport, 4, 1080000, 80), told(Type::Start, 4, 1080000)});
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.isAnyOpen());
        QCOMPARE(model.data(model.index(1, InvocationTimeline::StatusColumn), Qt::DisplayRole).toString(), QStringLiteral("under way"));
        model.append({told(Type::InitStart, 7, 1090000), told(Type::Report, 4, 1180000, 100)});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.lanes().size(), 2);
        QCOMPARE(model.laneOf(7), 1);
        QCOMPARE(model.at(1).durationMs, 100.0);
        QVERIFY(!model.at(1).failed());
        EnvironmentEvent failed = told(Type::Report, 4, 1300000, 20, "error");
        failed.event.errorType = "Runtime.ExitError";
        model.append({told(Type::Start, 4, 1280000), failed});
        QVERIFY(model.at(3).failed());
        QCOMPARE(model.data(model.index(3, InvocationTimeline::StatusColumn), Qt::DisplayRole).toString(), QStringLiteral("failed: Runtime.ExitError"));
        model.noteGone({4}); // 7 was killed in its init phase
        QVERIFY(!model.isAnyOpen());
        QVERIFY(model.at(2).failed());
        model.append({told(Type::Report, 99, 1300000, 20)}); // its beginning was lost
        QCOMPARE(model.rowCount(), 4);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void memoryIsBounded()
    {
        InvocationTimeline model;
        model.append({told(Type::Start, 1, 1)});
        for (quint64 i = 2; i < 6000; ++i)
            model.append({told(Type::Start, i % 50 + 2, qint64(i) * 1000), told(Type::Report, i % 50 + 2, qint64(i) * 1000 + 900, 0.9)});
        QVERIFY(model.rowCount() <= InvocationTimeline::maxRows);
        QCOMPARE(model.lanes().size(), 50);
        QVERIFY(!model.isAnyOpen());
        ColdStarts starts;
        for (quint64 i = 1; i < 100; ++i)
            starts.append({told(Type::InitStart, i, qint64(i) * 1000), told(Type::InitReport, i, qint64(i) * 1000 + 500, 0.5)});
        QVERIFY(starts.nth(QStringLiteral("fn"), ColdStarts::kept - 1) && !starts.nth(QStringLiteral("fn"), ColdStarts::kept));
    }

    void coldStartsArePutTogether()
    {
        const auto cold = [](quint64 environment, qint64 at, double code) {
            EnvironmentEvent init = told(Type::InitReport, environment, at + qint64((20 + code) * 1000), 20 + code);
            init.event.spans = {{"sandbox", at, 5}, {"interpreter", at + 5000, 12}, {"bootstrap", at + 17000, 2}, {"handler", at + 19000, code}, {"runtime", at + 19000 + qint64(code * 1000), 1}};
            EnvironmentEvent done = told(Type::RuntimeDone, environment, at + 90000, 11);
            done.event.spans = {{"responseLatency", at + 80000, 10}, {"responseDuration", at + 90000, 0.01}, {"runtimeOverhead", at + 90000, 1}};
            return QList<EnvironmentEvent>{told(Type::InitStart, environment, at), init, told(Type::Start, environment, at + 80000), done, told(Type::Report, environment, at + 91000, 11)};
        };
        ColdStarts starts;
        const QString fn = QStringLiteral("fn");
        QCOMPARE(starts.append(cold(1, 1000000, 30)), QStringList{fn});
        starts.append(cold(2, 5000000, 40));
        starts.append({told(Type::RuntimeDone, 2, 6000000, 3)}); // warm: no part of it
        const ColdStart *start = starts.nth(fn, 0);
        QVERIFY(start && start->complete && !start->startedAhead);
        QCOMPARE(start->spans.size(), 7); // the response came in one piece: no phase of its own
        QCOMPARE(start->find(ColdPart::FunctionCode)->startMs, 19.0);
        QCOMPARE(start->endMs(), 91.0);
        QCOMPARE(starts.comparable(fn, 0)->environment, quint64(1));

        starts.setImports(fn, QStringLiteral("stream-2"), importSpans({{QStringLiteral("app"), 2, 30, 0}, {QStringLiteral("a"), 10, 18, 1}, {QStringLiteral("b"), 8, 8, 2}, {QStringLiteral("c"), 10, 10, 1}}));
        ColdStartModel model;
        Tester tester(&model, Tester::FailureReportingMode::Fatal);
        model.setStart(starts.nth(fn, 0), starts.comparable(fn, 0), {});
        QCOMPARE(model.rowCount(), 11);
        QCOMPARE(model.at(6).name, QStringLiteral("b"));
        QCOMPARE(model.at(6).startMs, 19.0); // before what its parent does itself
        QCOMPARE(model.at(7).startMs, 37.0); // after "a"
        QCOMPARE(model.data(model.index(3, ColdStartModel::ChangeColumn), Qt::DisplayRole).toString(), QStringLiteral("+10.0 ms"));
        QCOMPARE(model.data(model.index(3, ColdStartModel::BeforeColumn), RawRole).toDouble(), 30.0);
        QVERIFY(!model.beforeOf(6));
        model.setStart(nullptr, nullptr, {});
        QCOMPARE(model.rowCount(), 0);
    }

    /// With SnapStart the restore phase stands between the init phase and the handler: in the picture's rows, the table and CSV.
    void aRestoreIsAPhaseOfItsOwn()
    {
        EnvironmentEvent init = told(Type::InitReport, 1, 1030000, 30), done = told(Type::RuntimeDone, 1, 1250000, 40);
        init.event.spans = {{"sandbox", 1000000, 5}, {"interpreter", 1005000, 25}};
        done.event.spans = {{"responseLatency", 1210000, 40}};
        ColdStarts starts;
        starts.append({told(Type::InitStart, 1, 1000000), init, told(Type::RestoreReport, 1, 1200000, 150, "success"), told(Type::Start, 1, 1205000), done, told(Type::Report, 1, 1251000, 40)});
        starts.append({told(Type::RestoreReport, 9, 2000000, 5)}); // its beginning was lost
        const ColdStart *start = starts.nth(QStringLiteral("fn"), 0);
        QVERIFY(start && start->complete);
        const ColdSpan *restore = start->find(ColdPart::Restore);
        QVERIFY(restore);
        QCOMPARE(restore->startMs, 50.0);
        QCOMPARE(restore->durationMs, 150.0);
        ColdStartModel model;
        model.setStart(start, nullptr, {});
        QCOMPARE(model.nameOf(model.at(2)), QStringLiteral("Restore (SnapStart)"));
        QVERIFY2(tableCsv(model).contains("Restore (SnapStart),50,150"), tableCsv(model).constData());
    }

    void importLinesBecomeATree()
    {
        FunctionSpec function;
        function.runtime = QStringLiteral("python3.11");
        function.handler = QStringLiteral("src/app.handler");
        const QByteArray log = "import time: self [us] | cumulative | imported package\n"
                               "import time:       100 |        100 | _lathe_runtime\n"
                               "hello\nimport time: nonsense\n"
                               "import time:        10 |         10 | src\n"
                               "import time:       500 |        500 |     json.decoder\n"
                               "import time:       200 |        700 |   json\n"
                               "import time:       300 |        300 |   csv\n"
                               "import time:        50 |       1050 | src.app\n"
                               "import time:        70 |         70 | lazy\n";
        const QList<ImportCost> imports = importsIn(log, function);
        QStringList names;
        for (const ImportCost &cost : imports)
            names += QString(cost.depth, u'>') + cost.name;
        QCOMPARE(names, (QStringList{QStringLiteral("src"), QStringLiteral("src.app"), QStringLiteral(">json"), QStringLiteral(">>json.decoder"), QStringLiteral(">csv")}));
        QCOMPARE(imports.at(2).totalMs, 0.7);
        QCOMPARE(imports.at(2).selfMs, 0.2);
        QCOMPARE(importsIn(log, function, 3).size(), 4); // the dearest, and the handler's own package
        function.runtime = QStringLiteral("nodejs20.x");
        QCOMPARE(importsIn("import time: 5 | 9 | src/app.js\n", function).size(), 1);
        QVERIFY(importsIn(QByteArray(), function).isEmpty());
        FunctionSpec timed = withImportTimer(function);
        QCOMPARE(timed.environment.first().first, QStringLiteral("NODE_OPTIONS"));
        function.environment = {{QStringLiteral("NODE_OPTIONS"), QStringLiteral("--no-warnings")}};
        QVERIFY(withImportTimer(function).environment.first().second.startsWith(QStringLiteral("--no-warnings --require ")));
        QVERIFY(!canProfileImports(QStringLiteral("provided.al2023")));
    }
};

QTEST_GUILESS_MAIN(TestTimelines)
#include "tst_timelines.moc"
