// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/editing/quickfix.h"
#include "session/session.h"
#include <QObject>
#include <QPointer>

class QMenu;

namespace lathe {

class EditorTabs;
class ProblemsPanel;
class ThemeManager;

/// Offers what can be done about problems, at the lamp in the margin, at the cursor, in the editor's menu and in the list of problems, and
/// does it. Owned by the main window.
class QuickFixFlow : public QObject
{
    Q_OBJECT
public:
    QuickFixFlow(ThemeManager &theme, Session &session, QWidget *window);
    /// The editors, which may be others later.
    void setTabs(EditorTabs &tabs);
    void setProblems(ProblemsPanel &problems);
    /// A menu with what can be done about the chosen problem, if the list of problems has the focus, else in the cursor's line.
    void show();

signals:
    void failed(const lathe::Error &error);

private:
    QList<QuickFix> fixesFor(const QList<Diagnostic> &diagnostics) const;
    QList<QuickFix> fixesHere() const;
    void fill(QMenu *menu, const QList<QuickFix> &fixes, QAction *before = nullptr);
    void popup(const QList<QuickFix> &fixes, const QPoint &at);
    void apply(const QuickFix &fix);
    void change(const QuickFix &fix);
    void look();

    ThemeManager &m_theme;
    Session &m_session;
    QWidget *m_window;
    EditorTabs *m_tabs = nullptr;
    QPointer<ProblemsPanel> m_problems;
};

} // namespace lathe
