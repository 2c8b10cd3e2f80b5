// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "items/diagnosticmodel.h"
#include "session/session.h"
#include <QWidget>

class QTreeView;

namespace lathe {

class EmptyState;

/// Everything that is the matter with the project; Enter or a click goes to the place.
class ProblemsPanel : public QWidget
{
    Q_OBJECT
public:
    ProblemsPanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    const DiagnosticModel &model() const { return m_model; }
    /// Goes to the next (+1) or previous (-1) problem, round the end; false when there is none.
    bool step(int direction);
    bool hasListFocus() const;
    /// What can be done about the chosen problem is asked for, at its row.
    void requestFixes();

signals:
    void openRequested(const QString &path, int line, int column);
    void countChanged(int errors, int warnings, int all);
    void fixesRequested(const lathe::Diagnostic &diagnostic, const QPoint &globalPos);

private:
    void refresh();
    void open(const QModelIndex &index);
    void showMenu(const QPoint &at);

    ThemeManager &m_theme;
    Session &m_session;
    DiagnosticModel m_model;
    QTreeView *m_view;
    EmptyState *m_none;
};

} // namespace lathe
