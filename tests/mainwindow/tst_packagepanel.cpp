// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/emptystate.h"
#include "common/noticebar.h"
#include "mainwindow/gallery.h"
#include "panels/exclusionbin.h"
#include "panels/findinglist.h"
#include "panels/packagegauge.h"
#include "panels/packagepanel.h"
#include "pictures/pictureframe.h"
#include "pictures/treemap.h"
#include <QAbstractItemModelTester>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

using namespace lathe;
using Kind = XrayFinding::Kind;

/// The panel in the real window, on real folders.
class TestPackagePanel : public QObject
{
    Q_OBJECT

    struct Panel : WindowFixture
    {
        using WindowFixture::WindowFixture;
        PackagePanel *panel() { return window->findChild<PackagePanel *>(); }
        XrayPointer report() { return session->inspector().report(); }
        bool openSample()
        {
            write(QStringLiteral("p/lambda_function.py"), "import used\nfrom pathlib import Path\ndef lambda_handler(e, c):\n    return Path(used.__file__).with_name('data.txt').read_text()\n");
            write(QStringLiteral("p/used/__init__.py"), "x = 1\n");
            write(QStringLiteral("p/used/data.txt"), QByteArray(3000, 'd'));
            write(QStringLiteral("p/never/__init__.py"), QByteArray(9000, '#'));
            write(QStringLiteral("p/web/app.js.map"), QByteArray(30000, 'm'));
            write(QStringLiteral("p/web/app.js"), QByteArray(12000, 'j'));
            write(QStringLiteral("p/layers/shared/python/lib.py"), QByteArray(20000, 'l'));
            write(QStringLiteral("p/events/a.json"), "{}");
            return show() && open(root + QStringLiteral("/p"), true);
        }
        bool look()
        {
            press(Act::ShowPackage);
            return panel() && QTest::qWaitFor([this] { return report() && report()->measured && !session->inspector().isBusy(); }, 20000);
        }
        int row(Kind kind)
        {
            const auto *model = static_cast<const XrayFindingsModel *>(panel()->findings()->model());
            for (int i = 0; i < model->rowCount(); ++i)
                if (model->at(i).kind == kind)
                    return i;
            return -1;
        }
        int node(const QString &path)
        {
            for (int n = 0; n < int(report()->nodes.size()); ++n)
                if (report()->path(n) == path)
                    return n;
            return -1;
        }
    };

private slots:
    void findingsAreLeftOutByAClick()
    {
        Panel f;
        QVERIFY(f.openSample());
        QVERIFY(f.look());
        QVERIFY(f.panel()->gauge()->text().startsWith(QStringLiteral("72")));
        QCOMPARE(f.report()->owners.size(), 2);
        const int row = f.row(Kind::SourceMap);
        QVERIFY(row >= 0);
        FindingList *list = f.panel()->findings();
        list->scrollTo(list->model()->index(row, 0));
        const QRect button = list->buttonOf(list->model()->index(row, 0));
        QVERIFY(!button.isNull());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, button.center());
        QTRY_COMPARE(f.row(Kind::SourceMap), -1); // looked at again by itself
        QTRY_VERIFY(f.report()->measured);
        QVERIFY(QFile::exists(f.root + QStringLiteral("/p/.latheignore")));
        QCOMPARE(f.node(QStringLiteral("web/app.js.map")), -1);
        auto *undo = f.panel()->findChild<QToolButton *>(QStringLiteral("undoExclusion"));
        QVERIFY(undo->isEnabled());
        undo->click();
        QTRY_VERIFY(f.row(Kind::SourceMap) >= 0);
        QVERIFY(!QFile::exists(f.root + QStringLiteral("/p/.latheignore")));
        QVERIFY(!undo->isEnabled());
    }

    void whatCannotBePackagedIsToldUntilItIsMended()
    {
        Panel f;
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(e, c):\n    return 1\n");
        QVERIFY(QFile::link(QStringLiteral("/nowhere/at/all"), f.root + QStringLiteral("/p/absolute")));
        QVERIFY(f.show() && f.open(f.root + QStringLiteral("/p"), true));
        f.press(Act::ShowPackage);
        auto *notice = f.panel()->findChild<NoticeBar *>();
        const auto says = [&f](const QString &words) {
            const auto labels = f.panel()->findChild<EmptyState *>()->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&words](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(notice->text().contains(QStringLiteral("absolute")), 10000);
        QTRY_VERIFY(!f.session->inspector().isBusy());
        QTRY_VERIFY(says(QStringLiteral("could not be looked into")));
        QVERIFY(QFile::remove(f.root + QStringLiteral("/p/absolute")));
        QTRY_VERIFY_WITH_TIMEOUT(f.report() && f.report()->files > 0, 10000);
        QTRY_VERIFY(!notice->isVisible());
    }

    void changesOfFilesAreSeen()
    {
        Panel f;
        QVERIFY(f.openSample());
        QVERIFY(f.look());
        const qint64 before = f.report()->bytes;
        f.write(QStringLiteral("p/web/more.bin"), QByteArray(5000, 'x'));
        QTRY_COMPARE_WITH_TIMEOUT(f.report()->bytes, before + 5000, 10000);
        QVERIFY(QDir(f.root + QStringLiteral("/p/never")).removeRecursively());
        QTRY_COMPARE_WITH_TIMEOUT(f.report()->bytes, before + 5000 - 9000, 10000);
    }

    void boxesAreDroppedIntoTheBin()
    {
        Panel f;
        QVERIFY(f.openSample());
        QVERIFY(f.look());
        auto *bin = f.panel()->findChild<ExclusionBin *>();
        QMimeData data;
        data.setData(QString::fromLatin1(exclusionMime), exclusionData(exclusionOf(*f.report(), {f.node(QStringLiteral("never"))})));
        QDragEnterEvent enter(bin->rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(bin, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(bin->rect().center()), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(bin, &drop);
        QTRY_COMPARE(f.node(QStringLiteral("never")), -1);
        QMimeData other;
        other.setText(QStringLiteral("never"));
        QDragEnterEvent foreign(bin->rect().center(), Qt::CopyAction, &other, Qt::LeftButton, Qt::NoModifier);
        foreign.ignore();
        QCoreApplication::sendEvent(bin, &foreign);
        QVERIFY(!foreign.isAccepted());
    }

    void theMapIsWalkedByKeys()
    {
        Panel f;
        QVERIFY(f.openSample());
        QVERIFY(f.look());
        Treemap *map = f.panel()->treemap();
        map->setFocus();
        QTest::keyClick(map, Qt::Key_Right);
        QCOMPARE(f.report()->nodes[std::size_t(map->currentRow())].parent, 0); // an owner
        QTest::keyClick(map, Qt::Key_Return);
        QCOMPARE(f.report()->nodes[std::size_t(map->zoom())].parent, 0);
        QTest::keyClick(map, Qt::Key_Right);
        const int largest = map->currentRow();
        QCOMPARE(f.report()->path(largest), QStringLiteral("web"));
        QVERIFY(map->readoutText().contains(QStringLiteral("41.0 kB")));
        QTest::keyClick(map, Qt::Key_Right);
        QVERIFY(map->currentRow() != largest);
        QTest::keyClick(map, Qt::Key_Left);
        QCOMPARE(map->currentRow(), largest);
        QTest::keyClick(map, Qt::Key_Return);
        QCOMPARE(map->zoom(), largest);
        f.write(QStringLiteral("p/new.bin"), QByteArray(100000, 'n')); // all nodes get other numbers
        QTRY_VERIFY_WITH_TIMEOUT(f.node(QStringLiteral("new.bin")) > 0, 10000);
        QTRY_COMPARE(f.report()->path(map->zoom()), QStringLiteral("web")); // the place stays
        QTest::keyClick(map, Qt::Key_Backspace);
        QCOMPARE(f.report()->path(map->zoom()), QString());
        // Areas are in proportion to bytes, within what edges and heads take.
        const QRectF one = map->markOf(f.node(QStringLiteral("new.bin"))), two = map->markOf(f.node(QStringLiteral("web")));
        const double ratio = one.width() * one.height() / (two.width() * two.height());
        QVERIFY2(ratio > 2.0 && ratio < 2.8, qPrintable(QString::number(ratio))); // 100,000 to 42,000
        f.panel()->frame()->setTableShown(true);
        const QString csv = f.root + QStringLiteral("/out.csv"), svg = f.root + QStringLiteral("/out.svg");
        QVERIFY(f.panel()->frame()->writeTo(csv) && f.panel()->frame()->writeTo(svg));
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(text.contains("/web/app.js.map,30000,"), text.left(500).constData());
    }

    /// What a run really opened in the sandbox is known afterwards, and what it did not.
    void runsAreRecorded()
    {
        Panel f;
        QVERIFY(f.openSample());
        QVERIFY(f.look());
        QCOMPARE(f.waitForRun(), QString()); // leaves a warm environment
        f.press(Act::ShowPackage);
        auto *record = f.panel()->findChild<QToolButton *>(QStringLiteral("recordOpens"));
        record->click();
        QVERIFY(f.session->inspector().isRecording());
        QCOMPARE(f.waitForRun(), QString());
        f.press(Act::ShowPackage);
        QTRY_VERIFY_WITH_TIMEOUT(f.report() && f.report()->measured && f.report()->recordedRuns == 1, 20000);
        QVERIFY(!f.report()->recordedBefore);
        const auto opened = [&](const char *path) { return !(f.report()->nodes[std::size_t(f.node(QString::fromLatin1(path)))].flags & xrayflag::unopened); };
        QVERIFY(opened("lambda_function.py"));
        QVERIFY(opened("used/__init__.py"));
        QVERIFY(opened("used/data.txt"));
        QVERIFY(!opened("never/__init__.py"));
        QVERIFY(!opened("web/app.js"));
        QVERIFY(!opened("python/lib.py")); // of the layer
        QVERIFY(f.row(Kind::Unopened) >= 0);
        record->click();
        QVERIFY(!f.session->inspector().isRecording());
    }

    /// A package of as many files as people ship: all of it is there, the window stays alive, and pointing at boxes draws nothing anew.
    void aPackageOfManyThousandFiles()
    {
        Panel f;
        constexpr int packages = 280, files = 100;
        const QByteArray body(2000, 'x');
        for (int p = 0; p < packages; ++p) {
            const QString dir = f.root + QStringLiteral("/p/node_modules/lib%1/dist").arg(p);
            QVERIFY(QDir().mkpath(dir));
            for (int n = 0; n < files; ++n) {
                QFile file(dir + QStringLiteral("/part%1.%2").arg(n).arg(n % 10 == 0 ? QStringLiteral("js.map") : QStringLiteral("js")));
                QVERIFY(file.open(QIODevice::WriteOnly) && file.write(body.constData(), 400 + 5 * n + p) > 0);
            }
        }
        f.write(QStringLiteral("p/index.js"), "exports.handler = async () => 1;\n");
        QVERIFY(f.show());
        // The window's beats between word of the first contents and the last: read on its thread, all word of them would come at once.
        bool reads = false;
        int beats = 0;
        QTimer heart;
        QObject::connect(&heart, &QTimer::timeout, [&] { beats += reads; });
        QObject::connect(&f.session->inspector(), &PackageInspector::progressed, &heart, [&] { reads = true; });
        QObject::connect(&f.session->inspector(), &PackageInspector::reportChanged, &heart, [&] { reads = reads && !f.report()->measured; });
        heart.start(5);
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        f.press(Act::ShowPackage);
        Treemap *map = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((map = f.panel() ? f.panel()->treemap() : nullptr) && map->drawn() > 0 && f.report() && f.report()->measured, 60000);
        qInfo("beats: %d", beats);
        QVERIFY(beats > 0);
        QCOMPARE(f.report()->files, packages * files + 1);
        qint64 sum = 33;
        for (int p = 0; p < packages; ++p)
            for (int n = 0; n < files; ++n)
                sum += 400 + 5 * n + p;
        QCOMPARE(f.report()->bytes, sum);
        const int row = f.row(Kind::SourceMap);
        QVERIFY(row >= 0);
        QCOMPARE(static_cast<const XrayFindingsModel *>(f.panel()->findings()->model())->at(row).files, packages * files / 10);

        // Pointing: the drawing is kept.
        QTRY_VERIFY(!map->markOf(f.node(QStringLiteral("node_modules/lib279"))).isNull());
        QTest::qWait(100);
        const int drawn = map->drawn();
        for (int x = 20; x < map->width() - 20; x += 11)
            QTest::mouseMove(map, QPoint(x, map->height() / 2)), QTest::qWait(1);
        QVERIFY(map->currentRow() > 0);
        QCOMPARE(map->drawn(), drawn);

        // The table: opened, closed, filtered.
        f.panel()->frame()->setTableShown(true);
        QTreeView *table = f.panel()->frame()->table();
        const QModelIndex modules = static_cast<XrayModel *>(table->model())->indexOf(f.node(QStringLiteral("node_modules")));
        table->expandRecursively(modules);
        QTest::qWait(20);
        table->collapse(modules);
        auto *filter = f.panel()->findChild<QLineEdit *>(QStringLiteral("packageFilter"));
        filter->setText(QStringLiteral("LIB27/ part5"));
        QCOMPARE(table->model()->rowCount(), 11); // part5 and part50 to part59
        QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("/var/task/node_modules/lib27/dist/part59.js"));
        filter->setText(QStringLiteral("lib13"));
        QCOMPARE(table->model()->rowCount(), 11); // lib13 and lib130 to lib139, not all that is in them
        filter->clear();
        QCOMPARE(table->model()->rowCount(), 1);

        // A folder is left out and comes back.
        f.panel()->frame()->setTableShown(false);
        const DraggedExclusion out = exclusionOf(*f.report(), {f.node(QStringLiteral("node_modules/lib0"))});
        f.session->inspector().exclude(out.owner, out.patterns);
        QTRY_COMPARE_WITH_TIMEOUT(f.report()->files, (packages - 1) * files + 1, 20000);
        f.session->inspector().undoExclusion();
        QTRY_COMPARE_WITH_TIMEOUT(f.report()->files, packages * files + 1, 20000);
    }

    void modelsAreSound()
    {
        Panel f;
        QVERIFY(f.openSample());
        QVERIFY(f.look());
        XrayModel found(XrayModel::Form::Matches);
        QAbstractItemModelTester matches(&found, QAbstractItemModelTester::FailureReportingMode::QtTest);
        found.setReport(f.report());
        QCOMPARE(found.rowCount(), 0);
        found.setWords(QStringLiteral("web .map"));
        QCOMPARE(found.rowCount(), 1);
        QCOMPARE(found.indexOf(f.node(QStringLiteral("web/app.js.map"))), found.index(0, 0));
        for (const auto form : {XrayModel::Form::Tree, XrayModel::Form::Flat}) {
            XrayModel model(form);
            QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
            model.setReport(f.report());
            QCOMPARE(model.rowCount(), form == XrayModel::Form::Tree ? 2 : int(f.report()->nodes.size()));
            for (int n = 1; n < int(f.report()->nodes.size()); ++n)
                QCOMPARE(XrayModel::nodeOf(model.indexOf(n)), n);
            model.setReport({});
            QCOMPARE(model.rowCount(), 0);
        }
        XrayFindingsModel findings;
        QAbstractItemModelTester tester(&findings, QAbstractItemModelTester::FailureReportingMode::QtTest);
        findings.setReport(f.report());
        QVERIFY(findings.rowCount() > 0);
    }

    void nothingToLookAtIsSaid()
    {
        Panel f;
        QVERIFY(f.show());
        f.press(Act::ShowPackage);
        QVERIFY(f.panel());
        QVERIFY(!f.panel()->gauge()->isVisible());
        QVERIFY(!f.session->inspector().canInspect().ok);
    }

    /// Pictures into gallery/ of the build folder; LATHE_GALLERY_PROJECT names another project than the small one.
    void pictures_data() { test::galleryRows(); }
    void pictures()
    {
        const test::Gallery gallery;
        Panel f(gallery.look().language, gallery.look().theme);
        gallery.fit(*f.window);
        if (const QString other = qEnvironmentVariable("LATHE_GALLERY_PROJECT"); !other.isEmpty())
            QVERIFY(f.show() && f.open(other, true));
        else
            QVERIFY(f.openSample());
        QVERIFY(f.look());
        const auto picture = [&](const char *state) { gallery.take(*f.window, state); };
        picture("9-package");
        auto *dock = f.window->findChild<QDockWidget *>(ActionTable::idOf(Act::ShowPackage));
        f.window->resizeDocks({dock}, {520}, Qt::Vertical);
        f.panel()->findings()->setCurrentIndex(f.panel()->findings()->model()->index(0, 0));
        f.panel()->treemap()->setFocus();
        QTest::keyClick(f.panel()->treemap(), Qt::Key_Right);
        picture("10-package-large");
        f.panel()->frame()->setTableShown(true);
        picture("11-package-table");
        f.panel()->findChild<QLineEdit *>(QStringLiteral("packageFilter"))->setText(QStringLiteral("lib"));
        f.write(QStringLiteral("p/requirements.txt"), "absent==1.0\n"); // it has to be built now
        QTRY_VERIFY(f.report()->measured && f.report()->build == BuildState::Missing);
        picture("12-package-not-built");
    }
};

QTEST_MAIN(TestPackagePanel)
#include "tst_packagepanel.moc"
