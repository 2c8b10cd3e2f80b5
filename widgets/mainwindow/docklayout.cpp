// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/docklayout.h"
#include "common/sectionheader.h"
#include "common/stylesheet.h"
#include "mainwindow/dockmover.h"
#include <QAction>
#include <QChildEvent>
#include <QDockWidget>
#include <QLayout>
#include <QMainWindow>
#include <QPointer>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <algorithm>
#include <utility>

namespace lathe {

DockLayout::DockLayout(ThemeManager &theme, ActionTable &actions, QMainWindow &window)
    : QObject(&window), m_window(window), m_theme(theme), m_actions(actions), m_mover(new DockMover(window, this))
{
    window.setDockNestingEnabled(true);
    window.setDocumentMode(true);
    window.setAnimated(false); // a layout is in force at once, never between two states
    window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea); // files need height, results need width
    window.setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    for (const Qt::DockWidgetArea area : {Qt::LeftDockWidgetArea, Qt::RightDockWidgetArea, Qt::BottomDockWidgetArea})
        window.setTabPosition(area, QTabWidget::North);
    window.installEventFilter(this);
}

/// The tabs come and go with the docks. What is dragged over one for half a second is taken to its panel.
bool DockLayout::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ChildAdded) // which is no tab bar yet
        QMetaObject::invokeMethod(this, [this, child = QPointer<QObject>(static_cast<QChildEvent *>(event)->child())] {
            if (auto *tabs = qobject_cast<QTabBar *>(child.data()))
                prepare(*tabs);
        }, Qt::QueuedConnection);
    if (event->type() == QEvent::ChildPolished) // before anybody can press it
        if (auto *tabs = qobject_cast<QTabBar *>(static_cast<QChildEvent *>(event)->child()))
            tabs->setMovable(false);
    if (event->type() == QEvent::MouseButtonPress)
        m_mover->letGo(); // a line whose release went elsewhere would hold the layout for ever
    return QObject::eventFilter(watched, event);
}

/// Tabs that stay where they are: Qt looks for the group of a tab that moves, and does not expect that a layout took it away meanwhile.
void DockLayout::prepare(QTabBar &tabs)
{
    tabs.setMovable(false);
    tabs.setAccessibleName(tr("Panels"));
    tabs.setChangeCurrentOnDrag(true);
    tabs.setAcceptDrops(true);
    m_mover->addTabs(tabs);
}

/// Each dock has a quiet head of its own; those that are tabs by default have it only while they are none.
QDockWidget *DockLayout::make(const QString &id, Place place, const QString &title, int layouts)
{
    auto *dock = new QDockWidget(title, &m_window);
    dock->setObjectName(id);
    // Not movable: a drag of Qt's keeps the state from its begin and puts it back later, with items that are deleted by then if the layout
    // changed in between (a key, a run that ends, another size of the window).
    dock->setFeatures(QDockWidget::DockWidgetClosable);
    auto *empty = new QWidget(dock); // the ground that its panel will have
    empty->setMinimumHeight(28);
    setSurface(empty, place == Place::Left || place == Place::Right ? Surface::Panel : Surface::Window);
    dock->setWidget(empty);
    if (place == Place::BottomRight) {
        auto *none = new QWidget(dock);
        none->setFixedHeight(0);
        dock->setTitleBarWidget(none);
        m_heads.append({dock, nullptr, none});
        connect(dock, &QDockWidget::visibilityChanged, this, &DockLayout::fitHeadsSoon);
        connect(dock, &QDockWidget::dockLocationChanged, this, &DockLayout::fitHeadsSoon);
    } else {
        dock->setTitleBarWidget(makeHead(*dock));
    }
    m_order.append({place, dock, layouts});
    return dock;
}

QWidget *DockLayout::makeHead(QDockWidget &dock)
{
    auto *head = new SectionHeader(m_theme, dock.windowTitle(), &dock);
    setSurface(head, Surface::Panel);
    QToolButton *close = head->addButton(QStringLiteral("close"), tr("Hide this panel"));
    close->setObjectName(QStringLiteral("closeDock"));
    connect(close, &QToolButton::clicked, &dock, &QDockWidget::close);
    m_mover->addHead(dock, *head);
    return head;
}

