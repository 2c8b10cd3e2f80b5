// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/emptystate.h"
#include "mainwindow/windowfixture.h"
#include "panels/timelinepanel.h"
#include "pictures/lanespicture.h"
#include "pictures/pictureframe.h"
#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QTreeView>

using namespace lathe;
using View = TimelinePanel::View;

/// The timeline in a whole window, with real runs, a real pointer and real keys.
class TestTimeline : public QObject
{
    Q_OBJECT
    std::unique_ptr<WindowFixture> m_window;
    TimelinePanel *m_panel = nullptr;

    Picture *picture(View view) { return m_panel->frame(view)->picture(); }
    /// Until the picture stands still: its scale may change with the last figures of a run.
    void point(View view, int row)
    {
        int turn = 0;
        QVERIFY(QTest::qWaitFor([&] {
            pointOnce(view, row, ++turn % 2);
            return picture(view)->currentRow() == row;
        }, 10000));
    }
    void pointOnce(View view, int row, int aside)
    {
        const QRectF box = picture(view)->markOf(row);
        QVERIFY(!box.isNull());
        if (auto *area = qobject_cast<QScrollArea *>(picture(view)->parentWidget()->parentWidget()))
            area->ensureVisible(int(box.center().x()), int(box.center().y()), 4, 4);
        QTest::mouseMove(picture(view), box.center().toPoint() + QPoint(0, aside));
    }
    static QString python()
    {
        return QStringLiteral("import json\nimport csv\n\n\ndef lambda_handler(event, context):\n    if event.get('fail'):\n        raise ValueError('no')\n    return {'ok': True}\n");
    }

private slots:
    void init()
    {
        m_window = std::make_unique<WindowFixture>();
        QVERIFY(m_window->show());
        m_panel = m_window->window->findChild<TimelinePanel *>();
        QVERIFY(m_panel);
    }
    void cleanup() { m_window.reset(); }

    void aStreamedResponseLive()
    {
        WindowFixture &f = *m_window;
        f.write(QStringLiteral("p/index.js"), "const wait = (ms) => new Promise((done) => setTimeout(done, ms));\n"
                                              "exports.handler = awslambda.streamifyResponse(async (event, stream) => {\n"
                                              "  for (let i = 0; i < 20; ++i) { stream.write('x'.repeat(5000)); await wait(25); }\n  stream.end();\n});\n");
        f.write(QStringLiteral("p/events/a.json"), "{}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_COMPARE(f.window->eventPanel().currentName(), QStringLiteral("a"));
        f.press(Act::ShowTimeline);
        QTRY_VERIFY(m_panel->frame(View::Response)->empty()->isVisible());
        QTRY_VERIFY(m_panel->frame(View::Response)->empty()->button()->isEnabled());
        QSignalSpy finished(&f.session->runs(), &RunController::finished);
        f.press(Act::Run);
        f.press(Act::ShowTimeline);
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->response().rowCount() > 3, 20000);
        QVERIFY(m_panel->response().isLive());
        QVERIFY(picture(View::Response)->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20000);
        QVERIFY(!m_panel->response().isLive());
        QCOMPARE(m_panel->response().totalBytes(), qint64(100000));
        QTRY_VERIFY(m_panel->frame(View::Response)->note().contains(QStringLiteral("97.7 kB")));
        point(View::Response, 2);
        QTRY_COMPARE(picture(View::Response)->currentRow(), 2);
        const QString shown = picture(View::Response)->readoutText();
        QVERIFY2(shown.startsWith(QStringLiteral("Part: 3\nTime: ")) && shown.contains(QStringLiteral("Size: 4.88 kB")), qPrintable(shown));
    }

