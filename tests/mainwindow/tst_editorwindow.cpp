// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/commandpalette.h"
#include "dialogs/localhistory.h"
#include "editor/editorpage.h"
#include "items/diagnosticmodel.h"
#include "mainwindow/windowfixture.h"
#include "panels/findpanel.h"
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QInputMethodEvent>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>

using namespace lathe;

/// What the editor does in the real window, with keys.
class TestEditorWindow : public QObject
{
    Q_OBJECT

    struct Desk : WindowFixture
    {
        QString folder() const { return root + QStringLiteral("/p"); }
        QByteArray read(const QString &name)
        {
            QFile file(folder() + u'/' + name);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("?");
        }
        bool start(bool trust = false)
        {
            write(QStringLiteral("p/app.py"), "import helper\n\n\ndef handler(event, context):\n    name = event['name']\n    return helper.greet(name)\n");
            write(QStringLiteral("p/helper.py"), "def greet(name):\r\n    return 'Hello ' + name\r\n");
            write(QStringLiteral("p/node_modules/x/index.js"), "var name;\n");
            write(QStringLiteral("p/events/a.json"), "{\"order\": {\"price\": 3, \"count\": 2}}\n");
            return show() && open(folder(), trust);
        }
        CodeEditor *openFile(const QString &name)
        {
            window->tabs().open(folder() + u'/' + name);
            return window->tabs().editor(folder() + u'/' + name);
        }
        void type(const QString &text)
        {
            for (const QChar c : text)
                c == u'\n' ? key(Qt::Key_Return) : QTest::keyClicks(QApplication::focusWidget(), QString(c));
        }
        CommandPalette *palette() { return window->findChild<CommandPalette *>(); }
        FindPanel *find() { return window->findChild<FindPanel *>(); }
    };

private slots:
    void findInFilesByKeys()
    {
        Desk f;
        QVERIFY(f.start());
        f.press(Act::FindInFiles);
        QVERIFY(f.find()->isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("findText"));
        f.type(QStringLiteral("name"));
        f.key(Qt::Key_Return);
        QTRY_VERIFY(!f.find()->isSearching());
        QCOMPARE(f.find()->results().fileCount(), 2); // node_modules is left out
        QCOMPARE(f.find()->results().matchCount(), 5);
        auto *view = f.find()->findChild<QTreeView *>();
        f.key(Qt::Key_Down);
        QVERIFY(view->hasFocus());
        f.key(Qt::Key_Down);
        f.key(Qt::Key_Down);
        f.key(Qt::Key_Return);
        QCOMPARE(f.window->tabs().currentPath(), f.folder() + QStringLiteral("/app.py"));
        QCOMPARE(f.window->tabs().currentEditor()->line(), 5);
        QCOMPARE(f.window->tabs().currentEditor()->column(), 19);
        // The selection is what is searched for next.
        f.window->tabs().currentEditor()->goTo(1, 1);
        f.window->tabs().currentEditor()->setFocus();
        for (int i = 0; i < 6; ++i)
            f.key(Qt::Key_Right, Qt::ShiftModifier);
        f.press(Act::FindInFiles);
        f.key(Qt::Key_Return);
        QTRY_COMPARE(f.find()->results().matchCount(), 1);
        QTRY_VERIFY(f.find()->status().contains(QStringLiteral("1")));
    }

    void unsavedTextIsFound()
    {
        Desk f;
        QVERIFY(f.start());
        f.openFile(QStringLiteral("app.py"))->setFocus();
        f.type(QStringLiteral("# zebra "));
        f.press(Act::FindInFiles);
        f.type(QStringLiteral("zebra"));
        f.key(Qt::Key_Return);
        QTRY_COMPARE(f.find()->results().matchCount(), 1);
    }

