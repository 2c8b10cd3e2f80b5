// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/environmentsmodel.h"
#include "session/session.h"
#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QTreeView;

namespace lathe {

class EmptyState;

class ThemeManager;

/// The execution environments of this window's engine, local runs' and the endpoint's: what each one does, and Stop (after
/// its event) and Kill (now) for the chosen ones. Owned by its dock.
class EnvironmentsPanel : public QWidget
{
    Q_OBJECT
public:
    EnvironmentsPanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    QTreeView *view() const { return m_view; }
    const EnvironmentsModel &model() const { return m_model; }

signals:
    void runRequested();

private:
    void show(const QList<EnvironmentInfo> &environments);
    void refreshButtons();
    QList<quint64> chosen() const;

    Session &m_session;
    EnvironmentsModel m_model;
    QTreeView *m_view;
    QLabel *m_summary;
    EmptyState *m_none;
    QPushButton *m_stop;
    QPushButton *m_kill;
    QAction *m_stopAction;
    QAction *m_killAction;
};

} // namespace lathe
