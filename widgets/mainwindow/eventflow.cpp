// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/eventflow.h"
#include "common/actiontable.h"
#include "dialogs/neweventdialog.h"
#include "panels/eventpanel.h"

namespace lathe {

EventFlow::EventFlow(ThemeManager &theme, Session &session, ActionTable &actions, EventPanel &panel, QWidget *window)
    : QObject(window), m_theme(theme), m_session(session), m_actions(actions), m_panel(panel), m_window(window)
{
    connect(actions.action(Act::MakeEvent), &QAction::triggered, this, &EventFlow::ask);
    for (auto signal : {&Session::projectOpened, &Session::projectClosed})
        connect(&session, signal, this, &EventFlow::refreshAction);
    refreshAction();
}

void EventFlow::refreshAction()
{
    m_actions.action(Act::MakeEvent)->setEnabled(m_session.hasProject());
}

/// Begins with the template that suits what triggers the function.
void EventFlow::ask()
{
    if (!m_session.hasProject())
        return;
    const FunctionDefinition *function = m_session.project().function(m_session.currentFunction());
    const QString wanted = function && !function->triggers.isEmpty() ? templateFor(function->triggers.first().source).id : QString();
    auto *dialog = new NewEventDialog(m_theme, m_session.project().root, wanted, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewEventDialog::chosen, &m_panel, &EventPanel::create);
    dialog->open();
}

} // namespace lathe
