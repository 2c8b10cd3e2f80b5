// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/dockmover.h"
#include <QApplication>
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QMouseEvent>
#include <QRubberBand>
#include <QTabBar>

namespace lathe {

DockMover::DockMover(QMainWindow &window, QObject *parent) : QObject(parent), m_window(window) {}

void DockMover::addHead(QDockWidget &dock, QWidget &head)
{
    m_heads.insert(&head, &dock);
    head.installEventFilter(this);
}

void DockMover::addTabs(QTabBar &tabs)
{
    tabs.installEventFilter(this);
}

bool DockMover::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == qApp || !watched->isWidgetType()) // while something is dragged
        return m_dragging && event->type() == QEvent::ApplicationDeactivate ? (cancel(), false) : false;
    auto &widget = *static_cast<QWidget *>(watched);
    const bool isGrip = m_heads.contains(watched) || qobject_cast<QTabBar *>(watched);
    switch (event->type()) {
    case QEvent::MouseButtonPress: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        cancel();
        return isGrip && mouse->button() == Qt::LeftButton && press(widget, mouse->position().toPoint());
    }
    case QEvent::MouseMove:
        if (watched != m_grip)
            return false;
        if (!(static_cast<QMouseEvent *>(event)->buttons() & Qt::LeftButton))
            cancel(); // its release went elsewhere
        return drag(static_cast<QMouseEvent *>(event)->globalPosition().toPoint());
    case QEvent::MouseButtonRelease:
        return watched == m_grip && drop();
    case QEvent::ShortcutOverride:
    case QEvent::KeyPress:
        if (!m_dragging || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
            return false;
        cancel();
        return true;
    case QEvent::Hide:
        if (watched == m_grip)
            cancel();
        return false;
    case QEvent::ContextMenu:
        if (isGrip) {
            const auto *asked = static_cast<QContextMenuEvent *>(event);
            const auto *tabs = qobject_cast<QTabBar *>(watched);
            cancel();
            openMenu(widget, asked->globalPos(), !tabs ? -1 : asked->reason() == QContextMenuEvent::Keyboard ? tabs->currentIndex() : tabs->tabAt(asked->pos()));
            return true;
        }
        return false;
    default:
        return false;
    }
}

/// Tabs take the press as well: it chooses them.
bool DockMover::press(QWidget &grip, const QPoint &at)
{
    const auto *tabs = qobject_cast<QTabBar *>(&grip);
    m_tab = tabs ? tabs->tabAt(at) : -1;
    m_dock = tabs ? dockOf(*tabs, m_tab) : m_heads.value(&grip);
    m_grip = m_dock ? &grip : nullptr;
    m_from = grip.mapToGlobal(at);
    return m_grip && !tabs;
}

bool DockMover::drag(const QPoint &global)
{
    if (!m_grip || !m_dock)
        return false;
    if (!m_dragging) {
        if ((global - m_from).manhattanLength() < QApplication::startDragDistance())
            return true;
        m_dragging = true;
        m_grip->setCursor(Qt::ClosedHandCursor);
        qApp->installEventFilter(this); // for Escape, wherever the focus is
    }
    m_target = targetAt(m_window.mapFromGlobal(global));
    if (!m_mark)
        m_mark = new QRubberBand(QRubberBand::Rectangle, &m_window);
    m_mark->setGeometry(m_target.rect);
    m_mark->setVisible(!m_target.rect.isEmpty());
    m_mark->raise();
    return true;
}

/// What it is dropped on is done when the event is over: the grip may go with it.
bool DockMover::drop()
{
    const bool dragged = m_dragging;
    const QPointer<QDockWidget> dock = m_dock;
    const Target target = m_target;
    const bool isTab = m_tab >= 0;
    cancel();
    if (dragged && !target.rect.isEmpty())
        QMetaObject::invokeMethod(this, [this, dock, target] { put(dock, target); }, Qt::QueuedConnection);
    return !isTab;
}

void DockMover::cancel()
{
    if (m_dragging)
        qApp->removeEventFilter(this);
    if (m_dragging && m_grip)
        m_grip->unsetCursor();
    if (m_mark)
        m_mark->hide();
    m_dragging = false;
    m_grip = nullptr;
    m_dock = nullptr;
    m_target = {};
    m_tab = -1;
}

/// Over its own tabs: their order. Over another dock or its tabs: a tab beside it. Over the middle of the window: the side that is nearest.
DockMover::Target DockMover::targetAt(const QPoint &at) const
{
    Target target;
    const auto in = [&at](const QWidget *widget) { return widget->isVisible() && !widget->visibleRegion().isEmpty() && widget->geometry().contains(at); };
    for (QTabBar *tabs : m_window.findChildren<QTabBar *>(Qt::FindDirectChildrenOnly)) {
        if (!in(tabs))
            continue;
        const int index = tabs->tabAt(tabs->mapFrom(&m_window, at));
        if (tabs == m_grip) {
            if (index < 0 || index == m_tab)
                return target;
            target.tabs = tabs;
            target.index = index;
            target.rect = tabs->tabRect(index).translated(tabs->pos());
        } else if ((target.beside = dockOf(*tabs, tabs->currentIndex())) && target.beside != m_dock) {
            target.rect = tabs->geometry() | target.beside->geometry();
        }
        return target;
    }
    for (QDockWidget *dock : m_window.findChildren<QDockWidget *>(Qt::FindDirectChildrenOnly))
        if (dock != m_dock && in(dock)) {
            target.beside = dock;
            target.rect = dock->geometry();
            return target;
        }
    const QRect middle = m_window.centralWidget()->geometry();
    if (!middle.contains(at))
        return target;
    const QPoint inside = at - middle.topLeft();
    const int third = middle.width() / 3;
    if (inside.x() < third) {
        target.area = Qt::LeftDockWidgetArea;
        target.rect = QRect(middle.left(), middle.top(), third, middle.height());
    } else if (inside.x() > middle.width() - third) {
        target.area = Qt::RightDockWidgetArea;
        target.rect = QRect(middle.right() - third, middle.top(), third, middle.height());
    } else if (inside.y() > middle.height() / 2) {
        target.area = Qt::BottomDockWidgetArea;
        target.rect = QRect(middle.left(), middle.center().y(), middle.width(), middle.height() / 2);
    }
    return target;
}

