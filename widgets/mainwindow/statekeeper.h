// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QTimer>
#include <functional>

class QMainWindow;

namespace lathe {

class EditorTabs;

/// Keeps the window's state on disk: which tabs are open and in front at once, the rest (cursors, closed blocks, docks, size) at most half a
/// second behind what is seen, so that a kill loses no more of it than of the text. Begins when the state of the last time is in place. Owned
/// by the main window.
class StateKeeper : public QObject
{
    Q_OBJECT
public:
    StateKeeper(EditorTabs &tabs, QMainWindow &window, std::function<void()> saveTabs, std::function<void()> save);
    /// Idempotent. Nothing is kept before: it would overwrite what is about to be restored. What is there now is kept.
    void begin();
    void end();
    bool isKeeping() const { return m_begun; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void note();
    void noteTabs();
    std::function<void()> m_saveTabs, m_save;
    QTimer m_timer;
    bool m_tabsNoted = false;
    bool m_begun = false;
};

} // namespace lathe