    void replaceInOpenAndClosedFilesAndUndo()
    {
        Desk f;
        QVERIFY(f.start());
        CodeEditor *editor = f.openFile(QStringLiteral("app.py"));
        const QString before = editor->text();
        const QByteArray helper = f.read(QStringLiteral("helper.py"));
        f.press(Act::FindInFiles);
        f.type(QStringLiteral("name"));
        for (QToolButton *button : f.find()->findChildren<QToolButton *>())
            if (button->accessibleName() == QStringLiteral("Replace"))
                QTest::mouseClick(button, Qt::LeftButton);
        auto *replace = f.find()->findChild<QLineEdit *>(QStringLiteral("replaceText"));
        QVERIFY(replace->isVisible());
        replace->setFocus();
        f.type(QStringLiteral("who"));
        f.key(Qt::Key_Return);
        QTRY_VERIFY(!f.find()->isSearching());
        QCOMPARE(f.find()->results().matchCount(), 5);
        QVERIFY(f.find()->results().hasReplacements());
        // One is taken out of it.
        auto *view = f.find()->findChild<QTreeView *>();
        view->setFocus();
        view->setCurrentIndex(f.find()->results().index(1, 0, f.find()->results().index(0, 0)));
        f.key(Qt::Key_Delete);
        QCOMPARE(f.find()->results().matchCount(), 4);
        for (QPushButton *button : f.find()->findChildren<QPushButton *>())
            if (button->text() == QStringLiteral("Replace All"))
                QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(f.find()->notice()->isVisible());
        QCOMPARE(f.read(QStringLiteral("helper.py")), QByteArray("def greet(who):\r\n    return 'Hello ' + who\r\n"));
        QCOMPARE(editor->text(), QStringLiteral("import helper\n\n\ndef handler(event, context):\n    who = event['name']\n    return helper.greet(who)\n"));
        QVERIFY(!editor->isModified()); // it was saved before, so it is now
        QCOMPARE(f.read(QStringLiteral("app.py")), editor->text().toUtf8());
        editor->undo(); // one step
        QCOMPARE(editor->text(), before);
        editor->redo();
        QTRY_VERIFY(!f.find()->isSearching());
        QPushButton *undo = nullptr;
        for (QPushButton *button : f.find()->notice()->findChildren<QPushButton *>())
            undo = button->text() == QStringLiteral("Undo") ? button : undo;
        QVERIFY(undo);
        QTest::mouseClick(undo, Qt::LeftButton);
        QTRY_COMPARE(f.read(QStringLiteral("helper.py")), helper);
        QCOMPARE(editor->text(), before);
        QTRY_VERIFY(!f.find()->isSearching());
    }

    void symbolsLinesAndColumns()
    {
        Desk f;
        QVERIFY(f.start());
        f.write(QStringLiteral("p/long.py"), "import os\n\n\nclass Shop:\n    def open(self):\n        pass\n\n    def close(self):\n        pass\n");
        CodeEditor *editor = f.openFile(QStringLiteral("long.py"));
        f.press(Act::GoToSymbol);
        QCOMPARE(f.palette()->shownTitles(), QStringList({QStringLiteral("Shop"), QStringLiteral("open"), QStringLiteral("close")}));
        f.type(QStringLiteral("clo"));
        f.key(Qt::Key_Return);
        QCOMPARE(std::pair(editor->line(), editor->column()), std::pair(8, 9));
        f.press(Act::GoToLine);
        f.type(QStringLiteral("5:9"));
        f.key(Qt::Key_Return);
        QCOMPARE(std::pair(editor->line(), editor->column()), std::pair(5, 9));
        f.session->refreshFiles();
        QTRY_VERIFY(f.session->projectFiles().contains(QStringLiteral("long.py")));
        f.press(Act::Locator);
        f.type(QStringLiteral("long.py:4:7"));
        f.key(Qt::Key_Return);
        QCOMPARE(std::pair(editor->line(), editor->column()), std::pair(4, 7));
        QVERIFY(editor->isAncestorOf(QApplication::focusWidget()) || editor->hasFocus());
    }

