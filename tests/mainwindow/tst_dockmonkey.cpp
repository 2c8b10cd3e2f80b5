// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/stylesheet.h"
#include "common/thememanager.h"
#include "mainwindow/docklayout.h"
#include <QAbstractButton>
#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QMouseEvent>
#include <QPointer>
#include <QRandomGenerator>
#include <QTabBar>
#include <QTest>
#include <QToolBar>
#include <QToolButton>
#include <memory>

using namespace lathe;

/// Random hands on the docks alone, without an engine and without panels, so that thousands of events a second find what the window's own
/// monkey meets once an hour: heads, tabs and the lines between docks that are pressed, moved and let go (or never), while layouts, themes
/// and states of the window change. LATHE_EVENTS and LATHE_SEED as in tst_monkey; each seed is a window of its own, 10,000 events long.
class TestDockMonkey : public QObject
{
    Q_OBJECT
private slots:
    /// Qt 6.4 keeps a copy of such a window's layout until it is shown, and took it although its items were deleted meanwhile.
    void aHiddenMaximisedWindowIsRestored()
    {
        ThemeManager theme(QStringLiteral(LATHE_SOURCE_DIR "/resources"));
        m_theme = &theme;
        theme.setMode(ThemeMode::Light);
        theme.apply(*qApp);
        makeWindow();
        m_window->showNormal();
        m_window->resize(1900, 1300);
        m_docks->apply(DockLayout::Code);
        const QByteArray state = m_docks->save();
        for (const DockLayout::Layout layout : {DockLayout::Test, DockLayout::Release, DockLayout::Code}) {
            makeWindow();
            m_window->showNormal();
            m_window->hide();
            m_window->resize(700, 500);
            m_window->setWindowState(Qt::WindowMaximized);
            const QRect normal = m_window->normalGeometry();
            QCOMPARE(normal.size(), QSize(700, 500));
            QVERIFY(m_docks->restore(state));
            QVERIFY(m_window->isMaximized());
            QCOMPARE(m_window->normalGeometry().size(), normal.size());
            m_docks->apply(layout);
            m_docks->hide(Act::ShowFunction);
            m_window->show();
            m_docks->apply(layout);
            QCoreApplication::processEvents();
            QVERIFY(m_docks->isInFront(Act::ShowProject));
        }
        m_window.reset();
    }

    /// As an earlier version left it when it was ended in the middle of a drag.
    void aFloatingDockComesBack()
    {
        ThemeManager theme(QStringLiteral(LATHE_SOURCE_DIR "/resources"));
        m_theme = &theme;
        theme.setMode(ThemeMode::Light);
        theme.apply(*qApp);
        makeWindow();
        auto *dock = m_window->findChild<QDockWidget *>(ActionTable::idOf(Act::ShowFunction));
        dock->setFloating(true);
        const QByteArray state = m_docks->save();
        m_docks->apply(DockLayout::Code);
        QVERIFY(!dock->isFloating());
        QVERIFY(m_docks->restore(state));
        QCoreApplication::processEvents();
        QVERIFY(!dock->isFloating());
        QVERIFY(m_docks->isInFront(Act::ShowFunction));
        QCOMPARE(m_window->dockWidgetArea(dock), Qt::RightDockWidgetArea);
        m_window.reset();
    }

    void anything()
    {
        int left = qEnvironmentVariableIsSet("LATHE_EVENTS") ? qEnvironmentVariableIntValue("LATHE_EVENTS") : 4000;
        quint32 seed = qEnvironmentVariableIsSet("LATHE_SEED") ? qEnvironmentVariable("LATHE_SEED").toUInt() : 1;
        ThemeManager theme(QStringLiteral(LATHE_SOURCE_DIR "/resources"));
        m_theme = &theme;
        theme.setMode(ThemeMode::Light);
        theme.apply(*qApp);
        for (; left > 0; left -= perSeed, ++seed) {
            m_random.seed(seed);
            m_saved.clear();
            makeWindow();
            for (m_at = 0; m_at < std::min(left, perSeed); ++m_at) {
                one();
                if (upTo(4) == 0)
                    QCoreApplication::processEvents();
            }
            // Nothing is lost: every dock is in the window and comes when it is asked for.
            QCoreApplication::processEvents(); // what was dropped or chosen last
            m_window->showNormal();
            m_window->resize(1280, 720);
            m_docks->apply(DockLayout::Code);
            QCoreApplication::processEvents();
            for (QDockWidget *dock : m_window->findChildren<QDockWidget *>()) {
                QVERIFY2(!dock->isFloating(), qPrintable(dock->objectName()));
                QVERIFY2(m_window->dockWidgetArea(dock) != Qt::NoDockWidgetArea, qPrintable(dock->objectName()));
            }
            QVERIFY(m_docks->isInFront(Act::ShowResult));
            QVERIFY(m_docks->isInFront(Act::ShowProject));
            m_window.reset();
        }
    }

private:
    static constexpr int perSeed = 10000;
    ThemeManager *m_theme = nullptr;
    std::unique_ptr<QMainWindow> m_window;
    ActionTable *m_actions = nullptr;
    DockLayout *m_docks = nullptr;
    QRandomGenerator m_random;
    QByteArray m_saved;
    QPointer<QWidget> m_pressed;
    int m_at = 0;

