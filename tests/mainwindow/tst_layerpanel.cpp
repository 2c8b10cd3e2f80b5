// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/noticebar.h"
#include "core/limits.h"
#include "items/filetreemodel.h"
#include "mainwindow/windowfixture.h"
#include "package/packagewriter.h"
#include "panels/functionlayers.h"
#include "panels/layerpanel.h"
#include "panels/layerview.h"
#include "panels/packagegauge.h"
#include "panels/projectpanel.h"
#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QLineEdit>
#include <QDockWidget>
#include <QPushButton>
#include <QTabBar>
#include <QTreeView>
#include <QToolButton>

using namespace lathe;

/// The layer shelf in the real window, on real folders, with real drops.
class TestLayerPanel : public QObject
{
    Q_OBJECT

    struct Shelf : WindowFixture
    {
        using WindowFixture::WindowFixture;
        LayerPanel *panel() { return window->findChild<LayerPanel *>(); }
        FunctionLayers *functionLayers() { return window->findChild<FunctionLayers *>(); }
        LayerView *slotList() { return functionLayers()->list(); }
        NoticeBar *notice() { return window->centralWidget()->findChild<NoticeBar *>({}, Qt::FindDirectChildrenOnly); }
        QWidget *shelfTarget() { return panel()->shelf()->isVisible() ? panel()->shelf()->viewport() : static_cast<QWidget *>(panel()); }
        /// The editor of the name that a drop is asked for.
        QLineEdit *nameEdit()
        {
            QLineEdit *edit = nullptr;
            (void)QTest::qWaitFor([&] { return (edit = panel()->shelf()->viewport()->findChild<QLineEdit *>()); }, 5000);
            return edit;
        }
        bool acceptName(const QString &wanted = {})
        {
            QLineEdit *edit = nameEdit();
            if (!edit || edit->selectedText() != edit->text())
                return false;
            if (!wanted.isEmpty())
                edit->setText(wanted);
            QTest::keyClick(edit, Qt::Key_Return);
            return true;
        }
        QString function() { return session->currentFunction(); }
        QStringList links()
        {
            QStringList names;
            for (const LayerLink &link : session->layers().linksOf(function()))
                names << link.name;
            return names;
        }
        QStringList names()
        {
            QStringList names;
            for (const LayerInfo &layer : session->layers().layers())
                names << layer.name;
            return names;
        }
        bool openPython(bool trust = true)
        {
            write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello: # mine\n    Type: AWS::Serverless::Function\n    Properties:\n"
                                                     "      CodeUri: src/\n      Handler: app.handler\n      Runtime: python3.11\n");
            write(QStringLiteral("p/src/app.py"), "def handler(e, c):\n    import shared\n    return shared.word\n");
            if (!show() || !open(root + QStringLiteral("/p"), trust))
                return false;
            press(Act::ShowLayers);
            return panel() && QTest::qWaitFor([this] { return panel()->isVisible() && slotList()->isVisible(); });
        }
        static void drop(QWidget *on, const QStringList &paths, const QPoint &at = {20, 20})
        {
            QMimeData data;
            QList<QUrl> urls;
            for (const QString &path : paths)
                urls << QUrl::fromLocalFile(path);
            data.setUrls(urls);
            drop(on, data, at);
        }
        static void drop(QWidget *on, QMimeData &data, const QPoint &at)
        {
            QDragEnterEvent enter(at, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
            QApplication::sendEvent(on, &enter);
            QVERIFY(enter.isAccepted());
            QDropEvent drop(at, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
            QApplication::sendEvent(on, &drop);
            QVERIFY(drop.isAccepted());
            QVERIFY(drop.dropAction() == Qt::CopyAction);
        }
        /// Waits for a build to end; the error's text, or nothing.
        QString waitForBuild()
        {
            QSignalSpy built(&session->layers(), &LayerController::built), failed(&session->layers(), &LayerController::failed);
            (void)QTest::qWaitFor([&] { return !built.isEmpty() || !failed.isEmpty(); }, 60000);
            if (!failed.isEmpty())
                return failed.first().first().value<Error>().text;
            return built.isEmpty() ? QStringLiteral("no end") : QString();
        }
        bool make(const QString &name)
        {
            drop(shelfTarget(), {QFileInfo(write(name + QStringLiteral("/%1.py").arg(name), "word = '" + name.toUtf8() + "'\n")).path()});
            return acceptName() && waitForBuild().isEmpty() && QTest::qWaitFor([&] { return names().contains(name); }, 10000);
        }
        bool linksAre(const QStringList &wanted) { return QTest::qWaitFor([&] { return links() == wanted && slotList()->model()->rowCount() == wanted.size(); }, 10000); }
        void dropLayer(const QString &name, int row)
        {
            LayerView *list = slotList();
            QMimeData data;
            data.setData(QString::fromLatin1(layerMime), name.toUtf8());
            const QPoint at = row < list->model()->rowCount() ? list->visualRect(list->model()->index(row, 0)).topLeft() + QPoint(8, 2) : QPoint(8, list->viewport()->height() - 2);
            drop(list->viewport(), data, at);
        }
    };

private slots:
    /// A template that takes long to read is read on a worker; the layers are those that it has.
    void layersOfALargeTemplate()
    {
        Shelf f;
        QByteArray text = "Transform: AWS::Serverless-2016-10-31\nResources:\n";
        for (int i = 0; i < 200; ++i)
            text += "  Other" + QByteArray::number(i) + ":\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: src/\n      Handler: app.handler\n      Runtime: python3.11\n      Description: " + QByteArray(100, 'x') + "\n";
        f.write(QStringLiteral("p/src/app.py"), "def handler(e, c):\n    return 1\n");
        const QString file = f.write(QStringLiteral("p/template.yaml"), text);
        QVERIFY(f.show());
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        f.press(Act::ShowLayers);
        f.session->setCurrentFunction(QStringLiteral("Other7"));
        QVERIFY(f.linksAre({}));
        QVERIFY(f.make(QStringLiteral("mine")));
        QVERIFY(f.session->layers().attach(QStringLiteral("Other7"), QStringLiteral("mine")));
        QVERIFY(f.linksAre({QStringLiteral("mine")}));
        f.session->setCurrentFunction(QStringLiteral("Other8"));
        QVERIFY(f.linksAre({}));
        QVERIFY(f.session->layers().attach(QStringLiteral("Other8"), QStringLiteral("mine")));
        QVERIFY(f.session->layers().detach(QStringLiteral("Other7"), QStringLiteral("mine")));
        QVERIFY(f.linksAre({QStringLiteral("mine")}));
        f.write(QStringLiteral("p/template.yaml"), text); // by another program
        QVERIFY(f.linksAre({}));
    }

    void aFolderOnTheFunctionIsBuiltAttachedAndRuns()
    {
        Shelf f;
        QVERIFY(f.openPython());
        f.write(QStringLiteral("libs/shared/__init__.py"), "word = 'from the layer'\n");
        f.drop(f.slotList()->viewport(), {f.root + QStringLiteral("/libs")});
        QCOMPARE(f.waitForBuild(), QString());
        QVERIFY(f.linksAre({QStringLiteral("libs")}));
        const auto *attach = f.window->findChild<QPushButton *>(QStringLiteral("attachBuilt"));
        QVERIFY(!attach || !attach->isVisible()); // it is attached already
        QVERIFY2(f.notice()->text().contains(QStringLiteral("libs")), qPrintable(f.notice()->text()));
        QVERIFY(QFile::exists(f.root + QStringLiteral("/p/layers/libs/python/shared/__init__.py"))); // the wrong level was mended
        QVERIFY(!f.session->layers().layers().constFirst().notes.isEmpty());
        QTRY_VERIFY(!f.session->project().functions.constFirst().layerDirs.isEmpty());
        QSignalSpy finished(&f.session->runs(), &RunController::finished);
        QCOMPARE(f.waitForRun(), QString());
        QCOMPARE(finished.constFirst().constFirst().value<RunRecord>().outcome.payload, QByteArray("\"from the layer\""));
    }

    void whatIsOfferedGoesWithTheFolder()
    {
        Shelf f;
        QVERIFY(f.openPython());
        QVERIFY(f.make(QStringLiteral("late")));
        auto *attach = f.window->findChild<QPushButton *>(QStringLiteral("attachBuilt"));
        QTRY_VERIFY(attach && attach->isVisible());
        f.session->closeFolder();
        QVERIFY(!attach->isVisible()); // a click would be about a function that is not there
        QVERIFY(!f.notice()->isVisible());
    }

    void layersAreAttachedMovedDetachedAndPutBack()
    {
        Shelf f;
        QVERIFY(f.openPython());
        QAbstractItemModelTester shelf(f.panel()->shelf()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester slotList(f.slotList()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto bytes = [&] {
            QFile file(f.root + QStringLiteral("/p/template.yaml"));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QByteArray before = bytes();
        QVERIFY(f.make(QStringLiteral("one")));
        QVERIFY(f.make(QStringLiteral("two")));
        LayerView *view = f.panel()->shelf();
        view->setFocus();
        view->setCurrentIndex(view->model()->index(0, 0));
        QTest::keyClick(view, Qt::Key_Return); // by the keys
        QVERIFY(f.linksAre({QStringLiteral("one")}));
        f.dropLayer(QStringLiteral("two"), 0); // by a drag, in front of it
        QVERIFY(f.linksAre({QStringLiteral("two"), QStringLiteral("one")}));
        LayerView *list = f.slotList();
        list->setFocus();
        list->setCurrentIndex(list->model()->index(1, 0));
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
        QVERIFY(f.linksAre({QStringLiteral("one"), QStringLiteral("two")}));
        QTRY_COMPARE(list->currentIndex().row(), 0);
        QTest::keyClick(list, Qt::Key_Down, Qt::AltModifier);
        QVERIFY(f.linksAre({QStringLiteral("two"), QStringLiteral("one")}));
        QTest::keyClick(list, Qt::Key_Delete);
        QVERIFY(f.linksAre({QStringLiteral("two")}));
        QVERIFY2(f.notice()->isVisible() && f.notice()->text().contains(QStringLiteral("one")), qPrintable(f.notice()->text()));
        auto *back1 = f.notice()->findChild<QPushButton *>(QStringLiteral("undoRemove")); // nothing was asked, so it is offered
        QVERIFY(back1 && back1->isVisible());
        back1->click();
        QVERIFY(f.linksAre({QStringLiteral("two"), QStringLiteral("one")}));
        QVERIFY(!f.notice()->isVisible());
        list->setCurrentIndex(list->model()->index(1, 0));
        QTest::keyClick(list, Qt::Key_Delete);
        QVERIFY(f.linksAre({QStringLiteral("two")}));
        auto *undo = f.functionLayers()->findChild<QToolButton *>(QStringLiteral("undoLayers"));
        const QList<QStringList> back{{QStringLiteral("two"), QStringLiteral("one")}, {QStringLiteral("one"), QStringLiteral("two")}, {QStringLiteral("two"), QStringLiteral("one")}, {QStringLiteral("one")}, {}};
        for (const QStringList &links : back) {
            undo->click();
            QVERIFY(f.linksAre(links));
        }
        QTRY_VERIFY(!undo->isEnabled());
        QCOMPARE(bytes(), before); // with its comment
    }

    void requirementsWheelsAndZipsBecomeLayers()
    {
        Shelf f;
        f.write(QStringLiteral("w/tool/__init__.py"), "word = 'wheel'\n");
        f.write(QStringLiteral("w/tool-1.0.dist-info/METADATA"), "Metadata-Version: 2.1\nName: tool\nVersion: 1.0\n");
        f.write(QStringLiteral("w/tool-1.0.dist-info/WHEEL"), "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        f.write(QStringLiteral("w/tool-1.0.dist-info/RECORD"), "tool/__init__.py,,\ntool-1.0.dist-info/METADATA,,\ntool-1.0.dist-info/WHEEL,,\ntool-1.0.dist-info/RECORD,,\n");
        QDir(f.root).mkdir(QStringLiteral("wheels"));
        const QString wheel = f.root + QStringLiteral("/wheels/tool-1.0-py3-none-any.whl");
        QVERIFY(writePackage({.rootDir = f.root + QStringLiteral("/w"), .defaultExcludes = false}, wheel));
        f.write(QStringLiteral("z/site/here.py"), "x = 1\n");
        QVERIFY(writePackage({.rootDir = f.root + QStringLiteral("/z"), .defaultExcludes = false}, f.root + QStringLiteral("/things.zip")));
        const QString list = f.write(QStringLiteral("wheels/requirements.txt"), "--no-index\n--find-links .\ntool==1.0\n");
        QVERIFY(f.openPython());
        const auto built = [&](const QString &input, const QString &file) {
            const int before = int(f.names().size());
            f.drop(f.shelfTarget(), {input});
            if (!f.acceptName())
                return QStringLiteral("no name asked for");
            const QString error = f.waitForBuild();
            if (!error.isEmpty())
                return error;
            if (!QTest::qWaitFor([&] { return f.names().size() == before + 1; }, 10000))
                return QStringLiteral("not on the shelf");
            for (const LayerInfo &layer : f.session->layers().layers())
                if (QFile::exists(layer.dir + file))
                    return QString();
            return QStringLiteral("no ") + file;
        };
        QCOMPARE(built(list, QStringLiteral("/python/tool/__init__.py")), QString());
        QCOMPARE(built(f.root + QStringLiteral("/things.zip"), QStringLiteral("/python/site/here.py")), QString());
        QVERIFY(QDir(f.root + QStringLiteral("/p/layers")).removeRecursively());
        f.session->reloadProject();
        QTRY_VERIFY(f.names().isEmpty());
        QCOMPARE(built(wheel, QStringLiteral("/python/tool/__init__.py")), QString());
    }

    void filesOfTheTreeCanBeDragged()
    {
        Shelf f;
        QVERIFY(f.openPython());
        FileTreeModel *tree = nullptr;
        for (auto *view : f.window->findChildren<QTreeView *>())
            tree = tree ? tree : qobject_cast<FileTreeModel *>(view->model());
        QVERIFY(tree);
        QTRY_COMPARE(tree->rowCount(), 2);
        const QModelIndex src = tree->index(0, 0);
        QVERIFY(src.flags() & Qt::ItemIsDragEnabled);
        const std::unique_ptr<QMimeData> data(tree->mimeData({src}));
        QCOMPARE(LayerView::filesOf(*data), QStringList{f.root + QStringLiteral("/p/src")});
    }

    void aSixthLayerIsRefused()
    {
        Shelf f;
        QVERIFY(f.openPython());
        QStringList names;
        for (int i = 1; i <= limits::layersMax; ++i) {
            f.write(QStringLiteral("p/layers/l%1/python/l%1.py").arg(i), "x = 1\n");
            names << QStringLiteral("l%1").arg(i);
        }
        f.write(QStringLiteral("p/layers/l6/python/l6.py"), "x = 1\n");
        f.session->reloadProject();
        QTRY_COMPARE(f.names().size(), limits::layersMax + 1);
        QVERIFY(f.session->layers().setLinks(f.function(), names));
        QVERIFY(f.linksAre(names));
        f.dropLayer(QStringLiteral("l6"), limits::layersMax);
        QVERIFY(f.notice()->isVisible());
        QCOMPARE(f.notice()->severity(), NoticeBar::Severity::Error);
        QCOMPARE(f.links(), names);
        f.drop(f.slotList()->viewport(), {f.write(QStringLiteral("more/more.py"), "x = 1\n")});
        QVERIFY2(f.notice()->text().contains(QStringLiteral("5")), qPrintable(f.notice()->text()));
        QVERIFY(!f.session->layers().isBusy());
    }

    void layersAreRenamedAndRemoved()
    {
        Shelf f;
        QVERIFY(f.openPython());
        QVERIFY(f.make(QStringLiteral("one")));
        QTRY_VERIFY(f.panel()->shelf()->isVisible());
        LayerView *view = f.panel()->shelf();
        view->setFocus();
        view->setCurrentIndex(view->model()->index(0, 0));
        QTest::keyClick(view, Qt::Key_F2);
        QTRY_VERIFY(view->viewport()->findChild<QLineEdit *>());
        auto *edit = view->viewport()->findChild<QLineEdit *>();
        QCOMPARE(edit->text(), QStringLiteral("one"));
        edit->setText(QStringLiteral("uno"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(f.names(), QStringList{QStringLiteral("uno")});
        QVERIFY(QFile::exists(f.root + QStringLiteral("/p/layers/uno/python/one/one.py")));
        QTRY_COMPARE(view->model()->index(0, 0).data().toString(), QStringLiteral("uno"));
        view->setCurrentIndex(view->model()->index(0, 0));
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Delete);
        QTRY_VERIFY(f.names().isEmpty());
        QVERIFY(!QFile::exists(f.root + QStringLiteral("/p/layers/uno")));
        auto *undo = f.notice()->findChild<QPushButton *>(QStringLiteral("undoRemove")); // nothing was asked, so it is offered
        QVERIFY(undo && undo->isVisible());
        undo->click();
        QTRY_COMPARE(f.names(), QStringList{QStringLiteral("uno")});
        QVERIFY(f.session->layers().layers().constFirst().canRebuild()); // its record came back too
    }

    void theNameIsAskedForInPlace()
    {
        Shelf f;
        QVERIFY(f.openPython());
        const QString dir = QFileInfo(f.write(QStringLiteral("tools/tools.py"), "x = 1\n")).path();
        f.drop(f.shelfTarget(), {dir});
        QLineEdit *edit = f.nameEdit();
        QVERIFY(edit);
        QCOMPARE(edit->text(), QStringLiteral("tools"));
        QCOMPARE(edit->selectedText(), QStringLiteral("tools"));
        QVERIFY(!f.session->layers().isBusy());
        QTest::keyClick(edit, Qt::Key_Escape); // given up
        QTRY_COMPARE(f.panel()->shelf()->model()->rowCount(), 0);
        QVERIFY(!f.session->layers().isBusy());

        f.drop(f.shelfTarget(), {dir});
        QVERIFY(f.acceptName(QStringLiteral("my tools"))); // refused, and asked for again
        QTRY_VERIFY2(f.notice()->isVisible() && f.notice()->text().contains(QStringLiteral("my tools")), qPrintable(f.notice()->text()));
        QVERIFY(f.acceptName(QStringLiteral("mine")));
        QCOMPARE(f.waitForBuild(), QString());
        QTRY_COMPARE(f.names(), QStringList{QStringLiteral("mine")});
        QTRY_COMPARE(f.panel()->shelf()->model()->rowCount(), 1);

        f.drop(f.shelfTarget(), {dir}); // made of the same again: nothing to ask
        QCOMPARE(f.waitForBuild(), QString());
        QCOMPARE(f.names(), QStringList{QStringLiteral("mine")});
    }

    void changesAreUndoneAndDoneAgainByTheKeys()
    {
        Shelf f;
        QVERIFY(f.openPython());
        const QString file = f.root + QStringLiteral("/p/template.yaml");
        const auto bytes = [&] {
            QFile one(file);
            return one.open(QIODevice::ReadOnly) ? one.readAll() : QByteArray();
        };
        QVERIFY(f.make(QStringLiteral("one")));
        const QByteArray before = bytes();
        LayerView *shelf = f.panel()->shelf();
        shelf->setFocus();
        shelf->setCurrentIndex(shelf->model()->index(0, 0));
        QTest::keyClick(shelf, Qt::Key_Return);
        QVERIFY(f.linksAre({QStringLiteral("one")}));
        const QByteArray attached = bytes();
        QVERIFY(attached != before);
        QVERIFY(f.session->layers().history().undoText().contains(QStringLiteral("one")));
        QTest::keyClick(shelf, Qt::Key_Z, Qt::ControlModifier); // the shelf has the focus, not the editor
        QVERIFY(f.linksAre({}));
        QCOMPARE(bytes(), before);
        QTest::keyClick(shelf, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(f.linksAre({QStringLiteral("one")}));
        QCOMPARE(bytes(), attached);
        QVERIFY(f.session->layers().rename(QStringLiteral("one"), QStringLiteral("uno")));
        QTRY_COMPARE(f.names(), QStringList{QStringLiteral("uno")});
        const QByteArray renamed = bytes();
        f.slotList()->setFocus();
        QTest::keyClick(f.slotList(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(f.names(), QStringList{QStringLiteral("one")});
        QCOMPARE(bytes(), attached);
        QTest::keyClick(f.slotList(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(f.names(), QStringList{QStringLiteral("uno")});
        QCOMPARE(bytes(), renamed);
        f.write(QStringLiteral("p/template.yaml"), renamed + "# mine\n"); // somebody else was there
        QTest::keyClick(f.slotList(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(f.notice()->isVisible());
        QCOMPARE(f.notice()->severity(), NoticeBar::Severity::Error);
        QCOMPARE(bytes(), renamed + "# mine\n");
        QCOMPARE(f.names(), QStringList{QStringLiteral("uno")});
    }

    void aFunctionOfTheTreeTakesDrops()
    {
        Shelf f;
        QVERIFY(f.openPython());
        QVERIFY(f.make(QStringLiteral("one")));
        QListView *functions = f.window->findChild<ProjectPanel *>()->functionView();
        const QPoint at = functions->visualRect(functions->model()->index(0, 0)).center();
        QMimeData data;
        data.setData(QString::fromLatin1(layerMime), "one");
        f.drop(functions->viewport(), data, at);
        QVERIFY(f.linksAre({QStringLiteral("one")}));
        f.drop(functions->viewport(), {QFileInfo(f.write(QStringLiteral("two/two.py"), "x = 2\n")).path()}, at);
        QCOMPARE(f.waitForBuild(), QString());
        QVERIFY(f.linksAre({QStringLiteral("one"), QStringLiteral("two")}));
        QDragMoveEvent beside(QPoint(at.x(), functions->viewport()->height() - 2), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(functions->viewport(), &beside);
        QVERIFY(!beside.isAccepted());
    }

    void theGaugeShowsWhatIsLeft()
    {
        Shelf f;
        f.write(QStringLiteral("p/layers/big/python/big.bin"), QByteArray(3 * 1024 * 1024, 'x'));
        QVERIFY(f.openPython());
        QTRY_VERIFY(f.names().contains(QStringLiteral("big")));
        QVERIFY(f.session->layers().attach(f.function(), QStringLiteral("big")));
        QTRY_VERIFY_WITH_TIMEOUT(f.functionLayers()->gauge()->text().startsWith(QStringLiteral("3")), 10000);
        QVERIFY(f.functionLayers()->gauge()->text().contains(QStringLiteral("250")));
    }

    void aHiddenDockComesUpUnderADrag()
    {
        Shelf f;
        QVERIFY(f.openPython());
        auto *shelf = f.window->findChild<QDockWidget *>(QStringLiteral("view.layers"));
        auto *project = f.window->findChild<QDockWidget *>(QStringLiteral("view.project"));
        QVERIFY(shelf && project);
        f.window->tabifyDockWidget(shelf, project);
        project->raise();
        QTRY_VERIFY(f.panel()->visibleRegion().isEmpty());
        QTabBar *tabs = nullptr;
        int tab = -1;
        for (QTabBar *bar : f.window->findChildren<QTabBar *>(QString(), Qt::FindDirectChildrenOnly))
            for (int i = 0; i < bar->count(); ++i)
                if (bar->isVisible() && bar->tabText(i) == shelf->windowTitle())
                    tabs = bar, tab = i;
        QVERIFY(tabs);
        QTRY_VERIFY(tabs->changeCurrentOnDrag());
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(f.root)});
        QDragEnterEvent enter(tabs->tabRect(tab).center(), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(tabs, &enter);
        QVERIFY(enter.isAccepted());
        QDragMoveEvent over(tabs->tabRect(tab).center(), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(tabs, &over);
        QTRY_COMPARE(tabs->currentIndex(), tab);
        QTRY_VERIFY(!f.panel()->visibleRegion().isEmpty());
    }

    void nothingIsBuiltInAnUntrustedFolder()
    {
        Shelf f;
        QVERIFY(f.openPython(false));
        f.drop(f.panel(), {f.write(QStringLiteral("more/more.py"), "x = 1\n")});
        QVERIFY(!f.session->layers().isBusy());
        QVERIFY(!f.panel()->shelf()->viewport()->findChild<QLineEdit *>()); // no name either
        QCOMPARE(f.notice()->severity(), NoticeBar::Severity::Error);
        QVERIFY(!QFile::exists(f.root + QStringLiteral("/p/layers")));
    }

    void whatWasRefusedGoesOnWhenTheFolderIsTrusted()
    {
        Shelf f;
        QVERIFY(f.openPython(false));
        f.drop(f.shelfTarget(), {QFileInfo(f.write(QStringLiteral("tools/tools.py"), "x = 1\n")).path()});
        QVERIFY(f.notice()->isVisible());
        f.notice()->findChild<QPushButton *>()->click();
        QVERIFY(f.session->isTrusted());
        QVERIFY(f.acceptName());
        QCOMPARE(f.waitForBuild(), QString());
        QTRY_COMPARE(f.names(), QStringList{QStringLiteral("tools")});
    }

    /// From an empty folder: requirements.txt is dropped, a function is made, the layer is for its runtime and is not built in again.
    void fromAnEmptyFolder()
    {
        Shelf f;
        f.write(QStringLiteral("w/tool/__init__.py"), "word = 'wheel'\n");
        f.write(QStringLiteral("w/tool-1.0.dist-info/METADATA"), "Metadata-Version: 2.1\nName: tool\nVersion: 1.0\n");
        f.write(QStringLiteral("w/tool-1.0.dist-info/WHEEL"), "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        f.write(QStringLiteral("w/tool-1.0.dist-info/RECORD"), "tool/__init__.py,,\ntool-1.0.dist-info/METADATA,,\ntool-1.0.dist-info/WHEEL,,\ntool-1.0.dist-info/RECORD,,\n");
        QDir(f.root).mkpath(QStringLiteral("p"));
        QVERIFY(writePackage({.rootDir = f.root + QStringLiteral("/w"), .defaultExcludes = false}, f.root + QStringLiteral("/tool-1.0-py3-none-any.whl")));
        const QString list = f.write(QStringLiteral("p/requirements.txt"), "--no-index\n--find-links ..\ntool==1.0\n");
        QVERIFY(f.show());
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        f.press(Act::ShowLayers);
        f.drop(f.shelfTarget(), {list});
        QLineEdit *name = f.nameEdit();
        QVERIFY(name);
        QCOMPARE(name->text(), QStringLiteral("tool")); // and not that of the folder, although the list has options
        QVERIFY(f.acceptName());
        QCOMPARE(f.waitForBuild(), QString());
        QTRY_COMPARE(f.names(), QStringList{QStringLiteral("tool")});
        const QStringList runtimes = f.session->layers().layers().constFirst().runtimes;
        QPushButton *make = nullptr;
        for (QPushButton *button : f.window->resultPanel().findChildren<QPushButton *>())
            if (button->isVisible() && button->text().contains(QStringLiteral("Python")))
                make = button;
        QVERIFY(make);
        make->click();
        QTRY_COMPARE(f.session->project().functions.size(), 1);
        QVERIFY2(runtimes.isEmpty() || runtimes.contains(f.session->project().functions.constFirst().runtime.text), qPrintable(runtimes.join(u' ')));
        QTRY_VERIFY(f.window->tabs().currentPath().endsWith(QStringLiteral("lambda_function.py")));
        f.write(QStringLiteral("p/lambda_function.py"), "import tool\ndef lambda_handler(e, c):\n    return tool.__file__\n");
        QTRY_COMPARE(f.links(), QStringList{QStringLiteral("tool")}); // a plain folder's function has all of them
        QSignalSpy finished(&f.session->runs(), &RunController::finished);
        QTRY_VERIFY(f.window->actions().action(Act::Run)->isEnabled());
        QCOMPARE(f.waitForRun(), QString());
        QCOMPARE(finished.constFirst().constFirst().value<RunRecord>().outcome.payload, QByteArray("\"/opt/python/tool/__init__.py\""));
        QVERIFY(!QFile::exists(f.root + QStringLiteral("/p/.lathe/build")));
    }

    void aPackageJsonBecomesALayerOfTheFunction()
    {
        Shelf f;
        f.write(QStringLiteral("p/index.js"), "const ms = require('ms');\nexports.handler = async () => ms('2 days');\n");
        QVERIFY(f.show());
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        f.press(Act::ShowLayers);
        QTRY_VERIFY(f.panel());
        const QString json = f.write(QStringLiteral("deps/package.json"), R"({"name": "deps", "version": "1.0.0", "dependencies": {"ms": "2.1.3"}})");
        f.drop(f.slotList()->viewport(), {json});
        QCOMPARE(f.waitForBuild(), QString());
        QTRY_COMPARE(f.links().size(), 1);
        QTRY_VERIFY(!f.session->project().functions.constFirst().layerDirs.isEmpty());
        QSignalSpy finished(&f.session->runs(), &RunController::finished);
        QCOMPARE(f.waitForRun(), QString());
        QCOMPARE(finished.constFirst().constFirst().value<RunRecord>().outcome.payload, QByteArray("172800000"));
    }

    void oneAfterTheOtherIsAttached()
    {
        Shelf f;
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(e, c):\n    return 1\n");
        QVERIFY(f.show());
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        f.press(Act::ShowLayers);
        QTRY_VERIFY(f.panel());
        QSignalSpy failed(&f.session->layers(), &LayerController::failed);
        for (const char *name : {"a", "b", "c"}) { // without a pause in which the window could read the shelf again
            f.drop(f.slotList()->viewport(), {QFileInfo(f.write(QStringLiteral("%1/x.py").arg(QLatin1String(name)), "x = 1\n")).path()});
            QCOMPARE(f.waitForBuild(), QString());
        }
        QVERIFY(f.linksAre({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
        QVERIFY(failed.isEmpty());
    }
};

QTEST_MAIN(TestLayerPanel)
#include "tst_layerpanel.moc"
