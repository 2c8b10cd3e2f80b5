// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/session.h"
#include <QObject>

namespace lathe {

class ActionTable;
class EventPanel;
class ThemeManager;

/// Asks what a new test event is and lets the panel make it. Owned by the main window.
class EventFlow : public QObject
{
    Q_OBJECT
public:
    EventFlow(ThemeManager &theme, Session &session, ActionTable &actions, EventPanel &panel, QWidget *window);

private:
    void ask();
    void refreshAction();
    ThemeManager &m_theme;
    Session &m_session;
    ActionTable &m_actions;
    EventPanel &m_panel;
    QWidget *m_window;
};

} // namespace lathe