    int upTo(int bound) { return int(m_random.bounded(bound)); }

    void makeWindow()
    {
        m_window = std::make_unique<QMainWindow>();
        auto *center = new QWidget;
        center->setMinimumSize(120, 80);
        m_window->setCentralWidget(center);
        m_actions = new ActionTable(*m_theme, m_window.get());
        m_docks = new DockLayout(*m_theme, *m_actions, *m_window);
        using Place = DockLayout::Place;
        for (const auto &[act, place, title, layouts] : std::initializer_list<std::tuple<Act, Place, const char *, int>>{{Act::ShowProject, Place::Left, "Project", 7}, {Act::ShowLayers, Place::Left, "Layers", 7},
                 {Act::ShowFunction, Place::Right, "Function", 7}, {Act::ShowEvent, Place::BottomLeft, "Test event", 3}, {Act::ShowResult, Place::BottomRight, "Result", 7}, {Act::ShowLog, Place::BottomRight, "Log", 3},
                 {Act::ShowTimeline, Place::BottomRight, "Timeline", 3}, {Act::ShowProblems, Place::BottomRight, "Problems", 5}, {Act::FindInFiles, Place::BottomRight, "Find", 0}, {Act::ShowDeploy, Place::BottomRight, "Deploy", 5},
                 {Act::ShowTests, Place::BottomRight, "Tests", 2}}) {
            m_docks->add(act, place, QString::fromLatin1(title), layouts);
            auto *panel = new QWidget;
            panel->setMinimumSize(upTo(2) ? 40 : 220, 40);
            panel->setFocusPolicy(Qt::StrongFocus);
            m_docks->setPanel(act, panel);
        }
        m_docks->arrange();
        m_window->resize(1280, 720);
        if (upTo(2))
            m_window->showMaximized();
        else
            m_window->show();
        m_docks->apply(DockLayout::Code);
    }

    /// As for another language: the places go on in another window, which may be maximised before anybody sees it.
    void replaceWindow()
    {
        m_saved = m_docks->save();
        const Qt::WindowStates states = m_window->windowState();
        m_window.reset();
        makeWindow();
        if (upTo(2))
            m_window->hide();
        m_window->setWindowState(upTo(2) ? states : upTo(2) ? Qt::WindowMaximized : Qt::WindowFullScreen);
        m_docks->restore(m_saved);
        if (upTo(2))
            m_docks->apply(someLayout());
        if (upTo(3))
            m_window->show();
    }

    DockLayout::Layout someLayout()
    {
        static constexpr DockLayout::Layout layouts[] = {DockLayout::Code, DockLayout::Test, DockLayout::Release};
        return layouts[upTo(3)];
    }
    Act someAct()
    {
        static constexpr Act acts[] = {Act::ShowProject, Act::ShowLayers, Act::ShowFunction, Act::ShowEvent, Act::ShowResult, Act::ShowLog, Act::ShowTimeline, Act::ShowProblems, Act::FindInFiles, Act::ShowDeploy, Act::ShowTests};
        return acts[upTo(int(std::size(acts)))];
    }

    /// Heads, tabs, the lines between docks (which are the window's own), and their cursors' widgets.
    QWidget *someGrip()
    {
        QList<QWidget *> grips{m_window.get()};
        for (QDockWidget *dock : m_window->findChildren<QDockWidget *>())
            grips << dock << dock->titleBarWidget();
        for (int i = 0; i < 4; ++i)
            for (QTabBar *tabs : m_window->findChildren<QTabBar *>())
                grips << tabs;
        for (QAbstractButton *button : m_window->findChildren<QAbstractButton *>())
            if (upTo(6) == 0)
                grips << button;
        grips.removeIf([](QWidget *grip) { return !grip->isVisible() || grip->visibleRegion().isEmpty(); });
        return grips.isEmpty() ? m_window.get() : grips.at(upTo(int(grips.size())));
    }
    QPoint in(const QWidget *grip)
    {
        if (grip == m_window.get() && upTo(4)) // beside a dock: the line
            for (QDockWidget *dock : m_window->findChildren<QDockWidget *>())
                if (dock->isVisible() && upTo(3) == 0) {
                    const QRect at = dock->geometry();
                    return upTo(2) ? QPoint(upTo(2) ? at.right() + 2 : at.left() - 2, at.center().y()) : QPoint(at.center().x(), upTo(2) ? at.bottom() + 2 : at.top() - 2);
                }
        return {upTo(std::max(1, grip->width())), upTo(std::max(1, std::min(grip->height(), 30)))};
    }
    QPoint anywhere(const QWidget *grip) { return grip->mapFromGlobal(m_window->mapToGlobal(QPoint(upTo(m_window->width() + 40) - 20, upTo(m_window->height() + 40) - 20))); }

