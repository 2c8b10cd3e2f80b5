// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async.h"
#include "history/historyfile.h"
#include "items/historymodel.h"
#include "items/logmodel.h"
#include "mainwindow/gapwatch.h"
#include "mainwindow/windowfixture.h"
#include "mainwindow/windowhost.h"
#include "panels/findpanel.h"
#include "panels/historypanel.h"
#include "panels/logdelegate.h"
#include "panels/packagepanel.h"
#include "session/packageinspector.h"
#include "session/packagesaver.h"
#include <QAbstractScrollArea>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPicture>
#include <QPushButton>
#include <QRandomGenerator>
#include <QTreeView>

using namespace lathe;

/// The window stays at hand whatever is under way: its event loop has no gaps. What counts is the window's thread's own work, so
/// that a busy machine decides nothing; the bound here is generous, the aim of 50 ms is printed beside each figure.
/// LATHE_LONG_TESTS=1 makes everything as large as it may be.
class TestEventLoop : public QObject
{
    Q_OBJECT

    const bool m_long = qEnvironmentVariableIsSet("LATHE_LONG_TESTS");
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    const double m_bound = 5000;
#else
    const double m_bound = 400;
#endif
    GapWatch m_watch;

    int sized(int full, int small) const { return m_long ? full : small; }

