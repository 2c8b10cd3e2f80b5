// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "session/session.h"
#include <QObject>

class QLabel;
class QProgressBar;
class QStatusBar;
class QToolButton;

namespace lathe {

class StatusChip;

/// The status bar's content: trust, sandbox, endpoint, the task under way with its cancel button, and the place in the text.
class StatusLine : public QObject
{
    Q_OBJECT
public:
    StatusLine(ThemeManager &theme, Session &session, QStatusBar &bar, QObject *parent = nullptr);
    /// 1-based; 0 hides the place.
    void showPlace(int line, int column);
    void showForm(const QString &encoding, const QString &lineEnd, const QString &language);

signals:
    void trustClicked();
    void serverClicked();

private:
    void build(ThemeManager &theme, QStatusBar &bar);
    void follow();
    void refreshTrust();
    void refreshSandbox();
    void refreshEndpoint();
    void refreshTask();
    void showPreparation(const RunPreparation &step);
    void showSteps(const QString &title, int value, int maximum);

    Session &m_session;
    StatusChip *m_trust;
    StatusChip *m_sandbox;
    StatusChip *m_endpoint;
    QLabel *m_task;
    QProgressBar *m_progress;
    QToolButton *m_cancel;
    QLabel *m_form;
    QLabel *m_place;
    int m_environments = 0;
    int m_busy = 0;
    QString m_failure;
};

} // namespace lathe
