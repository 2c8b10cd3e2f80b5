// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/confirmdialog.h"
#include "mainwindow/gallery.h"
#include "panels/deploypanel.h"
#include "panels/inspectorrow.h"
#include "panels/layerpanel.h"
#include "panels/filetreeview.h"
#include "panels/layerview.h"
#include "panels/namefield.h"
#include "panels/packagepanel.h"
#include "panels/projectpanel.h"
#include "panels/resultstrip.h"
#include "pictures/treemap.h"
#include "session/filecopier.h"
#include "session/packageinspector.h"
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QHelpEvent>
#include <QMenu>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QToolTip>

using namespace lathe;

/// Pictures of what passes: completions, tool tips, context menus, a run that goes on, a plan with every kind of change, bytes.
class TestPopupGallery : public QObject
{
    Q_OBJECT
private slots:
    void pictures_data() { test::galleryRows(); }

    void pictures()
    {
        const test::Gallery gallery;
        WindowFixture f(gallery.look().language, gallery.look().theme);
        gallery.fit(*f.window);
        f.write(QStringLiteral("p/template.yaml"), templateOf("      MemorySize: 256\n      Timeout: 20\n      Environment: {Variables: {TABLE: orders, OLD_FLAG: '1'}}\n"));
        f.write(QStringLiteral("p/src/app.py"), "import json\nimport time\n\n\ndef handler(event, context):\n    time.sleep(event.get('wait', 0))\n    print('waited')\n    return event.get('name', 'value')\n");
        f.write(QStringLiteral("p/src/data/orders.csv"), QByteArray(48000, 'o'));
        f.write(QStringLiteral("p/src/data/prices.csv"), QByteArray(21000, 'p'));
        f.write(QStringLiteral("p/events/order.json"), "{\"wait\": 0, \"name\": \"\\u0000\\u0001 caf\\u00e9\"}");
        f.write(QStringLiteral("fonts/fonts/sans.ttf"), QByteArray(90000, 'f'));
        QVERIFY(f.show());
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        completions(gallery, f);
        toolTips(gallery, f);
        fileMenus(gallery, f);
        contextMenus(gallery, f);
        running(gallery, f);
        plans(gallery, f);
    }

private:
    static QByteArray templateOf(const char *settings)
    {
        return QByteArray("Transform: AWS::Serverless-2016-10-31\nResources:\n  Orders:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                          "      Handler: app.handler\n      Runtime: python3.11\n      CodeUri: src/\n")
            + settings;
    }

    static void completions(const test::Gallery &gallery, WindowFixture &f)
    {
        f.window->tabs().open(f.root + QStringLiteral("/p/src/app.py"));
        CodeEditor *editor = f.window->tabs().currentEditor();
        const QString before = editor->text();
        editor->goTo(8, 5);
        editor->setFocus();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("context"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Period);
        QTRY_VERIFY(editor->isCompleting());
        gallery.takeWithPopups(*f.window, "90-completion");
        f.key(Qt::Key_Escape);
        editor->replaceText(before);
        f.press(Act::Save);
    }

    static void toolTip(const test::Gallery &gallery, WindowFixture &f, QWidget &widget, const QPoint &at, const char *state)
    {
        QHelpEvent event(QEvent::ToolTip, at, widget.mapToGlobal(at));
        QApplication::sendEvent(&widget, &event);
        QVERIFY2(QToolTip::isVisible(), state);
        gallery.takeWithPopups(*f.window, state);
        QToolTip::hideText();
        QTRY_VERIFY(!QToolTip::isVisible());
    }

    static void toolTips(const test::Gallery &gallery, WindowFixture &f)
    {
        auto *memory = f.window->findChild<InspectorRow *>(QStringLiteral("memory"));
        toolTip(gallery, f, *memory, memory->rect().center(), "91-tip-setting");
        auto *chip = f.window->findChild<QWidget *>(QStringLiteral("targetChip"));
        toolTip(gallery, f, *chip, chip->rect().center(), "91-tip-target");
        QWidget *sandbox = f.window->findChild<QWidget *>(QStringLiteral("sandboxChip"));
        toolTip(gallery, f, *sandbox, sandbox->rect().center(), "91-tip-sandbox");
        QVERIFY(!f.waitForRun().size());
        QWidget *strip = f.window->findChild<QWidget *>(QStringLiteral("resultStrip"));
        QList<QWidget *> told;
        for (QWidget *part : strip->findChildren<QWidget *>())
            if (part->isVisible() && !part->toolTip().isEmpty())
                told << part;
        if (!told.isEmpty())
            toolTip(gallery, f, *told.constFirst(), told.constFirst()->rect().center(), "91-tip-figure");
    }

    static void contextMenu(const test::Gallery &gallery, WindowFixture &f, QWidget &widget, const QPoint &at, const char *state)
    {
        bool taken = false;
        const auto take = [&] {
            QWidget *menu = QApplication::activePopupWidget();
            if (taken || !menu)
                return;
            taken = true;
            gallery.takeWithPopups(*f.window, state, 20);
            menu->close();
        };
        QTimer timer; // Qt shows a widget's own actions in an event loop of its own
        timer.setSingleShot(true);
        connect(&timer, &QTimer::timeout, &widget, take);
        timer.start(0);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, at, widget.mapToGlobal(at));
        QApplication::sendEvent(&widget, &event);
        take();
        QVERIFY2(taken, state);
    }