    /// The worst gap until `until` holds, and then for as long as what follows takes.
    bool calm(const char *during, const std::function<void()> &act, const std::function<bool()> &until, int timeoutMs = 120000)
    {
        QTest::qWait(1); // what waits already is not of this
        m_watch.begin(during);
        act();
        const bool done = QTest::qWaitFor(until, timeoutMs);
        QTest::qWait(300);
        const GapWatch::Gap worst = m_watch.end();
        if (!done)
            qWarning("%s: no end", during);
        return done && worst.cpuMs < m_bound;
    }
    bool calmRun(WindowFixture &f, const char *during)
    {
        QSignalSpy finished(&f.session->runs(), &RunController::finished), failed(&f.session->runs(), &RunController::failed);
        const bool calmly = calm(during, [&] { f.press(Act::Run); }, [&] { return !finished.isEmpty() || !failed.isEmpty(); });
        if (!failed.isEmpty())
            qWarning("%s", qPrintable(failed.first().first().value<Error>().text));
        return calmly && failed.isEmpty();
    }
    static void setEvent(WindowFixture &f, const char *json) { f.window->eventPanel().editor()->editor()->replaceText(QString::fromUtf8(json)); }

private slots:
    void runs()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/template.yaml"),
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  One:\n    Type: AWS::Serverless::Function\n"
            "    Properties: {Handler: app.handler, Runtime: python3.11, CodeUri: one/, Timeout: 100, MemorySize: 2048}\n");
        f.write(QStringLiteral("p/one/app.py"), R"(
import os, sys, time
def handler(event, context):
    what = event.get('what')
    if what == 'fail':
        def deep(n):
            if n: deep(n - 1)
            else: raise ValueError('no ' * 1000)
        deep(500)
    if what == 'rows':
        return [{'id': i, 'name': '이름 %d' % i, 'tags': ['a', 'b']} for i in range(event['n'])]
    if what == 'text':
        return 'x' * event['n']
    if what == 'noise':
        sys.stdout.buffer.write(os.urandom(event['n']))
        sys.stdout.flush()
    if what == 'control':
        return '\x01\u202e\x1b' * event['n']
    if what == 'lines':
        line = '\x1b[31mred\x1b[0m \x1b[1;38;5;82mgreen\x1b[0m line %d 한글'
        for i in range(0, event['n'], 1000):
            sys.stdout.write('\n'.join(line % n for n in range(i, i + 1000)) + '\n')
        sys.stdout.flush()
    if what == 'line':
        piece = 'y' * 1000000
        for _ in range(event['n']): sys.stdout.write(piece)
        sys.stdout.flush()
    return {}
)");
        f.write(QStringLiteral("p/events/a.json"), "{}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_COMPARE(f.window->eventPanel().currentName(), QStringLiteral("a"));
        QVERIFY(calmRun(f, "a cold run"));
        QVERIFY(calmRun(f, "a warm run"));
        setEvent(f, "{\"what\": \"fail\"}");
        QVERIFY(calmRun(f, "a run that fails, 500 frames"));
        setEvent(f, m_long ? "{\"what\": \"rows\", \"n\": 80000}" : "{\"what\": \"rows\", \"n\": 80000}");
        QVERIFY(calmRun(f, "a response of 5 MB, pretty"));
        QVERIFY(calm("the same, raw", [&] { f.window->resultPanel().setView(ResultPanel::View::Raw); }, [] { return true; }));
        QVERIFY(calm("the same, hex", [&] { f.window->resultPanel().setView(ResultPanel::View::Hex); }, [] { return true; }));
        QVERIFY(calm("the same, pretty again", [&] { f.window->resultPanel().setView(ResultPanel::View::Pretty); }, [] { return true; }));
        setEvent(f, "{\"what\": \"rows\", \"n\": 17000}");
        QVERIFY(calmRun(f, "a response of 1 MB, pretty"));
        setEvent(f, "{\"what\": \"text\", \"n\": 6000000}");
        QVERIFY(calmRun(f, "a response of one word of 6 MB"));
        setEvent(f, "{\"what\": \"control\", \"n\": 300000}");
        QVERIFY(calmRun(f, "a response of 1 MB of control characters"));
        f.press(Act::ShowLog);
        setEvent(f, m_long ? "{\"what\": \"lines\", \"n\": 1000000}" : "{\"what\": \"lines\", \"n\": 100000}");
        QVERIFY(calmRun(f, "log lines in colours at full speed"));
        setEvent(f, m_long ? "{\"what\": \"line\", \"n\": 100}" : "{\"what\": \"line\", \"n\": 10}");
        QVERIFY(calmRun(f, "one log line without end"));
        setEvent(f, "{\"what\": \"noise\", \"n\": 3000000}");
        QVERIFY(calmRun(f, "random bytes in the log"));
    }

    void streams()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/index.js"), "const {once} = require('events'), {randomBytes} = require('crypto');\n"
                                              "exports.handler = awslambda.streamifyResponse(async (event, stream) => {\n"
                                              "  const piece = randomBytes(65536);\n"
                                              "  for (let i = 0; i < event.n; ++i) if (!stream.write(piece)) await once(stream, 'drain');\n  stream.end();\n});\n");
        f.write(QStringLiteral("p/template.yaml"),
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  One:\n    Type: AWS::Serverless::Function\n"
            "    Properties: {Handler: index.handler, Runtime: nodejs18.x, CodeUri: ./, Timeout: 200, MemorySize: 2048}\n");
        f.write(QStringLiteral("p/events/a.json"), m_long ? "{\"n\": 3200}" : "{\"n\": 90}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_COMPARE(f.window->eventPanel().currentName(), QStringLiteral("a"));
        f.press(Act::ShowTimeline);
        QVERIFY(calmRun(f, "a streamed response of random bytes"));
        QVERIFY(f.window->resultPanel().shownText().startsWith(QStringLiteral("00000000  "))); // no text at all
        QVERIFY(calm("the same, hex", [&] { f.window->resultPanel().setView(ResultPanel::View::Hex); }, [] { return true; }));
        QVERIFY(calm("the same, raw", [&] { f.window->resultPanel().setView(ResultPanel::View::Raw); }, [] { return true; }));
        for (const QString &line : f.window->resultPanel().shownText().split(u'\n'))
            QVERIFY(line.size() <= 400); // what is laid out at once, in code units
    }

    /// No more of a line is drawn than is seen, wherever the log is scrolled to.
    void logLinesAsFarAsTheyAreSeen()
    {
        ThemeManager theme(QStringLiteral(LATHE_SOURCE_DIR "/resources"));
        LogDelegate delegate(theme, nullptr);
        LogModel model;
        model.append("begin " + QByteArray("x\xc3\xa9").repeated(1800) + " end\n");
        QTRY_COMPARE(model.rowCount(), 1);
        const auto drawn = [&](int scrolled) {
            QPicture picture;
            QPainter painter(&picture);
            QStyleOptionViewItem option;
            option.rect = QRect(-scrolled, 0, scrolled + 400, 20);
            delegate.paint(&painter, option, model.index(0, 0));
            painter.end();
            return picture.size();
        };
        QVERIFY(drawn(0) > 200);
        QVERIFY2(drawn(0) < 4000, qPrintable(QString::number(drawn(0)))); // all of it is 7 kB and more
        QVERIFY2(drawn(10000) < 4000, qPrintable(QString::number(drawn(10000))));
    }

    void packagesAndDeploys()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return 1\n");
        f.write(QStringLiteral("p/events/a.json"), "{}");
        QRandomGenerator random(1);
        QByteArray noise(sized(48, 8) * 1024 * 1024, Qt::Uninitialized);
        random.fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
        f.write(QStringLiteral("p/noise.bin"), noise);
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QSignalSpy ready(&f.session->deploys(), &DeployController::planReady);
        QSignalSpy deployed(&f.session->deploys(), &DeployController::deployed);
        QVERIFY(calm("the plan of a large deploy", [&] { f.press(Act::Deploy); }, [&] { return !ready.isEmpty(); }));
        auto *button = f.window->findChild<QPushButton *>(QStringLiteral("deployButton"));
        QTRY_COMPARE(QApplication::focusWidget(), button);
        QVERIFY(calm("a large deploy", [&] { f.key(Qt::Key_Return); }, [&] { return !deployed.isEmpty(); }));

        QVERIFY(QFile::remove(f.root + QStringLiteral("/p/noise.bin")));
        const int files = sized(28000, 2800);
        for (int i = 0; i < files; ++i)
            f.write(QStringLiteral("p/lib/part%1/module%2.py").arg(i / 50).arg(i), "x = " + QByteArray::number(i) + "\n");
        QSignalSpy saved(&f.session->packages(), &PackageSaver::saved);
        QVERIFY(calm("packaging many files", [&] { f.session->packages().save(f.root + QStringLiteral("/out.zip")); }, [&] { return !saved.isEmpty(); }));
        QVERIFY(calm("looking at a package of many files", [&] { f.press(Act::ShowPackage); },
            [&] { return f.session->inspector().report() && f.session->inspector().report()->measured && !f.session->inspector().isBusy() && f.session->inspector().report()->nodes.size() > size_t(files); }));
        QVERIFY(calm("a file that changes in it", [&] { f.write(QStringLiteral("p/lib/part1/module50.py"), "y = 1\n"); }, [] { QTest::qWait(2000); return true; }));
    }

    void largeProjects()
    {
        WindowFixture f;
        QVERIFY(f.show());
        QByteArray text = "Transform: AWS::Serverless-2016-10-31\nResources:\n";
        for (int i = 0; i < 100; ++i) {
            text += "  Function" + QByteArray::number(i) + ":\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: app.handler\n      Runtime: python3.11\n      CodeUri: fn"
                + QByteArray::number(i) + "/\n      Environment:\n        Variables:\n          TABLE: table" + QByteArray::number(i) + "\n";
            f.write(QStringLiteral("p/fn%1/app.py").arg(i), "import lib\ndef handler(event, context):\n    return event\n");
            for (int n = 0; n < sized(49, 9); ++n)
                f.write(QStringLiteral("p/fn%1/lib/module%2.py").arg(i).arg(n), "needle = 1\n");
            f.write(QStringLiteral("p/events/event%1.json").arg(i), "{\"n\": 1}");
        }
        const QString file = f.write(QStringLiteral("p/template.yaml"), text);
        QVERIFY(calm("opening 100 functions", [&] { f.window->openPath(f.root + QStringLiteral("/p")); }, [&] { return f.session->hasProject(); }));
        QVERIFY(calm("trusting them", [&] { f.session->setTrusted(true); }, [] { QTest::qWait(1000); return true; }));
        QVERIFY(calm("their template changing", [&] { f.write(QStringLiteral("p/template.yaml"), text + "# more\n"); }, [] { QTest::qWait(1500); return true; }));
        QVERIFY(calm("choosing another one", [&] { f.session->setCurrentFunction(QStringLiteral("Function77")); }, [] { QTest::qWait(1000); return true; }));
        QVERIFY(calm("their template in the editor", [&] { f.window->openPath(file); }, [&] { return f.window->tabs().currentEditor() != nullptr; }));
        for (const Act act : {Act::ShowTests, Act::ShowEnvironments, Act::ShowTimeline, Act::ShowHistory, Act::ShowLayers, Act::ShowServer, Act::ShowProblems, Act::ShowLog, Act::ShowPackage, Act::FindInFiles})
            QVERIFY(calm(qPrintable(QStringLiteral("panel ") + ActionTable::idOf(act)), [&] { f.press(act); }, [] { return true; }));
        for (int i = 100; i < sized(400, 120); ++i)
            for (int n = 0; n < 50; ++n)
                f.write(QStringLiteral("p/more%1/module%2.py").arg(i).arg(n), "def needle():\n    return 'needle' + \"needle\"\n");
        QTest::qWait(2000);
        f.press(Act::FindInFiles);
        auto *find = f.window->findChild<FindPanel *>();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("needle"));
        QVERIFY(calm("find in files", [&] { f.key(Qt::Key_Return); }, [&] { return !find->isSearching() && find->results().matchCount() > 100; }));
        f.press(Act::Locator);
        QTest::qWait(1500);
        for (const QChar c : QStringLiteral("mod7p"))
            QVERIFY(calm("a letter in the locator", [&] { QTest::keyClicks(QApplication::focusWidget(), QString(c)); }, [] { return true; }));
        f.key(Qt::Key_Escape);
        QVERIFY(calm("another theme", [&] { f.theme.setMode(ThemeMode::Dark); }, [] { return true; }));
        QVERIFY(calm("closing the folder", [&] { f.session->closeFolder(); }, [] { return true; }));
    }

    void largeFiles()
    {
        WindowFixture f;
        QVERIFY(f.show());
        const int bytes = sized(10, 2) * 1024 * 1024;
        const QByteArray code = "def function(argument):  # 한글 설명\n    return {'key': \"value\", 'n': 12345}\n\n";
        const QByteArray row = "  {\"id\": 12345, \"name\": \"value\", \"tags\": [\"a\", \"b\"]},\n";
        const QList<std::pair<const char *, QByteArray>> files{{"p/large.py", code.repeated(bytes / code.size())}, {"p/large.json", "[\n" + row.repeated(bytes / row.size()) + "  1\n]\n"},
            {"p/line.js", QByteArray(sized(1000, 200) * 1000, 'x')}, {"p/large.log", QByteArray("a line of text\n").repeated(bytes / 15)}, {"p/large.bin", QByteArray(sized(1000, 100) * 1000, '\0')},
            {"p/events/big.json", "[\n" + row.repeated(bytes / 2 / row.size()) + "  1\n]\n"}};
        for (const auto &[name, contents] : files)
            f.write(QString::fromLatin1(name), contents);
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return 1\n");
        f.write(QStringLiteral("p/events/a.json"), "{}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTest::qWait(500);
        for (const auto &[name, contents] : files) {
            const QString path = f.root + u'/' + QString::fromLatin1(name);
            QSignalSpy opened(&f.window->tabs(), &EditorTabs::opened);
            QVERIFY(calm(QByteArray("opening ") + name, [&] { f.window->openPath(path); }, [&] { return !opened.isEmpty(); }));
            CodeEditor *editor = f.window->tabs().currentEditor();
            QVERIFY(editor);
            if (editor->isReadOnly())
                continue;
            editor->goTo(editor->lineCount() / 2, 1);
            QVERIFY(calm("a key in it, and its backup", [&] { QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("x")); }, [] { QTest::qWait(1500); return true; }));
            QVERIFY(calm("its end", [&] { editor->goTo(editor->lineCount(), 1); }, [] { return true; }));
            QVERIFY(calm("saving it", [&] { f.press(Act::Save); }, [] { QTest::qWait(1000); return true; }));
            QVERIFY(calm("it changes outside", [&, name = QString::fromLatin1(name), changed = contents + "\n"] { f.write(name, changed); }, [] { QTest::qWait(1500); return true; }));
        }
        QVERIFY(calm("another theme", [&] { f.theme.setMode(ThemeMode::Dark); }, [] { return true; }));
        QVERIFY(calm("the next tab", [&] { f.press(Act::NextTab); }, [] { return true; }));
        QVERIFY(calm("symbols", [&] { f.press(Act::GoToSymbol); }, [] { QTest::qWait(500); return true; }));
        f.key(Qt::Key_Escape);
    }

    void history()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return 1\n");
        f.write(QStringLiteral("p/events/a.json"), "{}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QList<HistoryEntry> entries;
        const int count = sized(50000, 4000);
        for (int i = count; i > 0; --i) {
            HistoryEntry entry;
            entry.id = QStringLiteral("%1-0000").arg(i, 8, 10, QLatin1Char('0'));
            entry.startedMs = 1700000000000 + qint64(i) * 1000;
            entry.function = f.session->currentFunction();
            entry.project = f.session->project().root;
            entry.codeHash = QString::number(i / 100);
            entry.event = "{\"n\": " + QByteArray::number(i) + "}";
            entry.outcome.payload = "{\"r\": " + QByteArray::number(i) + "}";
            entry.outcome.log = "START\nword " + QByteArray::number(i) + "\nEND\n";
            entry.outcome.report.durationMs = i % 100;
            entry.outcome.report.memoryMib = 128;
            entry.outcome.report.maxMemoryUsedMib = 40;
            entries.append(entry);
        }
        f.write(QStringLiteral("runs.jsonl"), historyLines(entries));
        f.press(Act::ShowHistory);
        auto *panel = f.window->findChild<HistoryPanel *>();
        int imported = -1;
        QVERIFY(calm("many runs coming in",
            [&] { whenDone(f.session->history().importFrom(f.root + QStringLiteral("/runs.jsonl")), panel, [&](const Result<int> &n) { imported = n.value_or(0); }); },
            [&] { return imported == count && panel->model().rowCount() > 0; }));
        auto *search = f.window->findChild<QLineEdit *>(QStringLiteral("historySearch"));
        search->setFocus();
        QVERIFY(calm("searching them", [&] { QTest::keyClicks(search, QStringLiteral("WORD 1234")); }, [&] { QTest::qWait(50); return panel->model().rowCount() < 100; }));
        QVERIFY(calm("all of them again", [&] { search->clear(); }, [&] { return panel->model().rowCount() > 100; }));
        panel->view()->setFocus();
        panel->view()->setCurrentIndex(panel->model().index(0, 0));
        QVERIFY(calm("choosing all", [&] { panel->view()->selectAll(); }, [] { QTest::qWait(500); return true; }));
        QVERIFY(calm("their picture", [&] { f.press(Act::ShowTimeline); }, [] { QTest::qWait(500); return true; }));
        QVERIFY(calmRun(f, "a run with a large history"));
    }

    void looksAndLanguages()
    {
        WindowFixture f;
        f.window.reset();
        WindowHost host(f.theme, f.settings, *f.session, QStringLiteral("en"));
        host.window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&host.window()));
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        QTRY_VERIFY(host.window().tabs().currentEditor() != nullptr);
        QTest::qWait(1000);
        QVERIFY(calm("dark", [&] { f.theme.setMode(ThemeMode::Dark); }, [] { return true; }));
        QVERIFY(calm("high contrast", [&] { f.theme.setMode(ThemeMode::HighContrast); }, [] { return true; }));
        QVERIFY(calm("light", [&] { f.theme.setMode(ThemeMode::Light); }, [] { return true; }));
        QVERIFY(calm("Korean", [&] { host.chooseLanguage(QStringLiteral("ko")); }, [] { return true; }));
        QVERIFY(calm("English", [&] { host.chooseLanguage(QStringLiteral("en")); }, [] { return true; }));
    }

    /// Lines and bytes that no layout was made for.
    void linesWithoutEnd()
    {
        WindowFixture f;
        QVERIFY(f.show());
        QByteArray words;
        for (int i = 0; words.size() < sized(990, 600) * 1000; ++i)
            words += "{\"id\": " + QByteArray::number(i) + ", \"name\": \"value\"}, ";
        QRandomGenerator random(1);
        QByteArray noise(sized(4000, 1000) * 1000, Qt::Uninitialized);
        random.fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
        const QList<std::pair<const char *, QByteArray>> files{{"p/words.json", words}, {"p/locked.js", words.repeated(sized(10, 3))}, {"p/zero.bin", QByteArray(sized(10000, 1000) * 1000, '\0')}, {"p/noise.bin", noise}};
        for (const auto &[name, contents] : files)
            f.write(QString::fromLatin1(name), contents);
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return 1\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTest::qWait(500);
        for (const auto &[name, contents] : files) {
            QSignalSpy opened(&f.window->tabs(), &EditorTabs::opened);
            const QString path = f.root + u'/' + QString::fromLatin1(name);
            const int middle = int(contents.size()) / 2;
            QVERIFY(calm(QByteArray("opening ") + name, [&] { f.window->openPath(path); }, [&] { return !opened.isEmpty(); }));
            CodeEditor *editor = f.window->tabs().currentEditor();
            QVERIFY(calm("its middle", [&] { editor->goTo(1, middle); }, [] { return true; }));
            QVERIFY(calm("its end", [&] { f.key(Qt::Key_End, Qt::ControlModifier); }, [] { return true; }));
            if (editor->isReadOnly())
                continue;
            editor->goTo(1, middle);
            for (const QChar c : QStringLiteral("typed"))
                QVERIFY(calm("a key in it", [&] { QTest::keyClicks(QApplication::focusWidget(), QString(c)); }, [] { return true; }));
            QVERIFY(calm("a click with the mouse", [&] { QTest::mouseClick(qobject_cast<QAbstractScrollArea *>(editor->focusProxy())->viewport(), Qt::LeftButton, {}, {200, 10}); }, [] { return true; }));
            QVERIFY(calm("undone", [&] { editor->undo(); }, [] { return true; }));
            editor->setSaved();
        }
    }

    /// Much of everything, as it is shown.
    void muchIsOpen()
    {
        WindowFixture f;
        QVERIFY(f.show());
        const QByteArray code = "def function(argument):  # needle\n    return {'key': \"value\", 'n': 12345}\n\n";
        for (int i = 0; i < 10; ++i)
            f.write(QStringLiteral("p/big%1.py").arg(i), code.repeated(sized(1000, 300) * 1000 / code.size()));
        for (int i = 0; i < 30; ++i)
            f.write(QStringLiteral("p/small%1.py").arg(i), code.repeated(100));
        for (int i = 0; i < sized(5000, 1000); ++i)
            f.write(QStringLiteral("p/lib/part%1/module%2.py").arg(i / 50).arg(i), "x = 1  # needle\n");
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return 1\n");
        QVERIFY(calm("opening a project of many files", [&] { f.window->openPath(f.root + QStringLiteral("/p")); }, [&] { return f.session->hasProject(); }));
        QVERIFY(calm("trusting it", [&] { f.session->setTrusted(true); }, [] { QTest::qWait(1000); return true; }));
        for (int i = 0; i < 10; ++i)
            QVERIFY(calm("opening a tenth file of a megabyte", [&] { f.window->openPath(f.root + QStringLiteral("/p/big%1.py").arg(i)); }, [] { return true; }));
        for (int i = 0; i < 10; ++i)
            QVERIFY(calm("the next of them", [&] { f.press(Act::NextTab); }, [] { return true; }));
        f.press(Act::FindInFiles);
        auto *find = f.window->findChild<FindPanel *>();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("e"));
        QVERIFY(calm("find in files, as many as there may be", [&] { f.key(Qt::Key_Return); }, [&] { return !find->isSearching() && find->results().matchCount() > 1000; }));
        for (const QSize size : {QSize(1920, 1080), QSize(900, 600), QSize(1280, 720)})
            QVERIFY(calm("another size of the window", [&] { f.window->resize(size); }, [] { return true; }));
        QVERIFY(calm("the locator", [&] { f.press(Act::Locator); }, [] { QTest::qWait(500); return true; }));
        for (const QChar c : QStringLiteral("module"))
            QVERIFY(calm("a letter in it", [&] { QTest::keyClicks(QApplication::focusWidget(), QString(c)); }, [] { return true; }));
        f.key(Qt::Key_Escape);
        QVERIFY(calm("the palette", [&] { f.press(Act::Palette); }, [] { return true; }));
        f.key(Qt::Key_Escape);
        for (const Act act : {Act::Preferences, Act::Help, Act::KeySheet, Act::NewEvent, Act::SigningKeys, Act::LocalHistory}) {
            QVERIFY(calm(qPrintable(QStringLiteral("dialog ") + ActionTable::idOf(act)), [&] { f.window->actions().action(act)->trigger(); }, [] { return true; }));
            for (QWidget *top : QApplication::topLevelWidgets())
                if (top != f.window.get() && top->isVisible() && top->isWindow())
                    top->close();
            QTest::qWait(50);
        }
        QVERIFY(calm("another theme with all of it", [&] { f.theme.setMode(ThemeMode::Dark); }, [] { return true; }));
        for (int i = 0; i < 30; ++i)
            f.window->openPath(f.root + QStringLiteral("/p/small%1.py").arg(i));
        QVERIFY(calm("the folder closes", [&] { f.session->closeFolder(); }, [] { QTest::qWait(1000); return true; }));
        QVERIFY(calm("forty files come back", [&] { f.window->openPath(f.root + QStringLiteral("/p")); }, [&] { QTest::qWait(1000); return f.session->hasProject(); }));
    }
};

QTEST_MAIN(TestEventLoop)
#include "tst_eventloop.moc"
