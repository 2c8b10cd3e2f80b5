// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/confirmdialog.h"
#include "common/namedialog.h"
#include "common/noticebar.h"
#include "mainwindow/windowfixture.h"
#include "panels/filetreeview.h"
#include "panels/findpanel.h"
#include "panels/namefield.h"
#include "panels/projectpanel.h"
#include "session/filecopier.h"
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QStatusBar>
#include <QTabBar>
#include <QToolButton>
#include <QWindow>

using namespace lathe;

/// Files of the project in the real window: made, renamed, duplicated, deleted and brought back, by keys and by the menu.
class TestFiles : public QObject
{
    Q_OBJECT

    struct Bench : WindowFixture
    {
        Bench()
        {
            qputenv("HOME", QFile::encodeName(root));
            qputenv("XDG_DATA_HOME", QFile::encodeName(root + QStringLiteral("/data")));
        }
        bool begin(bool trust = true)
        {
            write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n"
                                                     "  one:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: src/\n      Handler: app.handler\n      Runtime: python3.11\n");
            write(QStringLiteral("p/src/app.py"), "def handler(e, c):\n    return e.get('n')\n");
            write(QStringLiteral("p/src/help.py"), "text = 1\n");
            write(QStringLiteral("p/events/order.json"), "{\"n\": 7}");
            if (!show() || !open(at(QString()), trust) || !QTest::qWaitFor([this] { return window->findChild<FindPanel *>() != nullptr; }))
                return false;
            window->activateWindow();
            return choose(QStringLiteral("src"));
        }
        QString at(const QString &name) const { return name.isEmpty() ? root + QStringLiteral("/p") : root + QStringLiteral("/p/") + name; }
        ProjectPanel &panel() { return *window->findChild<ProjectPanel *>(); }
        FileTreeView *view() { return panel().fileView(); }
        /// Makes a file or folder the tree's row that has the keys.
        bool choose(const QString &name)
        {
            QModelIndex index;
            const QString parent = QFileInfo(at(name)).path();
            const bool there = QTest::qWaitFor([&] {
                if (const QModelIndex folder = panel().fileModel().indexOf(parent); folder.isValid())
                    view()->expand(folder);
                return (index = panel().fileModel().indexOf(at(name))).isValid();
            });
            view()->setCurrentIndex(index);
            return there && QTest::qWaitFor([this] {
                window->activateWindow(); // what a window manager does when a dialog or a menu closes
                view()->setFocus();
                return QApplication::focusWidget() == view();
            });
        }
        QAction *action(Act act) { return window->actions().action(act); }
        template <class T> T *dialog()
        {
            T *found = nullptr;
            (void)QTest::qWaitFor([&] { return (found = window->findChild<T *>()) && found->isVisible(); });
            return found;
        }
        /// Types a name into what asks for it.
        bool give(const QString &name)
        {
            auto *asks = dialog<NameDialog>();
            if (!asks)
                return false;
            auto *field = asks->findChild<QLineEdit *>();
            field->setText(name);
            QTest::keyClick(field, Qt::Key_Return);
            return QTest::qWaitFor([this] { return !window->findChild<NameDialog *>(); });
        }
        NameField *nameField() { return view()->nameField(); }
        /// Types a name into the row that waits for one; false when it is not taken.
        bool name(const QString &text)
        {
            if (!nameField())
                return false;
            const QPointer<NameField> field = nameField();
            field->selectAll();
            QTest::keyClicks(field, text);
            QTest::keyClick(field, Qt::Key_Return);
            return QTest::qWaitFor([&] { return !field || !field->isVisible() || !field->explanation().isEmpty(); }) && (!field || !field->isVisible());
        }
        /// Renames the row in place.
        bool retype(const QString &name)
        {
            key(Qt::Key_F2);
            NameField *field = nameField();
            if (!field)
                return false;
            field->setText(name);
            QTest::keyClick(field, Qt::Key_Return);
            return true;
        }
        NoticeBar *news(const QString &text)
        {
            NoticeBar *found = nullptr;
            (void)QTest::qWaitFor([&] {
                for (NoticeBar *bar : window->findChildren<NoticeBar *>())
                    if (bar->isVisible() && bar->text().contains(text))
                        found = bar;
                return found != nullptr;
            });
            return found;
        }
        bool undo()
        {
            auto *button = window->findChild<QPushButton *>(QStringLiteral("undoFile"));
            if (button)
                button->click();
            return button;
        }
        QByteArray read(const QString &name)
        {
            QFile file(at(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
        }
    };

private slots:
    void newFilesAndFolders()
    {
        Bench b;
        QVERIFY(b.begin());
        b.press(Act::NewFile);
        NameField *field = b.nameField();
        QVERIFY(field && !b.window->findChild<NameDialog *>());
        QVERIFY(b.view()->isExpanded(b.panel().fileModel().indexOf(b.at(QStringLiteral("src"))))); // the row is in it
        QTRY_COMPARE(QApplication::focusWidget(), field);
        QTest::keyClick(field, Qt::Key_Return); // no name
        QVERIFY(field->isVisible() && !field->explanation().isEmpty());
        QTest::keyClicks(field, QStringLiteral("app.py")); // is there
        QCOMPARE(field->explanation(), QStringLiteral("There is something of this name already."));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(b.nameField(), field); // nothing is taken, and the name is still there
        QCOMPARE(field->text(), QStringLiteral("app.py"));
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("app.py/x"));
        QVERIFY(!field->explanation().isEmpty()); // a file is no folder
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("more.js"));
        QVERIFY(field->explanation().isEmpty());
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(b.window->tabs().currentPath(), b.at(QStringLiteral("src/more.js")));
        QCOMPARE(b.read(QStringLiteral("src/more.js")), QByteArray());
        QCOMPARE(b.window->tabs().currentEditor()->language(), Language::JavaScript);
        QTRY_COMPARE(b.view()->currentIndex().data(FileTreeModel::PathRole).toString(), b.at(QStringLiteral("src/more.js")));
        QVERIFY(b.choose(QStringLiteral("src")));
        b.action(Act::NewFolder)->trigger();
        QVERIFY(b.name(QStringLiteral("lib")));
        QTRY_VERIFY(QFileInfo(b.at(QStringLiteral("src/lib"))).isDir());
        QTRY_COMPARE(b.view()->currentIndex().data(FileTreeModel::PathRole).toString(), b.at(QStringLiteral("src/lib")));
        b.press(Act::NewFile); // in the folder that nothing is in yet, with folders of its own
        QVERIFY(b.name(QStringLiteral("a/b/c.py")));
        QTRY_COMPARE(b.window->tabs().currentPath(), b.at(QStringLiteral("src/lib/a/b/c.py")));
        QTRY_COMPARE(b.view()->currentIndex().data(FileTreeModel::PathRole).toString(), b.at(QStringLiteral("src/lib/a/b/c.py")));
    }

    void aNewNameIsGivenUp()
    {
        Bench b;
        QVERIFY(b.begin());
        const FileTreeModel &model = b.panel().fileModel();
        const QModelIndex src = model.indexOf(b.at(QStringLiteral("src")));
        QVERIFY(b.choose(QStringLiteral("src/help.py")));
        const int rows = model.rowCount(src);
        b.press(Act::NewFile);
        QCOMPARE(model.rowCount(src), rows + 1);
        QTest::keyClicks(b.nameField(), QStringLiteral("gone.py"));
        QTest::keyClick(b.nameField(), Qt::Key_Escape);
        QTRY_COMPARE(model.rowCount(src), rows);
        QVERIFY(!QFileInfo::exists(b.at(QStringLiteral("src/gone.py"))));
        QCOMPARE(b.view()->currentIndex().data(FileTreeModel::PathRole).toString(), b.at(QStringLiteral("src/help.py")));
        // A click elsewhere takes a name that can be, and gives up another; the row that is clicked does not move away below the mouse.
        b.action(Act::NewFolder)->trigger();
        QTest::keyClicks(b.nameField(), QStringLiteral("app.py"));
        const auto click = [&](QWidget *on, const QPoint &at) { QTest::mouseClick(b.window->windowHandle(), Qt::LeftButton, Qt::NoModifier, on->mapTo(b.window.get(), at)); };
        QWidget *why = b.view()->viewport()->childAt(b.nameField()->geometry().center() + QPoint(0, b.nameField()->height()));
        QVERIFY(why && why->objectName() == QStringLiteral("nameProblem"));
        click(why, why->rect().center());
        QVERIFY(b.nameField()); // read, not left
        click(b.view()->viewport(), b.view()->visualRect(model.indexOf(b.at(QStringLiteral("template.yaml")))).center());
        QTRY_COMPARE(b.window->tabs().currentPath(), b.at(QStringLiteral("template.yaml")));
        QCOMPARE(b.view()->currentIndex().data(FileTreeModel::PathRole).toString(), b.at(QStringLiteral("template.yaml")));
        QTRY_COMPARE(model.rowCount(src), rows);
        // Another row is chosen by a program: the view draws the one that it leaves, which must be there until it has.
        b.press(Act::NewFile);
        QTRY_VERIFY(b.nameField());
        const QModelIndex parent = b.view()->currentIndex().parent();
        const int with = model.rowCount(parent);
        b.view()->setCurrentIndex(model.indexOf(b.at(QStringLiteral("template.yaml"))));
        QCOMPARE(model.rowCount(parent), with);
        QTRY_COMPARE(model.rowCount(parent), with - 1);
        QCOMPARE(b.view()->currentIndex().data(FileTreeModel::PathRole).toString(), b.at(QStringLiteral("template.yaml")));
        // The same where another row is renamed at once.
        b.press(Act::NewFile);
        QTRY_VERIFY(b.nameField());
        b.view()->setCurrentIndex(model.indexOf(b.at(QStringLiteral("template.yaml"))));
        b.press(Act::RenameFile);
        QVERIFY(b.nameField());
        QTRY_COMPARE(model.rowCount(parent), with - 1);
        QVERIFY(b.nameField());
    }

    /// The disk says what no look at it beforehand knew.
    void aRefusedNameIsAskedForAgain()
    {
        Bench b;
        QVERIFY(b.begin());
        QVERIFY(QFile::link(b.root, b.at(QStringLiteral("out"))));
        QVERIFY(b.choose(QStringLiteral("src")));
        b.press(Act::NewFile);
        QVERIFY(b.name(QStringLiteral("../out/a.py")) == false); // ".." means a folder
        QTest::keyClick(b.nameField(), Qt::Key_Escape);
        QVERIFY(b.choose(QStringLiteral("out")));
        b.press(Act::NewFile);
        QVERIFY(b.name(QStringLiteral("a.py")));
        QTRY_VERIFY(b.nameField() && b.nameField()->explanation().contains(QStringLiteral("link")));
        QCOMPARE(b.nameField()->text(), QStringLiteral("a.py"));
        QVERIFY(!QFileInfo::exists(b.root + QStringLiteral("/a.py")));
    }

    void aHiddenTreeAsksByADialog()
    {
        Bench b;
        QVERIFY(b.begin());
        b.window->tabs().open(b.at(QStringLiteral("src/app.py")));
        b.window->findChild<QDockWidget *>(ActionTable::idOf(Act::ShowProject))->close();
        b.window->tabs().currentEditor()->setFocus();
        b.action(Act::NewFile)->trigger();
        auto *asks = b.dialog<NameDialog>();
        QVERIFY(asks);
        asks->findChild<QLineEdit *>()->setText(QStringLiteral("help.py")); // is there
        QTest::keyClick(asks->findChild<QLineEdit *>(), Qt::Key_Return);
        QVERIFY(asks->isVisible());
        QVERIFY(b.give(QStringLiteral("deep/more.py")));
        QTRY_COMPARE(b.window->tabs().currentPath(), b.at(QStringLiteral("src/deep/more.py")));
    }

    /// Its row never comes; nobody's folder is opened again and again for it.
    void aNameThatTheTreeDoesNotShow()
    {
        Bench b;
        QVERIFY(b.begin());
        QVERIFY(b.choose(QStringLiteral("src")));
        b.action(Act::NewFolder)->trigger();
        QVERIFY(b.name(QStringLiteral("__pycache__")));
        QTRY_VERIFY(QFileInfo(b.at(QStringLiteral("src/__pycache__"))).isDir());
        const QModelIndex src = b.panel().fileModel().indexOf(b.at(QStringLiteral("src")));
        b.view()->collapse(src);
        b.write(QStringLiteral("p/src/later.py"), "");
        QTRY_VERIFY(b.panel().fileModel().indexOf(b.at(QStringLiteral("src/later.py"))).isValid());
        QVERIFY(!b.view()->isExpanded(src));
    }

    /// The keys are in the editor, and the folder of its file was never opened in the tree.
    void aFolderThatIsNotListedIsOpenedFirst()
    {
        Bench b;
        b.write(QStringLiteral("p/one/two/three.py"), "");
        b.write(QStringLiteral("p/.lathe/x.py"), "");
        QVERIFY(b.begin());
        QVERIFY(b.choose(QStringLiteral("one/two")));
        b.view()->collapse(b.panel().fileModel().indexOf(b.at(QStringLiteral("one")))); // its folder is known, but not what is in it
        b.window->tabs().open(b.at(QStringLiteral("one/two/three.py")));
        b.window->tabs().currentEditor()->setFocus();
        b.press(Act::NewFile);
        QTRY_VERIFY(b.nameField());
        QVERIFY(b.name(QStringLiteral("four.py")));
        QTRY_COMPARE(b.window->tabs().currentPath(), b.at(QStringLiteral("one/two/four.py")));
        b.window->tabs().open(b.at(QStringLiteral(".lathe/x.py"))); // the tree shows no such folder
        b.window->tabs().currentEditor()->setFocus();
        b.press(Act::NewFile);
        QVERIFY(b.give(QStringLiteral("y.py")));
        QTRY_COMPARE(b.window->tabs().currentPath(), b.at(QStringLiteral(".lathe/y.py")));
    }

    /// The open text keeps what is unsaved, its undo history and its marks, and is saved to the new name.
    void renamingIsFollowed()
    {
        Bench b;
        QVERIFY(b.begin());
        b.window->tabs().open(b.at(QStringLiteral("src/help.py")));
        CodeEditor *editor = b.window->tabs().currentEditor();
        editor->replaceText(QStringLiteral("text = 2\n"));
        QVERIFY(b.choose(QStringLiteral("src/help.py")));
        b.key(Qt::Key_F2);
        NameField *field = b.nameField();
        QVERIFY(field);
        QCOMPARE(field->selectedText(), QStringLiteral("help"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(b.choose(QStringLiteral("src/help.py")));
        QVERIFY(b.retype(QStringLiteral("tool.js")));
        QTRY_COMPARE(b.window->tabs().currentPath(), b.at(QStringLiteral("src/tool.js")));
        QCOMPARE(b.window->tabs().currentEditor(), editor);
        QCOMPARE(editor->text(), QStringLiteral("text = 2\n"));
        QVERIFY(editor->isModified());
        QCOMPARE(editor->language(), Language::JavaScript);
        QCOMPARE(b.read(QStringLiteral("src/tool.js")), QByteArray("text = 1\n"));
        QVERIFY(!QFileInfo::exists(b.at(QStringLiteral("src/help.py"))));
        editor->undo();
        QCOMPARE(editor->text(), QStringLiteral("text = 1\n"));
        editor->redo();
        QVERIFY(b.window->tabs().save());
        QCOMPARE(b.read(QStringLiteral("src/tool.js")), QByteArray("text = 2\n"));
        QVERIFY(!QFileInfo::exists(b.at(QStringLiteral("src/help.py"))));
        QVERIFY(b.choose(QStringLiteral("src/app.py")));
        QVERIFY(b.retype(QStringLiteral("tool.js"))); // is there
        QVERIFY(b.nameField() && b.nameField()->explanation().contains(QStringLiteral("already")));
        QTest::keyClick(b.nameField(), Qt::Key_Escape);
        QCOMPARE(b.read(QStringLiteral("src/tool.js")), QByteArray("text = 2\n"));
        QVERIFY(b.choose(QStringLiteral("src")));
        QVERIFY(b.retype(QStringLiteral("a/b")));
        QVERIFY(b.nameField() && b.nameField()->explanation().contains(QStringLiteral("NUL")));
        QTest::keyClick(b.nameField(), Qt::Key_Escape);
        QVERIFY(b.choose(QStringLiteral("src")));
        QVERIFY(b.retype(QStringLiteral("code"))); // open files below it follow
        QTRY_COMPARE(b.window->tabs().currentPath(), b.at(QStringLiteral("code/tool.js")));
        NoticeBar *told = b.news(QStringLiteral("template"));
        QVERIFY(told);
        QCOMPARE(told->severity(), NoticeBar::Severity::Warning);
        QVERIFY(b.undo());
        QTRY_COMPARE(b.window->tabs().currentPath(), b.at(QStringLiteral("src/tool.js")));
        QVERIFY(!QFileInfo::exists(b.at(QStringLiteral("code"))));
    }

    void deletedAndBroughtBack()
    {
        Bench b;
        QVERIFY(b.begin());
        b.window->tabs().open(b.at(QStringLiteral("src/app.py")));
        QVERIFY(b.choose(QStringLiteral("src/app.py")));
        b.key(Qt::Key_Delete);
        NoticeBar *told = b.news(QStringLiteral("app.py"));
        QVERIFY(told);
        QCOMPARE(told->severity(), NoticeBar::Severity::Warning); // the template names it
        QVERIFY(!QFileInfo::exists(b.at(QStringLiteral("src/app.py"))));
        QVERIFY(!b.window->tabs().openPaths().contains(b.at(QStringLiteral("src/app.py"))));
        QVERIFY(b.undo());
        QTRY_COMPARE(b.window->tabs().currentPath(), b.at(QStringLiteral("src/app.py")));
        QVERIFY(b.read(QStringLiteral("src/app.py")).startsWith("def handler"));
        QTRY_VERIFY(b.panel().fileModel().indexOf(b.at(QStringLiteral("src/app.py"))).isValid());
        QVERIFY(b.window->tabs().currentEditor());
        b.window->tabs().currentEditor()->setFocus(); // the key is the editor's there
        b.key(Qt::Key_Delete);
        QVERIFY(b.window->tabs().currentEditor()->isModified());
        QVERIFY(QFileInfo::exists(b.at(QStringLiteral("src/app.py"))));
    }

    /// Unsaved text stays in its tab, which says that its file is gone; Undo brings the file back below it, saving makes it again.
    void unsavedTextOutlivesItsFile()
    {
        Bench b;
        QVERIFY(b.begin());
        const QString path = b.at(QStringLiteral("src/help.py"));
        b.window->tabs().open(path);
        b.window->tabs().currentEditor()->replaceText(QStringLiteral("text = 2\n"));
        auto *bar = b.window->tabs().findChild<QTabBar *>();
        const auto title = [&] { return bar->tabText(bar->currentIndex()); };
        QVERIFY(b.choose(QStringLiteral("src/help.py")));
        b.key(Qt::Key_Delete);
        NoticeBar *told = b.news(QStringLiteral("trash"));
        QVERIFY(told);
        const QList<QLabel *> lines = told->findChildren<QLabel *>();
        QVERIFY(std::any_of(lines.begin(), lines.end(), [](const QLabel *one) { return one->text() == QStringLiteral("Unsaved text stays open, and saving makes the file again: help.py"); }));
        QCOMPARE(b.window->tabs().currentPath(), path);
        QVERIFY(b.window->tabs().currentPage()->isDeleted());
        QCOMPARE(title(), QStringLiteral("help.py (deleted)  •"));
        QVERIFY(b.undo());
        QTRY_COMPARE(title(), QStringLiteral("help.py  •"));
        QCOMPARE(b.read(QStringLiteral("src/help.py")), QByteArray("text = 1\n"));
        QCOMPARE(b.window->tabs().currentEditor()->text(), QStringLiteral("text = 2\n"));
        QVERIFY(b.window->tabs().currentPage()->notice()->isHidden());
        // With its folder: the watch of a file says nothing of that.
        QVERIFY(b.choose(QStringLiteral("src")));
        b.key(Qt::Key_Delete);
        QVERIFY(b.news(QStringLiteral("trash")));
        QCOMPARE(b.window->tabs().openPaths(), QStringList{path});
        QCOMPARE(title(), QStringLiteral("help.py (deleted)  •"));
        QVERIFY(!QFileInfo::exists(b.at(QStringLiteral("src"))));
        b.window->tabs().currentEditor()->setFocus();
        b.press(Act::Save);
        QCOMPARE(b.read(QStringLiteral("src/help.py")), QByteArray("text = 2\n"));
        QCOMPARE(title(), QStringLiteral("help.py"));
        QTRY_VERIFY(b.panel().fileModel().indexOf(b.at(QStringLiteral("src"))).isValid());
        QVERIFY(QFile::remove(path)); // it is watched again
        QTRY_COMPARE(title(), QStringLiteral("help.py (deleted)"));
    }

    void withoutATrashThereIsAQuestion()
    {
        Bench b;
        QVERIFY(b.begin());
        b.write(QStringLiteral("notrash"), "");
        qputenv("XDG_DATA_HOME", QFile::encodeName(b.root + QStringLiteral("/notrash")));
        QVERIFY(b.choose(QStringLiteral("src/help.py")));
        b.key(Qt::Key_Delete);
        auto *asks = b.dialog<ConfirmDialog>();
        QVERIFY(asks);
        QVERIFY(QFileInfo::exists(b.at(QStringLiteral("src/help.py"))));
        QTest::keyClick(asks, Qt::Key_Escape);
        QTRY_VERIFY(!b.window->findChild<ConfirmDialog *>());
        QVERIFY(QFileInfo::exists(b.at(QStringLiteral("src/help.py"))));
        QVERIFY(b.choose(QStringLiteral("src/help.py")));
        b.key(Qt::Key_Delete);
        asks = b.dialog<ConfirmDialog>();
        QVERIFY(asks);
        for (QPushButton *button : asks->findChildren<QPushButton *>())
            if (button->text() == QStringLiteral("Delete for Good"))
                button->click();
        QTRY_VERIFY(!QFileInfo::exists(b.at(QStringLiteral("src/help.py"))));
    }

    void theMenuByMouseAndKeys()
    {
        Bench b;
        QVERIFY(b.begin(false)); // restricted: everything but what runs something
        const auto texts = [&] {
            QStringList all;
            QMenu *menu = nullptr;
            (void)QTest::qWaitFor([&] { return (menu = b.view()->findChild<QMenu *>(QStringLiteral("fileMenu"))) && menu->isVisible(); });
            if (menu) {
                for (QAction *one : menu->actions())
                    if (!one->isSeparator() && one->isEnabled())
                        all += one->objectName();
                menu->close();
                (void)QTest::qWaitFor([&] { return !b.view()->findChild<QMenu *>(QStringLiteral("fileMenu")); });
            }
            return all;
        };
        b.key(Qt::Key_F10, Qt::ShiftModifier);
        const QStringList onFolder = texts();
        QVERIFY(onFolder.contains(QStringLiteral("file.newFile")) && onFolder.contains(QStringLiteral("file.delete")));
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(), b.view()->mapToGlobal(QPoint()));
        QApplication::sendEvent(b.view()->viewport(), &byKey);
        QCOMPARE(texts(), onFolder);
        const QPoint below(4, b.view()->viewport()->height() - 2);
        QVERIFY(!b.view()->indexAt(below).isValid());
        QContextMenuEvent byMouse(QContextMenuEvent::Mouse, below, b.view()->viewport()->mapToGlobal(below));
        QApplication::sendEvent(b.view()->viewport(), &byMouse);
        const QStringList onNothing = texts();
        QVERIFY(onNothing.contains(QStringLiteral("file.newFile")) && !onNothing.contains(QStringLiteral("file.delete")));
        QVERIFY(b.choose(QStringLiteral("events/order.json")));
        QVERIFY(!b.action(Act::RunEventFile)->isEnabled());
        QVERIFY(b.action(Act::DeleteFile)->isEnabled());
        b.session->setTrusted(true);
        QTRY_VERIFY(b.action(Act::RunEventFile)->isEnabled());
        QSignalSpy finished(&b.session->runs(), &RunController::finished);
        b.action(Act::RunEventFile)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30000);
        QCOMPARE(finished.first().first().value<RunRecord>().outcome.payload, QByteArray("7"));
    }

    void pathsAndPlaces()
    {
        Bench b;
        QVERIFY(b.begin());
        QVERIFY(b.choose(QStringLiteral("src/app.py")));
        b.action(Act::CopyPath)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), b.at(QStringLiteral("src/app.py")));
        b.action(Act::CopyRelativePath)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("src/app.py"));
        QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "opened");
        b.action(Act::ShowInFileManager)->trigger();
        QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
        QCOMPARE(m_opened, QUrl::fromLocalFile(b.at(QStringLiteral("src"))));
        b.action(Act::DuplicateFile)->trigger();
        QTRY_VERIFY(QFileInfo::exists(b.at(QStringLiteral("src/app-copy.py"))));
        b.action(Act::FindInFolder)->trigger();
        bool limited = false;
        for (QLineEdit *field : b.window->findChild<FindPanel *>()->findChildren<QLineEdit *>())
            limited = limited || field->text() == QStringLiteral("src/**");
        QVERIFY(limited);
        // With the keys in the editor the file there is meant.
        b.window->tabs().open(b.at(QStringLiteral("src/help.py")));
        b.window->tabs().currentEditor()->setFocus();
        b.action(Act::CopyRelativePath)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("src/help.py"));
        b.action(Act::RenameFile)->trigger();
        QVERIFY(b.give(QStringLiteral("aid.py")));
        QTRY_COMPARE(b.window->tabs().currentPath(), b.at(QStringLiteral("src/aid.py")));
    }

    /// Whatever was open in the tree stays open, and the row that was chosen stays chosen.
    void aMovedFolderStaysOpen()
    {
        Bench b;
        b.write(QStringLiteral("p/src/one/two/three.py"), "");
        b.write(QStringLiteral("p/lib/there.py"), "");
        QVERIFY(b.begin());
        QVERIFY(b.choose(QStringLiteral("src/one")) && b.choose(QStringLiteral("src/one/two")) && b.choose(QStringLiteral("src/one/two/three.py")));
        const auto isOpen = [&](const QString &name) { return b.view()->isExpanded(b.panel().fileModel().indexOf(b.at(name))); };
        const auto current = [&] { return b.view()->currentIndex().data(FileTreeModel::PathRole).toString(); };
        QVERIFY(b.choose(QStringLiteral("src")));
        QVERIFY(b.retype(QStringLiteral("code")));
        QTRY_VERIFY(QFileInfo::exists(b.at(QStringLiteral("code/one/two/three.py"))));
        QTRY_VERIFY(isOpen(QStringLiteral("code")) && isOpen(QStringLiteral("code/one")) && isOpen(QStringLiteral("code/one/two")));
        QTRY_COMPARE(current(), b.at(QStringLiteral("code")));
        QVERIFY(b.choose(QStringLiteral("code/one/two/three.py")));
        emit b.panel().fileModel().moveRequested({b.at(QStringLiteral("code/one"))}, b.at(QStringLiteral("lib"))); // a folder that was not opened yet
        QVERIFY(b.news(QStringLiteral("lib/one")));
        QTRY_VERIFY(isOpen(QStringLiteral("lib/one")) && isOpen(QStringLiteral("lib/one/two")));
        QTRY_COMPARE(current(), b.at(QStringLiteral("lib/one/two/three.py")));
        QTRY_VERIFY(b.panel().fileModel().indexOf(b.at(QStringLiteral("lib/there.py"))).isValid());
        QVERIFY(b.undo());
        QTRY_VERIFY(isOpen(QStringLiteral("code/one")) && isOpen(QStringLiteral("code/one/two")));
        QTRY_COMPARE(current(), b.at(QStringLiteral("code/one/two/three.py")));
    }

    /// A folder is no file, in the menu and wherever else the action is named.
    void foldersAreCalledFolders()
    {
        Bench b;
        QVERIFY(b.begin());
        const auto texts = [&] { return QStringList{b.action(Act::RenameFile)->text(), b.action(Act::DuplicateFile)->text(), b.action(Act::DeleteFile)->text()}; };
        QVERIFY(b.choose(QStringLiteral("src/app.py")));
        const QStringList ofFile = texts();
        QCOMPARE(ofFile, (QStringList{QStringLiteral("Rename File…"), QStringLiteral("Duplicate File"), QStringLiteral("Delete File")}));
        QVERIFY(b.choose(QStringLiteral("src")));
        QCOMPARE(texts(), (QStringList{QStringLiteral("Rename Folder…"), QStringLiteral("Duplicate Folder"), QStringLiteral("Delete Folder")}));
        QCOMPARE(b.action(Act::RenameFile)->shortcut(), QKeySequence(Qt::Key_F2));
        b.window->tabs().currentEditor()->setFocus(); // a file is meant now
        QTRY_COMPARE(texts(), ofFile);
    }

    /// A drag onto another row moves into that folder; the editor follows, Undo moves back.
    void draggedIntoAFolder()
    {
        Bench b;
        b.write(QStringLiteral("p/lib/there.py"), "");
        b.write(QStringLiteral("p/events/order.expected.json"), "{}");
        QVERIFY(b.begin());
        b.window->tabs().open(b.at(QStringLiteral("src/help.py")));
        const auto drop = [&](const QString &name, const QString &onto) {
            if (!b.choose(name) || !b.choose(onto))
                return false;
            const std::unique_ptr<QMimeData> data(b.panel().fileModel().mimeData({b.panel().fileModel().indexOf(b.at(name))}));
            QWidget *port = b.view()->viewport();
            const QPoint at = b.view()->visualRect(b.panel().fileModel().indexOf(b.at(onto))).center();
            QDragEnterEvent enter(at, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(port, &enter);
            QDragMoveEvent over(at, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(port, &over);
            QDropEvent event(at, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(port, &event);
            return over.isAccepted();
        };
        QVERIFY(!drop(QStringLiteral("src/help.py"), QStringLiteral("src"))); // it is there
        QVERIFY(!drop(QStringLiteral("src"), QStringLiteral("src/app.py")));  // not into itself
        QVERIFY(drop(QStringLiteral("src/help.py"), QStringLiteral("lib")));
        QTRY_COMPARE(b.window->tabs().currentPath(), b.at(QStringLiteral("lib/help.py")));
        QVERIFY(b.news(QStringLiteral("lib/help.py")));
        QVERIFY(b.undo());
        QTRY_COMPARE(b.window->tabs().currentPath(), b.at(QStringLiteral("src/help.py")));
        QVERIFY(drop(QStringLiteral("events/order.json"), QStringLiteral("lib")));
        QTRY_VERIFY(QFileInfo::exists(b.at(QStringLiteral("lib/order.json"))));
        QVERIFY(QFileInfo::exists(b.at(QStringLiteral("lib/order.expected.json"))));
        QVERIFY(b.news(QStringLiteral("lib/order.json")));
        QVERIFY(b.undo());
        QTRY_VERIFY(QFileInfo::exists(b.at(QStringLiteral("events/order.json"))));
        QVERIFY(QFileInfo::exists(b.at(QStringLiteral("events/order.expected.json"))));
    }

    /// Files of a file manager are copied, also where it would move them; restricted folders too, nothing runs.
    void droppedFromOutside()
    {
        Bench b;
        b.write(QStringLiteral("out/app.py"), "other\n");
        b.write(QStringLiteral("out/more/x.py"), "x\n");
        QVERIFY(b.begin(false));
        const auto drop = [&](const QStringList &names, const QString &onto, Qt::DropAction offered, Qt::DropActions possible) {
            QMimeData data;
            QList<QUrl> urls;
            for (const QString &name : names)
                urls << QUrl::fromLocalFile(b.root + QStringLiteral("/out/") + name);
            data.setUrls(urls);
            const QPoint at = onto.isEmpty() ? QPoint(40, b.view()->viewport()->height() - 3) : b.view()->visualRect(b.panel().fileModel().indexOf(b.at(onto))).center();
            QWidget *port = b.view()->viewport();
            QDragEnterEvent enter(at, possible, &data, Qt::LeftButton, Qt::NoModifier);
            enter.setDropAction(offered);
            QApplication::sendEvent(port, &enter);
            QDragMoveEvent over(at, possible, &data, Qt::LeftButton, Qt::NoModifier);
            over.setDropAction(offered);
            QApplication::sendEvent(port, &over);
            QDropEvent event(at, possible, &data, Qt::LeftButton, Qt::NoModifier);
            event.setDropAction(offered);
            if (over.isAccepted())
                QApplication::sendEvent(port, &event);
            return over.isAccepted() && event.isAccepted() && event.dropAction() == Qt::CopyAction;
        };
        QVERIFY(!drop({QStringLiteral("more")}, QStringLiteral("src"), Qt::MoveAction, Qt::MoveAction)); // it would delete them
        QVERIFY(drop({QStringLiteral("more")}, {}, Qt::MoveAction, Qt::CopyAction | Qt::MoveAction)); // below the rows: the project's folder
        QTRY_COMPARE(b.read(QStringLiteral("more/x.py")), QByteArray("x\n"));
        QVERIFY(b.news(QStringLiteral("Copied into the project: more")));
        QTRY_COMPARE(b.view()->currentIndex().data(FileTreeModel::PathRole).toString(), b.at(QStringLiteral("more")));
        QVERIFY(QFileInfo::exists(b.root + QStringLiteral("/out/more/x.py")));
        QVERIFY(b.undo());
        QTRY_VERIFY(!QFileInfo::exists(b.at(QStringLiteral("more"))));
        const auto answer = [&](const QString &text) {
            auto *asks = b.dialog<ConfirmDialog>();
            if (!asks)
                return false;
            for (QPushButton *button : asks->findChildren<QPushButton *>())
                if (button->text() == text)
                    button->click();
            return QTest::qWaitFor([&] { return !b.window->findChild<ConfirmDialog *>(); });
        };
        const QByteArray before = b.read(QStringLiteral("src/app.py"));
        QVERIFY(drop({QStringLiteral("app.py")}, QStringLiteral("src"), Qt::CopyAction, Qt::CopyAction));
        QVERIFY(answer(QStringLiteral("Keep Both")));
        QTRY_COMPARE(b.read(QStringLiteral("src/app-copy.py")), QByteArray("other\n"));
        QVERIFY(drop({QStringLiteral("app.py"), QStringLiteral("more")}, QStringLiteral("src"), Qt::CopyAction, Qt::CopyAction));
        QVERIFY(answer(QStringLiteral("Skip")));
        QTRY_COMPARE(b.read(QStringLiteral("src/more/x.py")), QByteArray("x\n"));
        QCOMPARE(b.read(QStringLiteral("src/app.py")), before);
        b.window->tabs().open(b.at(QStringLiteral("src/app.py")));
        QVERIFY(drop({QStringLiteral("app.py")}, QStringLiteral("src/app.py"), Qt::CopyAction, Qt::CopyAction)); // a file's row means its folder
        QVERIFY(answer(QStringLiteral("Replace")));
        QTRY_COMPARE(b.read(QStringLiteral("src/app.py")), QByteArray("other\n"));
        QTRY_COMPARE(b.window->tabs().currentEditor()->text(), QStringLiteral("other\n"));
        QVERIFY(b.news(QStringLiteral("Copied into the project: app.py")));
        QVERIFY(b.undo());
        QTRY_COMPARE(b.read(QStringLiteral("src/app.py")), before);
        QVERIFY(drop({QStringLiteral("app.py")}, QStringLiteral("src"), Qt::CopyAction, Qt::CopyAction));
        QVERIFY(answer(QStringLiteral("Cancel")));
        QVERIFY(!b.session->copies().isBusy());
        QCOMPARE(b.read(QStringLiteral("src/app.py")), before);
    }

    /// The status bar says so while it goes on, and its button stops it.
    void aCopyIsStopped()
    {
        Bench b;
        QVERIFY(QDir().mkpath(b.root + QStringLiteral("/out/big")));
        for (int i = 0; i < 3; ++i) { // without content, but of a size that takes its time
            QFile file(b.root + QStringLiteral("/out/big/%1").arg(i));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(qint64(2) << 30));
        }
        QVERIFY(b.begin());
        QSignalSpy failed(&b.session->copies(), &FileCopier::failed), told(&b.session->copies(), &FileCopier::progressed);
        emit b.panel().fileModel().copyRequested({b.root + QStringLiteral("/out/big")}, b.at(QStringLiteral("src")));
        QTRY_VERIFY(told.size() > 1 && told.last().first().toDouble() >= 0);
        QToolButton *stop = nullptr;
        for (QToolButton *button : b.window->statusBar()->findChildren<QToolButton *>())
            stop = button->isVisible() ? button : stop;
        QVERIFY(stop);
        QTest::mouseClick(stop, Qt::LeftButton);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(b.news(QStringLiteral("nothing was copied")));
        QVERIFY(!QFileInfo::exists(b.at(QStringLiteral("src/big"))));
        QVERIFY(!stop->isVisible());
    }

    /// What belongs to a test event goes with it.
    void eventsKeepWhatIsTheirs()
    {
        Bench b;
        b.write(QStringLiteral("p/events/order.meta.yaml"), "x: 1\n");
        QVERIFY(b.begin());
        QVERIFY(b.choose(QStringLiteral("events/order.json")));
        QVERIFY(b.retype(QStringLiteral("shop.json")));
        QTRY_VERIFY(QFileInfo::exists(b.at(QStringLiteral("events/shop.json"))));
        QVERIFY(QFileInfo::exists(b.at(QStringLiteral("events/shop.meta.yaml"))));
        QVERIFY(!QFileInfo::exists(b.at(QStringLiteral("events/order.json"))));
    }

public slots:
    void opened(const QUrl &url) { m_opened = url; }

private:
    QUrl m_opened;
};

QTEST_MAIN(TestFiles)
#include "tst_files.moc"