    static void fileMenus(const test::Gallery &gallery, WindowFixture &f)
    {
        auto &panel = *f.window->findChild<ProjectPanel *>();
        FileTreeView *files = panel.fileView();
        const auto choose = [&](const QString &name) {
            QModelIndex index;
            const QString path = f.root + QStringLiteral("/p/") + name;
            QTRY_VERIFY((index = panel.fileModel().indexOf(path)).isValid());
            files->setFocus();
            files->setCurrentIndex(index);
            files->expand(index);
        };
        choose(QStringLiteral("events"));
        choose(QStringLiteral("events/order.json"));
        contextMenu(gallery, f, *files->viewport(), QPoint(), "92-menu-event-file");
        f.write(QStringLiteral("elsewhere/app.py"), "\n");
        emit panel.fileModel().copyRequested({f.root + QStringLiteral("/elsewhere/app.py")}, f.root + QStringLiteral("/p/src"));
        ConfirmDialog *names = nullptr;
        QTRY_VERIFY((names = f.window->findChild<ConfirmDialog *>()) && names->isVisible());
        gallery.takePart(*names, "92-names-taken");
        for (QPushButton *button : names->findChildren<QPushButton *>())
            if (button->property("role") == QStringLiteral("primary"))
                button->click();
        QTRY_VERIFY(!f.window->findChild<ConfirmDialog *>());
        f.window->activateWindow(); // what a window manager does
        if (QPushButton *undo = nullptr; QTest::qWaitFor([&] { return (undo = f.window->findChild<QPushButton *>(QStringLiteral("undoFile"))) != nullptr; }, 3000)) {
            gallery.take(*f.window, "92-copied");
            undo->click();
            QTRY_VERIFY(!f.session->copies().isBusy() && !QFileInfo::exists(f.root + QStringLiteral("/p/src/app-copy.py")));
        }
        f.window->tabs().open(f.root + QStringLiteral("/p/src/data/orders.csv"));
        f.window->tabs().currentEditor()->replaceText(QStringLiteral("id,amount\n1,20\n"));
        choose(QStringLiteral("src"));
        choose(QStringLiteral("src/data"));
        choose(QStringLiteral("src/data/orders.csv"));
        f.window->actions().action(Act::DeleteFile)->trigger();
        QTRY_VERIFY(f.window->findChild<QPushButton *>(QStringLiteral("undoFile")));
        gallery.take(*f.window, "92-deleted-unsaved");
        f.window->findChild<QPushButton *>(QStringLiteral("undoFile"))->click();
        QTRY_VERIFY(!f.window->tabs().currentPage()->isDeleted());
        f.window->tabs().currentPage()->reload();
        f.window->tabs().closeCurrent();
        choose(QStringLiteral("src"));
        contextMenu(gallery, f, *files->viewport(), QPoint(), "92-menu-folder");
        f.window->actions().action(Act::NewFile)->trigger();
        QVERIFY(files->nameField());
        QTest::keyClicks(files->nameField(), QStringLiteral("app.py"));
        gallery.take(*f.window, "92-new-file");
        QTest::keyClick(files->nameField(), Qt::Key_Escape);
        choose(QStringLiteral("src/app.py"));
        f.key(Qt::Key_F2);
        gallery.take(*f.window, "92-rename");
        NameField *name = files->nameField();
        QVERIFY(name);
        name->setText(QStringLiteral("main.py"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(f.window->findChild<QPushButton *>(QStringLiteral("undoFile")));
        gallery.take(*f.window, "92-renamed");
        f.window->findChild<QPushButton *>(QStringLiteral("undoFile"))->click();
        QTRY_VERIFY(panel.fileModel().indexOf(f.root + QStringLiteral("/p/src/app.py")).isValid());
    }

    static void contextMenus(const test::Gallery &gallery, WindowFixture &f)
    {
        QSignalSpy built(&f.session->layers(), &LayerController::built);
        f.session->layers().build(f.session->layers().specFor({f.root + QStringLiteral("/fonts")}, {}), {}, f.session->currentFunction());
        QVERIFY(built.wait(20000));
        LayerView *shelf = f.window->findChild<LayerPanel *>()->shelf();
        QTRY_VERIFY(shelf->isVisible());
        shelf->setCurrentIndex(shelf->model()->index(0, 0));
        contextMenu(gallery, f, *shelf, shelf->visualRect(shelf->currentIndex()).center(), "92-menu-layer");
        f.window->actions().action(Act::ShowPackage)->trigger();
        auto *dock = f.window->findChild<QDockWidget *>(ActionTable::idOf(Act::ShowPackage));
        f.window->resizeDocks({dock}, {420}, Qt::Vertical);
        Treemap *map = f.window->findChild<PackagePanel *>()->treemap();
        QTRY_VERIFY_WITH_TIMEOUT(f.session->inspector().report() && f.session->inspector().report()->measured && !f.session->inspector().isBusy(), 20000);
        map->setFocus();
        QTest::keyClick(map, Qt::Key_Right);
        QTest::keyClick(map, Qt::Key_Down);
        contextMenu(gallery, f, *map, map->markOf(map->currentRow()).center().toPoint(), "92-menu-treemap");
    }

    static void running(const test::Gallery &gallery, WindowFixture &f)
    {
        f.window->resizeDocks({f.window->findChild<QDockWidget *>(ActionTable::idOf(Act::ShowPackage))}, {300}, Qt::Vertical);
        f.window->eventPanel().editor()->editor()->replaceText(QStringLiteral("{\"wait\": 15}"));
        QSignalSpy finished(&f.session->runs(), &RunController::finished), failed(&f.session->runs(), &RunController::failed);
        f.press(Act::Run);
        QTest::qWait(1300);
        gallery.take(*f.window, "93-running");
        f.press(Act::Stop);
        QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty() || !failed.isEmpty(), 20000);
        gallery.take(*f.window, "93-stopped");
        f.window->eventPanel().editor()->editor()->replaceText(QStringLiteral("{\"name\": \"caf\u00e9 \\u0001\\u0002 \uc8fc\ubb38 order 0123456789 abcdefghijklmnop\"}"));
        QCOMPARE(f.waitForRun(), QString());
        f.window->findChild<ResultPanel *>()->setView(ResultPanel::View::Hex);
        gallery.take(*f.window, "94-hex");
        f.window->findChild<ResultPanel *>()->setView(ResultPanel::View::Pretty);
    }

    /// Something new, something gone, something changed, and what the plan cannot know.
    static void plans(const test::Gallery &gallery, WindowFixture &f)
    {
        QSignalSpy ready(&f.session->deploys(), &DeployController::planReady), deployed(&f.session->deploys(), &DeployController::deployed);
        f.press(Act::Deploy);
        QVERIFY(ready.wait(20000));
        f.session->deploys().apply();
        QVERIFY(deployed.wait(30000));
        f.write(QStringLiteral("p/template.yaml"), templateOf("      MemorySize: 1024\n      Timeout: 20\n      Description: 상점의 주문\n"
                                                              "      Environment: {Variables: {TABLE: orders-2, STAGE: !Ref Stage, LEVEL: debug}}\n"));
        QSignalSpy read(f.session.get(), &Session::projectChanged);
        f.session->reloadProject();
        QVERIFY(read.wait(10000));
        f.window->resizeDocks({f.window->findChild<QDockWidget *>(ActionTable::idOf(Act::ShowDeploy))}, {380}, Qt::Vertical);
        f.session->deploys().makePlan();
        QVERIFY(ready.wait(20000));
        gallery.take(*f.window, "95-plan");
    }
};

QTEST_MAIN(TestPopupGallery)
#include "tst_popupgallery.moc"
