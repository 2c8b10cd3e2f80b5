// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/actiontable.h"
#include <QHash>
#include <QObject>

class QDockWidget;
class QMainWindow;
class QTabBar;
class QToolButton;

namespace lathe {

class DockMover;
/// The docks around the editor: where they stand by default, which action shows which, and their saved places.
class DockLayout : public QObject
{
    Q_OBJECT
public:
    /// Raised whenever docks come, go or change their names: saved layouts of another version are not restored.
    static constexpr int version = 6;

    DockLayout(ThemeManager &theme, ActionTable &actions, QMainWindow &window);
    enum class Place { Left, Right, BottomLeft, BottomRight };
    /// Which docks are there: others come when their action is used. A window of 1280 pixels has room for the names of six tabs.
    enum Layout { OnDemand = 0, Code = 1, Test = 2, Release = 4, Everywhere = 7 };
    /// Adds an empty dock; the action shows and focuses it. `layouts`: those that it belongs to.
    void add(Act act, Place place, const QString &title, int layouts = Everywhere);
    void hide(Act act);
    /// What a dock's panel is to be born in.
    QWidget *parentOf(Act act) const;
    void setPanel(Act act, QWidget *panel);
    /// A small button in the dock's head, left of its cross.
    QToolButton *addHeadButton(Act act, const QString &icon, const QString &text);
    /// After all docks were added: default sizes and tabs.
    void arrange();
    void applySizes();
    /// Puts all docks into their places and shows those of this layout.
    void apply(Layout layout);
    /// The docks of the layout that was applied last, or none.
    void setVisible(bool visible);
    /// Shows the dock and brings its tab to the front; focuses its content when `focus`.
    void show(Act act, bool focus);
    /// Brings its tab to the front, unless somebody closed it.
    void raise(Act act);
    /// Its content is in sight: not closed, and the current one among its tabs.
    bool isInFront(Act act) const;
    void setBadge(Act act, int count);
    bool restore(const QByteArray &state);
    QByteArray save() const;

signals:
    /// Before show() looks for what takes the focus in it.
    void aboutToShow(lathe::Act act);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void land();
    void prepare(QTabBar &tabs);
    void fitHeads();
    void fitHeadsSoon();
    QDockWidget *make(const QString &id, Place place, const QString &title, int layouts);
    QWidget *makeHead(QDockWidget &dock);
    QMainWindow &m_window;
    ThemeManager &m_theme;
    ActionTable &m_actions;
    DockMover *m_mover;
    QHash<int, QDockWidget *> m_docks;
    struct Entry
    {
        Place place;
        QDockWidget *dock;
        int layouts;
    };
    QHash<int, QString> m_titles;
    QList<Entry> m_order;
    struct Head
    {
        QDockWidget *dock;
        QWidget *alone;  ///< While it has no tab; made when it first has none.
        QWidget *tabbed; ///< Of no height: the tab says its name.
    };
    QList<Head> m_heads; ///< Of the docks that are tabs by default.
    bool m_fitting = false; ///< Due when the event is over.
    Layout m_layout = Code;
};

} // namespace lathe