void DockMover::put(const QPointer<QDockWidget> &dock, const Target &target)
{
    if (!dock || dock->isHidden()) // a layout came in between
        return;
    if (target.tabs) {
        for (int i = 0; i < target.tabs->count(); ++i)
            if (dockOf(*target.tabs, i) == dock)
                return reorder(*target.tabs, i, std::min(target.index, target.tabs->count() - 1));
    } else if (target.beside) {
        if (!target.beside->isHidden())
            join(*dock, *target.beside);
    } else if (target.area != Qt::NoDockWidgetArea) {
        move(*dock, target.area);
    }
}

/// While the line between two docks is held, Qt lays out from a copy of its begin.
void DockMover::letGo()
{
    cancel();
    QMouseEvent release(QEvent::MouseButtonRelease, QPointF(), m_window.mapToGlobal(QPointF()), Qt::LeftButton, Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_window, &release);
}

void DockMover::move(QDockWidget &dock, Qt::DockWidgetArea area)
{
    letGo();
    m_window.removeDockWidget(&dock);
    m_window.addDockWidget(area, &dock);
    dock.show();
    if (area == Qt::BottomDockWidgetArea)
        m_window.resizeDocks({&dock}, {m_window.height() * 40 / 100}, Qt::Vertical);
    else
        m_window.resizeDocks({&dock}, {qBound(200, m_window.width() * 21 / 100, 380)}, Qt::Horizontal);
}

void DockMover::join(QDockWidget &dock, QDockWidget &other)
{
    letGo();
    m_window.removeDockWidget(&dock);
    m_window.tabifyDockWidget(&other, &dock);
    dock.show();
    dock.raise();
}

/// Qt adds tabs at the end: all but the first are added anew, in the order that they are to have.
void DockMover::reorder(QTabBar &tabs, int from, int to)
{
    letGo();
    QList<QDockWidget *> docks;
    for (int i = 0; i < tabs.count(); ++i)
        docks.append(dockOf(tabs, i));
    if (docks.contains(nullptr) || from < 0 || to < 0 || from >= docks.size() || to >= docks.size())
        return;
    QDockWidget *moved = docks.at(from);
    docks.move(from, to);
    for (int i = 1; i < docks.size(); ++i) {
        m_window.removeDockWidget(docks.at(i));
        m_window.tabifyDockWidget(docks.constFirst(), docks.at(i));
        docks.at(i)->show();
    }
    moved->raise();
}

/// Qt keeps the dock's address in its tab.
QDockWidget *DockMover::dockOf(const QTabBar &tabs, int index) const
{
    const quintptr id = index < 0 ? 0 : tabs.tabData(index).value<quintptr>();
    for (QDockWidget *dock : m_window.findChildren<QDockWidget *>(Qt::FindDirectChildrenOnly))
        if (quintptr(dock) == id)
            return dock;
    return nullptr;
}

void DockMover::openMenu(QWidget &grip, const QPoint &global, int tab)
{
    const QPointer<QTabBar> tabs = qobject_cast<QTabBar *>(&grip);
    const QPointer<QDockWidget> dock = tabs ? dockOf(*tabs, tab) : m_heads.value(&grip);
    if (!dock)
        return;
    auto *menu = new QMenu(&m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, bool enabled, const std::function<void()> &act) {
        QAction *action = menu->addAction(text);
        action->setEnabled(enabled);
        connect(action, &QAction::triggered, this, act, Qt::QueuedConnection); // the menu is closed by then
    };
    if (tabs) {
        for (const auto &[text, step] : {std::pair(tr("Move Tab Left"), -1), std::pair(tr("Move Tab Right"), 1)})
            add(text, tab + step >= 0 && tab + step < tabs->count(), [this, dock, tabs, tab, step = step] {
                if (dock && tabs && dockOf(*tabs, tab) == dock)
                    reorder(*tabs, tab, tab + step);
            });
        menu->addSeparator();
    }
    for (const auto &[text, area] : {std::pair(tr("Move to the Left"), Qt::LeftDockWidgetArea), std::pair(tr("Move to the Right"), Qt::RightDockWidgetArea), std::pair(tr("Move to the Bottom"), Qt::BottomDockWidgetArea)})
        add(text, tabs || m_window.dockWidgetArea(dock) != area, [this, dock, area = area] {
            if (dock)
                move(*dock, area);
        });
    menu->addSeparator();
    add(tr("Hide Panel"), true, [dock] {
        if (dock)
            dock->close();
    });
    menu->popup(global);
}

} // namespace lathe
