// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QRect>

class QDockWidget;
class QMainWindow;
class QMenu;
class QRubberBand;
class QTabBar;

namespace lathe {

/// Moves docks by a drag of their heads and tabs, and by the menu of both; made by DockLayout, window's thread. Not Qt's own drag: that keeps
/// a copy of the layout from its begin and puts it back at its end, whatever became of the docks meanwhile. Here nothing moves before the drop.
class DockMover : public QObject
{
    Q_OBJECT
public:
    explicit DockMover(QMainWindow &window, QObject *parent = nullptr);
    void addHead(QDockWidget &dock, QWidget &head);
    void addTabs(QTabBar &tabs);
    /// Ends whatever the mouse holds, a dock or the line between two: before docks are put elsewhere.
    void letGo();
    /// To the end of a side of the window.
    void move(QDockWidget &dock, Qt::DockWidgetArea area);
    /// A tab beside the other one.
    void join(QDockWidget &dock, QDockWidget &other);
    void reorder(QTabBar &tabs, int from, int to);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Target
    {
        Qt::DockWidgetArea area = Qt::NoDockWidgetArea;
        QPointer<QDockWidget> beside; ///< Becomes a tab with it.
        QPointer<QTabBar> tabs;       ///< Takes the place of its tab `index`.
        int index = -1;
        QRect rect; ///< In the window's coordinates, as the user sees it.
    };
    bool press(QWidget &grip, const QPoint &at);
    bool drag(const QPoint &global);
    bool drop();
    void cancel();
    Target targetAt(const QPoint &at) const;
    void put(const QPointer<QDockWidget> &dock, const Target &target);
    QDockWidget *dockOf(const QTabBar &tabs, int index) const;
    void openMenu(QWidget &grip, const QPoint &global, int tab);

    QMainWindow &m_window;
    QHash<const QObject *, QDockWidget *> m_heads;
    QPointer<QWidget> m_grip; ///< What was pressed; none: nothing is held.
    QPointer<QDockWidget> m_dock;
    QPoint m_from; ///< Global, where it was pressed.
    int m_tab = -1;
    bool m_dragging = false;
    Target m_target;
    QRubberBand *m_mark = nullptr;
};

} // namespace lathe
