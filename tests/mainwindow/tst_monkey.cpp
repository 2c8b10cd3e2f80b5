// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/monkeyhand.h"
#include "mainwindow/windowfixture.h"
#include "mainwindow/windowhost.h"
#include "panels/findpanel.h"
#include "panels/layerpanel.h"
#include "panels/timelinepanel.h"
#include <QDirIterator>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QRegularExpression>
#include <QTimer>
#include <algorithm>

using namespace lathe;

/// Somebody who presses whatever there is, in no order: keys, clicks, drags, drops, menus, docks, languages, themes, sizes of type, runs,
/// a screen reader, and files that others change meanwhile. The window stands it. A deck of cards brings every panel and dialog up again
/// and again, since chance alone hides most of them behind others. The short form is the suite's; LATHE_LONG_TESTS=1 makes 100,000 events
/// (LATHE_EVENTS: as many) of a seed that is printed, which LATHE_SEED repeats; the preset "asan" is for that (tests/README.md).
/// LATHE_MONKEY_TRACE names a file for what was done last.
class TestMonkey : public QObject
{
    Q_OBJECT
private slots:
    void anything()
    {
        const bool isLong = qEnvironmentVariableIsSet("LATHE_LONG_TESTS");
        const quint32 seed = qEnvironmentVariableIsSet("LATHE_SEED") ? qEnvironmentVariable("LATHE_SEED").toUInt() : isLong ? QRandomGenerator::global()->generate() : 20261126u;
        qInfo("seed %u, scale %.2f", seed, qApp->devicePixelRatio());
        const QTemporaryDir home; // nothing of the user's is read or written, a target that is production answers to nobody
        qputenv("HOME", QFile::encodeName(home.path()));
        QFile config(home.path() + QStringLiteral("/config"));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("[profile production]\nregion = eu-central-1\nendpoint_url = http://127.0.0.1:9\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = none\n");
        config.close();
        qputenv("AWS_CONFIG_FILE", QFile::encodeName(config.fileName()));
        qputenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        WindowFixture f;
        f.window.reset();
        m_fixture = &f;
        m_folder = f.root + QStringLiteral("/p");
        MonkeyHand hand(m_folder);
        hand.seed(seed);
        m_hand = &hand;
        m_trace.setFileName(qEnvironmentVariable("LATHE_MONKEY_TRACE"));
        if (!m_trace.fileName().isEmpty())
            QVERIFY(m_trace.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        WindowHost host(f.theme, f.settings, *f.session, QStringLiteral("en")); // it makes another window for another language
        m_host = &host;
        host.window().resize(1280, 720);
        host.window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&host.window()));
        QTRY_VERIFY_WITH_TIMEOUT(f.session->endpointPort() != 0, 20000);
        writeProject();
        QSignalSpy opened(f.session.get(), &Session::projectOpened);
        host.window().openPath(m_folder);
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 20000);
        f.session->setTrusted(true);
        makeCards();
        // Each event asks for the next one before it happens: menus and drags run event loops of their own, and somebody must press on
        // in them.
        int left = qEnvironmentVariableIsSet("LATHE_EVENTS") ? qEnvironmentVariableIntValue("LATHE_EVENTS") : isLong ? 100000 : 1500;
        int more = 1000; // for panels and dialogs that are not met by then
        QObject life;
        QEventLoop loop; // no qWaitFor(), which deletes what is to go later before it does what was asked for earlier: no program's loop does
        std::function<void()> press = [&] {
            if (--left <= 0 && (notMet(m_wanted).isEmpty() || --more <= 0)) {
                hand.closeOthers(host.window(), true);
                return loop.quit();
            }
            if (isLong && left % 2500 == 0)
                qInfo("%d events left, longest %lld ms (%s), %d loops deep at most", left, m_longest, m_longestWhat.constData(), m_deepest);
            QTimer::singleShot(0, &life, press);
            // From one to the next, also inside a loop that the one before opened.
            if (const qint64 took = m_clock.isValid() ? m_clock.elapsed() : 0; took > m_longest)
                m_longest = took, m_longestWhat = m_what;
            m_clock.start();
            m_deepest = std::max(m_deepest, ++m_depth);
            if (m_depth > 12)
                hand.closeOthers(host.window(), true);
            else if (host.window().isVisible())
                one(host.window(), left);
            else
                host.window().show();
            --m_depth;
        };
        QTimer::singleShot(isLong ? 6 * 3600 * 1000 : 900000, &loop, [&loop] { loop.exit(1); });
        press();
        QCOMPARE(loop.exec(), 0);
        hand.closeOthers(host.window(), true);
        qInfo("longest event %lld ms (%s), %d loops deep at most", m_longest, m_longestWhat.constData(), m_deepest);
        tellMet();
        QVERIFY2(notMet(m_wanted).isEmpty(), "not met: " + notMet(m_wanted).join(' '));
        // It still does what it is for.
        f.session->runs().stop();
        QTRY_VERIFY_WITH_TIMEOUT(f.session->runs().state() == RunController::State::Idle, 20000);
        QVERIFY(host.window().isVisible());
        host.window().openPath(m_folder);
        QTRY_VERIFY_WITH_TIMEOUT(f.session->hasProject(), 20000);
    }

