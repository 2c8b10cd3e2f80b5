// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async.h"
#include "dialogs/localhistory.h"
#include "editor/findbar.h"
#include "history/historyfile.h"
#include "items/historymodel.h"
#include "items/logmodel.h"
#include "items/testmatrixmodel.h"
#include "mainwindow/gapwatch.h"
#include "mainwindow/windowfixture.h"
#include "panels/findpanel.h"
#include "panels/historypanel.h"
#include "panels/logpanel.h"
#include "panels/matrixpanel.h"
#include "panels/packagepanel.h"
#include "pictures/lanespicture.h"
#include "pictures/pictureframe.h"
#include "pictures/treemap.h"
#include "session/packageinspector.h"
#include "session/savedtexts.h"
#include "session/testcontroller.h"
#include <QAbstractScrollArea>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

using namespace lathe;

/// What people do with things as large as they may be: the longest gap of each is printed, the aim is none over 50 ms of the
/// thread's own work. The bound here only tells a window that stands still. LATHE_LONG_TESTS=1 makes everything full size.
class TestLargeThings : public QObject
{
    Q_OBJECT

    const bool m_long = qEnvironmentVariableIsSet("LATHE_LONG_TESTS");
    GapWatch m_watch;
    std::thread m_other;

    int sized(int full, int small) const { return m_long ? full : small; }
    bool calm(const QByteArray &during, const std::function<void()> &act, const std::function<bool()> &until = [] { return true; }, int timeoutMs = 60000)
    {
        QTest::qWait(1); // what waits already is not of this
        m_watch.begin(during);
        act();
        const bool done = QTest::qWaitFor(until, timeoutMs);
        QTest::qWait(m_long ? 300 : 60);
        const GapWatch::Gap worst = m_watch.end();
        if (!done)
            qWarning("%s: no end", during.constData());
        return done && worst.cpuMs < 20000;
    }
    /// What another program does meanwhile is not of this thread.
    void other(const std::function<void(int)> &act, int times)
    {
        cleanup();
        m_other = std::thread([act, times] {
            for (int i = 0; i < times; ++i)
                act(i);
        });
    }
    static void project(WindowFixture &f)
    {
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return 1\n");
        f.write(QStringLiteral("p/events/a.json"), "{}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTest::qWait(300);
    }
    CodeEditor *opened(WindowFixture &f, const QString &path)
    {
        QSignalSpy spy(&f.window->tabs(), &EditorTabs::opened);
        const bool ok = calm("opening " + QFileInfo(path).fileName().toUtf8(), [&] { f.window->openPath(path); }, [&] { return !spy.isEmpty(); });
        return ok ? f.window->tabs().currentEditor() : nullptr;
    }
    void keys(WindowFixture &f, const char *during, const QString &text)
    {
        Q_UNUSED(f);
        for (const QChar c : text)
            QVERIFY(calm(during, [&] { QTest::keyClicks(QApplication::focusWidget(), QString(c)); }));
    }

private slots:
    void cleanup()
    {
        if (m_other.joinable())
            m_other.join();
    }

    void findBar()
    {
        WindowFixture f;
        QVERIFY(f.show());
        const QByteArray code = "def function(argument):  # comment\n    return {'key': \"value\", 'n': 12345}\n\n";
        const QString path = f.write(QStringLiteral("p/large.py"), code.repeated(sized(10, 2) * 1024 * 1024 / code.size()) + "x = 'rare'\n");
        project(f);
        CodeEditor *editor = opened(f, path);
        QVERIFY(editor);
        QVERIFY(calm("the find bar opens", [&] { f.press(Act::Find); }));
        keys(f, "a letter in the find bar", QStringLiteral("rare"));
        QVERIFY(calm("the next match", [&] { f.key(Qt::Key_Return); }));
        QVERIFY(calm("not found", [&] { QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("q")); }));
        editor->setFocus();
        keys(f, "a key with the find bar open", QStringLiteral("ab"));
        f.press(Act::Replace);
        auto *bar = f.window->findChild<FindBar *>();
        QVERIFY(bar);
        const auto fields = bar->findChildren<QLineEdit *>();
        fields[0]->setText(QStringLiteral("12345"));
        fields[1]->setText(QStringLiteral("678"));
        QTest::qWait(300);
        QPushButton *all = nullptr;
        for (QPushButton *button : bar->findChildren<QPushButton *>())
            if (button->text() == QStringLiteral("Replace All"))
                all = button;
        QVERIFY(all);
        QVERIFY(calm("replace all", [&] { all->click(); }, [&] { return !editor->text().contains(QStringLiteral("12345")); }));
        QVERIFY(calm("undo of it", [&] { editor->undo(); }));
        QVERIFY(calm("redo of it", [&] { editor->redo(); }));
        fields[0]->setText(QStringLiteral("(a+)+$"));
        QVERIFY(calm("a regular expression that takes its time", [&] { for (QToolButton *one : bar->findChildren<QToolButton *>()) if (one->accessibleName() == QStringLiteral("Regular expression")) one->click(); }));
        editor->setSaved();
    }