/// Not at once: Qt tells of docks in the middle of its layout.
void DockLayout::fitHeadsSoon()
{
    if (!std::exchange(m_fitting, true))
        QMetaObject::invokeMethod(this, &DockLayout::fitHeads, Qt::QueuedConnection);
}

void DockLayout::fitHeads()
{
    m_fitting = false;
    for (Head &head : m_heads) {
        const QList<QDockWidget *> others = m_window.tabifiedDockWidgets(head.dock);
        const bool tabbed = std::any_of(others.begin(), others.end(), [](const QDockWidget *one) { return !one->isHidden(); });
        if (head.dock->isHidden())
            continue;
        if (!tabbed && !head.alone) {
            auto *alone = static_cast<SectionHeader *>(head.alone = makeHead(*head.dock));
            connect(head.dock, &QDockWidget::windowTitleChanged, alone, &SectionHeader::setText);
        }
        QWidget *wanted = tabbed ? head.tabbed : head.alone;
        if (head.dock->titleBarWidget() == wanted)
            continue;
        head.dock->setTitleBarWidget(wanted);
        wanted->show();
    }
}

void DockLayout::add(Act act, Place place, const QString &title, int layouts)
{
    m_docks.insert(int(act), make(ActionTable::idOf(act), place, title, layouts));
    m_titles.insert(int(act), title);
    connect(m_actions.action(act), &QAction::triggered, this, [this, act] { show(act, true); });
}

QWidget *DockLayout::parentOf(Act act) const
{
    return m_docks.value(int(act));
}

void DockLayout::setPanel(Act act, QWidget *panel)
{
    QDockWidget *dock = m_docks.value(int(act));
    QWidget *before = dock->widget();
    dock->setWidget(panel);
    delete before;
}

QToolButton *DockLayout::addHeadButton(Act act, const QString &icon, const QString &text)
{
    auto *head = static_cast<SectionHeader *>(m_docks.value(int(act))->titleBarWidget());
    QToolButton *button = head->addButton(icon, text);
    head->addWidget(head->findChild<QToolButton *>(QStringLiteral("closeDock"))); // stays the last one
    return button;
}

void DockLayout::arrange()
{
    QDockWidget *bottomLeft = nullptr;
    QDockWidget *bottomRight = nullptr;
    for (const auto &[place, dock, layouts] : m_order) {
        switch (place) {
        case Place::Left:
            m_window.addDockWidget(Qt::LeftDockWidgetArea, dock);
            break;
        case Place::Right:
            m_window.addDockWidget(Qt::RightDockWidgetArea, dock);
            break;
        case Place::BottomLeft:
            m_window.addDockWidget(Qt::BottomDockWidgetArea, dock);
            bottomLeft = dock;
            break;
        case Place::BottomRight:
            if (bottomRight) {
                m_window.tabifyDockWidget(bottomRight, dock);
                break;
            }
            if (bottomLeft)
                m_window.splitDockWidget(bottomLeft, dock, Qt::Horizontal);
            else
                m_window.addDockWidget(Qt::BottomDockWidgetArea, dock);
            bottomRight = dock;
            break;
        }
    }
    applySizes();
    if (bottomRight)
        bottomRight->raise();
}

/// Parts of the window's size, so that small windows keep an editor. Holds for docks that are shown.
void DockLayout::applySizes()
{
    QList<QDockWidget *> sides, bottom;
    QList<int> widths, bottomWidths;
    bool right = false;
    for (const auto &[place, dock, layouts] : m_order) {
        if (!(layouts & m_layout))
            continue;
        if (place == Place::Left || place == Place::Right) {
            sides << dock;
            widths << (place == Place::Left ? qBound(180, m_window.width() * 18 / 100, 320) : qBound(200, m_window.width() * 21 / 100, 380));
        } else if (place == Place::BottomLeft || !right) {
            bottom << dock;
            bottomWidths << (place == Place::BottomLeft ? m_window.width() * 28 / 100 : m_window.width() * 54 / 100);
            right = right || place == Place::BottomRight;
        }
    }
    QList<QDockWidget *> left;
    for (const auto &[place, dock, layouts] : m_order)
        if (place == Place::Left)
            left << dock;
    m_window.resizeDocks(sides, widths, Qt::Horizontal);
    if (left.size() == 2)
        m_window.resizeDocks(left, {m_window.height() * 70 / 100, m_window.height() * 22 / 100}, Qt::Vertical);
    m_window.resizeDocks(bottom, bottomWidths, Qt::Horizontal);
    m_window.resizeDocks(bottom, QList<int>(bottom.size(), qMax(180, m_window.height() * (m_layout == Code ? 40 : 52) / 100)), Qt::Vertical);
}