private:
    /// Brings something up that is then met: `shows` is its class.
    struct Card
    {
        QByteArray shows;
        std::function<void(MainWindow &)> play;
        bool needsProject = true;
        bool atOnce = true; ///< It must have been met at the end; other things come when a run or a build is over.
    };

    WindowFixture *m_fixture = nullptr;
    MonkeyHand *m_hand = nullptr;
    WindowHost *m_host = nullptr;
    QString m_folder;
    QList<Card> m_cards;
    QList<int> m_deck; ///< Indexes of those that were not played in this round.
    QByteArrayList m_wanted;
    QByteArray m_sought;
    QFile m_trace;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
    QByteArray m_what, m_longestWhat;
    int m_depth = 0, m_deepest = 0;

    int upTo(int bound) { return m_hand->upTo(bound); }

    void writeProject()
    {
        WindowFixture &f = *m_fixture;
        f.write(QStringLiteral("p/template.yaml"),
            "Transform: AWS::Serverless-2016-10-31\nResources:\n"
            "  One:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: app.handler, Runtime: python3.11, CodeUri: one/, Timeout: 2}\n"
            "  Two:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: index.handler, Runtime: nodejs18.x, CodeUri: two/, Timeout: 2}\n");
        f.write(QStringLiteral("p/one/app.py"), "def handler(event, context):\n    print('한글', event)\n    return event\n");
        f.write(QStringLiteral("p/two/index.js"), "exports.handler = async (event) => event;\n");
        f.write(QStringLiteral("p/events/a.json"), "{\"n\": 1}");
        f.write(QStringLiteral("p/two/sub/한글.txt"), "가나다\n");
        f.write(QStringLiteral("p/requirements.txt"), "");
        f.write(QStringLiteral("p/binary.bin"), QByteArray("\x7f" "ELF\0\x01\r\n\xff\xfe\0", 11));
        f.write(QStringLiteral("p/long.json"), "{\"a\": \"" + QByteArray(60000, 'a') + "\"}");
        const QByteArray zip = QByteArray::fromBase64("UEsDBBQAAAAAABVSel2mwSDcGAAAABgAAAAOAAAAcHl0aG9uL2Jhc2UucHlkZWYgb25lKCk6CiAgICByZXR1cm4gMQpQSwMEFAAAAAAAFVJ6XbQIcGkuAAAALgAAAAYAAABhcHAucHlkZWYgaGFu"
            "ZGxlcihldmVudCwgY29udGV4dCk6CiAgICByZXR1cm4gZXZlbnQKUEsBAhQDFAAAAAAAFVJ6XabBINwYAAAAGAAAAA4AAAAAAAAAAAAAAIABAAAAAHB5dGhvbi9iYXNlLnB5UEsBAhQDFAAAAAAAFVJ6XbQIcGkuAAAALgAAAAYA"
            "AAAAAAAAAAAAAIABRAAAAGFwcC5weVBLBQYAAAAAAgACAHAAAACWAAAAAAA=");
        f.write(QStringLiteral("p/code.zip"), zip);
        f.write(QStringLiteral("p/cut.zip"), zip.left(150));
    }

    void makeCards()
    {
        const auto act = [this](const char *shows, Act act, bool needsProject = true) {
            m_cards.append({shows, [act](MainWindow &window) { if (window.actions().action(act)->isEnabled()) window.actions().action(act)->trigger(); }, needsProject});
        };
        for (const auto &[shows, one] : {std::pair("ProjectPanel", Act::ShowProject), {"InspectorPanel", Act::ShowFunction}, {"EventPanel", Act::ShowEvent}, {"ResultPanel", Act::ShowResult}, {"ProblemsPanel", Act::ShowProblems},
                 {"DeployPanel", Act::ShowDeploy}, {"ServerPanel", Act::ShowServer}, {"LogPanel", Act::ShowLog}, {"EnvironmentsPanel", Act::ShowEnvironments}, {"TimelinePanel", Act::ShowTimeline}, {"HistoryPanel", Act::ShowHistory},
                 {"PackagePanel", Act::ShowPackage}, {"LayerPanel", Act::ShowLayers}, {"MatrixPanel", Act::ShowTests}, {"VersionsPanel", Act::ShowVersions}, {"FindPanel", Act::FindInFiles}, {"LocalHistory", Act::LocalHistory},
                 {"NewEventDialog", Act::MakeEvent}})
            act(shows, one);
        for (const auto &[shows, one] : {std::pair("NewFromSample", Act::NewFromSample), {"Preferences", Act::Preferences}, {"SigningKeysDialog", Act::SigningKeys}, {"ImportDialog", Act::ImportPackage}, {"HelpDialog", Act::Help},
                 {"KeySheet", Act::KeySheet}, {"AboutDialog", Act::About}, {"CommandPalette", Act::Palette}, {"CommandPalette", Act::Locator}, {"CommandPalette", Act::ChooseTarget}})
            act(shows, one, false);
        for (const Act one : {Act::Find, Act::Replace})
            m_cards.append({"FindBar", [this, one](MainWindow &window) {
                window.tabs().open(m_folder + QStringLiteral("/two/sub/한글.txt"));
                window.actions().action(one)->trigger();
            }});
        m_cards.append({"CodeEditor", [this](MainWindow &window) {
            window.tabs().open(m_folder + QStringLiteral("/one/app.py"));
            if (CodeEditor *editor = window.tabs().currentEditor())
                editor->setFocus();
            const Act acts[] = {Act::Complete, Act::QuickFix, Act::GoToSymbol, Act::GoToLine};
            window.actions().action(acts[upTo(4)])->trigger();
        }});
        m_cards.append({"ConfirmDialog", [this](MainWindow &window) {
            window.tabs().open(m_folder + QStringLiteral("/two/index.js"));
            if (CodeEditor *editor = window.tabs().currentEditor()) {
                editor->setFocus();
                m_hand->key(editor);
                window.tabs().putText(m_folder + QStringLiteral("/two/index.js"), QString::number(upTo(1000)));
                window.actions().action(Act::CloseTab)->trigger();
            }
        }});
        m_cards.append({"NameDialog", [this](MainWindow &window) {
            const QFileInfoList events = QDir(m_folder + QStringLiteral("/events")).entryInfoList({QStringLiteral("*.json")}, QDir::Files);
            if (!events.isEmpty())
                window.eventPanel().askName(events.at(upTo(int(events.size()))).filePath());
        }});
        m_cards.append({"ExpectationView", [](MainWindow &window) {
            window.actions().action(Act::ShowEvent)->trigger();
            window.eventPanel().showPart(EventPanel::Part::Expected);
        }});
        m_cards.append({"ContextView", [](MainWindow &window) {
            window.actions().action(Act::ShowEvent)->trigger();
            window.eventPanel().showPart(EventPanel::Part::Context);
        }});
        for (const auto &[shows, view] : {std::pair("ResponsePicture", TimelinePanel::View::Response), {"ColdStartPicture", TimelinePanel::View::ColdStart}, {"LanesPicture", TimelinePanel::View::Invocations}, {"RunsPicture", TimelinePanel::View::Runs}})
            m_cards.append({shows, [view = view](MainWindow &window) {
                window.actions().action(Act::ShowTimeline)->trigger();
                if (auto *panel = window.findChild<TimelinePanel *>())
                    panel->setView(view);
                window.actions().action(Act::Run)->trigger();
            }, true, false});
        m_cards.append({"ExpectationRow", [](MainWindow &window) {
            window.actions().action(Act::ShowEvent)->trigger();
            window.eventPanel().expectLast();
        }, true, false});
        m_cards.append({"Treemap", [](MainWindow &window) {
            window.actions().action(Act::ShowPackage)->trigger();
            window.actions().action(Act::Package)->trigger();
        }, true, false});
        m_cards.append({"FindingList", [](MainWindow &window) {
            window.actions().action(Act::FindInFiles)->trigger();
            if (auto *panel = window.findChild<FindPanel *>())
                panel->open(QStringLiteral("handler"));
        }, true, false});
        m_cards.append({"LayerTask", [this](MainWindow &window) {
            window.actions().action(Act::ShowLayers)->trigger();
            if (auto *panel = window.findChild<LayerPanel *>())
                panel->give({m_folder + (upTo(3) ? QStringLiteral("/one") : QStringLiteral("/code.zip"))});
            QTest::keyClick(m_hand->focusOr(&window), Qt::Key_Return);
        }, true, false});
        m_cards.append({"ConfirmName", [this](MainWindow &window) {
            m_fixture->session->deploys().setCurrentTarget(m_fixture->session->deploys().targets().constLast().id);
            window.actions().action(upTo(2) ? Act::ShowVersions : Act::Deploy)->trigger();
        }, true, false});
        m_cards.append({"DeployPanel", [this](MainWindow &window) {
            m_fixture->session->deploys().setCurrentTarget(m_fixture->session->deploys().targets().constFirst().id);
            window.actions().action(Act::Deploy)->trigger();
        }});
        m_cards.append({"StartPage", [](MainWindow &window) { window.actions().action(Act::CloseFolder)->trigger(); }});
        for (const Card &card : m_cards)
            if (card.atOnce && !m_wanted.contains(card.shows))
                m_wanted.append(card.shows);
    }

    QByteArrayList notMet(const QByteArrayList &classes) const
    {
        QByteArrayList found;
        for (const QByteArray &name : classes)
            if (!m_hand->met().contains(name))
                found.append(name);
        return found;
    }

    /// The widgets of the product that have a class of their own, by how many events met them, and those that none met.
    void tellMet()
    {
        QByteArrayList classes;
        static const QRegularExpression declared(QStringLiteral("^class (\\w+) (?:final )?: public Q(?:Widget|Dialog|Frame|AbstractButton|ListView|LineEdit|ToolBar|MainWindow)\\b|^class (\\w+) : public Picture\\b"), QRegularExpression::MultilineOption);
        for (QDirIterator it(QStringLiteral(LATHE_SOURCE_DIR "/widgets"), {QStringLiteral("*.h")}, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
            QFile header(it.next());
            if (header.open(QIODevice::ReadOnly))
                for (const QRegularExpressionMatch &match : declared.globalMatch(QString::fromUtf8(header.readAll())))
                    classes.append((match.captured(1) + match.captured(2)).toUtf8());
        }
        std::sort(classes.begin(), classes.end());
        QByteArray line;
        for (const QByteArray &name : classes)
            if (m_hand->met().contains(name))
                line += name + ' ' + QByteArray::number(m_hand->met().value(name)) + ", ";
        line.chop(2);
        qInfo("met: %s", line.constData());
        qInfo("not met: %s", notMet(classes).join(", ").constData());
    }

    /// Shuffled; the next round begins with a project that nobody damaged.
    void playCard(MainWindow &window)
    {
        m_hand->closeOthers(window, true);
        if (m_deck.isEmpty()) {
            for (int i = 0; i < m_cards.size(); ++i)
                m_deck.append(i);
            for (int i = int(m_deck.size()) - 1; i > 0; --i)
                std::swap(m_deck[i], m_deck[upTo(i + 1)]);
            writeProject();
        }
        const Card &card = m_cards.at(m_deck.constLast());
        if (card.needsProject && !m_fixture->session->hasProject())
            return window.openPath(m_folder); // the card is for the next time
        m_what = "card " + card.shows;
        if (m_trace.isOpen())
            m_trace.write(m_what + '\n');
        m_deck.removeLast();
        m_sought = card.shows;
        card.play(window);
        seek();
    }

    /// Until what the last card brings up is there.
    void seek()
    {
        if (m_sought.isEmpty())
            return;
        const QByteArray name = "lathe::" + m_sought;
        for (QWidget *widget : m_host->window().findChildren<QWidget *>())
            if (widget->isVisible() && name == widget->metaObject()->className()) {
                m_sought.clear();
                m_hand->stayIn(widget);
                return m_hand->meet(widget);
            }
    }


    /// What people do most, and what meets with what is under way.
    void act(MainWindow &window)
    {
        static const Act often[] = {Act::Run, Act::Stop, Act::Undo, Act::Redo, Act::CloseTab, Act::RunTests, Act::Deploy, Act::SaveAll, Act::ReloadProject, Act::SplitRight, Act::CloseSplit,
            Act::LayoutTest, Act::LayoutRelease, Act::LayoutCode, Act::NextTab, Act::Palette, Act::Locator, Act::FindInFiles, Act::CloseFolder};
        switch (upTo(6)) {
        case 0:
            window.tabs().open(m_hand->someFile());
            break;
        case 1: { // another program
            QFile file(m_folder + (upTo(2) ? QStringLiteral("/one/app.py") : QStringLiteral("/events/a.json")));
            if (upTo(8) == 0)
                file.remove();
            else if (file.open(QIODevice::WriteOnly))
                file.write(upTo(3) ? "def handler(event, context):\n    return event\n" : QByteArray(upTo(5000), char(upTo(256))));
            break;
        }
        case 2:
            if (upTo(40) == 0)
                window.openPath(m_folder);
            break;
        default: {
            const Act chosen = often[upTo(int(std::size(often)))];
            if (chosen == Act::CloseFolder ? upTo(10) == 0 : window.actions().action(chosen)->isEnabled())
                window.actions().action(chosen)->trigger();
        }
        }
    }

    void anyAction(MainWindow &window)
    {
        const QList<QAction *> actions = window.actions().all();
        QAction *action = actions.at(upTo(int(actions.size())));
        if (action->isEnabled() && action != window.actions().action(Act::Quit))
            action->trigger();
    }

    /// Theme, size of type, language, and what a window manager does.
    void surroundings(MainWindow &window)
    {
        if (upTo(8) == 0)
            m_fixture->theme.setMode(ThemeMode(upTo(4)));
        else if (upTo(16) == 0)
            m_fixture->theme.setBasePixels(11 + upTo(8));
        else if (upTo(40) == 0)
            QMetaObject::invokeMethod(m_host, [host = m_host, korean = upTo(2) == 0] { host->chooseLanguage(korean ? QStringLiteral("ko") : QStringLiteral("en")); }, Qt::QueuedConnection);
        else if (upTo(6) == 0)
            upTo(2) ? window.showMaximized() : upTo(2) ? window.showFullScreen() : window.showMinimized();
        else if (upTo(3) == 0)
            window.showNormal(), window.activateWindow();
        else if (upTo(4) == 0)
            window.hide(), window.show();
        else
            window.resize(640 + upTo(1000), 420 + upTo(600));
    }

    void one(MainWindow &window, int left)
    {
        if (left % 20 == 0)
            return playCard(window);
        m_hand->closeOthers(window, false);
        seek();
        const QPointer<QWidget> target = m_hand->someWidget(window);
        const QPoint place(upTo(std::max(1, target->width())), upTo(std::max(1, target->height())));
        m_hand->meet(target);
        const int what = upTo(21);
        m_what = "event " + QByteArray::number(what) + " to " + target->metaObject()->className() + ' ' + target->objectName().toUtf8();
        if (m_trace.isOpen())
            m_trace.write(QByteArray::number(left) + ": " + m_what + '\n');
        static constexpr Qt::KeyboardModifiers modifiers[] = {Qt::NoModifier, Qt::NoModifier, Qt::ShiftModifier, Qt::ControlModifier};
        switch (what) {
        case 0:
        case 1:
        case 2:
            return m_hand->click(target, modifiers[upTo(4)], place);
        case 3:
            return m_hand->clickTwice(target, place);
        case 4:
            return m_hand->drag(target, place);
        case 5:
            return m_hand->wheel(target, place);
        case 6:
            return m_hand->hover(target, place);
        case 7:
            return m_hand->compose(target);
        case 8:
            return anyAction(window);
        case 9:
            return m_hand->contextMenu(target, place);
        case 10:
            return m_hand->drop(target);
        case 11:
            return m_hand->dragDock(window);
        case 12:
        case 13:
            return act(window);
        case 14:
            return surroundings(window);
        case 15:
            return m_hand->paste(target);
        case 16:
            return m_hand->listen(target);
        default:
            return m_hand->key(target);
        }
    }
};

int main(int argc, char **argv)
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "25000000"); // Qt Test's own five minutes are for short forms
    QApplication app(argc, argv);
    TestMonkey test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_monkey.moc"
