// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/emptystate.h"
#include "core/async.h"
#include "history/historyfile.h"
#include "items/historymodel.h"
#include "mainwindow/gallery.h"
#include "panels/historypanel.h"
#include "panels/timelinepanel.h"
#include "pictures/pictureframe.h"
#include "pictures/runspicture.h"
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QTreeWidget>

using namespace lathe;

namespace {

HistoryEntry run(int number, const QString &code = QStringLiteral("aaaa"), double ms = 10)
{
    HistoryEntry entry;
    entry.id = QStringLiteral("%1-0000").arg(number, 8, 10, QLatin1Char('0'));
    entry.startedMs = 1700000000000 + number * 1000;
    entry.function = QStringLiteral("hello");
    entry.codeHash = code;
    entry.outcome.report.durationMs = ms;
    entry.outcome.report.memoryMib = 128;
    entry.outcome.report.maxMemoryUsedMib = 40;
    return entry;
}

QPushButton *buttonIn(QWidget *parent, const QString &text)
{
    for (QPushButton *button : parent->findChildren<QPushButton *>())
        if (button->isVisible() && button->text() == text)
            return button;
    return nullptr;
}

} // namespace

/// The history in the real window: runs are found, looked at, run again on the code as it is now, compared and removed.
class TestHistoryPanel : public QObject
{
    Q_OBJECT
private slots:
    void model()
    {
        HistoryModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries({run(3, QStringLiteral("bbbb")), run(2), run(1)});
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(model.codeChanged(0));
        QVERIFY(!model.codeChanged(1));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex kept(model.index(model.rowOf(run(3).id), 0));
        model.setEntries({run(5), run(4), run(3, QStringLiteral("bbbb")), run(2)}); // two new ones, one too old
        QCOMPARE(reset.size(), 0);
        QCOMPARE(kept.row(), 2);
        QCOMPARE(model.rowCount(), 4);
        model.setEntries({run(9)});
        QCOMPARE(reset.size(), 1);
        model.setEntries({});
        QCOMPARE(model.rowCount(), 0);
        model.setEntries({run(1)});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.rowOf(run(7).id), -1);
    }

    void percentiles()
    {
        HistoryModel model;
        QCOMPARE(RunsPicture::percentile(model, 0.5), -1.0);
        QList<HistoryEntry> entries;
        for (int i = 20; i > 0; --i)
            entries.append(run(i, QStringLiteral("aaaa"), i));
        model.setEntries(entries);
        QCOMPARE(RunsPicture::percentile(model, 0.5), 10.0);
        QCOMPARE(RunsPicture::percentile(model, 0.95), 19.0);
        QCOMPARE(RunsPicture::percentile(model, 1), 20.0);
    }

    /// A view lays out a line as a whole: a response of one word goes on in the next line.
    void wordsWithoutEnd()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return 'x' * 300000\n");
        f.write(QStringLiteral("p/events/one.json"), "{}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QCOMPARE(f.waitForRun(), QString());
        f.press(Act::ShowHistory);
        auto *panel = f.window->findChild<HistoryPanel *>();
        QTRY_COMPARE(panel->model().rowCount(), 1);
        panel->view()->setCurrentIndex(panel->model().index(0, 0));
        QTRY_VERIFY(panel->shownText().startsWith(QStringLiteral("\"xxx")));
        qsizetype all = 0;
        for (const QString &line : panel->shownText().split(u'\n')) {
            QVERIFY(line.size() <= 4000);
            all += line.size();
        }
        QCOMPARE(all, 300002);
    }

    void findReplayAndCompare()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    print('word', event['n'])\n    return {'n': event['n'], 'v': 1}\n");
        f.write(QStringLiteral("p/events/one.json"), "{\"n\": 1}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        f.window->eventPanel().editor()->editor()->replaceText(QStringLiteral("{\"n\": 41}"));
        QCOMPARE(f.waitForRun(), QString());
        f.window->eventPanel().editor()->editor()->replaceText(QStringLiteral("{\"n\": \"needle\"}"));
        QCOMPARE(f.waitForRun(), QString());
        f.press(Act::ShowHistory);
        auto *panel = f.window->findChild<HistoryPanel *>();
        QVERIFY(panel);
        QTRY_COMPARE(panel->model().rowCount(), 2);

        // By what an event said.
        auto *search = f.window->findChild<QLineEdit *>(QStringLiteral("historySearch"));
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("NEEDLE"));
        QTRY_COMPARE(panel->model().rowCount(), 1);
        panel->view()->setCurrentIndex({});
        QTest::keyClick(search, Qt::Key_Down); // from the search to what it found
        QVERIFY(panel->view()->hasFocus() && panel->view()->currentIndex().isValid());
        panel->view()->selectAll();
        QTRY_VERIFY(panel->shownText().contains(QStringLiteral("\"v\": 1")));
        panel->setPart(HistoryPanel::Part::Event);
        QVERIFY(panel->shownText().contains(QStringLiteral("\"n\": \"needle\"")));
        panel->setPart(HistoryPanel::Part::Log);
        QVERIFY(panel->shownText().contains(QStringLiteral("word needle")));
        panel->setPart(HistoryPanel::Part::Response);
        search->clear();
        QTRY_COMPARE(panel->model().rowCount(), 2);

        // A failure is found by its status; nothing is so now, and the empty state says how to go on.
        auto *status = f.window->findChild<QComboBox *>(QStringLiteral("historyStatus"));
        status->setCurrentIndex(2);
        QTRY_COMPARE(panel->model().rowCount(), 0);
        status->setCurrentIndex(0);
        QTRY_COMPARE(panel->model().rowCount(), 2);

        // The same bytes on other code, with the code saved on the way, and what differs.
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return {'n': event['n'], 'v': 2}\n");
        panel->view()->clearSelection();
        panel->view()->setCurrentIndex(panel->model().index(1, 0));
        QTRY_VERIFY(panel->shownText().contains(QStringLiteral("41")));
        panel->view()->setFocus();
        QTest::keyClick(panel->view(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(panel->model().rowCount(), 3, 20000);
        auto *differences = f.window->findChild<QTreeWidget *>(QStringLiteral("historyDifferences"));
        QTRY_VERIFY(differences->isVisible() && !differences->findItems(QStringLiteral("$.v"), Qt::MatchContains).isEmpty());
        const QTreeWidgetItem *changed = differences->findItems(QStringLiteral("$.v"), Qt::MatchContains).first();
        QCOMPARE(changed->text(1), QStringLiteral("1"));
        QCOMPARE(changed->text(2), QStringLiteral("2"));
        QVERIFY(panel->model().codeChanged(0));
        QVERIFY(f.window->eventPanel().currentEvent().contains("needle")); // the test event stays what it was

        // As a picture.
        f.press(Act::ShowTimeline);
        auto *timeline = f.window->findChild<TimelinePanel *>();
        timeline->setView(TimelinePanel::View::Runs);
        QTRY_COMPARE(timeline->runs().rowCount(), 3);
        QVERIFY(!timeline->frame(TimelinePanel::View::Runs)->picture()->markOf(0).isNull());

        // Copied, and removed after a question.
        f.press(Act::ShowHistory);
        panel->view()->clearSelection();
        panel->view()->setCurrentIndex(panel->model().index(0, 0));
        const QString id = panel->model().at(0).id;
        for (QAction *action : panel->view()->actions())
            if (action->text() == QStringLiteral("Copy as Command"))
                action->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("lathe history replay ") + id);
        panel->view()->setFocus();
        QTest::keyClick(panel->view(), Qt::Key_Delete);
        QPushButton *yes = nullptr;
        QTRY_VERIFY((yes = buttonIn(panel, QStringLiteral("Delete"))));
        QTest::mouseClick(yes, Qt::LeftButton);
        QTRY_COMPARE(panel->model().rowCount(), 2);
    }

    void runsOfOtherFoldersAreOnlyLookedAt()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return 1\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        HistoryEntry other = run(1);
        other.project = QStringLiteral("/somewhere/else");
        other.event = "{}";
        f.write(QStringLiteral("runs.jsonl"), historyLines({other}));
        f.press(Act::ShowHistory);
        auto *panel = f.window->findChild<HistoryPanel *>();
        f.window->findChild<QComboBox *>(QStringLiteral("historyScope"))->setCurrentIndex(1);
        bool imported = false;
        whenDone(f.session->history().importFrom(f.root + QStringLiteral("/runs.jsonl")), panel, [&](const Result<int> &count) { imported = count.value_or(0) == 1; });
        QTRY_VERIFY(imported);
        QTRY_COMPARE(panel->model().rowCount(), 1);
        panel->view()->setCurrentIndex(panel->model().index(0, 0));
        auto *replay = f.window->findChild<QPushButton *>(QStringLiteral("replay"));
        QVERIFY(!replay->isEnabled());
        QVERIFY(replay->toolTip().contains(QStringLiteral("/somewhere/else")));
    }

    void pictures_data() { test::galleryRows(); }

    void pictures()
    {
        const test::Gallery gallery;
        WindowFixture f(gallery.look().language, gallery.look().theme);
        gallery.fit(*f.window);
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return {'thumbnail': event['key'], 'width': 160}\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        f.press(Act::ShowHistory);
        gallery.take(*f.window, "40-history-empty", 200);
        const auto *nothing = f.window->findChild<HistoryPanel *>()->findChild<EmptyState *>();
        QVERIFY(nothing && nothing->button()->isVisible()); // no dead end
        QList<HistoryEntry> entries;
        for (int i = 60; i > 0; --i) {
            HistoryEntry entry = run(i, i > 40 ? QStringLiteral("c0ffee1") : i > 15 ? QStringLiteral("beef123") : QStringLiteral("0ddba11"), 12 + (i * 37 % 23) + (i > 40 ? 30 : 0));
            entry.startedMs = QDateTime::currentMSecsSinceEpoch() - (60 - i) * 2400000;
            entry.function = f.session->currentFunction();
            entry.project = f.session->project().root;
            entry.where = QStringLiteral("local run");
            entry.eventName = i % 3 ? QStringLiteral("s3-put") : QStringLiteral("large");
            entry.runtime = QStringLiteral("python3.11");
            entry.event = "{\"key\": \"photos/cat.jpg\", \"n\": " + QByteArray::number(i) + "}";
            entry.outcome.payload = "{\"thumbnail\": \"photos/cat.jpg\", \"width\": " + QByteArray::number(i > 40 ? 320 : 160) + "}";
            entry.outcome.log = "START RequestId: x Version: $LATEST\nresized\nEND RequestId: x\n";
            entry.outcome.report.maxMemoryUsedMib = 60 + i;
            entry.outcome.report.initMs = i % 20 == 1 ? 84.5 : -1;
            if (i % 17 == 0) {
                entry.outcome.functionError = "Unhandled";
                entry.outcome.report.errorType = i % 2 ? QStringLiteral("ValueError") : QStringLiteral("Sandbox.Timedout");
                entry.outcome.report.status = i % 2 ? QStringLiteral("error") : QStringLiteral("timeout");
            }
            entries.append(entry);
        }
        f.write(QStringLiteral("runs.jsonl"), historyLines(entries));
        auto *panel = f.window->findChild<HistoryPanel *>();
        whenDone(f.session->history().importFrom(f.root + QStringLiteral("/runs.jsonl")), panel, [](const Result<int> &) {});
        QTRY_COMPARE_WITH_TIMEOUT(panel->model().rowCount(), 60, 60000);
        panel->view()->setCurrentIndex(panel->model().index(1, 0));
        QTRY_VERIFY(panel->shownText().contains(QStringLiteral("320")));
        gallery.take(*f.window, "41-history", 200);
        if (gallery.look().size.width() >= 1920) // there is room for all of it
            QVERIFY2(panel->view()->header()->length() <= panel->view()->viewport()->width(), qPrintable(QString::number(panel->view()->header()->length())));
        panel->view()->selectionModel()->select(panel->model().index(30, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QTRY_VERIFY(f.window->findChild<QTreeWidget *>(QStringLiteral("historyDifferences"))->isVisible());
        gallery.take(*f.window, "42-history-compare", 200);
        f.press(Act::ShowTimeline);
        auto *timeline = f.window->findChild<TimelinePanel *>();
        timeline->setView(TimelinePanel::View::Runs);
        QTRY_COMPARE(timeline->runs().rowCount(), 60);
        auto *frame = timeline->frame(TimelinePanel::View::Runs);
        QTest::mouseMove(frame->picture(), frame->picture()->markOf(10).center().toPoint());
        gallery.take(*f.window, "43-runs", 200);
        QVERIFY(frame->writeTo(gallery.path("43-runs", ".export.svg")));
        frame->setTableShown(true);
        gallery.take(*f.window, "44-runs-table", 200);
    }
};

QTEST_MAIN(TestHistoryPanel)
#include "tst_historypanel.moc"
