// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/windowfixture.h"
#include "mainwindow/windowhost.h"
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QDrag>
#include <QDropEvent>
#include <QFileDialog>
#include <QInputMethodEvent>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QPointer>
#include <QRandomGenerator>
#include <QTabBar>
#include <QTimer>
#include <QUrl>
#include <QWheelEvent>

using namespace lathe;

/// Somebody who presses whatever there is, in no order: keys, clicks, drags, drops, menus, docks, languages, themes, runs, and files that
/// others change meanwhile. The window stands it. The short form is the suite's; LATHE_LONG_TESTS=1 makes 100,000 events (LATHE_EVENTS:
/// as many) of a seed that is printed, which LATHE_SEED repeats; the preset "asan" is for that.
class TestMonkey : public QObject
{
    Q_OBJECT
private slots:
    void anything()
    {
        const bool isLong = qEnvironmentVariableIsSet("LATHE_LONG_TESTS");
        const quint32 seed = qEnvironmentVariableIsSet("LATHE_SEED") ? qEnvironmentVariable("LATHE_SEED").toUInt() : isLong ? QRandomGenerator::global()->generate() : 20261126u;
        qInfo("seed %u", seed);
        m_random.seed(seed);
        WindowFixture f;
        f.window.reset();
        m_folder = f.root + QStringLiteral("/p");
        WindowHost host(f.theme, f.settings, *f.session, QStringLiteral("en")); // it makes another window for another language
        m_host = &host;
        m_theme = &f.theme;
        host.window().resize(1280, 720);
        host.window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&host.window()));
        QTRY_VERIFY_WITH_TIMEOUT(f.session->endpointPort() != 0, 20000);
        f.write(QStringLiteral("p/template.yaml"),
            "Transform: AWS::Serverless-2016-10-31\nResources:\n"
            "  One:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: app.handler, Runtime: python3.11, CodeUri: one/, Timeout: 2}\n"
            "  Two:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: index.handler, Runtime: nodejs18.x, CodeUri: two/, Timeout: 2}\n");
        f.write(QStringLiteral("p/one/app.py"), "def handler(event, context):\n    print('한글', event)\n    return event\n");
        f.write(QStringLiteral("p/two/index.js"), "exports.handler = async (event) => event;\n");
        f.write(QStringLiteral("p/events/a.json"), "{\"n\": 1}");
        f.write(QStringLiteral("p/two/sub/한글.txt"), "가나다\n");
        f.write(QStringLiteral("p/requirements.txt"), "");
        QSignalSpy opened(f.session.get(), &Session::projectOpened);
        host.window().openPath(m_folder);
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 20000);
        f.session->setTrusted(true);
        // Each event asks for the next one before it happens: menus and drags run event loops of their own, and somebody must press on
        // in them.
        int left = qEnvironmentVariableIsSet("LATHE_EVENTS") ? qEnvironmentVariableIntValue("LATHE_EVENTS") : isLong ? 100000 : 1500;
        m_slow = isLong;
        QObject hand;
        std::function<void()> press = [&] {
            if (--left <= 0)
                return closeOthers(host.window(), true);
            if (m_slow && left % 2500 == 0)
                qInfo("%d events left", left);
            QTimer::singleShot(0, &hand, press);
            if (host.window().isVisible())
                one(host.window());
            else
                host.window().show();
        };
        press();
        QVERIFY(QTest::qWaitFor([&] { return left <= 0; }, isLong ? 6 * 3600 * 1000 : 200000)); // QTRY_… looks again only after all of so long a time
        closeOthers(host.window(), true);
        // It still does what it is for.
        f.session->runs().stop();
        QTRY_VERIFY_WITH_TIMEOUT(f.session->runs().state() == RunController::State::Idle, 20000);
        QVERIFY(host.window().isVisible());
        host.window().openPath(m_folder);
        QTRY_VERIFY_WITH_TIMEOUT(f.session->hasProject(), 20000);
    }