/// A state that an earlier version saved in the middle of a drag has a dock that floats.
void DockLayout::land()
{
    for (const Entry &entry : m_order)
        if (entry.dock->isFloating())
            entry.dock->setFloating(false);
}

void DockLayout::apply(Layout layout)
{
    m_mover->letGo();
    land();
    m_layout = layout;
    for (const Entry &entry : m_order)
        m_window.removeDockWidget(entry.dock);
    arrange();
    for (const Entry &entry : m_order)
        entry.dock->setVisible(entry.layouts & layout);
    applySizes();
    show(layout == Release ? Act::ShowDeploy : Act::ShowResult, false);
}

void DockLayout::setVisible(bool visible)
{
    m_mover->letGo();
    for (const Entry &entry : m_order) {
        const bool wanted = visible && entry.layouts & m_layout;
        // A dock that nobody hid or showed comes with its window; to show it before would only style it twice.
        if (!wanted || entry.dock->testAttribute(Qt::WA_WState_ExplicitShowHide))
            entry.dock->setVisible(wanted);
    }
}

void DockLayout::show(Act act, bool focus)
{
    QDockWidget *dock = m_docks.value(int(act));
    if (!dock)
        return;
    emit aboutToShow(act);
    dock->show();
    dock->raise();
    if (!focus)
        return;
    QWidget *target = dock->widget();
    if (target->focusProxy() && target->focusProxy()->isVisibleTo(target)) {
        target->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    // The first thing in the panel that takes the focus by Tab, in Tab's own order (a splitter turns its children round).
    for (QWidget *child = target->nextInFocusChain(); child != target; child = child->nextInFocusChain())
        if (target->isAncestorOf(child) && child->isVisibleTo(target) && child->isEnabled() && (child->focusPolicy() & Qt::TabFocus)) {
            child->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    target->setFocus(Qt::ShortcutFocusReason);
}

void DockLayout::hide(Act act)
{
    if (QDockWidget *dock = m_docks.value(int(act)))
        dock->hide();
}

void DockLayout::raise(Act act)
{
    if (QDockWidget *dock = m_docks.value(int(act)); dock && !dock->isHidden())
        dock->raise();
}

bool DockLayout::isInFront(Act act) const
{
    const QDockWidget *dock = m_docks.value(int(act));
    return dock && !dock->visibleRegion().isEmpty();
}

void DockLayout::setBadge(Act act, int count)
{
    if (QDockWidget *dock = m_docks.value(int(act))) {
        const QString title = m_titles.value(int(act));
        dock->setWindowTitle(count > 0 ? QStringLiteral("%1 (%2)").arg(title).arg(count) : title);
    }
}

bool DockLayout::restore(const QByteArray &state)
{
    if (state.isEmpty())
        return false;
    m_mover->letGo();
    // A hidden window that will be maximised would keep a copy for the size to come, and take it whatever became of the docks meanwhile.
    const bool later = !m_window.isVisible() && m_window.windowState() & (Qt::WindowMaximized | Qt::WindowFullScreen);
    const QByteArray geometry = later ? m_window.saveGeometry() : QByteArray();
    if (later)
        m_window.setWindowState(m_window.windowState() & ~(Qt::WindowMaximized | Qt::WindowFullScreen));
    // Qt shows one tab bar after the other there; each would lay out the window, which takes others away while it walks through them.
    m_window.layout()->setEnabled(false);
    const bool restored = m_window.restoreState(state, version);
    m_window.layout()->setEnabled(true);
    land();
    m_window.layout()->activate();
    if (later)
        m_window.restoreGeometry(geometry); // with the size that it has when it is neither
    return restored;
}

QByteArray DockLayout::save() const
{
    return m_window.saveState(version);
}

} // namespace lathe
