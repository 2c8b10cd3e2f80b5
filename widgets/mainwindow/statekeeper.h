// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QTimer>
#include <functional>

class QMainWindow;

namespace lathe {

class EditorTabs;

/// Keeps the window's state (tabs, cursors, closed blocks, docks, size) on disk at most half a second behind what is seen, so that a kill
/// loses no more of it than of the text. Begins when the state of the last time is in place. Owned by the main window.
class StateKeeper : public QObject
{
    Q_OBJECT
public:
    StateKeeper(EditorTabs &tabs, QMainWindow &window, std::function<void()> save);
    /// Idempotent. Nothing is kept before: it would overwrite what is about to be restored.
    void begin();
    void end();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void note();
    std::function<void()> m_save;
    QTimer m_timer;
    bool m_begun = false;
};

} // namespace lathe