private:
    QRandomGenerator m_random;
    WindowHost *m_host = nullptr;
    ThemeManager *m_theme = nullptr;
    QString m_folder;
    bool m_slow = false;

    int upTo(int bound) { return int(m_random.bounded(bound)); }

    /// A dialog of the platform or one that writes where it is told would leave the test's folder: it is turned away.
    void closeOthers(MainWindow &window, bool all)
    {
        if (all || upTo(3) == 0)
            QDrag::cancel(); // no release comes through the windows here that would end one
        for (QWidget *widget : QApplication::topLevelWidgets())
            if (widget != &window && widget->isVisible() && (all || qobject_cast<QFileDialog *>(widget)))
                widget->close();
        while (QWidget *popup = all ? QApplication::activePopupWidget() : nullptr)
            popup->close();
        for (QFileDialog *dialog : window.findChildren<QFileDialog *>())
            dialog->reject();
    }

    QWidget *someWidget(MainWindow &window)
    {
        QWidget *top = QApplication::activePopupWidget() ? QApplication::activePopupWidget() : QApplication::activeModalWidget() ? QApplication::activeModalWidget() : &window;
        QList<QWidget *> all;
        for (QWidget *widget : top->findChildren<QWidget *>())
            if (widget->isVisible() && widget->isEnabled() && !widget->size().isEmpty())
                all.append(widget);
        return all.isEmpty() ? top : all.at(upTo(int(all.size())));
    }

    /// Not QTest::mouseClick(): what a press closes gets no release.
    void click(const QPointer<QWidget> &target, Qt::KeyboardModifiers modifiers, const QPoint &place)
    {
        QTest::mousePress(target, Qt::LeftButton, modifiers, place);
        if (target && target->isVisible())
            QTest::mouseRelease(target, Qt::LeftButton, modifiers, place);
    }

    QString someFile()
    {
        static const QString names[] = {QStringLiteral("one/app.py"), QStringLiteral("two/index.js"), QStringLiteral("events/a.json"), QStringLiteral("template.yaml"),
            QStringLiteral("two/sub/한글.txt"), QStringLiteral("requirements.txt"), QStringLiteral("one"), QStringLiteral("two/sub"), QStringLiteral("not there")};
        return m_folder + u'/' + names[upTo(int(std::size(names)))];
    }

    void contextMenu(const QPointer<QWidget> &target, const QPoint &place)
    {
        const bool byKey = upTo(3) == 0;
        if (!byKey)
            QTest::mousePress(target, Qt::RightButton, {}, place);
        if (target) {
            QContextMenuEvent asked(byKey ? QContextMenuEvent::Keyboard : QContextMenuEvent::Mouse, place, target->mapToGlobal(place));
            QCoreApplication::sendEvent(target, &asked);
        }
        if (target && !byKey)
            QTest::mouseRelease(target, Qt::RightButton, {}, place);
    }

    /// Files of the project, or text, from a file manager.
    void drop(QPointer<QWidget> target)
    {
        while (target && !target->acceptDrops())
            target = target->isWindow() ? nullptr : target->parentWidget();
        if (!target)
            return;
        QMimeData data;
        if (upTo(4) == 0) {
            data.setText(QStringLiteral("떨어진 글 {}"));
        } else {
            QList<QUrl> urls;
            for (int i = upTo(3); i >= 0; --i)
                urls.append(QUrl::fromLocalFile(someFile()));
            data.setUrls(urls);
        }
        const Qt::DropActions actions = Qt::CopyAction | Qt::MoveAction;
        const Qt::KeyboardModifiers keys = upTo(2) ? Qt::NoModifier : Qt::ControlModifier;
        QPoint place(upTo(target->width() + 1), upTo(target->height() + 1));
        QDragEnterEvent enter(place, actions, &data, Qt::LeftButton, keys);
        QCoreApplication::sendEvent(target, &enter);
        bool taken = enter.isAccepted();
        for (int i = upTo(3); taken && target && i >= 0; --i) {
            place = QPoint(upTo(target->width() + 1), upTo(target->height() + 1));
            QDragMoveEvent move(place, actions, &data, Qt::LeftButton, keys);
            QCoreApplication::sendEvent(target, &move);
            taken = move.isAccepted();
        }
        if (taken && target && upTo(5)) {
            QDropEvent dropped(place, actions, &data, Qt::LeftButton, keys);
            QCoreApplication::sendEvent(target, &dropped);
        } else if (target) {
            QDragLeaveEvent leave;
            QCoreApplication::sendEvent(target, &leave);
        }
    }

    /// A dock by its head or tab, to anywhere.
    void dragDock(MainWindow &window)
    {
        QList<QWidget *> grips;
        for (QDockWidget *dock : window.findChildren<QDockWidget *>())
            if (dock->isVisible())
                grips.append(dock->titleBarWidget() && dock->titleBarWidget()->isVisible() ? dock->titleBarWidget() : dock);
        for (QTabBar *tabs : window.findChildren<QTabBar *>())
            if (tabs->isVisible())
                grips.append(tabs);
        if (grips.isEmpty())
            return;
        const QPointer<QWidget> grip = grips.at(upTo(int(grips.size())));
        QTest::mousePress(grip, Qt::LeftButton, {}, QPoint(upTo(grip->width()), std::min(6, grip->height() - 1)));
        for (int i = upTo(6); grip && grip->isVisible() && i >= 0; --i)
            QTest::mouseMove(grip, grip->mapFromGlobal(window.mapToGlobal(QPoint(upTo(window.width()), upTo(window.height())))));
        if (grip && grip->isVisible())
            QTest::mouseRelease(grip, Qt::LeftButton, {}, grip->mapFromGlobal(window.mapToGlobal(QPoint(upTo(window.width()), upTo(window.height())))));
    }

    /// What people do most, and what meets with what is under way.
    void act(MainWindow &window)
    {
        static const Act often[] = {Act::Run, Act::Stop, Act::Undo, Act::Redo, Act::CloseTab, Act::RunTests, Act::Deploy, Act::SaveAll, Act::ReloadProject, Act::SplitRight, Act::CloseSplit,
            Act::LayoutTest, Act::LayoutRelease, Act::LayoutCode, Act::NextTab, Act::Palette, Act::Locator, Act::FindInFiles, Act::CloseFolder};
        switch (upTo(6)) {
        case 0:
            window.tabs().open(someFile());
            break;
        case 1: { // another program
            QFile file(m_folder + (upTo(2) ? QStringLiteral("/one/app.py") : QStringLiteral("/events/a.json")));
            if (file.open(QIODevice::WriteOnly))
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

    void one(MainWindow &window)
    {
        closeOthers(window, false);
        const QPointer<QWidget> target = someWidget(window);
        const QPoint place(upTo(std::max(1, target->width())), upTo(std::max(1, target->height())));
        const Qt::KeyboardModifiers modifiers[] = {Qt::NoModifier, Qt::NoModifier, Qt::ShiftModifier, Qt::ControlModifier, Qt::AltModifier};
        switch (upTo(17)) {
        case 0:
        case 1:
            click(target, modifiers[upTo(4)], place);
            break;
        case 2:
            click(target, {}, place);
            if (target && target->isVisible()) {
                QMouseEvent twice(QEvent::MouseButtonDblClick, place, target->mapToGlobal(place), Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
                QCoreApplication::sendEvent(target, &twice);
            }
            if (target && target->isVisible())
                QTest::mouseRelease(target, Qt::LeftButton, {}, place);
            break;
        case 3: {
            QTest::mousePress(target, Qt::LeftButton, {}, place);
            if (target)
                QTest::mouseMove(target, QPoint(upTo(target->width() + 1), upTo(target->height() + 1)));
            if (target)
                QTest::mouseRelease(target, Qt::LeftButton, {}, place);
            break;
        }
        case 4: {
            QWheelEvent wheel(place, target->mapToGlobal(place), {}, {0, upTo(2) ? 120 : -120}, Qt::NoButton, upTo(5) ? Qt::NoModifier : Qt::ControlModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(target, &wheel);
            break;
        }
        case 5:
            window.resize(640 + upTo(1000), 420 + upTo(600));
            break;
        case 6: {
            QWidget *focus = QApplication::focusWidget() ? QApplication::focusWidget() : &window;
            QInputMethodEvent composing(upTo(2) ? QStringLiteral("하") : QStringLiteral("ㅎ"), {});
            if (upTo(2))
                composing.setCommitString(QStringLiteral("한"));
            QCoreApplication::sendEvent(focus, &composing);
            break;
        }
        case 7: {
            QList<QAction *> actions = window.actions().all();
            QAction *action = actions.at(upTo(int(actions.size())));
            if (action->isEnabled() && action != window.actions().action(Act::Quit))
                action->trigger();
            break;
        }
        case 8:
            contextMenu(target, place);
            break;
        case 9:
            drop(target);
            break;
        case 10:
            dragDock(window);
            break;
        case 11:
        case 12:
            act(window);
            break;
        case 13:
            if (upTo(12) == 0)
                m_theme->setMode(ThemeMode(upTo(4)));
            else if (upTo(60) == 0)
                QMetaObject::invokeMethod(m_host, [host = m_host, korean = upTo(2) == 0] { host->chooseLanguage(korean ? QStringLiteral("ko") : QStringLiteral("en")); }, Qt::QueuedConnection);
            break;
        default: {
            static const Qt::Key keys[] = {Qt::Key_Tab, Qt::Key_Return, Qt::Key_Escape, Qt::Key_Backspace, Qt::Key_Delete, Qt::Key_Up, Qt::Key_Down, Qt::Key_Left, Qt::Key_Right, Qt::Key_Home,
                Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Space, Qt::Key_A, Qt::Key_E, Qt::Key_X, Qt::Key_Z, Qt::Key_QuoteDbl, Qt::Key_BraceLeft, Qt::Key_F1, Qt::Key_F2, Qt::Key_F4, Qt::Key_F5,
                Qt::Key_F8, Qt::Key_1, Qt::Key_0};
            QWidget *focus = QApplication::focusWidget() && QApplication::focusWidget()->isVisible() ? QApplication::focusWidget() : target.data();
            QTest::keyClick(focus, keys[upTo(int(std::size(keys)))], modifiers[upTo(5)]);
        }
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
