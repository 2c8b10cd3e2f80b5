// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mainwindow/windowfixture.h"
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>

namespace lathe {

/// Somebody at the window who counts what the hands do: a click, a chord, a menu pick, a filled field or a drag is one action each.
class Hands
{
public:
    explicit Hands(WindowFixture &fixture) : f(fixture) {}
    int actions = 0;
    int mouse = 0; ///< Of the actions.

    void chord(Act act)
    {
        ++actions;
        f.press(act);
    }
    void key(Qt::Key one)
    {
        ++actions;
        f.key(one);
    }
    /// Fills the field that has the keys; each letter goes where they are by then.
    void fill(const QString &text)
    {
        ++actions;
        for (const QChar c : text)
            QTest::keyClick(QApplication::focusWidget(), c.toLatin1());
    }
    bool click(QWidget *widget, const QPoint &at = {})
    {
        ++actions, ++mouse;
        if (!widget || !widget->isVisible() || !widget->isEnabled())
            return false;
        QTest::mouseClick(widget, Qt::LeftButton, Qt::NoModifier, at);
        return true;
    }
    bool clickRow(QAbstractItemView *view, int row)
    {
        return click(view->viewport(), view->visualRect(view->model()->index(row, 0)).center());
    }
    /// Opens the menu that the action is in and clicks it there.
    bool pick(Act act)
    {
        ++actions, ++mouse;
        QAction *wanted = f.window->actions().action(act);
        for (QAction *title : f.window->menuBar()->actions())
            if (title->menu() && title->menu()->actions().contains(wanted) && wanted->isEnabled()) {
                QTest::mouseClick(f.window->menuBar(), Qt::LeftButton, Qt::NoModifier, f.window->menuBar()->actionGeometry(title).center());
                const bool picked = pickIn(title->menu(), wanted);
                QWidget *next = QApplication::activeModalWidget() ? QApplication::activeModalWidget() : f.window.get();
                next->activateWindow(); // what a window manager does when a menu has closed
                return picked && QTest::qWaitForWindowActive(next);
            }
        return false;
    }
    static bool pickIn(QMenu *menu, QAction *action)
    {
        if (!QTest::qWaitFor([menu] { return menu->isVisible(); }))
            return false;
        QTest::mouseClick(menu, Qt::LeftButton, Qt::NoModifier, menu->actionGeometry(action).center());
        return true;
    }
    bool drag(QMimeData *data, QWidget *onto, const QPoint &at = {20, 10})
    {
        ++actions, ++mouse;
        QDragEnterEvent enter(at, Qt::CopyAction | Qt::MoveAction, data, Qt::LeftButton, {});
        QApplication::sendEvent(onto, &enter);
        QDropEvent drop(at, Qt::CopyAction | Qt::MoveAction, data, Qt::LeftButton, {});
        if (enter.isAccepted())
            QApplication::sendEvent(onto, &drop);
        return enter.isAccepted() && drop.isAccepted();
    }

private:
    WindowFixture &f;
};

} // namespace lathe