    void bookmarksAreKept()
    {
        Desk f;
        QVERIFY(f.start());
        CodeEditor *editor = f.openFile(QStringLiteral("app.py"));
        editor->setFocus();
        editor->goTo(4);
        f.press(Act::ToggleBookmark);
        editor->goTo(6);
        f.press(Act::ToggleBookmark);
        editor->goTo(1);
        f.press(Act::NextBookmark);
        QCOMPARE(editor->line(), 4);
        f.press(Act::NextBookmark);
        f.press(Act::NextBookmark); // round the end
        QCOMPARE(editor->line(), 4);
        f.press(Act::PreviousBookmark);
        QCOMPARE(editor->line(), 6);
        editor->goTo(1);
        f.key(Qt::Key_Home);
        f.key(Qt::Key_Return); // they move with the text
        QCOMPARE(editor->bookmarks(), QList<int>({5, 7}));
        f.press(Act::Undo);
        f.window->saveState();
        f.window->tabs().close(f.folder() + QStringLiteral("/app.py"));
        QVERIFY(!f.window->tabs().editor(f.folder() + QStringLiteral("/app.py")));
        QCOMPARE(f.openFile(QStringLiteral("app.py"))->bookmarks(), QList<int>({4, 6}));
        QCOMPARE(f.session->savedBookmarks().value(f.folder() + QStringLiteral("/app.py")), QList<int>({4, 6}));
    }

    void linesMove()
    {
        Desk f;
        QVERIFY(f.start());
        CodeEditor *editor = f.openFile(QStringLiteral("app.py"));
        const QString before = editor->text();
        editor->setFocus();
        editor->goTo(6, 5);
        f.press(Act::MoveLineUp);
        QCOMPARE(editor->text(), QStringLiteral("import helper\n\n\ndef handler(event, context):\n    return helper.greet(name)\n    name = event['name']\n"));
        QCOMPARE(editor->line(), 5);
        f.press(Act::MoveLineDown);
        QCOMPARE(editor->text(), before);
        f.press(Act::Undo);
        f.press(Act::Undo);
        QCOMPARE(editor->text(), before);
    }

    void occurrencesAreEditedAtOnce()
    {
        Desk f;
        QVERIFY(f.start());
        f.write(QStringLiteral("p/o.py"), "name = 1\nnames = name\nprint(name)\n");
        CodeEditor *editor = f.openFile(QStringLiteral("o.py"));
        editor->setFocus();
        editor->goTo(1, 2);
        f.press(Act::AddNextOccurrence); // the word
        QCOMPARE(editor->selectedText(), QStringLiteral("name"));
        QCOMPARE(editor->selectionCount(), 1);
        f.press(Act::AddNextOccurrence);
        QCOMPARE(editor->selectionCount(), 2);
        f.type(QStringLiteral("n"));
        QCOMPARE(editor->text(), QStringLiteral("n = 1\nnames = n\nprint(name)\n")); // "names" is another word
        f.press(Act::Undo);
        f.key(Qt::Key_Escape);
        editor->goTo(3, 8);
        f.press(Act::SelectAllOccurrences);
        QCOMPARE(editor->selectionCount(), 3);
        f.type(QStringLiteral("id"));
        QCOMPARE(editor->text(), QStringLiteral("id = 1\nnames = id\nprint(id)\n"));
        f.key(Qt::Key_Escape);
        QCOMPARE(editor->selectionCount(), 1);
    }

    void splitViewsShareTextAndUndo()
    {
        Desk f;
        QVERIFY(f.start());
        CodeEditor *first = f.openFile(QStringLiteral("app.py"));
        EditorPage *page = f.window->tabs().currentPage();
        first->setFocus();
        f.press(Act::SplitRight);
        CodeEditor *second = page->second();
        QVERIFY(second && second->isVisible());
        QVERIFY(second->hasFocus() || second->isAncestorOf(QApplication::focusWidget()));
        QTRY_VERIFY(first->width() > 100 && second->width() > 100 && second->x() > first->x());
        second->goTo(1, 1);
        f.type(QStringLiteral("# two views\n"));
        QVERIFY(first->text().startsWith(QStringLiteral("# two views")));
        QVERIFY(first->isModified());
        f.press(Act::Save);
        QVERIFY(f.read(QStringLiteral("app.py")).startsWith("# two views"));
        f.press(Act::SplitRight); // to the other half
        QVERIFY(first->isAncestorOf(QApplication::focusWidget()));
        f.press(Act::Undo);
        QVERIFY(!second->text().startsWith(QStringLiteral("# two views")) || first->text() == second->text());
        f.press(Act::SplitDown);
        QTRY_VERIFY(second->y() > first->y());
        second->goTo(3, 1);
        f.press(Act::CloseSplit);
        QVERIFY(!page->second());
        QCOMPARE(f.window->tabs().currentEditor(), first);
        first->setFocus();
        f.type(QStringLiteral("x")); // the text is still whole and styled
        QVERIFY(first->text().contains(QStringLiteral("def handler")));
    }

