// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/actiontable.h"
#include "session/session.h"
#include <QToolBar>

class QComboBox;
class QToolButton;

namespace lathe {

class StatusChip;

/// The one tool bar: where to (target), what (function), run, stop, deploy, and the way to everything else.
class MainToolBar : public QToolBar
{
    Q_OBJECT
public:
    MainToolBar(ThemeManager &theme, ActionTable &actions, Session &session, QWidget *parent = nullptr);
    /// Opens the list of targets below the chip.
    void openTargets();
    void openFunctions();

private:
    void fillFunctions();
    void showTarget();
    QToolButton *addActionButton(Act act, bool primary);

    ThemeManager &m_theme;
    ActionTable &m_actions;
    Session &m_session;
    StatusChip *m_target;
    QComboBox *m_functions;
};

} // namespace lathe