    void aResponseInOnePieceIsOnePart()
    {
        WindowFixture &f = *m_window;
        f.write(QStringLiteral("p/lambda_function.py"), python().toUtf8());
        f.write(QStringLiteral("p/events/a.json"), "{}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_COMPARE(f.window->eventPanel().currentName(), QStringLiteral("a"));
        QCOMPARE(f.waitForRun(), QString());
        QCOMPARE(m_panel->response().rowCount(), 1);
        QVERIFY(m_panel->response().totalBytes() > 5);
        QVERIFY(m_panel->summary().startsWith(QStringLiteral("In one piece")));
    }

    void aColdStartAndItsImports()
    {
        WindowFixture &f = *m_window;
        const QString source = f.write(QStringLiteral("p/lambda_function.py"), python().toUtf8());
        f.write(QStringLiteral("p/events/a.json"), "{}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_COMPARE(f.window->eventPanel().currentName(), QStringLiteral("a"));
        QCOMPARE(f.waitForRun(), QString());
        f.press(Act::ShowTimeline);
        m_panel->setView(View::ColdStart);
        QTRY_VERIFY(m_panel->coldStart().start().complete);
        const qint64 rows = m_panel->coldStart().rowCount();
        QVERIFY(rows >= 5);
        // Along the bars by keys.
        picture(View::ColdStart)->setFocus();
        QTest::keyClick(picture(View::ColdStart), Qt::Key_Home);
        QVERIFY(picture(View::ColdStart)->readoutText().startsWith(QStringLiteral("Part: Sandbox\nStart: 0 ms")));

        auto *profile = f.window->findChild<QToolButton *>(QStringLiteral("timeImports"));
        QTRY_VERIFY(profile->isEnabled());
        QSignalSpy finished(&f.session->runs(), &RunController::finished);
        QTest::mouseClick(profile, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20000);
        QVERIFY(m_panel->coldStart().start().profiled);
        QVERIFY(m_panel->coldStart().hasBefore());
        QVERIFY(m_panel->frame(View::ColdStart)->note().contains(QStringLiteral("takes time itself")));
        QVERIFY(picture(View::ColdStart)->isVisible()); // it stayed in front
        int csv = 0;
        while (csv < m_panel->coldStart().rowCount() && m_panel->coldStart().at(csv).name != QLatin1String("csv"))
            ++csv;
        QTRY_VERIFY(!picture(View::ColdStart)->markOf(csv).isNull());
        f.window->tabs().closeAll([](bool) {});
        point(View::ColdStart, csv);
        QTRY_COMPARE(picture(View::ColdStart)->currentRow(), csv);
        QVERIFY(picture(View::ColdStart)->readoutText().contains(QStringLiteral("Place: lambda_function.py:2")));
        QTest::mouseClick(picture(View::ColdStart), Qt::LeftButton, {}, picture(View::ColdStart)->markOf(csv).center().toPoint());
        QTRY_VERIFY(f.window->tabs().currentEditor());
        QTRY_COMPARE(f.window->tabs().currentEditor()->line(), 2);
        QCOMPARE(f.window->tabs().currentPage()->path(), source);

        auto *cold = f.window->findChild<QToolButton *>(QStringLiteral("runCold"));
        QTest::mouseClick(cold, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, 20000);
        QTRY_VERIFY(!m_panel->coldStart().start().profiled && m_panel->coldStart().start().complete);
    }

    void theNetworkIsChosenInTheInspector()
    {
        WindowFixture &f = *m_window;
        f.write(QStringLiteral("p/lambda_function.py"), python().toUtf8());
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        auto *row = f.window->findChild<QAbstractButton *>(QStringLiteral("network"));
        QVERIFY(row);
        QCOMPARE(row->accessibleName(), QStringLiteral("Network: This computer's"));
        auto *menu = f.window->findChild<QMenu *>(QStringLiteral("networkMenu"));
        row->setFocus();
        QTest::keyClick(row, Qt::Key_Return);
        QTRY_VERIFY(menu->isVisible());
        if (f.session->capabilities().ownNetwork) {
            QTest::keyClick(menu, Qt::Key_Down);
            QTest::keyClick(menu, Qt::Key_Down);
            QTest::keyClick(menu, Qt::Key_Return);
            QCOMPARE(f.session->network(f.session->currentFunction()), NetworkMode::None);
            QCOMPARE(row->accessibleName(), QStringLiteral("Network: None"));
        }
        menu->close();
        QStringList rows;
        for (const auto *button : f.window->findChildren<QAbstractButton *>())
            rows += button->accessibleName();
        QVERIFY2(!rows.filter(QStringLiteral("Isolation: ")).isEmpty(), qPrintable(rows.join(u'\n')));
    }

    void whatEnvironmentsDid()
    {
        WindowFixture &f = *m_window;
        f.write(QStringLiteral("p/lambda_function.py"), python().toUtf8());
        f.write(QStringLiteral("p/events/a.json"), "{\"fail\": true}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_COMPARE(f.window->eventPanel().currentName(), QStringLiteral("a"));
        f.press(Act::ShowTimeline);
        m_panel->setView(View::Invocations);
        QVERIFY(m_panel->frame(View::Invocations)->empty()->isVisible());
        QCOMPARE(f.waitForRun(), QString());
        f.press(Act::ShowTimeline);
        QTRY_COMPARE(m_panel->invocations().rowCount(), 2);
        QTRY_VERIFY(m_panel->invocations().at(1).failed());
        QTRY_VERIFY(m_panel->frame(View::Invocations)->note().endsWith(QStringLiteral("Failed: 1")));
        point(View::Invocations, 1);
        QTRY_COMPARE(picture(View::Invocations)->currentRow(), 1);
        QVERIFY(picture(View::Invocations)->readoutText().contains(QStringLiteral("Status: failed: ValueError")));
        auto *range = f.window->findChild<QComboBox *>(QStringLiteral("lanesRange"));
        range->setCurrentIndex(range->count() - 1);
        QCOMPARE(static_cast<LanesPicture *>(picture(View::Invocations))->range(), LanesPicture::Range::All);
        QTest::mouseClick(m_panel->frame(View::Invocations)->findChild<QToolButton *>(QStringLiteral("asTable")), Qt::LeftButton);
        QTRY_VERIFY(m_panel->frame(View::Invocations)->table()->isVisible());
        QVERIFY(m_panel->frame(View::Invocations)->writeTo(f.root + QStringLiteral("/a.csv")));
        QFile csv(f.root + QStringLiteral("/a.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QByteArrayList lines = csv.readAll().split('\n');
        QVERIFY2(lines.at(0).startsWith("environment,function,kind,start,duration_ms,status,request_id"), lines.at(0).constData());
        QVERIFY2(lines.at(2).contains(",invoke,") && lines.at(2).contains(",error,"), lines.at(2).constData());
    }
};

QTEST_MAIN(TestTimeline)
#include "tst_timeline.moc"