    void localHistoryRestoresAndCanBeUndone()
    {
        Desk f;
        QVERIFY(f.start());
        CodeEditor *editor = f.openFile(QStringLiteral("app.py"));
        const QString before = editor->text();
        editor->setFocus();
        f.type(QStringLiteral("# typed\n"));
        f.press(Act::Save);
        f.press(Act::LocalHistory);
        auto *dialog = f.window->findChild<LocalHistory *>();
        QVERIFY(dialog);
        QTRY_COMPARE(dialog->stateCount(), 2);
        QTRY_VERIFY(dialog->difference().contains(QStringLiteral("This is how"))); // the newest is the present
        dialog->choose(1);
        QTRY_VERIFY2(dialog->difference().contains(QStringLiteral("+# typed")), qPrintable(dialog->difference()));
        for (QPushButton *button : dialog->findChildren<QPushButton *>())
            if (button->text() == QStringLiteral("Restore"))
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(editor->text(), before);
        QVERIFY(editor->isModified());
        editor->undo();
        QVERIFY(editor->text().startsWith(QStringLiteral("# typed")));
        editor->redo();
        f.press(Act::Save);
        // A deleted file comes back.
        f.openFile(QStringLiteral("helper.py"));
        const QByteArray helper = f.read(QStringLiteral("helper.py"));
        f.window->tabs().close(f.folder() + QStringLiteral("/helper.py"));
        QVERIFY(QFile::remove(f.folder() + QStringLiteral("/helper.py")));
        QTRY_VERIFY(!f.window->findChild<LocalHistory *>());
        f.window->activateWindow(); // no window manager does it here
        QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
        f.press(Act::LocalHistory);
        dialog = f.window->findChild<LocalHistory *>();
        QVERIFY(dialog);
        QTRY_VERIFY((dialog->choosePath(f.folder() + QStringLiteral("/helper.py")), dialog->path().endsWith(QStringLiteral("helper.py"))));
        QTRY_VERIFY(dialog->difference().contains(QStringLiteral("-def greet")));
        for (QPushButton *button : dialog->findChildren<QPushButton *>())
            if (button->text() == QStringLiteral("Restore"))
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(f.read(QStringLiteral("helper.py")), helper);
        QVERIFY(f.window->tabs().editor(f.folder() + QStringLiteral("/helper.py")));
    }