    void largeEdits()
    {
        WindowFixture f;
        QVERIFY(f.show());
        const QByteArray code = "def function(argument):  # comment\n    return {'key': \"value\", 'n': 12345}\n\n";
        const int bytes = sized(10, 2) * 1024 * 1024;
        const QString path = f.write(QStringLiteral("p/large.py"), code.repeated(bytes / code.size()));
        const QString empty = f.write(QStringLiteral("p/small.py"), "x = 1\n");
        const QString many = f.write(QStringLiteral("p/many.py"), QByteArray("word other\n").repeated(5000));
        project(f);
        CodeEditor *editor = opened(f, path);
        QVERIFY(editor);
        QVERIFY(calm("a fold of all", [&] { editor->foldAll(true); }));
        QVERIFY(calm("and back", [&] { editor->foldAll(false); }));
        QVERIFY(calm("scrolling", [&] { for (int i = 0; i < 20; ++i) { editor->goTo(editor->lineCount() * i / 20 + 1); QTest::qWait(20); } }));
        QVERIFY(calm("symbols", [&] { f.press(Act::GoToSymbol); }));
        keys(f, "a letter in symbols", QStringLiteral("func"));
        f.key(Qt::Key_Escape);
        QVERIFY(calm("select all", [&] { editor->setFocus(); editor->selectAll(); }));
        QVERIFY(calm("copy", [&] { editor->copy(); }));
        QVERIFY(calm("comment all", [&] { editor->toggleComment(); }));
        QVERIFY(calm("undo", [&] { editor->undo(); }));
        editor->goTo(1);
        QVERIFY(calm("a second view", [&] { f.press(Act::SplitRight); }));
        keys(f, "a key in two views", QStringLiteral("ab"));
        QVERIFY(calm("save", [&] { f.press(Act::Save); }));
        CodeEditor *other = opened(f, empty);
        QVERIFY(other);
        QVERIFY(calm("paste of all", [&] { other->setFocus(); other->paste(); }));
        keys(f, "a key after it", QStringLiteral("ab"));
        QVERIFY(calm("undo of it", [&] { other->undo(); other->undo(); }));
        other->setSaved();
        CodeEditor *words = opened(f, many);
        QVERIFY(words);
        words->setFocus();
        QVERIFY(calm("5,000 carets", [&] { words->goTo(1, 2); words->selectAllOccurrences(); }));
        keys(f, "a key with them", QStringLiteral("abc"));
        QVERIFY(calm("undo with them", [&] { words->undo(); }));
        words->setSaved();
    }

    void eventsAndJson()
    {
        WindowFixture f;
        QVERIFY(f.show());
        const QByteArray row = "  {\"id\": 12345, \"name\": \"value\", \"tags\": [\"a\", \"b\"]},\n";
        const QByteArray json = "[\n" + row.repeated(sized(6000, 1000) * 1000 / row.size()) + "  1\n]\n";
        f.write(QStringLiteral("p/events/big.json"), json);
        QByteArray line = json;
        line.replace("\n", "");
        const QString oneLine = f.write(QStringLiteral("p/line.json"), line);
        project(f);
        EventPanel &panel = f.window->eventPanel();
        QVERIFY(calm("a large event is chosen", [&] { f.session->noteEventsChanged(); f.window->openPath(f.root + QStringLiteral("/p/events/big.json")); }));
        QVERIFY(calm("it is chosen in the panel", [&] { panel.findChild<QComboBox *>()->setCurrentIndex(panel.findChild<QComboBox *>()->findText(QStringLiteral("big"))); }));
        qInfo("event: %s, %lld bytes", qPrintable(panel.currentName()), (long long)panel.editor()->editor()->byteCount());
        panel.editor()->editor()->replaceText(QString::fromUtf8(json));
        QTest::qWait(500);
        panel.editor()->editor()->setFocus();
        panel.editor()->editor()->goTo(1000, 5);
        keys(f, "a key in a large event", QStringLiteral("12"));
        QVERIFY(calm("format", [&] { panel.editor()->editor()->undo(); panel.editor()->editor()->undo(); panel.editor()->format(); }));
        QVERIFY(opened(f, oneLine));
    }

