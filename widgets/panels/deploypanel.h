// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/commandsource.h"
#include "common/thememanager.h"
#include "items/planmodel.h"
#include "session/session.h"
#include <QWidget>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace lathe {

class ConfirmName;
class ElidedLabel;
class EmptyState;
class NoticeBar;
class SizeBar;
class StatusChip;

/// What a deploy would change, then the deploy: F8 fills it, Enter carries it out. A production target asks for the
/// function's name before the button is enabled.
class DeployPanel : public QWidget, public CommandSource
{
    Q_OBJECT
public:
    DeployPanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    QPushButton *deployButton() const { return m_deploy; }
    const PlanModel &model() const { return m_model; }
    /// "lathe deploy …" to the target that is chosen.
    QString command() const override;

signals:
    void planRequested();
    void invokeDeployedRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeReview();
    void refresh();
    void fillTargets();
    void fillKeys();
    void showPlan();
    void showProgress(int step, int steps, const QString &title, double fraction);
    void showDone(const DeployResult &result);
    void showFailure(const Error &error);
    void updateButton();
    void fitColumns();

    ThemeManager &m_theme;
    Session &m_session;
    PlanModel m_model;
    NoticeBar *m_notice;
    QComboBox *m_targets;
    QComboBox *m_signing;
    StatusChip *m_chip;
    ElidedLabel *m_summary;
    SizeBar *m_size;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QTreeView *m_view;
    QLabel *m_warnings;
    ConfirmName *m_confirm;
    QLabel *m_phase;
    QProgressBar *m_progress;
    QToolButton *m_copy;
    QPushButton *m_cancel;
    QPushButton *m_deploy;
};

} // namespace lathe
