// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/noticebar.h"
#include "dialogs/helpdialog.h"
#include "dialogs/keysheet.h"
#include "dialogs/newfromsample.h"
#include "dialogs/preferences.h"
#include "editor/editorpage.h"
#include "mainwindow/gallery.h"
#include <QAbstractItemView>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QFileSystemModel>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QTimer>
#include <QTreeView>

using namespace lathe;

/// Pictures of everything that opens above the window: menus, palette, dialogs, questions, context menus, file dialogs.
class TestDialogGallery : public QObject
{
    Q_OBJECT
private slots:
    void pictures_data() { test::galleryRows(); }

    void pictures()
    {
        const test::Gallery gallery;
        WindowFixture f(gallery.look().language, gallery.look().theme);
        gallery.fit(*f.window);
        f.write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: app.handler, Runtime: python3.11, CodeUri: .}\n");
        f.write(QStringLiteral("p/app.py"), "import json\n\n\ndef handler(event, context):\n    return json.dumps(event)\n");
        f.write(QStringLiteral("p/events/주문.json"), "{\"id\": 7}");
        QVERIFY(f.show());
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        menus(gallery, f);
        dialogs(gallery, f);
        questions(gallery, f);
    }

private:
    static void menus(const test::Gallery &gallery, WindowFixture &f)
    {
        int n = 0;
        for (const QAction *top : f.window->menuBar()->actions()) {
            QMenu *menu = top->menu();
            menu->popup(f.window->mapToGlobal(QPoint(40, 40)));
            menu->setActiveAction(menu->actions().value(1));
            gallery.takePart(*menu, qPrintable(QStringLiteral("50-menu-%1").arg(++n)), 20);
            QVERIFY2(menu->height() <= 690, "fits a window of 720 pixels");
            menu->close();
        }
        n = 0;
        for (auto *view : f.window->findChildren<QAbstractItemView *>())
            if (view->isVisible() && view->contextMenuPolicy() == Qt::ActionsContextMenu && !view->actions().isEmpty())
                contextMenu(gallery, *view, qPrintable(QStringLiteral("57-context-menu-%1").arg(++n)));
        QVERIFY(n > 0);
        f.press(Act::Palette);
        gallery.take(*f.window, "51-palette");
        f.key(Qt::Key_Escape);
        f.press(Act::GoToLine);
        gallery.take(*f.window, "52-go-to-line");
        f.key(Qt::Key_Escape);
        f.press(Act::NewEvent);
        gallery.take(*f.window, "53-events");
        f.key(Qt::Key_Escape);
        f.press(Act::ChooseTarget);
        gallery.take(*f.window, "54-targets");
        f.key(Qt::Key_Escape);
        CodeEditor *editor = f.window->tabs().currentEditor();
        editor->setFocus();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(80, 40), editor->mapToGlobal(QPoint(80, 40)));
        QApplication::sendEvent(QApplication::focusWidget(), &event);
        popup(gallery, "55-editor-menu");
        editor->setFocus();
        f.press(Act::Replace);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("json"));
        gallery.take(*f.window, "56-find-bar");
        f.key(Qt::Key_Escape);
    }

    /// Made of the widget's actions, which Qt shows in an event loop of its own.
    static void contextMenu(const test::Gallery &gallery, QWidget &widget, const char *state)
    {
        QTimer::singleShot(0, &widget, [&] {
            QWidget *menu = QApplication::activePopupWidget();
            QVERIFY2(menu, state);
            gallery.takePart(*menu, state, 20);
            menu->close();
        });
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(20, 10), widget.mapToGlobal(QPoint(20, 10)));
        QApplication::sendEvent(&widget, &event);
    }

    /// The menu that is open, which is closed again.
    static void popup(const test::Gallery &gallery, const char *state)
    {
        QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
        QWidget *menu = QApplication::activePopupWidget();
        gallery.takePart(*menu, state, 20);
        menu->close();
    }

    static void dialogs(const test::Gallery &gallery, WindowFixture &f)
    {
        opened<HelpDialog>(gallery, f, Act::Help, "60-help");
        opened<KeySheet>(gallery, f, Act::KeySheet, "61-keys");
        opened<NewFromSample>(gallery, f, Act::NewFromSample, "62-samples");
        opened<QDialog>(gallery, f, Act::About, "63-about");
        f.window->actions().action(Act::Preferences)->trigger();
        auto *preferences = f.window->findChild<Preferences *>();
        QVERIFY(preferences);
        gallery.takePart(*preferences, "64-preferences");
        preferences->findChild<QLineEdit *>(QStringLiteral("preferenceSearch"))->setText(QStringLiteral("zzz"));
        gallery.takePart(*preferences, "65-preferences-nothing");
        preferences->reject();
        QTRY_VERIFY(!f.window->findChild<Preferences *>());
        f.window->actions().action(Act::OpenFolder)->trigger();
        auto *folders = f.window->findChild<QFileDialog *>();
        QVERIFY(folders);
        auto *listed = folders->findChild<QFileSystemModel *>();
        folders->setDirectory(f.root);
        QCOMPARE(listed->type(listed->index(f.root)), gallery.look().language == QStringLiteral("ko") ? QStringLiteral("폴더") : QStringLiteral("Folder"));
        gallery.takePart(*folders, "66-open-folder");
        auto *columns = folders->findChild<QTreeView *>(QStringLiteral("treeView"));
        QVERIFY(columns->header()->length() <= columns->viewport()->width());
        QVERIFY(columns->header()->sectionSize(3) > columns->fontMetrics().horizontalAdvance(QStringLiteral("2026-11-26 16:21")));
        folders->reject();
        QTRY_VERIFY(!f.window->findChild<QFileDialog *>());
    }

    template<typename Dialog> static void opened(const test::Gallery &gallery, WindowFixture &f, Act act, const char *state)
    {
        f.window->actions().action(act)->trigger();
        auto *dialog = f.window->findChild<Dialog *>();
        QVERIFY2(dialog, state);
        gallery.takePart(*dialog, state);
        dialog->reject();
        QTRY_VERIFY(!f.window->findChild<Dialog *>());
    }

    static void questions(const test::Gallery &gallery, WindowFixture &f)
    {
        const QString event = f.root + QStringLiteral("/p/events/주문.json");
        const auto question = [&](const char *state) {
            auto *dialog = f.window->findChild<QDialog *>();
            QVERIFY2(dialog, state);
            gallery.takePart(*dialog, state);
            dialog->reject();
            QTRY_VERIFY(!f.window->findChild<QDialog *>());
        };
        f.window->eventPanel().askName(event);
        question("70-rename");
        f.window->eventPanel().askRemove(event);
        question("71-delete");
        f.window->tabs().currentEditor()->replaceText(QStringLiteral("changed = 1\n"));
        f.window->tabs().closeCurrent();
        question("72-unsaved");
        f.write(QStringLiteral("p/app.py"), "other = 2\n");
        QTRY_VERIFY(f.window->tabs().currentPage() && f.window->tabs().currentPage()->findChild<NoticeBar *>() && f.window->tabs().currentPage()->findChild<NoticeBar *>()->isVisible());
        gallery.take(*f.window, "73-changed-outside");
    }
};

QTEST_MAIN(TestDialogGallery)
#include "tst_dialoggallery.moc"
