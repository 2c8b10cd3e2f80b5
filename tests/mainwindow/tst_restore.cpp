// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody works in the window, the program is killed, and the next one shows what was there: texts, tabs, cursors, closed blocks, docks, the
// test event and the target, each at most a second old, every fourth time on a slow disk. LATHE_LONG_TESTS=1 makes it 200 sessions and
// 500 damages; a failure names its seed, and "tst_restore --seed N" plays that session again.
#include "core/atomicfile.h"
#include "faults/standstills.h"
#include "mainwindow/windowfixture.h"
#include "session/folderstore.h"
#include <QDirIterator>
#include <QDockWidget>
#include <QInputMethodEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QWindow>
#include <cstdio>

using namespace lathe;

namespace {

constexpr Act docks[] = {Act::ShowProject, Act::ShowFunction, Act::ShowEvent, Act::ShowLog, Act::ShowProblems, Act::ShowServer};

QByteArray source(int number)
{
    QByteArray text = "# file " + QByteArray::number(number) + "\n";
    for (int i = 0; i < 12; ++i)
        text += "def f" + QByteArray::number(i) + "(event):\n    if event:\n        return " + QByteArray::number(i) + "\n    return '가나다'\n\n";
    return text;
}

/// What of the window has to come back, each part as text.
QMap<QString, QString> stateOf(WindowFixture &f)
{
    QMap<QString, QString> state;
    EditorTabs &tabs = f.window->tabs();
    QStringList names;
    for (const QString &path : tabs.openPaths()) {
        const QString name = QFileInfo(path).fileName();
        names += name;
        const CodeEditor *editor = tabs.editor(path);
        state.insert(QStringLiteral("text ") + name, editor->text());
        state.insert(QStringLiteral("cursor ") + name, QStringLiteral("%1:%2").arg(editor->line()).arg(editor->column()));
        QStringList folded;
        for (const int line : editor->folded())
            folded += QString::number(line);
        state.insert(QStringLiteral("folds ") + name, folded.join(u' '));
    }
    state.insert(QStringLiteral("tabs"), names.join(u' '));
    state.insert(QStringLiteral("active"), QFileInfo(tabs.currentPath()).fileName());
    QStringList shown;
    for (const Act act : docks)
        if (!f.window->findChild<QDockWidget *>(ActionTable::idOf(act))->isHidden())
            shown += ActionTable::idOf(act);
    state.insert(QStringLiteral("docks"), shown.join(u' '));
    state.insert(QStringLiteral("event"), f.window->eventPanel().currentName());
    state.insert(QStringLiteral("event text"), f.window->eventPanel().editor()->editor()->text());
    state.insert(QStringLiteral("target"), f.session->deploys().currentTarget());
    return state;
}

QByteArray line(const QMap<QString, QString> &state)
{
    QJsonObject object{{QStringLiteral("at"), double(monotonicMs())}};
    for (auto it = state.begin(); it != state.end(); ++it)
        object.insert(it.key(), *it);
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

void makeProject(const QString &root)
{
    QDir().mkpath(root + QStringLiteral("/p/events"));
    const auto put = [&](const QString &name, const QByteArray &bytes) {
        QFile file(root + QStringLiteral("/p/") + name);
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    };
    put(QStringLiteral("lambda_function.py"), "def lambda_handler(event, context):\n    return event\n" + source(0));
    for (int i = 1; i < 5; ++i)
        put(QStringLiteral("m%1.py").arg(i), source(i));
    for (const char *name : {"one", "two", "three"})
        put(QStringLiteral("events/%1.json").arg(QLatin1String(name)), QByteArray("{\"name\": \"") + name + "\"}");
    QFile config(root + QStringLiteral("/aws"));
    if (config.open(QIODevice::WriteOnly))
        config.write("[profile dev]\nregion=eu-west-1\n[profile stage]\nregion=eu-west-1\n");
}

/// One session's hands: what they do comes from the seed alone.
class Worker
{
public:
    Worker(WindowFixture &fixture, quint32 seed) : f(fixture), random(seed) {}
    void act()
    {
        const QString p = f.root + QStringLiteral("/p/");
        CodeEditor *editor = f.window->tabs().currentEditor();
        switch (const int what = random.bounded(100); what / 5) {
        case 0: case 1:
            return f.window->tabs().open(p + QStringLiteral("m%1.py").arg(1 + random.bounded(4)));
        case 2:
            if (f.window->tabs().count() > 1 && editor && !editor->isModified())
                f.window->tabs().closeCurrent();
            return;
        case 3: case 4: case 5: case 6: case 7: case 8: case 9:
            return type(editor);
        case 10: case 11:
            if (editor)
                editor->goTo(1 + random.bounded(editor->lineCount()), 1 + random.bounded(12));
            return;
        case 12:
            if (editor) // the heads of its functions
                editor->setFolded({2 + 5 * int(random.bounded(1, 5)), 2 + 5 * int(random.bounded(5, 11))});
            return;
        case 13:
            return f.press(Act::Save);
        case 14:
            return f.window->tabs().nextTab(random.bounded(2) ? 1 : -1);
        case 15: case 16: {
            const Act act = docks[random.bounded(int(std::size(docks)))];
            auto *dock = f.window->findChild<QDockWidget *>(ActionTable::idOf(act));
            dock->isHidden() ? f.press(act) : void(dock->close());
            return;
        }
        case 17:
            return f.window->eventPanel().choose(p + QStringLiteral("events/%1.json").arg(QStringList{QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")}.at(random.bounded(3))));
        case 18:
            return type(f.window->eventPanel().editor()->editor());
        default:
            return f.session->deploys().setCurrentTarget(QStringList{QStringLiteral("local"), QStringLiteral("aws:dev"), QStringLiteral("aws:stage")}.at(random.bounded(3)));
        }
    }

private:
    void type(CodeEditor *editor)
    {
        if (!editor)
            return;
        editor->setFocus();
        static const QString letters = QStringLiteral("abc xyz_.0123456789");
        for (int n = 1 + random.bounded(12); n > 0; --n) {
            QWidget *target = editor->focusProxy() ? editor->focusProxy() : editor;
            if (random.bounded(12) == 0)
                QTest::keyClick(target, Qt::Key_Backspace);
            else if (random.bounded(14) == 0)
                QTest::keyClick(target, Qt::Key_Return);
            else
                QTest::keyClick(target, letters.at(random.bounded(int(letters.size()))).toLatin1());
        }
    }
    WindowFixture &f;
    QRandomGenerator random;
};

/// The child: works until it is killed, and writes down what is to be seen after each thing it does.
int work(const QString &root, quint32 seed)
{
    qputenv("AWS_CONFIG_FILE", (root + QStringLiteral("/aws")).toUtf8());
    WindowFixture f(QStringLiteral("en"), ThemeMode::Light, root);
    if (!f.show() || !f.open(root + QStringLiteral("/p"), true) || !QTest::qWaitFor([&] { return f.window->tabs().currentEditor() && !f.window->eventPanel().currentPath().isEmpty(); }, 20000)
        || !QTest::qWaitFor([&] { return f.session->deploys().targets().size() > 2; }, 20000))
        return 1;
    QFile journal(root + QStringLiteral("/journal"));
    if (!journal.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return 1;
    journal.write(line(stateOf(f)));
    Worker worker(f, seed);
    for (;;) {
        worker.act();
        journal.write(line(stateOf(f)));
        QTest::qWait(10 + int(seed * 7919 % 90));
    }
}

/// What the next window shows, against what was to be seen within the last second, from `since` on. Empty when it is that.
QString differences(const QString &root, qint64 since, qint64 killed)
{
    QList<QJsonObject> seen;
    QFile journal(root + QStringLiteral("/journal"));
    if (!journal.open(QIODevice::ReadOnly))
        return QStringLiteral("no journal");
    for (const QByteArray &one : journal.readAll().split('\n'))
        if (const QJsonObject state = QJsonDocument::fromJson(one).object(); !state.isEmpty())
            seen.append(state);
    while (seen.size() > 1 && seen.at(1).value(QLatin1String("at")).toDouble() <= double(since))
        seen.removeFirst(); // older than the promise
    WindowFixture f(QStringLiteral("en"), ThemeMode::Light, root);
    f.window->openLast();
    if (!f.show() || !QTest::qWaitFor([&] { return f.session->hasProject() && f.window->tabs().count() > 0; }, 20000)
        || !QTest::qWaitFor([&] { return f.session->deploys().targets().size() > 2 && !f.window->eventPanel().currentPath().isEmpty(); }, 20000)) {
        return QStringLiteral("the window did not come up: exposed %1, endpoint %2, engine %3, project %4, tabs %5, targets %6, last folder <%7>, event <%8>")
            .arg(f.window->windowHandle() && f.window->windowHandle()->isExposed()).arg(f.session->endpointPort()).arg(f.session->isEngineUp())
            .arg(f.session->hasProject()).arg(f.window->tabs().count()).arg(f.session->deploys().targets().size())
            .arg(f.settings.lastFolder(), f.window->eventPanel().currentPath());
    }
    QTest::qWait(50);
    QStringList out;
    const auto values = [&seen](const QString &key) {
        QStringList list;
        for (const QJsonObject &one : seen)
            list += one.contains(key) ? one.value(key).toString() : QStringLiteral("(not there)");
        list.removeDuplicates();
        return list;
    };
    const QMap<QString, QString> state = stateOf(f);
    for (auto it = state.begin(); it != state.end(); ++it) {
        const QStringList allowed = values(it.key());
        // Text, cursor and blocks go to disk one after the other: those of a file that was typed in within that second may be of two moments.
        const QString kind = it.key().section(u' ', 0, 0), name = it.key().section(u' ', 1);
        if ((kind == QLatin1String("cursor") || kind == QLatin1String("folds")) && values(QStringLiteral("text ") + name).size() > 1)
            continue;
        // A file that was closed and comes back, or the other way round, is told by the tabs.
        if (!allowed.contains(*it) && allowed != QStringList{QStringLiteral("(not there)")})
            out += QStringLiteral("%1 is <%2>, was <%3>").arg(it.key(), it->right(160), allowed.last().right(160));
    }
    if (out.isEmpty())
        return {};
    QStringList acts; // where they are far apart, the window itself was held up
    for (const QJsonObject &one : seen)
        acts += QString::number(qint64(one.value(QLatin1String("at")).toDouble()) - killed);
    return out.join(u'\n') + QStringLiteral("\nit acted at %1 ms, the second began at %2 ms").arg(acts.join(u' ')).arg(since - killed);
}

constexpr int slowSyncMs = 50; // of a disk that turns, or of one that others keep busy

QString killedSession(quint32 seed)
{
    const Standstills standstills;
    QTemporaryDir dir;
    makeProject(dir.path());
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("qt.qpa.*=false"));
    if (seed % 4 == 0) {
        environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(LATHE_HELD_SYNCS));
        environment.insert(QStringLiteral("LATHE_HOLD_BELOW"), dir.path());
        environment.insert(QStringLiteral("LATHE_HOLD_MS"), qEnvironmentVariable("LATHE_HOLD_MS", QString::number(slowSyncMs)));
    }
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--work"), dir.path(), QString::number(seed)});
    QFile journal(dir.path() + QStringLiteral("/journal"));
    if (!QTest::qWaitFor([&] { return journal.size() > 0; }, 30000))
        return QStringLiteral("the session did not begin");
    QTest::qWait(1200 + int(seed * 104729 % 1700)); // how long it works
    const qint64 killed = monotonicMs();
    child.kill();
    if (!QTest::qWaitFor([&] { return child.state() == QProcess::NotRunning; }, 10000))
        return QStringLiteral("it did not end");
    qputenv("AWS_CONFIG_FILE", (dir.path() + QStringLiteral("/aws")).toUtf8());
    return differences(dir.path(), standstills.before(killed, 1000), killed);
}

/// A child that opens what was open, runs the function and closes. With a number it also trusts a folder of its own.
int visit(const QString &root, int number)
{
    qputenv("AWS_CONFIG_FILE", (root + QStringLiteral("/aws")).toUtf8());
    WindowFixture f(QStringLiteral("en"), ThemeMode::Light, root);
    f.window->openLast();
    f.window->show();
    if (!QTest::qWaitForWindowExposed(f.window.get()) || !QTest::qWaitFor([&] { return f.session->isEngineUp(); }, 20000))
        return 3;
    if (number > 0) {
        const QString own = root + QStringLiteral("/q%1").arg(number);
        QDir().mkpath(own);
        if (!f.open(own, true))
            return 4;
    }
    if (!f.open(root + QStringLiteral("/p"), true) || !QTest::qWaitFor([&] { return f.window->actions().action(Act::Run)->isEnabled() && f.window->tabs().currentEditor(); }, 20000))
        return 5;
    if (!f.window->eventPanel().editor()->isValid())
        f.window->eventPanel().editor()->editor()->replaceText(QStringLiteral("{}"));
    if (const QString failure = f.waitForRun(); !failure.isEmpty()) {
        std::fprintf(stderr, "run: %s\n", qPrintable(failure));
        return 6;
    }
    if (f.window->resultPanel().statusText() != QLatin1String("Succeeded"))
        return 7;
    f.window->close();
    return 0;
}

bool start(QProcess &child, const QStringList &arguments)
{
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("qt.qpa.*=false"));
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), arguments);
    return child.waitForStarted();
}

/// 0 when all is well; below 0 when it crashed or hung.
int ended(QProcess &child)
{
    if (!QTest::qWaitFor([&] { return child.state() == QProcess::NotRunning; }, 60000)) {
        child.kill();
        child.waitForFinished();
        return -2;
    }
    return child.exitStatus() == QProcess::NormalExit ? child.exitCode() : -1;
}

/// What Lathe keeps of its own, not the project.
QStringList keptFiles(const QString &root)
{
    QStringList files;
    for (const char *part : {"/workbench.ini", "/state", "/endpoint", "/history", "/texts"}) {
        if (QFileInfo(root + QLatin1String(part)).isFile())
            files += root + QLatin1String(part);
        QDirIterator it(root + QLatin1String(part), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext())
            files += it.next();
    }
    files.sort();
    return files;
}

QString damage(const QString &path, QRandomGenerator &random)
{
    QFile file(path);
    QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    file.close();
    const int kind = random.bounded(6);
    switch (kind) {
    case 0: bytes.truncate(random.bounded(int(bytes.size()) + 1)); break;
    case 1: bytes.clear(); break;
    case 2: bytes = QByteArray(1 + random.bounded(5000), '\0'); break;
    case 3:
        for (char &c : bytes = QByteArray(1 + random.bounded(5000), ' '))
            c = char(random.bounded(256));
        break;
    case 4:
        for (int i = 1 + random.bounded(30); i > 0 && !bytes.isEmpty(); --i)
            bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
        break;
    default: // something else is in its place
        QFile::remove(path);
        QDir().mkpath(path);
        return QStringLiteral("a folder instead");
    }
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        file.write(bytes);
    return QStringLiteral("damage %1").arg(kind);
}

} // namespace

