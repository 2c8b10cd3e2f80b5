// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/commandpalette.h"
#include "common/confirmdialog.h"
#include "common/elidedlabel.h"
#include "common/noticebar.h"
#include "common/figurelabel.h"
#include "common/statuschip.h"
#include "items/environmentsmodel.h"
#include "mainwindow/longtasks.h"
#include "mainwindow/windowfixture.h"
#include "mainwindow/windowhost.h"
#include "package/packagereader.h"
#include "panels/deploypanel.h"
#include "panels/failureview.h"
#include "panels/inspectorrow.h"
#include "panels/logpanel.h"
#include "panels/matrixpanel.h"
#include "panels/packagepanel.h"
#include "panels/resultstrip.h"
#include "panels/serverpanel.h"
#include <QAbstractButton>
#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QDirIterator>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QToolButton>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QRubberBand>
#include <QScopeGuard>
#include <QScreen>
#include <QStatusBar>
#include <QTabBar>
#include <QTreeView>
#include <QTimer>
#include <Qsci/qsciscintillabase.h>

using namespace lathe;

class TestMainWindow : public QObject
{
    Q_OBJECT
private slots:
    void layoutsAndKeys()
    {
        QTemporaryDir home;
        {
            WindowFixture f(QStringLiteral("en"), ThemeMode::Light, home.path());
            QVERIFY(f.show());
            QVERIFY(f.openSample(QStringLiteral("hello-python")));
            const auto shown = [&](Act act) { return f.window->findChild<QDockWidget *>(ActionTable::idOf(act))->isVisibleTo(f.window.get()); };
            QVERIFY(shown(Act::ShowLog) && shown(Act::ShowHistory) && !shown(Act::ShowPackage) && !shown(Act::ShowServer));
            f.press(Act::LayoutRelease);
            QVERIFY(shown(Act::ShowPackage) && shown(Act::ShowDeploy) && !shown(Act::ShowLog) && !shown(Act::ShowEvent));
            f.press(Act::ShowLog); // whatever the layout, its action brings it
            QVERIFY(shown(Act::ShowLog));
            f.press(Act::LayoutTest);
            QVERIFY(shown(Act::ShowEvent) && shown(Act::ShowEnvironments) && !shown(Act::ShowPackage));
            f.press(Act::LayoutCode);
            QVERIFY(shown(Act::ShowProblems) && !shown(Act::ShowEnvironments));
            f.settings.setShortcut(ActionTable::idOf(Act::Run), QStringLiteral("F8")); // these two swapped
            f.settings.setShortcut(ActionTable::idOf(Act::Deploy), QStringLiteral("F5"));
            f.settings.setShortcut(ActionTable::idOf(Act::Find), QStringLiteral("F5")); // and one that is taken
            f.settings.setShortcut(ActionTable::idOf(Act::Stop), QString());
        }
        WindowFixture f(QStringLiteral("en"), ThemeMode::Light, home.path());
        const ActionTable &actions = f.window->actions();
        QCOMPARE(actions.action(Act::Run)->shortcut(), QKeySequence(Qt::Key_F8));
        QCOMPARE(actions.action(Act::Find)->shortcut(), QKeySequence(Qt::Key_F5)); // the first one has them
        QVERIFY(actions.action(Act::Deploy)->shortcut().isEmpty()); // its own are Run's now
        QVERIFY(actions.action(Act::Stop)->shortcut().isEmpty());
    }
    void init() { QLocale::setDefault(QLocale::c()); }

    /// Edit, F5, F8, Enter, invoke there: with keys alone.
    void editRunDeployInvoke()
    {
        WindowFixture f;
        QVERIFY(f.show());
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        QVERIFY(f.session->isTrusted());
        CodeEditor *editor = f.window->tabs().currentEditor();
        const int last = editor->lineCount();
        editor->goTo(last, 1);
        editor->setFocus();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("print('typed')"));
        QVERIFY(editor->isModified());

        qint64 worst = 0;
        QElapsedTimer gap;
        QTimer tick;
        tick.setInterval(5);
        connect(&tick, &QTimer::timeout, this, [&] { worst = qMax(worst, gap.restart()); });
        gap.start();
        tick.start();
        QCOMPARE(f.waitForRun(), QString());
        tick.stop();
        qInfo("longest gap of the event loop during a run: %lld ms (aim: 50)", worst);
        QVERIFY(!editor->isModified()); // saved before it ran
        QCOMPARE(f.window->resultPanel().statusText(), QStringLiteral("Succeeded"));
        const QString here = f.window->resultPanel().shownText();
        QVERIFY(here.contains(QLatin1String("Hello, Ada!")));

        QSignalSpy ready(&f.session->deploys(), &DeployController::planReady);
        QSignalSpy deployed(&f.session->deploys(), &DeployController::deployed);
        f.press(Act::Deploy);
        QVERIFY(ready.wait(20000));
        auto *button = f.window->findChild<QPushButton *>(QStringLiteral("deployButton"));
        QTRY_COMPARE(QApplication::focusWidget(), button);
        f.key(Qt::Key_Return);
        QVERIFY(deployed.wait(30000));
        QTRY_VERIFY(f.window->findChild<DeployPanel *>()->isAncestorOf(QApplication::focusWidget())); // its button is gone, the keys stay

