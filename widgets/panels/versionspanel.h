// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/commandsource.h"
#include "common/thememanager.h"
#include "items/versionlistmodel.h"
#include "session/session.h"
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;
class QStackedWidget;
class QTreeView;

namespace lathe {

class ConfirmName;
class ElidedLabel;
class EmptyState;
class NoticeBar;
class StatusChip;
class VersionController;

/// The published versions of the current function at the target, and how an alias shares its invocations between two of them: Publish, the
/// newest version's share, Apply; Roll Back takes it away again. A production target asks for the function's name first.
class VersionsPanel : public QWidget, public CommandSource
{
    Q_OBJECT
public:
    VersionsPanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);

    /// Publishes what is deployed and gives the keys to the share; asks for the name first where that must be.
    void publish();
    /// "lathe alias set …" for a share that was chosen, else "lathe version publish".
    QString command() const override;
    /// Gives the keys to the button that rolls back.
    void offerRollBack();

signals:
    void planRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeFoot();
    void connectSession();
    void look();
    void lookAnew();
    void refresh();
    void refreshAlias();
    void refreshButtons();
    void apply();
    QString alias() const;
    QString other() const;

    ThemeManager &m_theme;
    Session &m_session;
    VersionController &m_versions;
    VersionListModel m_model;
    NoticeBar *m_notice;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    StatusChip *m_chip;
    ElidedLabel *m_summary;
    QPushButton *m_publish;
    QTreeView *m_view;
    QComboBox *m_aliases;
    QLabel *m_main;
    QSlider *m_slider;
    QSpinBox *m_share;
    QLabel *m_to;
    ConfirmName *m_confirm;
    QPushButton *m_apply;
    QPushButton *m_back;
    bool m_stale = true;        ///< Another function or target than what was looked at.
    bool m_toRollBack = false;  ///< The keys go there once it is known what to roll back to.
    bool m_touched = false;     ///< Somebody set a share that is not applied.
};

} // namespace lathe