class TestRestore : public QObject
{
    Q_OBJECT
    const bool m_long = qEnvironmentVariableIsSet("LATHE_LONG_TESTS");

private slots:
    void sessionsComeBackAfterAKill()
    {
        const int sessions = m_long ? 200 : 12;
        const quint32 first = m_long ? QRandomGenerator::global()->bounded(1u << 30) : 1;
        int failures = 0;
        for (int i = 0; i < sessions; ++i)
            if (const QString wrong = killedSession(first + quint32(i)); !wrong.isEmpty()) {
                ++failures;
                qWarning("seed %u: %s", first + quint32(i), qPrintable(wrong));
            }
        qInfo("sessions: %d, not as they were: %d", sessions, failures);
        QCOMPARE(failures, 0);
    }

    /// Which tabs are open waits neither for a pause nor for the text.
    void tabsAreKeptAtOnce()
    {
        QTemporaryDir dir;
        makeProject(dir.path());
        WindowFixture f(QStringLiteral("en"), ThemeMode::Light, dir.path());
        QVERIFY(f.show());
        QVERIFY(f.open(dir.path() + QStringLiteral("/p"), true));
        EditorTabs &tabs = f.window->tabs();
        QTRY_VERIFY(tabs.count() > 0 && f.session->savedFiles() == tabs.openPaths()); // also what was opened without being asked for
        const auto isKept = [&] {
            QCoreApplication::sendPostedEvents(); // no timer runs out meanwhile
            return f.session->savedFiles() == tabs.openPaths() && f.session->savedActiveFile() == tabs.currentPath();
        };
        tabs.open(dir.path() + QStringLiteral("/p/m1.py"));
        QVERIFY(isKept());
        tabs.open(dir.path() + QStringLiteral("/p/m2.py"));
        QTest::keyClick(tabs.currentEditor()->focusProxy(), 'x');
        QVERIFY(isKept());
        tabs.nextTab(-1);
        QVERIFY(isKept());
        tabs.closeCurrent();
        QCOMPARE(tabs.count(), 2);
        QVERIFY(isKept());
    }