    void responses()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    if 'w' in event: return 'x' * event['w']\n    return [{'id': i, 'name': 'value %d' % i} for i in range(event['n'])]\n");
        f.write(QStringLiteral("p/events/a.json"), "{\"n\": 80000}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_COMPARE(f.window->eventPanel().currentName(), QStringLiteral("a"));
        const auto run = [&](const char *during, const char *event) {
            f.window->eventPanel().editor()->editor()->replaceText(QString::fromLatin1(event));
            QSignalSpy finished(&f.session->runs(), &RunController::finished), failed(&f.session->runs(), &RunController::failed);
            QVERIFY(calm(during, [&] { f.press(Act::Run); }, [&] { return !finished.isEmpty() || !failed.isEmpty(); }));
        };
        run("a run", "{\"n\": 150000}");
        auto *panel = &f.window->resultPanel();
        QVERIFY(calm("copy of the response", [&] { for (QToolButton *one : panel->findChildren<QToolButton *>()) if (one->accessibleName() == QStringLiteral("Copy the response")) one->click(); }));
        for (const auto view : {ResultPanel::View::Hex, ResultPanel::View::Raw, ResultPanel::View::Pretty})
            QVERIFY(calm("another view", [&] { panel->setView(view); }));
        QVERIFY(calm("it is expected", [&] { for (QToolButton *one : panel->findChildren<QToolButton *>()) if (one->objectName() == QStringLiteral("expectResult")) one->click(); }));
        run("another run", "{\"n\": 150001}");
        run("a run of a word", "{\"w\": 6000000}");
        run("another word", "{\"w\": 900000}");
        f.press(Act::ShowHistory);
        auto *history = f.window->findChild<HistoryPanel *>();
        QTRY_VERIFY(history->model().rowCount() == 4);
        history->view()->setFocus();
        for (int row = 0; row < 4; ++row)
            QVERIFY(calm("a run in the history", [&] { history->view()->setCurrentIndex(history->model().index(row, 0)); }, [&] { QTest::qWait(300); return true; }));
        QVERIFY(calm("two compared", [&] {
            history->view()->selectionModel()->select(history->model().index(2, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
            history->view()->selectionModel()->select(history->model().index(3, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }, [&] { QTest::qWait(1500); return history->shownText().contains(QStringLiteral("Differences")); }));
    }

    void history()
    {
        WindowFixture f;
        QVERIFY(f.show());
        project(f);
        QList<HistoryEntry> entries;
        const int count = sized(10000, 2000);
        for (int i = count; i > 0; --i) {
            HistoryEntry entry;
            entry.id = QStringLiteral("%1-0000").arg(i, 8, 10, QLatin1Char('0'));
            entry.startedMs = 1700000000000 + qint64(i) * 1000;
            entry.function = f.session->currentFunction();
            entry.project = f.session->project().root;
            entry.codeHash = QStringLiteral("same");
            entry.event = "{\"n\": " + QByteArray::number(i) + "}";
            entry.outcome.payload = "{\"r\": " + QByteArray::number(i) + "}";
            entry.outcome.log = "START\nword " + QByteArray::number(i) + "\nEND\n";
            entry.outcome.report.durationMs = i % 100;
            entries.append(entry);
        }
        f.write(QStringLiteral("runs.jsonl"), historyLines(entries));
        f.press(Act::ShowHistory);
        auto *panel = f.window->findChild<HistoryPanel *>();
        int imported = -1;
        QVERIFY(calm("many runs coming in",
            [&] { whenDone(f.session->history().importFrom(f.root + QStringLiteral("/runs.jsonl")), panel, [&](const Result<int> &n) { imported = n.value_or(0); }); },
            [&] { return imported == count && panel->model().rowCount() > 0; }));
        panel->view()->setFocus();
        panel->view()->setCurrentIndex(panel->model().index(0, 0));
        QVERIFY(calm("choosing all", [&] { panel->view()->selectAll(); }));
        QVERIFY(calm("to the end", [&] { f.key(Qt::Key_End); }));
        auto *scope = panel->findChild<QComboBox *>(QStringLiteral("historyScope"));
        QVERIFY(calm("all functions", [&] { scope->setCurrentIndex(1); }));
    }

    void logs()
    {
        WindowFixture f;
        QVERIFY(f.show());
        project(f);
        f.press(Act::ShowLog);
        auto *panel = f.window->findChild<LogPanel *>();
        const QByteArray lines = QByteArray("\x1b[31mred\x1b[0m \x1b[1;38;5;82mgreen\x1b[0m line 한글 and some more words to read\n").repeated(1000);
        for (int i = 0; i < sized(1000, 100); ++i) {
            panel->model().append(lines);
            if (i % 10 == 0)
                QTest::qWait(1);
        }
        panel->view()->setFocus();
        QVERIFY(calm("select all lines", [&] { panel->view()->selectAll(); }));
        QVERIFY(calm("copy them", [&] { f.key(Qt::Key_C, Qt::ControlModifier); }, [&] { return QApplication::clipboard()->text().size() > 1000; }));
        QVERIFY(calm("lines with all chosen", [&] { panel->model().append(lines); }));
        QVERIFY(calm("none chosen", [&] { panel->view()->clearSelection(); }));
        QVERIFY(calm("copy all", [&] { for (QToolButton *one : panel->findChildren<QToolButton *>()) if (one->accessibleName().startsWith(QStringLiteral("Copy the chosen"))) one->click(); }));
        QVERIFY(calm("to the top", [&] { f.key(Qt::Key_Home); }));
        QVERIFY(calm("pages", [&] { for (int i = 0; i < 20; ++i) { f.key(Qt::Key_PageDown); QTest::qWait(10); } }));
        QVERIFY(calm("a search by typing", [&] { QTest::keyClicks(panel->view(), QStringLiteral("zz")); }));
        QVERIFY(calm("scroll by mouse", [&] { for (int i = 0; i < 20; ++i) { panel->view()->verticalScrollBar()->setValue(panel->view()->verticalScrollBar()->maximum() * i / 20); QTest::qWait(10); } }));
        QVERIFY(calm("another size", [&] { f.window->resize(1000, 650); }));
        QVERIFY(calm("another theme", [&] { f.theme.setMode(ThemeMode::Dark); }));
        QVERIFY(calm("cleared", [&] { panel->model().clear(); }));
    }

    void findInFiles()
    {
        WindowFixture f;
        QVERIFY(f.show());
        const int files = sized(10000, 1000);
        for (int i = 0; i < files; ++i)
            f.write(QStringLiteral("p/src/part%1/module%2.py").arg(i / 100).arg(i), QByteArray("x = 1  # needle needle\n").repeated(5));
        f.write(QStringLiteral("p/large.py"), QByteArray("x = 1  # needle and something else in this line\n").repeated(sized(10, 2) * 1024 * 1024 / 48));
        project(f);
        f.press(Act::FindInFiles);
        auto *find = f.window->findChild<FindPanel *>();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("needle"));
        QVERIFY(calm("many matches", [&] { f.key(Qt::Key_Return); }, [&] { return !find->isSearching() && find->results().matchCount() > 1000; }));
        qInfo("matches %d in %d files", find->results().matchCount(), find->results().rowCount());
        auto *view = find->findChild<QTreeView *>();
        view->setFocus();
        QVERIFY(calm("to the end", [&] { f.key(Qt::Key_End); }));
        QVERIFY(calm("to the top", [&] { f.key(Qt::Key_Home); }));
        QVERIFY(calm("all open", [&] { view->expandAll(); }));
        QVERIFY(calm("the end", [&] { f.key(Qt::Key_End); }));
        QVERIFY(calm("scroll", [&] { for (int i = 0; i < 20; ++i) { view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() * i / 20); QTest::qWait(10); } }));
        QVERIFY(calm("all closed", [&] { view->collapseAll(); }));
        QVERIFY(calm("all open again", [&] { view->expandAll(); }));
        QVERIFY(calm("all chosen", [&] { view->selectAll(); }));
        QVERIFY(calm("a word that is rare", [&] { find->findChild<QLineEdit *>(QStringLiteral("findText"))->setText(QStringLiteral("needlx")); }, [&] { QTest::qWait(600); return !find->isSearching(); }));
        QVERIFY(calm("many again", [&] { find->findChild<QLineEdit *>(QStringLiteral("findText"))->setText(QStringLiteral("needle")); }, [&] { QTest::qWait(600); return !find->isSearching() && find->results().matchCount() > 1000; }));
        view->setFocus();
        view->expandAll();
        view->selectAll();
        QVERIFY(calm("all taken out", [&] { f.key(Qt::Key_Delete); }));
        QVERIFY(opened(f, f.root + QStringLiteral("/p/large.py")));
        f.press(Act::FindInFiles);
        for (QToolButton *one : find->findChildren<QToolButton *>())
            if (one->accessibleName() == QStringLiteral("Replace"))
                one->click();
        find->findChild<QLineEdit *>(QStringLiteral("replaceText"))->setText(QStringLiteral("pin"));
        QVERIFY(calm("with what it becomes", [&] { find->findChild<QLineEdit *>(QStringLiteral("findText"))->setFocus(); f.key(Qt::Key_Return); }, [&] { QTest::qWait(600); return !find->isSearching() && find->results().matchCount() > 1000; }));
        QPushButton *all = nullptr;
        for (QPushButton *button : find->findChildren<QPushButton *>())
            if (button->text() == QStringLiteral("Replace All"))
                all = button;
        QVERIFY(calm("replace in all files", [&] { all->click(); }, [&] { return find->notice()->isVisible(); }));
        QVERIFY(calm("undo", [&] { for (QPushButton *one : find->notice()->findChildren<QPushButton *>()) if (one->isVisible()) { one->click(); break; } }, [&] { QTest::qWait(1000); return true; }));
    }

    void packageMap()
    {
        WindowFixture f;
        QVERIFY(f.show());
        const int files = sized(28000, 3000);
        for (int i = 0; i < files; ++i)
            f.write(QStringLiteral("p/lib/part%1/module%2.py").arg(i / 50).arg(i), QByteArray("x = 1\n").repeated(1 + i % 40));
        for (int i = 0; i < files / 10; ++i)
            f.write(QStringLiteral("p/flat/file%1.txt").arg(i), QByteArray("x").repeated(1 + i % 400));
        project(f);
        QVERIFY(calm("the package opens", [&] { f.press(Act::ShowPackage); },
            [&] { return f.session->inspector().report() && f.session->inspector().report()->measured && !f.session->inspector().isBusy() && f.session->inspector().report()->nodes.size() > size_t(files); }));
        auto *map = f.window->findChild<Treemap *>(QStringLiteral("packageMap"));
        auto *frame = f.window->findChild<PackagePanel *>()->findChild<PictureFrame *>();
        QVERIFY(map && frame);
        QVERIFY(calm("hover", [&] { for (int i = 0; i < 20; ++i) { QTest::mouseMove(map, {20 + i * 10, 20 + i * 4}); QTest::qWait(10); } }));
        QVERIFY(calm("another size", [&] { f.window->resize(1600, 900); }));
        QVERIFY(calm("into a folder", [&] { map->setZoom(1); }));
        QVERIFY(calm("and back", [&] { map->setZoom(0); }));
        QVERIFY(calm("what could go", [&] { map->setColours(Treemap::Colours::Findings); }));
        auto *filter = f.window->findChild<QLineEdit *>(QStringLiteral("packageFilter"));
        filter->setFocus();
        keys(f, "a letter in the filter", QStringLiteral("mod1"));
        filter->clear();
        QVERIFY(calm("the table", [&] { frame->setTableShown(true); }));
        QVERIFY(calm("all of it open", [&] { frame->table()->expandAll(); }));
        QVERIFY(calm("its end", [&] { frame->table()->scrollToBottom(); }));
        QVERIFY(calm("all chosen", [&] { frame->table()->selectAll(); }));
        QVERIFY(calm("copy of the table", [&] { frame->copyTable(); }));
        QVERIFY(calm("the picture again", [&] { frame->setTableShown(false); }));
        for (const char *name : {"/out.png", "/out.svg", "/out.csv"})
            QVERIFY(calm(QByteArray("written: ") + name, [&] { QVERIFY(frame->writeTo(f.root + QLatin1String(name))); }));
        QVERIFY(calm("copy of the picture", [&] { frame->copyPicture(); }));
        QVERIFY(calm("another theme", [&] { f.theme.setMode(ThemeMode::Dark); }));
    }

    void largeTemplate()
    {
        WindowFixture f;
        QVERIFY(f.show());
        QByteArray text = "Transform: AWS::Serverless-2016-10-31\nResources:\n";
        const int functions = sized(200, 60);
        for (int i = 0; i < functions; ++i) {
            const QByteArray n = QByteArray::number(i);
            text += "  Function" + n + ":\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: app.handler\n      Runtime: python3.11\n      CodeUri: fn" + n + "/\n      Environment:\n        Variables:\n";
            for (int v = 0; v < 80; ++v)
                text += "          TABLE" + QByteArray::number(v) + ": value" + n + "\n";
            text += "      Events:\n        Api:\n          Type: Api\n          Properties:\n            Path: /f" + n + "\n            Method: get\n";
            f.write(QStringLiteral("p/fn%1/app.py").arg(i), "def handler(event, context):\n    return event\n");
        }
        for (int i = 0; i < 60; ++i)
            f.write(QStringLiteral("p/events/event%1.json").arg(i), "{\"n\": 1}");
        qInfo("template: %lld lines", (long long)text.count('\n'));
        const QString file = f.write(QStringLiteral("p/template.yaml"), text);
        QVERIFY(calm("opening the project", [&] { f.window->openPath(f.root + QStringLiteral("/p")); }, [&] { return f.session->hasProject(); }));
        QVERIFY(calm("trusting it", [&] { f.session->setTrusted(true); }, [&] { QTest::qWait(1000); return true; }));
        CodeEditor *editor = opened(f, file);
        QVERIFY(editor);
        editor->goTo(editor->lineCount() / 2, 5);
        editor->setFocus();
        keys(f, "a key in the template", QStringLiteral("  ab"));
        QVERIFY(calm("a pause", [&] {}, [] { QTest::qWait(2000); return true; }));
        QVERIFY(calm("completions asked for", [&] { editor->complete(); }));
        f.key(Qt::Key_Escape);
        QVERIFY(calm("saved with an error", [&] { f.press(Act::Save); }, [] { QTest::qWait(2000); return true; }));
        QVERIFY(calm("undone and saved", [&] { for (int i = 0; i < 6; ++i) editor->undo(); f.press(Act::Save); }, [] { QTest::qWait(2000); return true; }));
        QVERIFY(calm("symbols", [&] { f.press(Act::GoToSymbol); }));
        keys(f, "a letter in symbols", QStringLiteral("tab"));
        f.key(Qt::Key_Escape);
        QVERIFY(calm("fold all", [&] { editor->foldAll(true); }));
        QVERIFY(calm("function chosen", [&] { f.session->setCurrentFunction(QStringLiteral("Function33")); }));
        QVERIFY(calm("function panel", [&] { f.press(Act::ShowFunction); }));
        QVERIFY(calm("the matrix opens", [&] { f.press(Act::ShowTests); }, [] { QTest::qWait(500); return true; }));
        auto *matrix = f.window->findChild<MatrixPanel *>();
        QVERIFY(calm("all of it chosen", [&] { matrix->view()->selectAll(); }));
        QVERIFY(calm("none", [&] { matrix->view()->clearSelection(); }));
        TestMatrixModel &model = f.session->tests().matrix();
        qInfo("matrix %d x %d", model.rowCount(), model.columnCount());
        QVERIFY(calm("runs of it", [&] { f.session->tests().run(model.places().mid(0, sized(4000, 600))); }, [&] { return f.session->tests().done() > sized(1000, 100) || !f.session->tests().isRunning(); }, 25000));
        QVERIFY(calm("stopped", [&] { f.session->tests().stop(); }, [&] { return !f.session->tests().isRunning(); }));
        QVERIFY(calm("results in XML", [&] { (void)f.session->tests().saveJunit(f.root + QStringLiteral("/r.xml")); }));
        QVERIFY(calm("a file changes", [&] { f.write(QStringLiteral("p/fn1/app.py"), "def handler(event, context):\n    return 2\n"); }, [] { QTest::qWait(1500); return true; }));
        QVERIFY(calm("the invocations", [&] { f.press(Act::ShowTimeline); }));
        auto *lanes = f.window->findChild<LanesPicture *>();
        if (lanes)
            QVERIFY(calm("all of them", [&] { lanes->setRange(LanesPicture::Range::All); }));
    }

    void manyFiles()
    {
        WindowFixture f;
        QVERIFY(f.show());
        const int files = sized(50000, 5000);
        for (int i = 0; i < files; ++i)
            f.write(QStringLiteral("p/%1/part%2/module%3.py").arg(i % 2 ? QStringLiteral("src") : QStringLiteral("lib")).arg(i / 200).arg(i), "x = 1\n");
        for (int i = 0; i < sized(5000, 500); ++i)
            f.write(QStringLiteral("p/flat/file%1.txt").arg(i), "x");
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return 1\n");
        QVERIFY(calm("opening many files", [&] { f.window->openPath(f.root + QStringLiteral("/p")); }, [&] { QTest::qWait(1500); return f.session->hasProject(); }));
        QVERIFY(calm("trusting them", [&] { f.session->setTrusted(true); }, [&] { QTest::qWait(2000); return true; }));
        auto *tree = f.window->findChild<QTreeView *>(QStringLiteral("files"));
        if (!tree)
            for (QTreeView *one : f.window->findChildren<QTreeView *>())
                qInfo("a tree: %s", qPrintable(one->objectName()));
        if (tree) {
            QVERIFY(calm("all folders open", [&] { tree->expandToDepth(1); }, [&] { QTest::qWait(1000); return true; }));
            QVERIFY(calm("all of all", [&] { tree->expandAll(); }, [&] { QTest::qWait(1000); return true; }));
            QVERIFY(calm("the tree's end", [&] { tree->setFocus(); f.key(Qt::Key_End); }));
        }
        QVERIFY(calm("the locator", [&] { f.press(Act::Locator); }, [] { QTest::qWait(1500); return true; }));
        keys(f, "a letter in the locator", QStringLiteral("mod12p"));
        keys(f, "a place in it", QStringLiteral(":12"));
        f.key(Qt::Key_Escape);
        QVERIFY(calm("layers offered", [&] { f.press(Act::AddLayer); }));
        keys(f, "a letter of a layer", QStringLiteral("ab"));
        f.key(Qt::Key_Escape);
        QVERIFY(calm("a folder of 1,000 comes", [&] { other([&](int i) { f.write(QStringLiteral("p/new/n%1.py").arg(i), "x"); }, 1000); }, [] { QTest::qWait(2000); return true; }));
        QVERIFY(calm("and goes", [&] { other([&](int) { QDir(f.root + QStringLiteral("/p/new")).removeRecursively(); }, 1); }, [] { QTest::qWait(2000); return true; }));
        for (int i = 0; i < 60; ++i)
            f.window->openPath(f.root + QStringLiteral("/p/flat/file%1.txt").arg(i));
        QTest::qWait(1000);
        QVERIFY(calm("many open files change", [&] { other([&](int i) { f.write(QStringLiteral("p/flat/file%1.txt").arg(i), "other\n"); }, 60); }, [] { QTest::qWait(1500); return true; }));
        QVERIFY(calm("the folder closes", [&] { f.session->closeFolder(); }, [] { QTest::qWait(1000); return true; }));
        QVERIFY(calm("sixty files come back", [&] { f.window->openPath(f.root + QStringLiteral("/p")); }, [&] { QTest::qWait(1500); return f.session->hasProject(); }));
    }

    void localHistory()
    {
        WindowFixture f;
        QVERIFY(f.show());
        const QByteArray code = "def function(argument):  # comment\n    return {'key': \"value\", 'n': 12345}\n\n";
        QByteArray text = code.repeated(sized(1900, 500) * 1000 / code.size());
        const QString large = f.write(QStringLiteral("p/large.py"), text);
        const QString small = f.write(QStringLiteral("p/small.py"), "x = 0\n");
        project(f);
        SavedTexts *texts = f.session->savedTexts();
        QVERIFY(texts);
        const QString root = f.session->project().root;
        for (int i = 0; i < 200; ++i) { // as many as are kept
            f.write(QStringLiteral("p/small.py"), "x = " + QByteArray::number(i) + "\n");
            bool done = false;
            whenDone(texts->noteAll(root, {small}, TextChange::Saved), this, [&](const Result<int> &) { done = true; });
            QTRY_VERIFY(done);
        }
        bool done = false;
        whenDone(texts->noteAll(root, {large}, TextChange::Saved), this, [&](const Result<int> &) { done = true; });
        QTRY_VERIFY(done);
        QByteArray other;
        for (int i = 0; other.size() < text.size(); ++i)
            other += i % 3 == 0 ? "other = " + QByteArray::number(i) + "\n" : code;
        f.write(QStringLiteral("p/large.py"), other);
        QVERIFY(opened(f, small));
        const auto dialog = [&]() -> LocalHistory * { return f.window->findChild<LocalHistory *>(); };
        QVERIFY(calm("a history of 200 states", [&] { f.window->actions().action(Act::LocalHistory)->trigger(); }, [&] { return dialog() && dialog()->stateCount() >= 200; }));
        QVERIFY(calm("a state of them", [&] { dialog()->choose(100); }));
        dialog()->close();
        QTRY_VERIFY(!dialog() || !dialog()->isVisible());
        delete dialog();
        QVERIFY(opened(f, large));
        QVERIFY(calm("a history of a large file", [&] { f.window->actions().action(Act::LocalHistory)->trigger(); }, [&] { return dialog() && dialog()->stateCount() >= 2; }));
        QVERIFY(calm("how it was", [&] { dialog()->choose(1); }, [&] { return dialog()->difference().size() > 1000; }));
        dialog()->close();
    }

    void manyEventsAndProblems()
    {
        WindowFixture f;
        QVERIFY(f.show());
        QByteArray text = "Transform: AWS::Serverless-2016-10-31\nResources:\n";
        for (int i = 0; i < sized(1000, 200); ++i) {
            const QByteArray n = QByteArray::number(i);
            text += "  Function" + n + ":\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: none.handler\n      Runtime: python3.1\n      MemorySize: 1\n      Timeout: 99999\n      CodeUri: fn" + n + "/\n";
        }
        const QString file = f.write(QStringLiteral("p/template.yaml"), text);
        for (int i = 0; i < sized(5000, 500); ++i)
            f.write(QStringLiteral("p/events/folder%1/event%2.json").arg(i / 100).arg(i), "{\"n\": 1}");
        f.write(QStringLiteral("p/events/a.json"), "{}");
        QVERIFY(calm("opening many events and problems", [&] { f.window->openPath(f.root + QStringLiteral("/p")); }, [&] { QTest::qWait(1000); return f.session->hasProject(); }));
        QVERIFY(calm("trusting them", [&] { f.session->setTrusted(true); }, [&] { QTest::qWait(1000); return true; }));
        QVERIFY(calm("problems", [&] { f.press(Act::ShowProblems); }));
        qInfo("%lld functions, %lld problems", (long long)f.session->project().functions.size(), (long long)f.session->project().diagnostics.size());
        QVERIFY(calm("the next problem", [&] { f.press(Act::NextProblem); }, [] { QTest::qWait(300); return true; }));
        QVERIFY(calm("the next of them", [&] { f.press(Act::NextProblem); }, [] { QTest::qWait(300); return true; }));
        QVERIFY(calm("events to choose", [&] { f.press(Act::NewEvent); }));
        keys(f, "a letter of an event", QStringLiteral("s3p"));
        f.key(Qt::Key_Escape);
        QVERIFY(calm("an event comes", [&] { other([&](int) { f.write(QStringLiteral("p/events/new.json"), "{}"); }, 1); }, [] { QTest::qWait(1500); return true; }));
        QVERIFY(calm("the events", [&] { f.press(Act::ShowEvent); }));
        QVERIFY(calm("the tests", [&] { f.press(Act::ShowTests); }));
        QVERIFY(calm("all of them chosen", [&] { f.window->findChild<MatrixPanel *>()->view()->selectAll(); }));
        QVERIFY(calm("another function", [&] { f.session->setCurrentFunction(QStringLiteral("Function77")); }));
        QVERIFY(calm("the functions to choose", [&] { f.press(Act::ChooseFunction); }));
        f.key(Qt::Key_Escape);
        QVERIFY(calm("a run", [&] { f.press(Act::Run); }, [] { QTest::qWait(1500); return true; }));
        QVERIFY(calm("a save", [&] { f.window->openPath(file); QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("#")); f.press(Act::Save); }, [] { QTest::qWait(1500); return true; }));
    }

    void looks()
    {
        WindowFixture f;
        QVERIFY(f.show());
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        for (const Act act : {Act::ShowTests, Act::ShowEnvironments, Act::ShowTimeline, Act::ShowHistory, Act::ShowLayers, Act::ShowServer, Act::ShowProblems, Act::ShowLog, Act::ShowPackage, Act::FindInFiles})
            f.press(act);
        QTest::qWait(300);
        for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::HighContrast, ThemeMode::Light, ThemeMode::Dark})
            QVERIFY(calm("a theme", [&] { f.theme.setMode(mode); }));
    }
};

QTEST_MAIN(TestLargeThings)
#include "tst_largethings.moc"