    void completionByKeys()
    {
        Desk f;
        QVERIFY(f.start());
        CodeEditor *editor = f.openFile(QStringLiteral("app.py"));
        editor->setFocus();
        editor->goTo(6, 1);
        f.key(Qt::Key_End);
        f.key(Qt::Key_Return);
        f.type(QStringLiteral("context."));
        QVERIFY(editor->isCompleting());
        QVERIFY(editor->offered().contains(QStringLiteral("function_name")));
        f.type(QStringLiteral("get"));
        f.key(Qt::Key_Tab);
        QVERIFY2(editor->text().endsWith(QStringLiteral("    context.get_remaining_time_in_millis()\n")), qPrintable(editor->text()));
        QVERIFY(!editor->isCompleting());
        // The keys of the chosen event, by their path.
        f.key(Qt::Key_Return);
        f.type(QStringLiteral("event['order']['"));
        QVERIFY(editor->isCompleting());
        QCOMPARE(editor->offered(), QStringList({QStringLiteral("count"), QStringLiteral("price")}));
        f.key(Qt::Key_Down);
        f.key(Qt::Key_Return);
        QVERIFY2(editor->text().contains(QStringLiteral("event['order']['price")), qPrintable(editor->text()));
        // Escape closes the list and nothing else; then Tab indents.
        f.type(QStringLiteral("']"));
        f.key(Qt::Key_Return);
        f.type(QStringLiteral("context."));
        QVERIFY(editor->isCompleting());
        f.key(Qt::Key_Escape);
        QVERIFY(!editor->isCompleting());
        const QString before = editor->text();
        f.key(Qt::Key_Tab);
        QVERIFY(editor->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(editor->text() != before);
        // Words of the text only when asked for.
        f.key(Qt::Key_Return);
        f.type(QStringLiteral("hel"));
        QVERIFY(!editor->isCompleting());
        f.press(Act::Complete);
        QCOMPARE(editor->offered(), QStringList{QStringLiteral("helper")});
        f.key(Qt::Key_Return);
        QVERIFY(editor->text().contains(QStringLiteral("helper\n")));
    }

    void completionLeavesHangulAlone()
    {
        Desk f;
        QVERIFY(f.start());
        CodeEditor *editor = f.openFile(QStringLiteral("app.py"));
        editor->setFocus();
        editor->goTo(6, 1);
        f.key(Qt::Key_End);
        f.key(Qt::Key_Return);
        f.type(QStringLiteral("context."));
        QVERIFY(editor->isCompleting());
        QInputMethodEvent half(QStringLiteral("\u3131"), {});
        QApplication::sendEvent(QApplication::focusWidget(), &half);
        QVERIFY(!editor->isCompleting()); // Enter ends the composition, it takes nothing from a list
        QVERIFY(editor->isComposing());
        QInputMethodEvent whole;
        whole.setCommitString(QStringLiteral("\uac00"));
        QApplication::sendEvent(QApplication::focusWidget(), &whole);
        QVERIFY(!editor->isCompleting());
        QVERIFY(editor->text().contains(QStringLiteral("context.\uac00")));
        f.press(Act::Complete); // while nothing is composed
        QVERIFY(!editor->isCompleting());
    }

    void problemsAreFoundAndMended()
    {
        Desk f;
        f.write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                                                   "      CodeUri: .\n      Handler: app.handlr\n      Runtime: python3.11\n");
        QVERIFY(f.start(true));
        const auto has = [&](const char *id) {
            for (const Diagnostic &one : f.session->diagnostics())
                if (one.id == QLatin1String(id))
                    return true;
            return false;
        };
        QTRY_VERIFY(has("LTH-LINT-002"));
        CodeEditor *editor = f.openFile(QStringLiteral("template.yaml"));
        editor->setFocus();
        editor->goTo(7, 20);
        QTRY_VERIFY(!editor->diagnosticsAt(7, 18).isEmpty());
        f.press(Act::QuickFix);
        auto *menu = f.window->findChild<QMenu *>(QStringLiteral("quickFixes"));
        QVERIFY(menu && menu->isVisible());
        QCOMPARE(menu->actions().size(), 2);
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_VERIFY2(editor->text().contains(QStringLiteral("Handler: app.handler\n")), qPrintable(editor->text()));
        QTRY_VERIFY(!has("LTH-LINT-002")); // it was saved, as it was before
        editor->undo();
        QVERIFY(editor->text().contains(QStringLiteral("Handler: app.handlr\n")));
        editor->redo();
        // A source that cannot be read is told when it is saved, and no longer when it can.
        f.window->activateWindow(); // no window manager gives it back after the menu here
        QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
        editor = f.openFile(QStringLiteral("app.py"));
        editor->setFocus();
        editor->goTo(2, 1);
        f.type(QStringLiteral("def wrong(:"));
        f.press(Act::Save);
        QTRY_VERIFY_WITH_TIMEOUT(has("LTH-SYN-001"), 30000);
        QTRY_COMPARE(editor->diagnostics().size(), 1);
        QCOMPARE(editor->diagnostics().first().line, 2);
        while (editor->isModified() || editor->text().contains(QStringLiteral("wrong"))) {
            editor->undo();
            if (!editor->canUndo())
                break;
        }
        f.press(Act::Save);
        QTRY_VERIFY_WITH_TIMEOUT(!has("LTH-SYN-001"), 30000);
        editor->goTo(1, 1);
        f.press(Act::QuickFix); // nothing to mend
        auto *none = f.window->findChildren<QMenu *>(QStringLiteral("quickFixes")).constLast();
        QCOMPARE(none->actions().size(), 1);
        QVERIFY(!none->actions().first()->isEnabled());
        none->close();
    }