    /// Whatever is damaged of what Lathe keeps: the window opens, runs and closes.
    void damagesAreSurvived()
    {
        const int rounds = m_long ? 500 : 12;
        const quint32 seed = m_long ? QRandomGenerator::global()->generate() : 5;
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        QTemporaryDir dir, safe;
        makeProject(dir.path());
        for (int i = 0; i < 2; ++i) {
            QProcess child;
            QVERIFY(start(child, {QStringLiteral("--visit"), dir.path(), QStringLiteral("0")}));
            QCOMPARE(ended(child), 0);
        }
        QVERIFY(keptFiles(dir.path()).size() > 5);
        QCOMPARE(QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-a"), dir.path() + QStringLiteral("/."), safe.path()}), 0);
        int failures = 0;
        for (int i = 0; i < rounds; ++i) {
            for (const QString &name : QDir(dir.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden)) {
                const QString path = dir.filePath(name);
                QFileInfo(path).isDir() ? QDir(path).removeRecursively() : QFile::remove(path);
            }
            QCOMPARE(QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-a"), safe.path() + QStringLiteral("/."), dir.path()}), 0);
            const QStringList files = keptFiles(dir.path());
            QString what;
            for (int n = 1 + random.bounded(3); n > 0; --n) {
                const QString file = files.at(random.bounded(int(files.size())));
                if (QFileInfo(file).isFile())
                    what += QStringLiteral(" %1: %2;").arg(file.mid(dir.path().size()), damage(file, random));
            }
            QProcess child;
            QVERIFY(start(child, {QStringLiteral("--visit"), dir.path(), QStringLiteral("0")}));
            if (const int code = ended(child); code != 0) {
                ++failures;
                qWarning("round %d ended with %d:%s", i, code, qPrintable(what));
            }
        }
        qInfo("damages: %d, not survived: %d", rounds, failures);
        QCOMPARE(failures, 0);
    }

    /// Two windows at once: both run, what each kept is there, and nothing is torn.
    void twoWindowsRace()
    {
        const int races = m_long ? 50 : 4;
        QTemporaryDir dir;
        makeProject(dir.path());
        for (int i = 0; i < races; ++i) {
            QProcess one, two;
            QVERIFY(start(one, {QStringLiteral("--visit"), dir.path(), QString::number(2 * i + 1)}));
            QVERIFY(start(two, {QStringLiteral("--visit"), dir.path(), QString::number(2 * i + 2)}));
            QCOMPARE(ended(one), 0);
            QCOMPARE(ended(two), 0);
            const FolderStore folders(dir.path() + QStringLiteral("/state/folders.json"));
            for (const int number : {2 * i + 1, 2 * i + 2})
                QVERIFY2(folders.isTrusted(dir.path() + QStringLiteral("/q%1").arg(number)), qPrintable(QString::number(number)));
            QVERIFY(folders.isTrusted(dir.path() + QStringLiteral("/p")));
            QVERIFY(Settings(dir.path() + QStringLiteral("/workbench.ini")).movedAside().isEmpty());
            for (const QString &file : keptFiles(dir.path()))
                QVERIFY2(!file.contains(QLatin1String(".damaged-")), qPrintable(file));
        }
    }

    /// Hangul that is being composed when something is asked for is there once, whole, and where it was typed.
    void composedTextIsKeptOnce_data()
    {
        QTest::addColumn<QStringList>("steps");
        QTest::addColumn<int>("act");
        const QStringList words[] = {{QStringLiteral("ㅎ"), QStringLiteral("하"), QStringLiteral("한")}, {QStringLiteral("ㄱ"), QStringLiteral("그"), QStringLiteral("글")},
            {QStringLiteral("ㄲ"), QStringLiteral("꽈")}, {QStringLiteral("ㅂ")}, {QStringLiteral("ㅇ"), QStringLiteral("아"), QStringLiteral("앉")}};
        for (const Act act : {Act::Save, Act::SaveAll, Act::Run, Act::Deploy, Act::Package, Act::Quit})
            for (const QStringList &word : words)
                QTest::addRow("%s %s", qPrintable(ActionTable::idOf(act)), qPrintable(word.last())) << word << int(act);
    }
    void composedTextIsKeptOnce()
    {
        QFETCH(QStringList, steps);
        QFETCH(int, act);
        QTemporaryDir dir;
        makeProject(dir.path());
        const QString file = dir.path() + QStringLiteral("/p/lambda_function.py");
        const auto text = [&] { return QString::fromUtf8(readFile(file, 1 << 20).value_or(QByteArray())); };
        const QString before = text();
        {
            WindowFixture f(QStringLiteral("en"), ThemeMode::Light, dir.path());
            QVERIFY(f.show());
            QVERIFY(f.open(dir.path() + QStringLiteral("/p"), true));
            QTRY_VERIFY(f.window->tabs().currentEditor() && f.window->actions().action(Act::Run)->isEnabled());
            CodeEditor *editor = f.window->tabs().currentEditor();
            editor->goTo(1, 1);
            editor->setFocus();
            QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("# "));
            for (const QString &step : steps) {
                QInputMethodEvent event(step, {});
                QApplication::sendEvent(QApplication::focusWidget(), &event);
            }
            QVERIFY(editor->isComposing());
            f.window->actions().action(Act(act))->trigger();
            if (Act(act) != Act::Quit)
                QTRY_VERIFY(!editor->isModified());
        }
        const QString wanted = QStringLiteral("# ") + steps.last() + before;
        if (Act(act) != Act::Quit) {
            QCOMPARE(text(), wanted);
            return;
        }
        QCOMPARE(text(), before); // unsaved text waits for the next start
        WindowFixture f(QStringLiteral("en"), ThemeMode::Light, dir.path());
        f.window->openLast();
        QVERIFY(f.show());
        QTRY_VERIFY(f.window->tabs().currentEditor());
        QTRY_COMPARE(f.window->tabs().currentEditor()->text(), wanted);
    }
};

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("lathe"));
    if (argc == 4 && qstrcmp(argv[1], "--work") == 0)
        return work(QString::fromLocal8Bit(argv[2]), QByteArray(argv[3]).toUInt());
    if (argc == 4 && qstrcmp(argv[1], "--visit") == 0)
        return visit(QString::fromLocal8Bit(argv[2]), QByteArray(argv[3]).toInt());
    if (argc == 3 && qstrcmp(argv[1], "--seed") == 0) {
        const QString wrong = killedSession(QByteArray(argv[2]).toUInt());
        std::printf("%s\n", wrong.isEmpty() ? "as it was" : qPrintable(wrong));
        return wrong.isEmpty() ? 0 : 1;
    }
    TestRestore test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_restore.moc"
