// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What people do most, each from a fresh window and within its number of actions, with the mouse and without. Setting a breakpoint
// is not among them yet. "--offline": the same in a network namespace in which even the loopback device is down.
#include "common/commandpalette.h"
#include "core/atomicfile.h"
#include "items/filetreemodel.h"
#include "mainwindow/hands.h"
#include "panels/functionlayers.h"
#include "panels/inspectorrow.h"
#include "panels/layerview.h"
#include "panels/samplecard.h"
#include "panels/startpage.h"
#include "process/nonetwork.h"
#include "session/layercontroller.h"
#include "session/versioncontroller.h"
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryFile>
#include <QToolButton>
#include <unistd.h>

using namespace lathe;

#define WITHIN(hands, budget) \
    do { \
        qInfo("actions: %d of %d", (hands).actions, budget); \
        QVERIFY2((hands).actions <= (budget), qPrintable(QString::number((hands).actions))); \
    } while (false)

class TestTasks : public QObject
{
    Q_OBJECT

    struct Desk : WindowFixture
    {
        using WindowFixture::WindowFixture;
        bool hello()
        {
            return show() && openSample(QStringLiteral("hello-python")) && QTest::qWaitFor([this] { return window->tabs().currentEditor() != nullptr; })
                && QTest::qWaitFor([this] { return window->actions().action(Act::Run)->isEnabled(); });
        }
        /// A function of a template, so that it has settings.
        bool sam()
        {
            write(QStringLiteral("p/template.yaml"),
                "Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello: # mine\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: src/\n"
                "      Handler: app.handler\n      Runtime: python3.11\n      MemorySize: 128\n      Environment:\n        Variables:\n          TABLE: users\n");
            write(QStringLiteral("p/src/app.py"), "import os\n\ndef handler(event, context):\n    return os.environ['TABLE']\n");
            write(QStringLiteral("p/shared/words.py"), "word = 'spoken'\n");
            return show() && open(root + QStringLiteral("/p"), true) && QTest::qWaitFor([this] { return window->tabs().currentEditor() != nullptr; })
                && QTest::qWaitFor([this] { return window->actions().action(Act::Run)->isEnabled(); });
        }
        QWidget *button(Act act) { return window->findChild<QWidget *>(QStringLiteral("button-") + ActionTable::idOf(act)); }
        RunRecord ended(const std::function<void()> &begin)
        {
            QSignalSpy finished(&session->runs(), &RunController::finished);
            begin();
            return finished.wait(30000) ? finished.first().first().value<RunRecord>() : RunRecord();
        }
        bool deploy()
        {
            QSignalSpy ready(&session->deploys(), &DeployController::planReady), deployed(&session->deploys(), &DeployController::deployed);
            session->deploys().makePlan();
            if (!ready.wait(30000))
                return false;
            session->deploys().apply();
            return deployed.wait(30000);
        }
        /// What is deployed is version 1, which all of "live" gets; then other code is deployed.
        bool released()
        {
            if (!hello() || !deploy())
                return false;
            VersionController &versions = session->versions();
            QSignalSpy published(&versions, &VersionController::published);
            versions.publish();
            if (!published.wait(20000))
                return false;
            versions.share(QStringLiteral("live"), QStringLiteral("1"), QStringLiteral("1"), 0);
            if (!QTest::qWaitFor([&] { return !versions.versions().aliases.isEmpty(); }, 20000))
                return false;
            CodeEditor *editor = window->tabs().currentEditor();
            editor->replaceText(editor->text() + QStringLiteral("# other\n"));
            return window->tabs().saveAll() && deploy();
        }
        bool isShared(const QString &version, const QString &other, double share)
        {
            return QTest::qWaitFor([&] {
                const DeployedAlias *live = session->versions().versions().alias(QStringLiteral("live"));
                return live && live->version == version && live->other == other && qAbs(live->share - share) < 0.0001;
            }, 20000);
        }
        QStringList links()
        {
            QStringList names;
            for (const LayerLink &link : session->layers().linksOf(session->currentFunction()))
                names << link.name;
            return names;
        }
    };

