// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/gallery.h"
#include "panels/timelinepanel.h"
#include "pictures/pictureframe.h"
#include <QComboBox>
#include <QToolButton>
#include <QTreeView>

using namespace lathe;

/// Pictures of the timeline and of the environments of real runs, in gallery/ of the
/// build folder; the exported forms beside them.
class TestTimelineGallery : public QObject
{
    Q_OBJECT

    /// What an environment with SnapStart tells; the window's own runs are of $LATEST, which has no snapshots.
    static void restore(Session &session)
    {
        using Type = PlatformEvent::Type;
        const qint64 at = QDateTime::currentMSecsSinceEpoch() * 1000;
        const auto told = [&session](Type type, qint64 micros, double ms = -1, QList<PlatformSpan> spans = {}) {
            PlatformEvent event;
            event.type = type;
            event.timeMicros = micros;
            event.durationMs = ms;
            event.status = "success";
            event.spans = std::move(spans);
            return EnvironmentEvent{session.currentFunction(), 4711, event};
        };
        emit session.environmentEvents({told(Type::InitStart, at),
            told(Type::InitReport, at + 182000, 182, {{"sandbox", at, 6}, {"interpreter", at + 6000, 94}, {"bootstrap", at + 100000, 22}, {"handler", at + 122000, 58}, {"runtime", at + 180000, 2}}),
            told(Type::RestoreReport, at + 247000, 64), told(Type::Start, at + 247500),
            told(Type::RuntimeDone, at + 271000, 23, {{"responseLatency", at + 248000, 22}, {"runtimeOverhead", at + 270000, 1}}), told(Type::Report, at + 271200, 23)});
    }

private slots:
    void pictures_data() { test::galleryRows(); }

    void pictures()
    {
        const test::Gallery gallery;
        WindowFixture f(gallery.look().language, gallery.look().theme);
        gallery.fit(*f.window);
        QVERIFY(f.show());
        const auto picture = [&](const char *state) { gallery.take(*f.window, state, 200); };
        f.write(QStringLiteral("p/template.yaml"),
            "Transform: AWS::Serverless-2016-10-31\nResources:\n"
            "  Report:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: app.handler, Runtime: python3.11, CodeUri: report/, MemorySize: 512, Timeout: 20, VpcConfig: {SubnetIds: [subnet-1]}}\n"
            "  Stream:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: index.handler, Runtime: nodejs18.x, CodeUri: stream/, MemorySize: 512, Timeout: 20}\n");
        f.write(QStringLiteral("p/report/app.py"),
            "import csv\nimport decimal\nimport json\nimport sqlite3\nimport urllib.request\nfrom figures import total\n\n\n"
            "def handler(event, context):\n    if event.get(\"fail\"):\n        raise ValueError(\"no figures\")\n    return {\"total\": total(event.get(\"n\", 200000))}\n");
        f.write(QStringLiteral("p/report/figures.py"), "import statistics\nimport zipfile\n\n\ndef total(n):\n    return statistics.fmean(range(n))\n");
        f.write(QStringLiteral("p/stream/index.js"),
            "const wait = (ms) => new Promise((done) => setTimeout(done, ms));\n"
            "exports.handler = awslambda.streamifyResponse(async (event, stream) => {\n"
            "  for (let i = 0; i < 60; ++i) {\n    stream.write(Buffer.alloc(80000 + 90000 * (i % 3), 'x'));\n    await wait(15);\n  }\n"
            "  stream.end();\n});\n");
        f.write(QStringLiteral("p/events/a.json"), "{}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        f.session->setCurrentFunction(QStringLiteral("Stream"));
        f.press(Act::ShowTimeline);
        picture("20-timeline-empty");
        QSignalSpy parts(&f.session->runs(), &RunController::responseAppended);
        QSignalSpy ended(&f.session->runs(), &RunController::finished);
        f.press(Act::Run);
        f.press(Act::ShowTimeline);
        QTRY_VERIFY_WITH_TIMEOUT(parts.size() > 15, 20000);
        picture("21-response-live");
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30000);
        auto *panel = f.window->findChild<TimelinePanel *>();
        auto *response = panel->frame(TimelinePanel::View::Response);
        QTRY_VERIFY(!panel->response().isLive());
        QTest::mouseMove(response->picture(), response->picture()->markOf(panel->response().rowCount() / 2).center().toPoint());
        picture("22-response");
        response->setTableShown(true);
        picture("23-response-table");
        QVERIFY(response->writeTo(gallery.path("22-response", ".export.png")));
        QVERIFY(response->writeTo(gallery.path("22-response", ".export.svg")));

        f.session->setCurrentFunction(QStringLiteral("Report"));
        QCOMPARE(f.waitForRun(), QString());
        f.press(Act::ShowTimeline);
        panel->setView(TimelinePanel::View::ColdStart);
        QTRY_VERIFY(panel->coldStart().start().complete);
        picture("24-cold");
        ended.clear();
        QTest::mouseClick(f.window->findChild<QToolButton *>(QStringLiteral("timeImports")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30000);
        auto *cold = panel->frame(TimelinePanel::View::ColdStart);
        int import = 0;
        while (import < panel->coldStart().rowCount() && panel->coldStart().at(import).name != QLatin1String("sqlite3"))
            ++import;
        QTest::mouseMove(cold->picture(), cold->picture()->markOf(import).center().toPoint());
        picture("25-imports");
        QVERIFY(cold->writeTo(gallery.path("25-imports", ".export.png")));
        cold->setTableShown(true);
        picture("26-imports-table");
        cold->setTableShown(false);
        restore(*f.session);
        QTRY_VERIFY(panel->coldStart().start().find(ColdPart::Restore));
        picture("30-restore");
        cold->setTableShown(true);
        picture("31-restore-table");
        cold->setTableShown(false);

        f.window->eventPanel().editor()->editor()->replaceText(QStringLiteral("{\"fail\": true}"));
        QCOMPARE(f.waitForRun(), QString());
        f.window->eventPanel().editor()->editor()->replaceText(QStringLiteral("{\"n\": 900000}"));
        QCOMPARE(f.waitForRun(), QString());
        f.press(Act::ShowTimeline);
        panel->setView(TimelinePanel::View::Invocations);
        auto *range = f.window->findChild<QComboBox *>(QStringLiteral("lanesRange"));
        range->setCurrentIndex(3);
        auto *lanes = panel->frame(TimelinePanel::View::Invocations);
        QTest::mouseMove(lanes->picture(), lanes->picture()->markOf(panel->invocations().rowCount() - 1).center().toPoint());
        picture("27-invocations");
        QVERIFY(lanes->writeTo(gallery.path("27-invocations", ".export.png")));
        f.press(Act::ShowEnvironments);
        f.window->findChild<QTreeView *>(QStringLiteral("environments"))->selectAll();
        picture("28-environments");
        f.window->findChild<QTreeView *>(QStringLiteral("environments"))->setFocus();
        f.press(Act::ShowFunction);
        picture("29-function");
    }
};

QTEST_MAIN(TestTimelineGallery)
#include "tst_timelinegallery.moc"