    void lampsStandWhereSomethingCanBeDone()
    {
        Desk f;
        f.write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                                                   "      CodeUri: .\n      Handler: app.handlr\n      Runtime: python3.11\n");
        QVERIFY(f.start(true));
        CodeEditor *editor = f.openFile(QStringLiteral("template.yaml"));
        editor->setFocus();
        QTRY_VERIFY(editor->hasFix(7));
        QVERIFY(!editor->hasFix(6) && !editor->hasFix(8));
        // The lamp itself.
        editor->goTo(7, 1);
        auto *view = qobject_cast<QAbstractScrollArea *>(editor->focusProxy());
        const QPoint text = view->viewport()->mapFromGlobal(editor->caretPoint());
        editor->goTo(2, 1);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(text.x() - 16 - 9, text.y() - 8));
        QCOMPARE(editor->line(), 7);
        QPointer<QMenu> menu = f.window->findChild<QMenu *>(QStringLiteral("quickFixes"));
        QVERIFY(menu && menu->isVisible());
        QCOMPARE(menu->actions().size(), 2);
        menu->close();
        QTRY_VERIFY(!menu);
        // Another line's margin does nothing.
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(text.x() - 16 - 9, text.y() - 8 - 2 * 20));
        QVERIFY(!f.window->findChild<QMenu *>(QStringLiteral("quickFixes")));
        // The editor's own menu, in the line of the cursor.
        editor->goTo(7, 1);
        QPointer<QMenu> own;
        connect(&f.window->tabs(), &EditorTabs::contextMenuAboutToShow, this, [&own](QMenu *shown) { own = shown; });
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5), view->mapToGlobal(QPoint(5, 5)));
        QCoreApplication::sendEvent(view->viewport(), &event);
        QVERIFY(own);
        QCOMPARE(own->actions().first()->text(), QStringLiteral("Change the handler to app.handler"));
        own->close();
        f.window->activateWindow(); // no window manager gives it back after the menu here
        QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
        // The list of problems.
        f.press(Act::ShowProblems);
        auto *problems = f.window->findChild<QTreeView *>(QStringLiteral("problems"));
        QTRY_VERIFY(problems && problems->isVisible());
        QAbstractItemModel *model = problems->model();
        int row = 0;
        while (row < model->rowCount() && !model->index(row, 0).data(DiagnosticModel::FixRole).toBool())
            ++row;
        QVERIFY(row < model->rowCount());
        problems->setFocus();
        problems->setCurrentIndex(model->index(row, 0));
        f.press(Act::QuickFix);
        QTRY_VERIFY(f.window->findChild<QMenu *>(QStringLiteral("quickFixes")));
        menu = f.window->findChild<QMenu *>(QStringLiteral("quickFixes"));
        QVERIFY(menu->isVisible());
        menu->close();
        QTRY_VERIFY(!menu);
        QTest::mouseClick(problems->viewport(), Qt::LeftButton, {}, problems->visualRect(model->index(row, DiagnosticModel::FixColumn)).center());
        menu = f.window->findChild<QMenu *>(QStringLiteral("quickFixes"));
        QVERIFY(menu && menu->isVisible());
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_VERIFY2(editor->text().contains(QStringLiteral("Handler: app.handler\n")), qPrintable(editor->text()));
        QTRY_VERIFY(!editor->hasFix(7)); // saved, read again, nothing left to do
    }

    void fixesOfFilesThatCannotBeSavedStayInTheEditor()
    {
        Desk f;
        f.write(QStringLiteral("p/sub/notes.txt"), "one\n");
        QVERIFY(f.start());
        const QString path = f.folder() + QStringLiteral("/sub/notes.txt");
        f.openFile(QStringLiteral("sub/notes.txt"));
        CodeEditor *editor = f.window->tabs().editor(path);
        QVERIFY(QFile::remove(path) && QDir().rmdir(f.folder() + QStringLiteral("/sub"))); // no folder to write into
        QVERIFY(f.window->tabs().applyEdits(path, {{0, 3, QStringLiteral("two")}}) == EditOutcome::Unsaved);
        QCOMPARE(editor->text(), QStringLiteral("two\n"));
        QVERIFY(editor->isModified());
        QVERIFY(f.window->tabs().currentPage()->notice()->severity() == NoticeBar::Severity::Error);
        QVERIFY(f.window->tabs().applyEdits(f.folder() + QStringLiteral("/none.txt"), {{0, 0, QStringLiteral("x")}}) == EditOutcome::Refused);
    }
};

QTEST_MAIN(TestEditorWindow)
#include "tst_editorwindow.moc"