        QSignalSpy finished(&f.session->runs(), &RunController::finished);
        f.press(Act::InvokeDeployed);
        QVERIFY(finished.wait(30000));
        QVERIFY(finished.first().first().value<RunRecord>().deployed);
        QCOMPARE(f.window->resultPanel().shownText(), here);
    }

    void commandsAreCopiedForWhatHasTheFocus()
    {
        WindowFixture f;
        QVERIFY(f.show());
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        const auto copied = [&f] {
            QGuiApplication::clipboard()->clear();
            f.press(Act::CopyCommand);
            return QGuiApplication::clipboard()->text();
        };
        const QString root = f.session->project().root, function = f.session->currentFunction();
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        f.window->tabs().currentEditor()->setFocus();
        QVERIFY2(copied().startsWith(QStringLiteral("lathe invoke '%1' -C '%2' -e '%2/events/").arg(function, root)), qPrintable(copied()));
        // Unsaved text is what would run, so the command finds it in the file.
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("#"));
        QVERIFY(f.window->tabs().hasModified());
        copied();
        QVERIFY(!f.window->tabs().hasModified());
        f.session->setNetwork(function, NetworkMode::None);
        QVERIFY(copied().contains(QStringLiteral(" --network none ")));
        QSignalSpy ready(&f.session->deploys(), &DeployController::planReady);
        f.press(Act::Deploy);
        QVERIFY(ready.wait(20000));
        QTRY_COMPARE(QApplication::focusWidget(), f.window->findChild<QPushButton *>(QStringLiteral("deployButton")));
        QCOMPARE(copied(), QStringLiteral("lathe deploy '%1' -C '%2'").arg(function, root));
        f.press(Act::ShowTests);
        QTRY_VERIFY(f.window->findChild<MatrixPanel *>()->isAncestorOf(QApplication::focusWidget()));
        QCOMPARE(copied(), QStringLiteral("lathe test -C '%1'").arg(root));
        f.press(Act::ShowPackage);
        QTRY_VERIFY(f.window->findChild<PackagePanel *>()->isAncestorOf(QApplication::focusWidget()));
        QCOMPARE(copied(), QStringLiteral("lathe package '%1' -C '%2' --report").arg(function, root));
    }

    /// A line of a response that is too long to be laid out as one goes on in the next, with all that is in it.
    void longLinesAreShownWhole()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(e, c):\n    return ''.join(str(i) for i in range(3000))\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_VERIFY_WITH_TIMEOUT(f.window->actions().action(Act::Run)->isEnabled(), 20000);
        QCOMPARE(f.waitForRun(), QString());
        QString wanted = QStringLiteral("\"");
        for (int i = 0; i < 3000; ++i)
            wanted += QString::number(i);
        const QString shown = f.window->resultPanel().shownText();
        QVERIFY(shown.contains(u'\n'));
        QCOMPARE(QString(shown).remove(u'\n'), wanted + u'"');
    }

    void packageGoesToTheChosenFile()
    {
        WindowFixture f;
        QVERIFY(f.show());
        QVERIFY(!f.window->actions().action(Act::Package)->isEnabled());
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        f.window->tabs().currentEditor()->replaceText(QStringLiteral("# 바뀐 글\n"));
        QTRY_VERIFY(f.window->actions().action(Act::Package)->isEnabled());
        f.press(Act::Package);
        QTRY_VERIFY(f.window->findChild<QFileDialog *>());
        QVERIFY(!f.window->tabs().hasModified()); // what stands in the editor is what goes in
        auto *dialog = f.window->findChild<QFileDialog *>();
        QCOMPARE(QFileInfo(dialog->selectedFiles().value(0)).fileName(), QStringLiteral("hello-python.zip"));
        const QString file = f.root + QStringLiteral("/out/꾸러미.zip");
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"))->setText(file);
        QSignalSpy saved(&f.session->packages(), &PackageSaver::saved);
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(saved.first().first().value<PackageReport>().file, file);
        const Result<QList<PackageEntry>> list = readPackageList(file);
        QVERIFY2(list, list ? "" : qPrintable(list.error().text));
        QCOMPARE(list->value(0).path, QStringLiteral("README.md"));
        bool told = false;
        for (const NoticeBar *bar : f.window->findChildren<NoticeBar *>())
            told = told || (bar->isVisible() && bar->severity() == NoticeBar::Severity::Success && bar->text().contains(file));
        QVERIFY(told);

        QSignalSpy failed(&f.session->packages(), &PackageSaver::failed);
        f.session->packages().save(f.root + QStringLiteral("/no/such/folder/x.zip"));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(f.window->actions().action(Act::Package)->isEnabled());
    }

    /// A profile that is called production, which leads to the embedded endpoint: Enter alone deploys nothing.
    void productionAsksForTheName()
    {
        QTemporaryDir aws;
        const QString config = aws.path() + QStringLiteral("/config");
        qputenv("AWS_CONFIG_FILE", config.toUtf8());
        qputenv("AWS_SHARED_CREDENTIALS_FILE", (aws.path() + QStringLiteral("/none")).toUtf8());
        WindowFixture f;
        QVERIFY(f.show());
        QHash<QString, QString> values;
        for (const QString &line : f.session->endpointEnvironment().split(u'\n', Qt::SkipEmptyParts))
            values.insert(line.section(u' ', 1).section(u'=', 0, 0), line.section(u'=', 1));
        QFile file(config);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QStringLiteral("[profile production]\nendpoint_url=%1\nregion=%2\naws_access_key_id=%3\naws_secret_access_key=%4\n")
                       .arg(values.value(QStringLiteral("AWS_ENDPOINT_URL")), values.value(QStringLiteral("AWS_REGION")),
                           values.value(QStringLiteral("AWS_ACCESS_KEY_ID")), values.value(QStringLiteral("AWS_SECRET_ACCESS_KEY")))
                       .toUtf8());
        file.close();
        WindowFixture g;
        QVERIFY(g.show());
        QVERIFY(g.openSample(QStringLiteral("hello-python")));
        QTRY_VERIFY(g.session->deploys().targets().size() > 1);
        g.session->deploys().setCurrentTarget(QStringLiteral("aws:production"));
        QSignalSpy ready(&g.session->deploys(), &DeployController::planReady);
        QSignalSpy failed(&g.session->deploys(), &DeployController::failed);
        g.press(Act::Deploy);
        QVERIFY2(ready.wait(20000), failed.isEmpty() ? "" : qPrintable(failed.first().first().value<Error>().text));
        auto *button = g.window->findChild<QPushButton *>(QStringLiteral("deployButton"));
        auto *name = g.window->findChild<QLineEdit *>(QStringLiteral("confirmName"));
        QTRY_COMPARE(QApplication::focusWidget(), name);
        QVERIFY(!button->isEnabled());
        QSignalSpy deployed(&g.session->deploys(), &DeployController::deployed);
        QTest::keyClicks(name, QStringLiteral("hello-pytho"));
        g.key(Qt::Key_Return);
        QVERIFY(!button->isEnabled());
        QCOMPARE(g.session->deploys().state(), DeployController::State::Reviewing);
        QTest::keyClicks(name, QStringLiteral("n"));
        QVERIFY(button->isEnabled());
        g.key(Qt::Key_Return);
        QVERIFY(deployed.wait(30000));
        qunsetenv("AWS_CONFIG_FILE");
        qunsetenv("AWS_SHARED_CREDENTIALS_FILE");
    }

    /// Text, bars and docks are in the first frame, at their places; what is in the docks comes after it.
    void firstFrameHasThePlaceOfEverything()
    {
        WindowFixture f;
        const QString file = f.write(QStringLiteral("first/app.py"), "def lambda_handler(event, context):\n    return 1\n");
        f.window->openPath(file);
        QVERIFY(f.window->tabs().currentEditor());
        QVERIFY(!f.window->findChild<EventPanel *>());
        QHash<QString, QRect> places;
        const auto docks = f.window->findChildren<QDockWidget *>();
        QSignalSpy first(f.window.get(), &MainWindow::firstShown);
        f.window->show();
        for (const QDockWidget *dock : docks)
            if (!dock->visibleRegion().isEmpty()) // not those behind tabs
                places.insert(dock->objectName(), dock->geometry());
        QCOMPARE(places.size(), 5);
        QVERIFY(f.window->tabs().currentEditor()->isVisible());
        QVERIFY(first.wait(10000));
        QTRY_VERIFY(f.window->findChild<DeployPanel *>());
        QTRY_VERIFY(f.session->hasProject());
        QTRY_COMPARE(f.window->findChild<QComboBox *>(QStringLiteral("functionChooser"))->count(), 1);
        for (const QDockWidget *dock : docks)
            QCOMPARE(places.value(dock->objectName(), dock->geometry()), dock->geometry());
        QVERIFY(f.window->findChild<EventPanel *>()->isVisible());
    }

    /// The text of a folder's file is drawn before the panels behind tabs are made; one that is asked for does not wait for its turn.
    void filesComeBeforeWhatIsBehindTabs()
    {
        struct Painted : QObject
        {
            QWidget *window;
            int hidden = -1; ///< Panels behind tabs when a text was drawn first.
            bool eventFilter(QObject *, QEvent *event) override
            {
                if (event->type() == QEvent::Paint && hidden < 0)
                    hidden = int(window->findChildren<LogPanel *>().size() + window->findChildren<DeployPanel *>().size());
                return false;
            }
        } painted;
        WindowFixture f;
        painted.window = f.window.get();
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return 1\n");
        QObject::connect(&f.window->tabs(), &EditorTabs::opened, f.window.get(), [&] {
            f.window->tabs().currentEditor()->findChild<QsciScintillaBase *>()->viewport()->installEventFilter(&painted);
        });
        f.window->openPath(f.root + QStringLiteral("/p"));
        f.window->show();
        QTRY_VERIFY(painted.hidden >= 0);
        QCOMPARE(painted.hidden, 0);
        f.press(Act::ShowServer);
        QVERIFY(f.window->findChild<ServerPanel *>() && f.window->findChild<ServerPanel *>()->isVisible());
    }

    /// Closing a folder and quitting from the start page does not forget which docks were open.
    void docksComeBackAsTheyWere()
    {
        QTemporaryDir base;
        const auto hidden = [](WindowFixture &f) { return f.window->findChild<QDockWidget *>(ActionTable::idOf(Act::ShowFunction))->isHidden(); };
        {
            WindowFixture f(QStringLiteral("en"), ThemeMode::Light, base.path());
            QVERIFY(f.show());
            QVERIFY(f.openSample(QStringLiteral("hello-python")));
            QVERIFY(!hidden(f));
            f.window->findChild<QDockWidget *>(ActionTable::idOf(Act::ShowFunction))->close();
            QSignalSpy closed(f.session.get(), &Session::projectClosed);
            f.window->actions().action(Act::CloseFolder)->trigger();
            QTRY_COMPARE(closed.size(), 1);
            QVERIFY(f.window->findChild<QDockWidget *>(ActionTable::idOf(Act::ShowProject))->isHidden());
            f.window->close();
        }
        WindowFixture f(QStringLiteral("en"), ThemeMode::Light, base.path());
        QVERIFY(f.show());
        QVERIFY(f.open(base.path() + QStringLiteral("/projects/hello-python"), true));
        QVERIFY(!f.window->findChild<QDockWidget *>(ActionTable::idOf(Act::ShowProject))->isHidden());
        QVERIFY(hidden(f));
        f.press(Act::ShowFunction);
        QVERIFY(!hidden(f));
    }

    /// A sample whose libraries are being installed can be stopped; nothing of it stays.
    /// Not as the run before it ended; and what a run warns of is told as the project calls it.
    /// A setting is being typed while its folder is closed: the field's focus goes when there is nothing any more that it could change.
    void aSettingGoesWithItsFolder()
    {
        WindowFixture f;
        QVERIFY(f.show());
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        const QString file = f.session->project().functions.constFirst().file;
        const auto bytes = [&file] {
            QFile now(file);
            return now.open(QIODevice::ReadOnly) ? now.readAll() : QByteArray();
        };
        const QByteArray before = bytes();
        auto *memory = f.window->findChild<QAbstractButton *>(QStringLiteral("memory"));
        QVERIFY(memory);
        memory->click();
        const QPointer<QLineEdit> field = f.window->findChild<QLineEdit *>(QStringLiteral("settingField"));
        QVERIFY(field && field->hasFocus());
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("512"));
        f.session->closeFolder();
        QVERIFY(!field || !field->hasFocus());
        QVERIFY(!f.session->hasProject());
        QCOMPARE(bytes(), before);
    }

    void aStoppedRunSaysSo()
    {
        WindowFixture f;
        f.write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  one:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                                                   "      {CodeUri: src/, Handler: app.handler, Runtime: python3.11, Timeout: 60, Environment: {Variables: {GONE: !ImportValue x}}}\n");
        f.write(QStringLiteral("p/src/app.py"), "import time\ndef handler(e, c):\n    print('began')\n    time.sleep(e.get('wait', 0))\n    return 'done'\n");
        f.write(QStringLiteral("p/events/order.json"), "{}");
        QVERIFY(f.show());
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_VERIFY_WITH_TIMEOUT(f.window->actions().action(Act::Run)->isEnabled() && f.window->tabs().currentEditor(), 20000);
        QCOMPARE(f.waitForRun(), QString());
        ResultPanel &result = f.window->resultPanel();
        QTRY_COMPARE(result.statusText(), QStringLiteral("Succeeded"));
        auto *warning = result.findChild<NoticeBar *>();
        QVERIFY(warning->isVisible());
        QVERIFY2(warning->text().contains(QStringLiteral("(template.yaml:")) && !warning->text().contains(f.root), qPrintable(warning->text()));
        f.window->eventPanel().editor()->editor()->replaceText(QStringLiteral("{\"wait\": 40}"));
        QSignalSpy logged(&f.session->runs(), &RunController::logAppended), failed(&f.session->runs(), &RunController::failed);
        f.press(Act::Run);
        QVERIFY(logged.wait(20000));
        f.press(Act::Stop);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 20000);
        QCOMPARE(result.statusText(), QStringLiteral("Stopped"));
        auto *strip = result.findChild<QWidget *>(QStringLiteral("resultStrip"));
        const QList<ElidedLabel *> told = strip->findChildren<ElidedLabel *>();
        QVERIFY(std::any_of(told.begin(), told.end(), [](const ElidedLabel *one) { return one->text() == QStringLiteral("one \u00B7 order"); }));
        QVERIFY(!warning->isVisible());
        QVERIFY(!result.findChild<QPlainTextEdit *>(QStringLiteral("response"))->isVisible()); // the answer of the run before is none
    }

    void makingASampleCanBeStopped()
    {
        QTemporaryDir bin;
        QFile npm(bin.filePath(QStringLiteral("npm")));
        QVERIFY(npm.open(QIODevice::WriteOnly));
        npm.write("#!/bin/sh\nexec sleep 60\n");
        npm.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        npm.close();
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", bin.path().toUtf8() + ':' + path);
        WindowFixture f;
        QVERIFY(f.show());
        const QString dir = f.root + QStringLiteral("/projects/thumbnail");
        QSignalSpy progress(f.session.get(), &Session::sampleProgress);
        QSignalSpy failed(f.session.get(), &Session::sampleFailed);
        f.session->createSample(QStringLiteral("thumbnail"), dir);
        QTRY_VERIFY(!progress.isEmpty() && progress.last().at(2).toInt() > 0); // npm's turn
        auto *cancel = f.window->findChild<QAbstractButton *>(QStringLiteral("cancelTask"));
        QVERIFY(cancel->isVisible());
        cancel->click();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 20000);
        QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::Cancelled);
        QTRY_VERIFY(!QFileInfo::exists(dir));
        QVERIFY(!cancel->isVisible());
        qputenv("PATH", path);
    }

    /// Names and messages without an end are cut; they widen nothing.
    void longNamesKeepTheWindowSmall()
    {
        WindowFixture f;
        QVERIFY(f.show());
        const QString name = QString(90, u'n') + QStringLiteral("가나다");
        f.write(name + QStringLiteral("/lambda_function.py"), "def lambda_handler(e, c):\n    raise ValueError('x' * 3000)\n");
        f.write(name + QStringLiteral("/events/") + QString(80, u'e') + QStringLiteral(".json"), "{}");
        QVERIFY(f.open(f.root + u'/' + name, true));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        QCOMPARE(f.waitForRun(), QString());
        QVERIFY2(f.window->minimumSizeHint().width() <= 1000, qPrintable(QString::number(f.window->minimumSizeHint().width())));
        QCOMPARE(f.window->width(), 1280);
    }

    /// A long message and a deep stack: where it was raised and lines of the response are in sight in a window of 720 pixels.
    void aLongErrorLeavesRoomForTheResponse()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "def deep(n):\n    if n == 0:\n        raise ValueError('It went wrong. ' * 60 + '\\n' * 5)\n    deep(n - 1)\n\ndef lambda_handler(e, c):\n    deep(12)\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        QCOMPARE(f.waitForRun(), QString());
        auto *response = f.window->findChild<QPlainTextEdit *>(QStringLiteral("response"));
        QListView *frames = f.window->resultPanel().frameView();
        QTRY_VERIFY2(response->height() >= 2 * response->fontMetrics().lineSpacing(), qPrintable(QString::number(response->height())));
        QTRY_VERIFY(frames->viewport()->rect().contains(frames->visualRect(frames->model()->index(frames->model()->rowCount() - 1, 0))));
        auto *message = f.window->findChild<QLabel *>(QStringLiteral("failureMessage"));
        QVERIFY2(message->text().endsWith(QStringLiteral("\u2026")) && message->toolTip().count(QStringLiteral("wrong.")) == 60, qPrintable(message->text()));
        QVERIFY(message->heightForWidth(message->width()) <= message->height() + 2);
        FunctionFailure failure{QStringLiteral("E"), QStringLiteral("It went wrong. ").repeated(60), QList<StackFrame>(20, StackFrame{QStringLiteral("at f"), {}, {}, 0, 0}), true};
        QWidget panel;
        FailureView view(f.theme, &panel);
        view.resize(700, 300);
        view.setFailure(failure, {});
        view.fit(600); // with room there is more of both
        QCOMPARE(view.frameView()->height(), 8 * 28);
        QVERIFY(view.findChild<QLabel *>(QStringLiteral("failureMessage"))->height() >= 4 * view.fontMetrics().lineSpacing());
        view.fit(60);
        QCOMPARE(view.frameView()->height(), 2 * 28);
    }

    /// A template with an error is no folder without functions: the result leads to the error, and what mends it brings the function.
    void aDamagedTemplateLeadsToItsError()
    {
        WindowFixture f;
        QVERIFY(f.show());
        const QByteArray head = "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n";
        const QString file = f.write(QStringLiteral("p/template.yaml"), head + "    Properties: {Handler: app.h, Runtime: python3.11, CodeUri: .\n");
        f.write(QStringLiteral("p/app.py"), "def h(e, c):\n    return 1\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        const auto button = [&] {
            for (auto *one : f.window->resultPanel().findChildren<QPushButton *>())
                if (one->isVisible())
                    return one;
            return static_cast<QPushButton *>(nullptr);
        };
        QTRY_VERIFY(button() && button()->text() == QStringLiteral("Go to the Error"));
        button()->click();
        QTRY_COMPARE(f.window->tabs().currentPath(), file);
        f.write(QStringLiteral("p/template.yaml"), head + "    Properties: {Handler: app.h, Runtime: python3.11, CodeUri: .}\n");
        QTRY_VERIFY_WITH_TIMEOUT(button() && button()->text() == QStringLiteral("Run"), 20000);
    }

    /// Who waits for more than a moment is told what happens, and can end it there.
    void aLongRunSaysSo()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "import time\n\ndef lambda_handler(e, c):\n    time.sleep(60)\n");
        f.write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n"
                                                   "    Properties: {Handler: lambda_function.lambda_handler, Runtime: python3.11, CodeUri: ., Timeout: 90}\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_VERIFY(f.session->runs().canRun().ok);
        const auto button = [&](const QString &text) -> QPushButton * {
            for (auto *one : f.window->resultPanel().findChildren<QPushButton *>())
                if (one->isVisible() && one->text() == text)
                    return one;
            return nullptr;
        };
        QVERIFY(button(QStringLiteral("Run")));
        button(QStringLiteral("Run"))->click();
        QVERIFY(!button(QStringLiteral("Stop"))); // a second click stops nothing
        QTRY_VERIFY_WITH_TIMEOUT(button(QStringLiteral("Stop")), 30000);
        button(QStringLiteral("Stop"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(f.window->resultPanel().statusText(), QStringLiteral("Stopped"), 30000);
        QVERIFY(button(QStringLiteral("Run")));
    }

    /// The arrow of a value that can be changed leads to its line; a click beside it changes the value.
    void theArrowOfAFactLeadsToItsLine()
    {
        WindowFixture f;
        InspectorRow row(f.theme, QStringLiteral("Memory"));
        row.setValue(QStringLiteral("128"), QStringLiteral("MB"));
        row.setEditable(QStringLiteral("128"));
        row.setLine(7);
        row.resize(200, 28);
        row.show();
        QSignalSpy ways(&row, &InspectorRow::goToRequested);
        QTest::mouseClick(&row, Qt::LeftButton, {}, QPoint(row.width() - 12, 14));
        QCOMPARE(ways.size(), 1);
        QVERIFY(!row.findChild<QLineEdit *>());
        QTest::mouseClick(&row, Qt::LeftButton, {}, QPoint(90, 14));
        QVERIFY(row.findChild<QLineEdit *>());
        QCOMPARE(ways.size(), 1);
    }

    /// In a narrow panel the figures give way, the last first; how the run ended is read in full.
    void narrowResultKeepsTheStatus()
    {
        WindowFixture f;
        RunRecord record;
        record.functionName = QStringLiteral("f");
        record.outcome.report.memoryMib = 128;
        record.outcome.report.initMs = 12;
        QWidget panel;
        ResultStrip strip(f.theme, &panel);
        strip.showRun(record, {});
        panel.show();
        const auto figures = [&] {
            const auto all = strip.findChildren<FigureLabel *>();
            return std::count_if(all.begin(), all.end(), [](const FigureLabel *one) { return one->isVisible(); });
        };
        strip.resize(1000, 48);
        QCOMPARE(figures(), 5);
        strip.resize(300, 48);
        QVERIFY(figures() >= 1 && figures() < 5);
        strip.resize(strip.minimumSizeHint());
        QCOMPARE(figures(), 0);
        const auto *status = strip.findChild<StatusChip *>();
        QVERIFY(status->width() >= status->sizeHint().width());
        strip.resize(1000, 48);
        QCOMPARE(figures(), 5);
        record.tmpMib = 512;
        record.architecture = QStringLiteral("arm64");
        record.outcome.report.billedMs = 100;
        strip.showRun(record, {});
        strip.resize(1200, 48);
        QCOMPARE(figures(), 6);
        auto *rate = strip.findChild<QToolButton *>(QStringLiteral("costRate"));
        QVERIFY(rate && rate->isVisible() && rate->focusPolicy() == Qt::StrongFocus && !rate->accessibleName().isEmpty());
        const auto cost = [rate] { return rate->parentWidget()->findChild<FigureLabel *>()->number(); };
        QCOMPARE(cost(), QStringLiteral("$0.37")); // 0.20 for a million requests, 12,500 GB-s at 0.0000133334
        rate->menu()->actions().at(2)->trigger(); // a run a second
        QCOMPARE(cost(), QStringLiteral("$0.96"));
        for (int width = 260; width < 1200; width += 20) { // what is seen is seen whole
            rate->menu()->actions().at(width % 100 ? 0 : 4)->trigger();
            strip.resize(width, 48);
            for (const FigureLabel *one : strip.findChildren<FigureLabel *>())
                QVERIFY2(!one->isVisible() || one->width() >= one->sizeHint().width(), qPrintable(one->accessibleName() + QStringLiteral(" at %1").arg(width)));
        }
        QVERIFY2(rate->toolTip().contains(QStringLiteral("2026")) && rate->toolTip().contains(QStringLiteral("us-east-1")), qPrintable(rate->toolTip()));
        RunRecord before = record;
        before.outcome.report.maxMemoryUsedMib = 40;
        record.outcome.report.maxMemoryUsedMib = 52;
        strip.showRun(record, before);
        const auto all = strip.findChildren<FigureLabel *>();
        QVERIFY(std::any_of(all.begin(), all.end(), [](const FigureLabel *one) { return one->accessibleName() == QStringLiteral("Memory 52 / 128 MB +12"); }));
        record.tmpMib = 0; // deployed: which architecture it has is not known
        strip.showRun(record, {});
        QVERIFY(!rate->isVisible());
    }

    /// An environment is there after a run, warm; Stop ends it, Kill ends one that handles an event.
    void environmentsAreShownAndEnded()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "import time\ndef lambda_handler(e, c):\n    print('in')\n    time.sleep(e.get('s', 0))\n");
        f.write(QStringLiteral("p/events/a.json"), "{}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_COMPARE(f.window->eventPanel().currentName(), QStringLiteral("a"));
        QCOMPARE(f.waitForRun(), QString());
        f.press(Act::ShowEnvironments);
        auto *view = f.window->findChild<QTreeView *>(QStringLiteral("environments"));
        auto *stop = f.window->findChild<QPushButton *>(QStringLiteral("stopEnvironment"));
        auto *kill = f.window->findChild<QPushButton *>(QStringLiteral("killEnvironment"));
        const auto state = [&] { return view->model()->index(0, 0).data(EnvironmentsModel::StateRole); };
        QTRY_COMPARE(state(), QVariant(int(EnvironmentState::Idle)));
        QVERIFY(view->isVisible() && !stop->isEnabled());
        const QImage off = kill->grab().toImage();
        kill->setEnabled(true);
        QVERIFY(kill->grab().toImage() != off); // what cannot be pressed does not look as if
        kill->setEnabled(false);
        view->selectAll();
        QVERIFY(stop->isEnabled());
        stop->click();
        QTRY_COMPARE(view->model()->rowCount(), 0);
        QVERIFY(!stop->isEnabled());

        f.window->eventPanel().editor()->editor()->replaceText(QStringLiteral("{\"s\": 30}"));
        QSignalSpy failed(&f.session->runs(), &RunController::failed);
        QSignalSpy log(&f.session->runs(), &RunController::logAppended);
        f.press(Act::Run);
        QTRY_VERIFY_WITH_TIMEOUT(!log.isEmpty(), 20000);
        QTRY_COMPARE(state(), QVariant(int(EnvironmentState::Busy)));
        view->selectAll();
        kill->click();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 10000);
        QTRY_COMPARE(view->model()->rowCount(), 0);
    }

    void everyPanelHasAKey()
    {
        WindowFixture f;
        QVERIFY(f.show());
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        for (const Act act : {Act::ShowProject, Act::ShowFunction, Act::ShowEvent, Act::ShowResult, Act::ShowLog, Act::ShowProblems, Act::ShowDeploy, Act::ShowServer, Act::ShowEnvironments, Act::ShowTimeline, Act::ShowHistory, Act::ShowPackage, Act::ShowLayers}) {
            f.press(act);
            auto *dock = f.window->findChild<QDockWidget *>(ActionTable::idOf(act));
            QVERIFY(dock);
            QTRY_VERIFY2(!dock->widget()->visibleRegion().isEmpty(), qPrintable(ActionTable::idOf(act)));
        }
        f.press(Act::ShowProject);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("functions")); // the first in Tab's order
    }

    void aDamagedTemplateIsSaidWhereFunctionsStand()
    {
        WindowFixture f;
        QVERIFY(f.show());
        const auto says = [&](const QString &text) {
            for (const QLabel *label : f.window->findChildren<QLabel *>())
                if (label->isVisible() && label->text().startsWith(text))
                    return true;
            return false;
        };
        f.write(QStringLiteral("p/serverless.yml"), "service: x\nfunctions:\n  a: [oops\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), false));
        QTRY_VERIFY(says(QStringLiteral("The template cannot be read.")));
        QVERIFY(!says(QStringLiteral("This folder has no function yet."))); // nor: open a folder
        QVERIFY(!says(QStringLiteral("Open a folder")));
        f.press(Act::NextProblem);
        QTRY_COMPARE(QFileInfo(f.window->tabs().currentPath()).fileName(), QStringLiteral("serverless.yml"));
        f.write(QStringLiteral("q/notes.txt"), "x");
        QVERIFY(f.open(f.root + QStringLiteral("/q"), false));
        QTRY_VERIFY(says(QStringLiteral("No function in this folder.")));
        QTRY_VERIFY(says(QStringLiteral("This folder has no function yet.")));
    }

    /// Keys, or a run that ends, while the mouse holds a head, a tab or the line between two docks: none of them holds the layout.
    void aLayoutComesWhileTheMouseHoldsADock()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return event\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        auto *dock = f.window->findChild<QDockWidget *>(ActionTable::idOf(Act::ShowFunction));
        const auto drag = [&](const QPointer<QWidget> &grip, const QPoint &from, Act layout) {
            QTest::mousePress(grip, Qt::LeftButton, {}, from);
            for (const QPoint &step : {QPoint(80, 40), QPoint(200, 200), QPoint(60, 300)})
                QTest::mouseMove(grip, grip->mapFromGlobal(f.window->mapToGlobal(step)));
            f.window->actions().action(layout)->trigger();
            for (const QDockWidget *one : f.window->findChildren<QDockWidget *>())
                QVERIFY(!one->isFloating());
            if (grip)
                QTest::mouseMove(grip, QPoint(300, 5)), QTest::mouseRelease(grip, Qt::LeftButton, {}, QPoint(300, 5));
            QCoreApplication::processEvents();
            QVERIFY(dock->isVisible());
            QVERIFY(dock->geometry().left() > f.window->width() / 2);
        };
        for (const Act layout : {Act::LayoutTest, Act::LayoutRelease, Act::LayoutCode}) {
            drag(dock->titleBarWidget(), QPoint(40, 6), layout);
            for (QTabBar *tabs : f.window->findChildren<QTabBar *>(Qt::FindDirectChildrenOnly)) {
                QVERIFY(!tabs->isMovable());
                if (tabs->isVisible())
                    drag(tabs, tabs->tabRect(0).center(), layout);
            }
            drag(f.window.get(), QPoint(dock->geometry().left() - 1, dock->geometry().center().y()), layout);
        }
    }

    /// By the mouse, which shows where the dock will be and puts it there when it is let go, and by the menu of heads and tabs.
    void docksAreMoved()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return event\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        MainWindow &window = *f.window;
        const auto dockOf = [&](Act act) { return window.findChild<QDockWidget *>(ActionTable::idOf(act)); };
        QDockWidget *function = dockOf(Act::ShowFunction), *project = dockOf(Act::ShowProject), *result = dockOf(Act::ShowResult);
        const auto area = [&] { return window.dockWidgetArea(function); };
        const auto drag = [&](QWidget *grip, const QPoint &from, const QPoint &to, bool drop = true) {
            const auto in = [&](const QPoint &at) { return grip->mapFromGlobal(window.mapToGlobal(at)); };
            QTest::mousePress(grip, Qt::LeftButton, {}, from);
            QTest::mouseMove(grip, from + QPoint(30, 3));
            QTest::mouseMove(grip, in(to));
            auto *mark = window.findChild<QRubberBand *>({}, Qt::FindDirectChildrenOnly);
            QVERIFY(mark && mark->isVisible() && mark->geometry().contains(to));
            if (!drop) {
                QTest::keyClick(&window, Qt::Key_Escape);
                QVERIFY(!mark->isVisible());
            }
            QTest::mouseRelease(grip, Qt::LeftButton, {}, in(to));
            QVERIFY(!mark->isVisible());
            QCoreApplication::processEvents();
        };
        const auto middle = [&](double x, double y) { const QRect at = window.centralWidget()->geometry(); return at.topLeft() + QPoint(int(at.width() * x), int(at.height() * y)); };
        QCOMPARE(area(), Qt::RightDockWidgetArea);
        drag(function->titleBarWidget(), QPoint(40, 6), middle(0.1, 0.5), false);
        QCOMPARE(area(), Qt::RightDockWidgetArea);
        drag(function->titleBarWidget(), QPoint(40, 6), middle(0.1, 0.5));
        QCOMPARE(area(), Qt::LeftDockWidgetArea);
        QVERIFY(function->isVisible() && !function->isFloating());
        drag(function->titleBarWidget(), QPoint(40, 6), middle(0.5, 0.9));
        QCOMPARE(area(), Qt::BottomDockWidgetArea);
        drag(function->titleBarWidget(), QPoint(40, 6), project->geometry().center());
        QVERIFY(window.tabifiedDockWidgets(project).contains(function));
        QVERIFY(!function->visibleRegion().isEmpty());
        // Where it was put it is again after all is closed and restored.
        const QByteArray state = window.QMainWindow::saveState();
        window.actions().action(Act::LayoutCode)->trigger();
        QCOMPARE(area(), Qt::RightDockWidgetArea);
        QVERIFY(window.restoreState(state));
        QVERIFY(window.tabifiedDockWidgets(project).contains(function));
        window.actions().action(Act::LayoutCode)->trigger();
        QCoreApplication::processEvents();
        // A tab leaves its row for another side, where it has a head, and comes back to it.
        {
            QDockWidget *log = dockOf(Act::ShowLog);
            const auto rowOf = [&](const QDockWidget *dock) {
                for (QTabBar *one : window.findChildren<QTabBar *>(Qt::FindDirectChildrenOnly))
                    for (int i = 0; i < one->count(); ++i)
                        if (one->isVisible() && one->tabText(i) == dock->windowTitle())
                            return std::pair(one, one->tabRect(i).center());
                return std::pair<QTabBar *, QPoint>(nullptr, {});
            };
            QTRY_VERIFY(rowOf(log).first && log->titleBarWidget()->height() == 0);
            drag(rowOf(log).first, rowOf(log).second, middle(0.9, 0.5));
            QCOMPARE(window.dockWidgetArea(log), Qt::RightDockWidgetArea);
            QTRY_COMPARE(log->titleBarWidget()->height(), 32);
            QVERIFY(log->isVisible() && log->titleBarWidget()->isVisible() && !rowOf(log).first && rowOf(result).first);
            drag(log->titleBarWidget(), QPoint(40, 6), project->geometry().center());
            QVERIFY(window.tabifiedDockWidgets(project).contains(log));
            QTRY_VERIFY(log->titleBarWidget()->height() == 0 && rowOf(log).first);
            drag(rowOf(log).first, rowOf(log).second, middle(0.1, 0.5)); // to the side that it is on: out of its row
            QCOMPARE(window.dockWidgetArea(log), Qt::LeftDockWidgetArea);
            QVERIFY(!window.tabifiedDockWidgets(project).contains(log));
            QTRY_COMPARE(log->titleBarWidget()->height(), 32);
            result->raise();
            QTRY_VERIFY(!result->visibleRegion().isEmpty());
            drag(log->titleBarWidget(), QPoint(40, 6), result->geometry().center());
            QTRY_VERIFY(window.tabifiedDockWidgets(result).contains(log) && log->titleBarWidget()->height() == 0);
            window.actions().action(Act::LayoutCode)->trigger();
            QCoreApplication::processEvents();
        }
        // Tabs change their order.
        QTabBar *tabs = nullptr;
        for (QTabBar *one : window.findChildren<QTabBar *>(Qt::FindDirectChildrenOnly))
            if (one->isVisible() && one->count() > 3)
                tabs = one;
        QVERIFY(tabs);
        const auto names = [&] { QStringList all; for (int i = 0; i < tabs->count(); ++i) all.append(tabs->tabText(i)); return all; };
        QStringList expected = names();
        QCOMPARE(expected.constFirst(), result->windowTitle());
        expected.move(0, 2);
        drag(tabs, tabs->tabRect(0).center(), tabs->mapTo(&window, tabs->tabRect(2).center()));
        QCOMPARE(names(), expected);
        QVERIFY(!result->visibleRegion().isEmpty());
        const auto choose = [&](QWidget *grip, const QPoint &at, const QString &text) {
            QContextMenuEvent asked(QContextMenuEvent::Mouse, at, grip->mapToGlobal(at));
            QCoreApplication::sendEvent(grip, &asked);
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            QVERIFY(menu);
            for (QAction *action : menu->actions())
                if (action->text() == text && action->isEnabled())
                    action->trigger();
            menu->close();
            QCoreApplication::processEvents();
        };
        expected.move(2, 1);
        choose(tabs, tabs->tabRect(2).center(), QStringLiteral("Move Tab Left"));
        QCOMPARE(names(), expected);
        choose(function->titleBarWidget(), QPoint(40, 6), QStringLiteral("Move to the Left"));
        QCOMPARE(area(), Qt::LeftDockWidgetArea);
        choose(function->titleBarWidget(), QPoint(40, 6), QStringLiteral("Hide Panel"));
        QVERIFY(function->isHidden());
    }

    void theWindowFitsTheScreen()
    {
        QTemporaryDir dir;
        WindowFixture f(QStringLiteral("en"), ThemeMode::Light, dir.path());
        MainWindow fresh(f.theme, f.settings, *f.session, QStringLiteral("en"));
        QVERIFY(fresh.height() < fresh.screen()->availableSize().height());
        QVERIFY(fresh.width() < fresh.screen()->availableSize().width());
    }

    void sandboxIsNamed()
    {
        WindowFixture f;
        QVERIFY(f.show());
        const auto *chip = f.window->findChild<StatusChip *>(QStringLiteral("sandboxChip"));
        QVERIFY(chip);
        const QStringList names{QStringLiteral("Sandbox: own namespaces"), QStringLiteral("Sandbox: bubblewrap"), QStringLiteral("Sandbox: none, ordinary processes")};
        QCOMPARE(chip->text(), names.at(int(f.session->capabilities().tier)));
    }

    void errorFrameLeadsToTheLine()
    {
        WindowFixture f;
        QVERIFY(f.show());
        const QString file = f.write(QStringLiteral("p/lambda_function.py"), "# one\n# two\ndef lambda_handler(e, c):\n    x = {}\n    return x['gone']\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        f.window->tabs().currentEditor()->goTo(1);
        QCOMPARE(f.waitForRun(), QString());
        QCOMPARE(f.window->resultPanel().statusText(), QStringLiteral("Failed"));
        QListView *frames = f.window->resultPanel().frameView();
        QVERIFY(frames->model()->rowCount() > 0);
        QTest::mouseClick(frames->viewport(), Qt::LeftButton, Qt::NoModifier, frames->visualRect(frames->model()->index(0, 0)).center());
        QCOMPARE(f.window->tabs().currentPath(), file);
        QCOMPARE(f.window->tabs().currentEditor()->line(), 5);
    }

    /// F4 goes to where the run failed, then outwards.
    void keysLeadToTheFailure()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(e, c):\n    return helper()\n\ndef helper():\n    raise ValueError('no')\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        QCOMPARE(f.waitForRun(), QString());
        f.press(Act::NextProblem);
        QCOMPARE(f.window->tabs().currentEditor()->line(), 5);
        f.press(Act::PreviousProblem);
        QCOMPARE(f.window->tabs().currentEditor()->line(), 2);
    }

    void eventsAreRenamedDuplicatedAndDeleted()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(e, c):\n    return 1\n");
        f.write(QStringLiteral("p/events/a.json"), "{\"a\": 1}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        EventPanel &panel = f.window->eventPanel();
        auto *list = f.window->findChild<QListView *>(QStringLiteral("events"));
        QTRY_COMPARE(panel.currentName(), QStringLiteral("a"));
        panel.createFromTemplate(QStringLiteral("s3-put"));
        QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("s3-put")); // shown where the others are
        panel.editor()->editor()->replaceText(QStringLiteral("{\"typed\": 1.0}"));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_F2);
        auto *name = f.window->findChild<QLineEdit *>(QStringLiteral("name"));
        QVERIFY(name);
        name->setText(QStringLiteral("사진"));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(panel.currentName(), QStringLiteral("사진"));
        QFile file(f.root + QStringLiteral("/p/events/사진.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("{\"typed\": 1.0}")); // what was typed went with it
        QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("사진"));
        const auto undo = [&] { // the newest of them; the one before waits for its end
            for (QPushButton *button : panel.findChildren<QPushButton *>(QStringLiteral("undoEvent")))
                if (button->isVisible())
                    return button->click();
        };
        undo();
        QCOMPARE(panel.currentName(), QStringLiteral("s3-put"));
        QVERIFY(!QFile::exists(f.root + QStringLiteral("/p/events/사진.json")));
        undo(); // the undoing is a renaming too
        QCOMPARE(panel.currentName(), QStringLiteral("사진"));
        panel.duplicate(panel.currentPath());
        QCOMPARE(panel.currentName(), QStringLiteral("사진-2"));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Delete);
        QPushButton *yes = nullptr;
        for (QPushButton *button : f.window->findChildren<QPushButton *>())
            if (button->isVisible() && button->text() == QLatin1String("Delete"))
                yes = button;
        QVERIFY(yes);
        yes->click();
        QVERIFY(!QFile::exists(f.root + QStringLiteral("/p/events/사진-2.json")));
        QVERIFY(!panel.currentPath().isEmpty());
        QVERIFY(panel.saveChanged());
        QCOMPARE(list->model()->rowCount(), 2);
    }

    /// A question about unsaved text goes with the tabs to the window in another language; its answer is that of the folder.
    void aQuestionOutlivesItsWindow()
    {
        WindowFixture f;
        f.window.reset();
        WindowHost host(f.theme, f.settings, *f.session, QStringLiteral("en"));
        host.window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&host.window()));
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        QTRY_VERIFY(host.window().tabs().currentEditor() != nullptr);
        host.window().tabs().currentEditor()->replaceText(QStringLiteral("# unsaved\n"));
        host.window().actions().action(Act::CloseFolder)->trigger();
        auto *question = host.window().tabs().findChild<ConfirmDialog *>();
        QVERIFY(question);
        const QPointer<MainWindow> before = &host.window();
        host.chooseLanguage(QStringLiteral("ko"));
        QTRY_VERIFY(!before);
        QVERIFY(f.session->hasProject());
        for (QPushButton *button : question->findChildren<QPushButton *>())
            if (button->text() == QStringLiteral("Discard"))
                button->click();
        QTRY_VERIFY(!f.session->hasProject());
        QCOMPARE(host.window().tabs().count(), 0);
    }

    /// Another language is there at once; text, undo history and cursor stay.
    void languageChangesAtOnce()
    {
        WindowFixture f;
        f.window.reset();
        WindowHost host(f.theme, f.settings, *f.session, QStringLiteral("en"));
        host.window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&host.window()));
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        QTRY_VERIFY(host.window().tabs().currentEditor() != nullptr);
        CodeEditor *editor = host.window().tabs().currentEditor();
        editor->goTo(2);
        editor->replaceText(editor->text() + QStringLiteral("# 손으로\n"));
        const QString text = editor->text();
        const QPointer<MainWindow> before = &host.window();
        QSignalSpy saved(&host.window().tabs(), &EditorTabs::saved);
        host.chooseLanguage(QStringLiteral("ko"));
        QTRY_VERIFY(!before);
        QCOMPARE(host.window().actions().action(Act::Run)->text(), QStringLiteral("실행"));
        QCOMPARE(host.window().tabs().currentEditor(), editor);
        QCOMPARE(editor->text(), text);
        QVERIFY(editor->isModified() && editor->canUndo());
        QCOMPARE(editor->line(), 2);
        QTRY_VERIFY(host.window().findChild<EventPanel *>() && !host.window().eventPanel().currentPath().isEmpty());
        QTRY_VERIFY(host.window().actions().action(Act::Run)->isEnabled());
        host.window().actions().action(Act::Save)->trigger();
        QCOMPARE(saved.size(), 1);
        QSignalSpy finished(&f.session->runs(), &RunController::finished);
        host.window().actions().action(Act::Run)->trigger();
        QVERIFY(finished.wait(30000));
        QTRY_COMPARE(host.window().resultPanel().statusText(), QStringLiteral("성공"));
        QCOMPARE(f.settings.language(), QStringLiteral("ko"));
        host.chooseLanguage(QStringLiteral("en"));
        QCOMPARE(host.window().actions().action(Act::Run)->text(), QStringLiteral("Run"));
    }

    void untrustedFolderCannotRun()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(e, c):\n    open('/tmp/x','w')\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), false));
        QVERIFY(!f.window->actions().action(Act::Run)->isEnabled());
        QVERIFY(!f.window->actions().action(Act::Deploy)->isEnabled());
        QVERIFY(f.window->actions().action(Act::Run)->toolTip().contains(QLatin1String("Restricted")));
        QSignalSpy started(&f.session->runs(), &RunController::started);
        f.press(Act::Run);
        QCOMPARE(started.size(), 0);
        QPushButton *trust = nullptr;
        for (QPushButton *button : f.window->findChildren<QPushButton *>())
            if (button->isVisible() && button->text() == QLatin1String("Trust This Folder"))
                trust = button;
        QVERIFY(trust);
        // The key is not dead: it says why, and the keys are where it can be changed.
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        f.window->tabs().currentEditor()->setFocus();
        f.key(Qt::Key_F5);
        auto *focused = qobject_cast<QPushButton *>(QApplication::focusWidget());
        QVERIFY(focused && focused->text() == trust->text());
        QVERIFY(f.window->statusBar()->currentMessage().contains(QLatin1String("Restricted")));
        QCOMPARE(started.size(), 0);
        QTest::mouseClick(trust, Qt::LeftButton);
        QVERIFY(f.session->isTrusted());
        QTRY_VERIFY(f.window->actions().action(Act::Run)->isEnabled());
    }

    void anotherFolderTakesTheTabsAlong()
    {
        WindowFixture f;
        QVERIFY(f.show());
        const QString first = f.write(QStringLiteral("a/lambda_function.py"), "def lambda_handler(e, c):\n    return 1\n");
        const QString second = f.write(QStringLiteral("b/lambda_function.py"), "def lambda_handler(e, c):\n    return 2\n");
        const QString edited = f.write(QStringLiteral("a/notes.txt"), "x");
        QVERIFY(f.open(f.root + QStringLiteral("/a"), false));
        QTRY_COMPARE(f.window->tabs().openPaths(), QStringList{first});
        f.window->tabs().open(edited);
        f.window->tabs().currentEditor()->replaceText(QStringLiteral("unsaved"));
        QVERIFY(f.open(f.root + QStringLiteral("/b"), false));
        QVERIFY(!f.window->tabs().openPaths().contains(first));
        QVERIFY(f.window->tabs().openPaths().contains(edited)); // nothing unsaved is closed
        QCOMPARE(f.session->project().functions.size(), 1);
        QCOMPARE(f.session->project().functions.first().handlerFile, second);
    }

    void markupInNamesIsText()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/template.yaml"),
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  Evil:\n    Type: AWS::Serverless::Function\n    Properties:\n"
            "      FunctionName: '<img src=x>'\n      Description: '<b>bold</b>'\n      Handler: a.h\n      Runtime: python3.11\n      CodeUri: .\n"
            "      Environment: {Variables: {'A': '<h1>x</h1>'}}\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), false));
        for (const QLabel *label : f.window->findChildren<QLabel *>())
            if (label->text().contains(u'<'))
                QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
    }

    void secretValuesAreHidden()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/template.yaml"),
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.h\n"
            "      Runtime: python3.11\n      CodeUri: .\n      Environment: {Variables: {DB_PASSWORD: hunter2hunter2, TABLE: users}}\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), false));
        bool table = false;
        for (const QWidget *widget : f.window->findChildren<QWidget *>()) {
            QVERIFY(!widget->toolTip().contains(QLatin1String("hunter2")));
            QVERIFY(!widget->accessibleName().contains(QLatin1String("hunter2")));
            table = table || widget->accessibleName().contains(QLatin1String("TABLE: users"));
        }
        QVERIFY(table);
    }

    void everythingFocusableHasAName()
    {
        WindowFixture f;
        QVERIFY(f.show());
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        QStringList unnamed;
        for (QWidget *widget : f.window->findChildren<QWidget *>()) {
            if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisible())
                continue;
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
            if (face && face->text(QAccessible::Name).isEmpty() && qobject_cast<QAbstractButton *>(widget))
                unnamed += QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
        }
        QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(u'\n')));
    }

    void aFailureOffersTheNextStep()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/app.py"), "import time\ndef handler(e, c):\n    time.sleep(20)\n");
        f.write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Slow:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: .\n      Handler: app.handler\n"
                                                   "      Runtime: python3.13\n      Timeout: 1 # short\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QCOMPARE(f.waitForRun(), QString());
        QCOMPARE(f.window->resultPanel().statusText(), QStringLiteral("Timed out"));
        auto *button = f.window->findChild<QPushButton *>(QStringLiteral("remedy"));
        QVERIFY(button && button->isVisible());
        QCOMPARE(button->text(), QStringLiteral("Set 10 s"));
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(f.session->project().functions[0].timeoutSeconds, 10, 10000);
        QFile file(f.root + QStringLiteral("/p/template.yaml"));
        QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll().contains("      Timeout: 10 # short\n"));
    }

    void whatTookLongIsToldToWhoLooksElsewhere()
    {
        WindowFixture f;
        QVERIFY(f.show());
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        auto *tasks = f.window->findChild<LongTasks *>();
        QVERIFY(tasks);
        QSignalSpy ended(tasks, &LongTasks::ended);
        QCOMPARE(f.waitForRun(), QString());
        QCOMPARE(ended.size(), 0); // short
        tasks->setLong(std::chrono::milliseconds(0));
        QCOMPARE(f.waitForRun(), QString());
        QCOMPARE(ended.size(), 0); // looked at
        QSignalSpy finished(&f.session->runs(), &RunController::finished);
        f.press(Act::Run);
        QApplication::setActiveWindow(nullptr);
        QTRY_VERIFY(!QApplication::activeWindow());
        QVERIFY(finished.size() == 1 || finished.wait(20000));
        QCOMPARE(ended.size(), 1);
        QVERIFY2(ended[0][0].toString().contains(QStringLiteral("hello-python")), qPrintable(ended[0][0].toString()));
    }

    void whitespaceIsShownAndKept()
    {
        WindowFixture f;
        QVERIFY(f.show());
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        QVERIFY(!f.window->tabs().currentEditor()->isWhitespaceShown());
        f.window->actions().action(Act::ShowWhitespace)->trigger();
        QVERIFY(f.window->tabs().currentEditor()->isWhitespaceShown());
        f.window->tabs().open(f.session->project().root + QStringLiteral("/README.md"));
        QVERIFY(f.window->tabs().currentEditor()->isWhitespaceShown());
        QVERIFY(f.settings.whitespace());
    }

    /// Tab goes only to what can be seen, and what has the keys looks otherwise than without them.
    void everyTabStopIsSeen()
    {
        const int flash = QApplication::cursorFlashTime();
        QApplication::setCursorFlashTime(0);
        const auto back = qScopeGuard([flash] { QApplication::setCursorFlashTime(flash); });
        WindowFixture f;
        QVERIFY(f.show());
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        QCOMPARE(f.waitForRun(), QString());
        f.window->resize(1280, 720);
        QStringList unseen;
        for (const Act act : {Act::ShowHistory, Act::ShowTests, Act::ShowDeploy, Act::ShowResult}) { // each in front once: what is in the others' docks is behind
            f.press(act);
            QTRY_VERIFY(QApplication::focusWidget());
            QSet<const QWidget *> been;
            for (QWidget *at = QApplication::focusWidget(); at && !been.contains(at); at = QApplication::focusWidget()) {
                been.insert(at);
                const QString name = QStringLiteral("%1: %2 %3 in %4").arg(ActionTable::idOf(act), QString::fromLatin1(at->metaObject()->className()), at->objectName(), QString::fromLatin1(at->parentWidget()->metaObject()->className()));
                const auto *area = qobject_cast<QAbstractScrollArea *>(at);
                if ((area ? area->viewport() : at)->visibleRegion().isEmpty())
                    unseen += name + QStringLiteral(" is not seen");
                const QImage with = f.window->grab().toImage();
                at->clearFocus();
                if (f.window->grab().toImage() == with)
                    unseen += name + QStringLiteral(" looks the same with the keys and without");
                at->setFocus(Qt::TabFocusReason);
                QTest::keyClick(at, Qt::Key_Escape); // the editor keeps Tab otherwise
                QTest::keyClick(at, Qt::Key_Tab);
            }
            QVERIFY2(been.size() > 20, qPrintable(QString::number(been.size()))); // the whole window
        }
        QVERIFY2(unseen.isEmpty(), qPrintable(unseen.join(u'\n')));
    }

    void eventsComeFromTemplates()
    {
        WindowFixture f;
        QVERIFY(f.show());
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        QCOMPARE(f.window->eventPanel().currentName(), QStringLiteral("hello"));
        f.press(Act::NewEvent);
        QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("s3 put"));
        const QStringList offered = f.window->findChild<CommandPalette *>()->shownTitles();
        QVERIFY2(!offered.isEmpty() && offered.first().contains(QLatin1String("s3-put")), qPrintable(offered.join(QLatin1Char('|')) + qobject_cast<QLineEdit *>(QApplication::focusWidget())->text() + QString::number(eventTemplates().size())));
        f.key(Qt::Key_Return);
        QTRY_COMPARE(f.window->eventPanel().currentName(), QStringLiteral("s3-put"));
        QVERIFY(QFileInfo(f.window->eventPanel().currentPath()).exists());
        QVERIFY(f.window->eventPanel().currentEvent().contains("\"s3\""));
    }

    void damagedEventIsSaidNotSent()
    {
        WindowFixture f;
        QVERIFY(f.show());
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        f.window->eventPanel().editor()->editor()->replaceText(QStringLiteral("{\"name\": }"));
        QTRY_VERIFY(!f.window->eventPanel().editor()->isValid());
        QSignalSpy started(&f.session->runs(), &RunController::started);
        f.press(Act::Run);
        QCOMPARE(started.size(), 0);
    }

    /// A child process types, is killed, and the next window has the text.
    void unsavedTextSurvivesAKill()
    {
        QTemporaryDir dir;
        const QString project = dir.path() + QStringLiteral("/p");
        QDir().mkpath(project);
        QFile file(project + QStringLiteral("/lambda_function.py"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("def lambda_handler(e, c):\n    return 1\n");
        file.close();
        QProcess child;
        child.setProcessChannelMode(QProcess::MergedChannels);
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--type-and-wait"), dir.path()});
        QByteArray said;
        QVERIFY(QTest::qWaitFor([&] { said += child.readAll(); return said.contains("typed"); }, 30000));
        const auto kept = [&] { // the promise: at most one second of typing is lost
            QDirIterator it(dir.path(), {QStringLiteral("*.backup")}, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); // no temporary file
            while (it.hasNext()) {
                QFile backup(it.next());
                if (backup.open(QIODevice::ReadOnly) && backup.readAll().contains("쓰던"))
                    return true;
            }
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(kept(), 20000);
        child.kill();
        QVERIFY(QTest::qWaitFor([&] { return child.state() == QProcess::NotRunning; }, 10000));
        WindowFixture f(QStringLiteral("en"), ThemeMode::Light, dir.path());
        QVERIFY(f.show());
        QVERIFY(f.open(project, false));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        QTRY_VERIFY(f.window->tabs().currentEditor()->text().contains(QStringLiteral("# 쓰던 글")));
        QVERIFY(f.window->tabs().hasModified());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("쓰던")); // the file itself is untouched
    }
};

static int typeAndWait(const QString &root)
{
    WindowFixture f(QStringLiteral("en"), ThemeMode::Light, root);
    if (!f.show() || !f.open(root + QStringLiteral("/p"), false) || !QTest::qWaitFor([&] { return f.window->tabs().currentEditor() != nullptr; }, 10000))
        return 1;
    f.window->tabs().currentEditor()->replaceText(QStringLiteral("# 쓰던 글\n"));
    std::puts("typed");
    std::fflush(stdout);
    return QApplication::exec();
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("lathe"));
    if (argc == 3 && QByteArray(argv[1]) == "--type-and-wait")
        return typeAndWait(QString::fromLocal8Bit(argv[2]));
    TestMainWindow test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_mainwindow.moc"