    void mouse(const QPointer<QWidget> &grip, QEvent::Type type, const QPoint &at, Qt::MouseButton button = Qt::LeftButton)
    {
        if (!grip || !grip->isVisible())
            return;
        const bool held = type == QEvent::MouseButtonPress || type == QEvent::MouseMove || type == QEvent::MouseButtonDblClick;
        QMouseEvent event(type, at, grip->mapToGlobal(at), type == QEvent::MouseMove ? Qt::NoButton : button, held ? button : Qt::NoButton, upTo(6) ? Qt::NoModifier : Qt::ControlModifier);
        QCoreApplication::sendEvent(grip, &event);
    }
    void drag(int moves, bool letGo)
    {
        m_pressed = someGrip();
        mouse(m_pressed, QEvent::MouseButtonPress, in(m_pressed));
        for (int i = 0; i < moves; ++i) {
            if (m_pressed && upTo(3) == 0)
                mouse(m_pressed, QEvent::MouseMove, m_pressed->rect().center() + QPoint(upTo(200) - 100, upTo(8) - 4));
            else if (m_pressed)
                mouse(m_pressed, QEvent::MouseMove, anywhere(m_pressed));
            if (upTo(6) == 0)
                QCoreApplication::processEvents();
            if (upTo(12) == 0)
                another();
        }
        if (letGo && m_pressed)
            mouse(m_pressed, QEvent::MouseButtonRelease, anywhere(m_pressed));
    }

    void one()
    {
        while (QWidget *popup = QApplication::activePopupWidget()) {
            if (auto *menu = qobject_cast<QMenu *>(popup); menu && upTo(2) && !menu->actions().isEmpty())
                if (QAction *action = menu->actions().at(upTo(int(menu->actions().size()))); action->isEnabled() && !action->menu())
                    action->trigger();
            popup->close();
        }
        if (!m_window->isVisible() && upTo(3) == 0)
            m_window->show();
        switch (upTo(12)) {
        case 0:
        case 1:
        case 2:
        case 3:
        case 4:
            return drag(upTo(6), upTo(8) != 0);
        case 5: { // twice, or with the other button
            const QPointer<QWidget> grip = someGrip();
            const QPoint at = in(grip);
            mouse(grip, upTo(2) ? QEvent::MouseButtonDblClick : QEvent::MouseButtonPress, at, upTo(3) ? Qt::LeftButton : Qt::RightButton);
            if (upTo(2))
                mouse(grip, QEvent::MouseButtonRelease, at);
            if (grip && upTo(2)) {
                QContextMenuEvent asked(QContextMenuEvent::Mouse, at, grip->mapToGlobal(at));
                QCoreApplication::sendEvent(grip, &asked);
            }
            return;
        }
        case 6: // of a drag that nobody began, or that was forgotten
            if (m_pressed)
                mouse(m_pressed, upTo(2) ? QEvent::MouseMove : QEvent::MouseButtonRelease, anywhere(m_pressed));
            return;
        default:
            return another();
        }
    }

    /// What comes from elsewhere, also in the middle of a drag.
    void another()
    {
        switch (upTo(20)) {
        case 0:
        case 1:
            return m_docks->apply(someLayout());
        case 2:
        case 3:
        case 4:
            return m_docks->show(someAct(), upTo(2));
        case 5:
        case 6:
            return m_docks->hide(someAct());
        case 7:
            return m_docks->raise(someAct());
        case 8:
            m_docks->setVisible(upTo(4) != 0);
            return;
        case 9:
            m_saved = m_docks->save();
            return;
        case 10:
            m_docks->restore(m_saved);
            return;
        case 11:
            return m_window->resize(500 + upTo(1200), 380 + upTo(700));
        case 12:
            return upTo(3) ? m_window->showMaximized() : upTo(2) ? m_window->showFullScreen() : m_window->showMinimized();
        case 13:
            return m_window->showNormal();
        case 14:
            m_window->hide();
            if (upTo(2))
                m_window->show();
            return;
        case 15:
            if (upTo(40) == 0)
                m_theme->setMode(ThemeMode(1 + upTo(3)));
            return;
        case 16: {
            static constexpr Qt::Key keys[] = {Qt::Key_Escape, Qt::Key_Tab, Qt::Key_Left, Qt::Key_Right, Qt::Key_Return, Qt::Key_Menu};
            if (QWidget *focus = QApplication::focusWidget())
                QTest::keyClick(focus, keys[upTo(int(std::size(keys)))]);
            return;
        }
        case 17:
            m_docks->setBadge(someAct(), upTo(30));
            return;
        case 18:
            m_docks->applySizes();
            return;
        default:
            if (upTo(8) == 0 && !m_inReplace) {
                m_inReplace = true;
                QMetaObject::invokeMethod(this, [this] { m_inReplace = false; if (m_window) replaceWindow(); }, Qt::QueuedConnection); // as WindowHost does
            }
        }
    }
    bool m_inReplace = false;
};

int main(int argc, char **argv)
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "25000000");
    QApplication app(argc, argv);
    TestDockMonkey test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_dockmonkey.moc"