    static void typeCode(Desk &f)
    {
        CodeEditor *editor = f.window->tabs().currentEditor();
        editor->goTo(editor->lineCount(), 1);
        editor->setFocus();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("print('typed')"));
    }

private slots:
    void init() { QLocale::setDefault(QLocale::c()); }

    void firstSuccessFromTheStartPage_data() { inBothWays(); }
    void firstSuccessFromTheStartPage()
    {
        QFETCH(bool, keys);
        Desk f;
        QVERIFY(f.show());
        QTRY_VERIFY(f.window->findChild<StartPage *>() && f.window->findChild<StartPage *>()->isVisible());
        SampleCard *card = f.window->findChild<SampleCard *>();
        Hands h(f);
        if (keys) {
            h.key(Qt::Key_Tab);
            QCOMPARE(QApplication::focusWidget(), card);
            h.key(Qt::Key_Return);
        } else {
            QVERIFY(h.click(card));
        }
        QTRY_VERIFY_WITH_TIMEOUT(f.window->actions().action(Act::Run)->isEnabled() && f.window->tabs().currentEditor(), 20000);
        bool clicked = true;
        const RunRecord run = f.ended([&] { keys ? h.chord(Act::Run) : void(clicked = h.click(f.button(Act::Run))); });
        QVERIFY(clicked);
        QVERIFY(run.outcome.functionError.isEmpty());
        QTRY_COMPARE(f.window->resultPanel().statusText(), QStringLiteral("Succeeded"));
        WITHIN(h, 3);
        QVERIFY(!keys || h.mouse == 0);
    }

    void task1RunAgainAfterAnEdit_data() { inBothWays(); }
    void task1RunAgainAfterAnEdit()
    {
        QFETCH(bool, keys);
        Desk f;
        QVERIFY(f.hello());
        typeCode(f);
        Hands h(f);
        const RunRecord run = f.ended([&] { keys ? h.chord(Act::Run) : void(h.click(f.button(Act::Run))); });
        QVERIFY(run.outcome.functionError.isEmpty());
        QVERIFY(!f.window->tabs().hasModified()); // what was typed is what ran
        WITHIN(h, 1);
    }

    void task2NewFunction_data() { inBothWays(); }
    void task2NewFunction()
    {
        QFETCH(bool, keys);
        Desk f;
        QVERIFY(f.show());
        QSignalSpy opened(f.session.get(), &Session::projectOpened);
        Hands h(f);
        if (keys)
            h.chord(Act::NewFromSample);
        else
            QVERIFY(h.pick(Act::NewFromSample));
        QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
        h.fill(keys ? QStringLiteral("my-keys") : QStringLiteral("my-mouse"));
        if (keys) {
            h.key(Qt::Key_Return);
        } else {
            QPushButton *create = nullptr;
            for (QPushButton *one : f.window->findChildren<QPushButton *>())
                if (one->text() == QLatin1String("Create"))
                    create = one;
            QVERIFY(h.click(create));
        }
        QVERIFY(!opened.isEmpty() || opened.wait(20000));
        QCOMPARE(f.session->project().functions.value(0).name, keys ? QStringLiteral("my-keys") : QStringLiteral("my-mouse"));
        QTRY_VERIFY(f.window->tabs().currentEditor());
        WITHIN(h, 3);
        QVERIFY(!keys || h.mouse == 0);
    }

    void task3NewEventFromATemplate_data() { inBothWays(); }
    void task3NewEventFromATemplate()
    {
        QFETCH(bool, keys);
        Desk f;
        QVERIFY(f.hello());
        Hands h(f);
        if (keys)
            h.chord(Act::NewEvent);
        else
            QVERIFY(h.pick(Act::NewEvent));
        QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
        h.fill(QStringLiteral("s3 put"));
        if (keys)
            h.key(Qt::Key_Return);
        else
            QVERIFY(h.clickRow(f.window->findChild<CommandPalette *>()->findChild<QListView *>(), 0));
        QTRY_COMPARE(f.window->eventPanel().currentName(), QStringLiteral("s3-put"));
        WITHIN(h, 3);
        QVERIFY(!keys || h.mouse == 0);
        // 4: it is shared by being a file of the project, with the bytes that the function gets.
        const QString path = f.window->eventPanel().currentPath();
        QCOMPARE(path, f.session->project().root + QStringLiteral("/events/s3-put.json"));
        QCOMPARE(readFile(path, 1 << 20).value_or(QByteArray()), f.window->eventPanel().currentEvent());
        WITHIN(Hands(f), 0);
    }

    void task5FromTheFailureToTheLine_data() { inBothWays(); }
    void task5FromTheFailureToTheLine()
    {
        QFETCH(bool, keys);
        Desk f;
        QVERIFY(f.show());
        const QString file = f.write(QStringLiteral("p/lambda_function.py"), "# one\n# two\ndef lambda_handler(e, c):\n    x = {}\n    return x['gone']\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        f.window->tabs().currentEditor()->goTo(1);
        QCOMPARE(f.waitForRun(), QString());
        QTRY_COMPARE(f.window->resultPanel().statusText(), QStringLiteral("Failed"));
        Hands h(f);
        if (keys)
            h.chord(Act::NextProblem);
        else
            QVERIFY(h.clickRow(f.window->resultPanel().frameView(), 0));
        QCOMPARE(f.window->tabs().currentPath(), file);
        QCOMPARE(f.window->tabs().currentEditor()->line(), 5);
        WITHIN(h, 1);
    }

    void task6BuildAndAttachALayer_data() { inBothWays(); }
    void task6BuildAndAttachALayer()
    {
        QFETCH(bool, keys);
        Desk f;
        QVERIFY(f.sam());
        QTRY_VERIFY(f.session->projectFiles().contains(QStringLiteral("shared/words.py")));
        QSignalSpy built(&f.session->layers(), &LayerController::built);
        Hands h(f);
        if (keys) {
            h.chord(Act::AddLayer);
            QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
            h.fill(QStringLiteral("shared"));
            h.key(Qt::Key_Return);
        } else {
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(f.session->project().root + QStringLiteral("/shared"))});
            LayerView *list = f.window->findChild<FunctionLayers *>()->list();
            QVERIFY(list->isVisible());
            QVERIFY(h.drag(&data, list->viewport()));
        }
        QVERIFY(!built.isEmpty() || built.wait(60000));
        QTRY_COMPARE(f.links(), QStringList{QStringLiteral("shared")});
        WITHIN(h, keys ? 3 : 2);
        QVERIFY(!keys || h.mouse == 0);
    }

    void task7ChangeTheMemory_data() { inBothWays(); }
    void task7ChangeTheMemory()
    {
        QFETCH(bool, keys);
        Desk f;
        QVERIFY(f.sam());
        Hands h(f);
        if (keys)
            h.chord(Act::ShowFunction);
        else
            QVERIFY(h.click(f.window->findChild<InspectorRow *>(QStringLiteral("memory"))));
        h.fill(QStringLiteral("256"));
        WITHIN(h, 2);
        QVERIFY(!keys || h.mouse == 0);
        const RunRecord run = f.ended([&] { f.press(Act::Run); }); // goes on, and it counts
        QCOMPARE(run.outcome.report.memoryMib, 256);
        const QByteArray text = readFile(f.root + QStringLiteral("/p/template.yaml"), 1 << 20).value_or(QByteArray());
        QVERIFY2(text.contains("      MemorySize: 256\n") && text.contains("Hello: # mine\n"), text.constData());
    }

    /// The first sample is a plain folder: its settings get a place, and lose it again with Undo.
    void task7InAPlainFolder()
    {
        Desk f;
        QVERIFY(f.hello());
        Hands h(f);
        h.chord(Act::ShowFunction);
        h.fill(QStringLiteral("256"));
        WITHIN(h, 2);
        const RunRecord run = f.ended([&] { f.press(Act::Run); });
        QCOMPARE(run.outcome.report.memoryMib, 256);
        QVERIFY(run.outcome.functionError.isEmpty());
        auto *undo = f.window->findChild<QPushButton *>(QStringLiteral("undoTemplate"));
        QVERIFY(undo && undo->isVisible());
        undo->click();
        QTRY_COMPARE(f.session->project().kind, ProjectKind::Plain);
        QCOMPARE(f.session->currentFunction(), QStringLiteral("hello-python"));
    }

    void task7ChangeAVariable_data() { inBothWays(); }
    void task7ChangeAVariable()
    {
        QFETCH(bool, keys);
        Desk f;
        QVERIFY(f.sam());
        const QString file = f.root + QStringLiteral("/p/template.yaml");
        InspectorRow *table = nullptr;
        for (InspectorRow *row : f.window->findChildren<InspectorRow *>())
            if (row->accessibleName().startsWith(QLatin1String("TABLE")))
                table = row;
        QVERIFY(table);
        Hands h(f);
        if (keys) {
            f.press(Act::ShowFunction); // the rows are walked with Tab: the memory is within the budget by keys, a variable costs its way
            for (int i = 0; i < 20 && QApplication::focusWidget() != table; ++i)
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QCOMPARE(QApplication::focusWidget(), table);
            h.key(Qt::Key_Return);
        } else {
            f.window->findChild<InspectorRow *>(QStringLiteral("memory"))->setFocus();
            QVERIFY(h.click(table));
        }
        h.fill(QStringLiteral("it's 5 o'clock: yes"));
        WITHIN(h, 2);
        const RunRecord run = f.ended([&] { f.press(Act::Run); });
        QCOMPARE(run.outcome.payload, QByteArray("\"it's 5 o'clock: yes\""));
        const QByteArray text = readFile(file, 1 << 20).value_or(QByteArray());
        QVERIFY2(text.contains("          TABLE: 'it''s 5 o''clock: yes'\n"), text.constData());
    }

    void task8Deploy_data() { inBothWays(); }
    void task8Deploy()
    {
        QFETCH(bool, keys);
        Desk f;
        QVERIFY(f.hello());
        QSignalSpy ready(&f.session->deploys(), &DeployController::planReady), deployed(&f.session->deploys(), &DeployController::deployed);
        Hands h(f);
        if (keys)
            h.chord(Act::Deploy);
        else
            QVERIFY(h.click(f.button(Act::Deploy)));
        QVERIFY(!ready.isEmpty() || ready.wait(20000));
        auto *deploy = f.window->findChild<QPushButton *>(QStringLiteral("deployButton"));
        QTRY_COMPARE(QApplication::focusWidget(), deploy);
        QCOMPARE(deployed.size(), 0); // the difference is shown first
        if (keys)
            h.key(Qt::Key_Return);
        else
            QVERIFY(h.click(deploy));
        QVERIFY(deployed.wait(30000));
        WITHIN(h, 2);
        QVERIFY(!keys || h.mouse == 0);
    }

    void task9PublishAndGiveATenth_data() { inBothWays(); }
    void task9PublishAndGiveATenth()
    {
        QFETCH(bool, keys);
        Desk f;
        QVERIFY(f.released());
        auto *share = f.window->findChild<QSpinBox *>(QStringLiteral("share"));
        Hands h(f);
        if (keys)
            h.chord(Act::Publish);
        else
            QVERIFY(h.pick(Act::Publish));
        QTRY_VERIFY_WITH_TIMEOUT(QApplication::focusWidget() == share, 20000);
        h.fill(QStringLiteral("10"));
        if (keys)
            h.key(Qt::Key_Return);
        else
            QVERIFY(h.click(f.window->findChild<QPushButton *>(QStringLiteral("applyShare"))));
        QVERIFY(f.isShared(QStringLiteral("1"), QStringLiteral("2"), 0.1));
        WITHIN(h, 3);
        QVERIFY(!keys || h.mouse == 0);
    }

    void task10RollBack_data() { inBothWays(); }
    void task10RollBack()
    {
        QFETCH(bool, keys);
        Desk f;
        QVERIFY(f.released());
        QSignalSpy published(&f.session->versions(), &VersionController::published);
        f.session->versions().publish();
        QVERIFY(published.wait(20000));
        f.session->versions().share(QStringLiteral("live"), QStringLiteral("1"), QStringLiteral("2"), 1);
        QVERIFY(f.isShared(QStringLiteral("2"), QString(), 0));
        auto *back = f.window->findChild<QPushButton *>(QStringLiteral("rollBack"));
        Hands h(f);
        if (keys)
            h.chord(Act::RollBack);
        else
            QVERIFY(h.pick(Act::RollBack));
        QTRY_VERIFY_WITH_TIMEOUT(back->isVisible() && back->isEnabled() && QApplication::focusWidget() == back, 20000);
        QCOMPARE(back->text(), QStringLiteral("Roll Back to 1"));
        if (keys)
            h.key(Qt::Key_Return);
        else
            QVERIFY(h.click(back));
        QVERIFY(f.isShared(QStringLiteral("1"), QString(), 0));
        WITHIN(h, 2);
        QVERIFY(!keys || h.mouse == 0);
    }

    void task12SwitchToTheCloudAndBack_data() { inBothWays(); }
    void task12SwitchToTheCloudAndBack()
    {
        QFETCH(bool, keys);
        QTemporaryDir aws;
        QFile config(aws.filePath(QStringLiteral("config")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("[profile dev]\nregion=eu-west-1\naws_access_key_id=a\naws_secret_access_key=b\n");
        config.close();
        qputenv("AWS_CONFIG_FILE", config.fileName().toUtf8());
        qputenv("AWS_SHARED_CREDENTIALS_FILE", "/none");
        Desk f;
        QVERIFY(f.hello());
        QTRY_VERIFY(f.session->deploys().targets().size() > 1);
        for (const auto &[text, id] : {std::pair(QStringLiteral("dev"), QStringLiteral("aws:dev")), std::pair(QStringLiteral("local"), QStringLiteral("local"))}) {
            Hands h(f);
            if (keys) {
                h.chord(Act::ChooseTarget);
                QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
                h.fill(text);
                h.key(Qt::Key_Return);
            } else {
                QVERIFY(h.click(f.window->findChild<QWidget *>(QStringLiteral("targetChip"))));
                QMenu *menu = nullptr;
                QTRY_VERIFY((menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())));
                QAction *wanted = nullptr;
                for (QAction *one : menu->actions())
                    if (one->text().contains(text))
                        wanted = one;
                QVERIFY(wanted);
                ++h.actions;
                QVERIFY(Hands::pickIn(menu, wanted));
            }
            QTRY_COMPARE(f.session->deploys().currentTarget(), id);
            WITHIN(h, 3);
            QVERIFY(!keys || h.mouse == 0);
        }
        qunsetenv("AWS_CONFIG_FILE");
        qunsetenv("AWS_SHARED_CREDENTIALS_FILE");
    }

private:
    static void inBothWays()
    {
        QTest::addColumn<bool>("keys");
        QTest::newRow("mouse") << false;
        QTest::newRow("keys") << true;
    }
};

int main(int argc, char **argv)
{
    if (argc > 1 && qstrcmp(argv[1], "--offline") == 0) {
        if (!leaveTheNetwork()) {
            std::puts("This system gives no network namespace to an ordinary process.");
            return 77;
        }
        argv[1] = argv[0];
        ::execv("/proc/self/exe", argv + 1);
        return 1;
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("lathe"));
    TestTasks test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_tasks.moc"
