// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/maintoolbar.h"
#include "common/elidedcombo.h"
#include "common/statuschip.h"
#include "items/visibletext.h"
#include "panels/chiphue.h"
#include <QComboBox>
#include <QMenu>
#include <QToolButton>

namespace lathe {

MainToolBar::MainToolBar(ThemeManager &theme, ActionTable &actions, Session &session, QWidget *parent)
    : QToolBar(parent), m_theme(theme), m_actions(actions), m_session(session), m_target(new StatusChip(theme, this)), m_functions(new ElidedCombo(this))
{
    setObjectName(QStringLiteral("mainToolBar"));
    setWindowTitle(tr("Tool Bar"));
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setIconSize({20, 20});

    m_target->setClickable(true);
    m_target->setObjectName(QStringLiteral("targetChip"));
    connect(m_target, &StatusChip::clicked, this, &MainToolBar::openTargets);
    addWidget(m_target);
    addSeparator();
    m_functions->setObjectName(QStringLiteral("functionChooser"));
    m_functions->setAccessibleName(tr("Function"));
    m_functions->setToolTip(actions.action(Act::ChooseFunction)->toolTip());
    m_functions->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_functions->setMinimumContentsLength(12);
    m_functions->setMaximumWidth(280); // long names are cut, the bar stays in the window
    connect(m_functions, &QComboBox::activated, this, [this] { m_session.setCurrentFunction(m_functions->currentData().toString()); });
    addWidget(m_functions);
    addSeparator();
    addActionButton(Act::Run, true);
    addActionButton(Act::Stop, false);
    addActionButton(Act::Deploy, false);
    addActionButton(Act::InvokeDeployed, false);
    auto *space = new QWidget(this);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(space);
    addActionButton(Act::Locator, false);

    for (auto signal : {&Session::projectOpened, &Session::projectChanged, &Session::projectClosed, &Session::currentFunctionChanged})
        connect(&session, signal, this, &MainToolBar::fillFunctions);
    connect(&session.deploys(), &DeployController::targetChanged, this, &MainToolBar::showTarget);
    connect(&session.deploys(), &DeployController::stateChanged, this, &MainToolBar::showTarget);
    fillFunctions();
    showTarget();
}

QToolButton *MainToolBar::addActionButton(Act act, bool primary)
{
    auto *button = new QToolButton(this);
    QAction *action = m_actions.action(act);
    button->setDefaultAction(action);
    button->setObjectName(QStringLiteral("button-") + ActionTable::idOf(act));
    button->setAccessibleName(action->text());
    button->setToolButtonStyle(act == Act::Stop || act == Act::InvokeDeployed ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    if (primary) {
        button->setProperty("role", QStringLiteral("primary"));
        const auto recolour = [this, button] { button->setIcon(m_theme.icon(QStringLiteral("run"), button->isEnabled() ? IconRole::OnAccent : IconRole::Muted)); };
        connect(action, &QAction::changed, button, recolour); // the button takes the action's own icon at every change
        recolour();
    }
    addWidget(button);
    return button;
}

void MainToolBar::fillFunctions()
{
    const QSignalBlocker blocker(m_functions);
    m_functions->clear();
    if (m_session.hasProject())
        for (const FunctionDefinition &function : m_session.project().functions)
            m_functions->addItem(m_theme.icon(QStringLiteral("function"), IconRole::Muted), visibleText(function.name), function.name);
    m_functions->setCurrentIndex(m_functions->findData(m_session.currentFunction()));
    m_functions->setPlaceholderText(tr("No function"));
    m_functions->setEnabled(m_functions->count() > 0);
}

void MainToolBar::showTarget()
{
    DeployController &deploys = m_session.deploys();
    for (const DeployTargetInfo &target : deploys.targets())
        if (target.id == deploys.currentTarget()) {
            m_target->set(chipHueOf(target.hue), visibleText(target.title));
            m_target->setAccessibleName(tr("Target: %1").arg(visibleText(target.title)));
            m_target->setToolTip(visibleText(target.detail).toHtmlEscaped());
        }
    m_target->setEnabled(deploys.state() != DeployController::State::Applying);
}

void MainToolBar::openTargets()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    DeployController &deploys = m_session.deploys();
    for (const DeployTargetInfo &target : deploys.targets()) {
        QAction *action = menu->addAction(visibleText(target.title).replace(u'&', QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(target.id == deploys.currentTarget());
        action->setToolTip(visibleText(target.detail).toHtmlEscaped());
        connect(action, &QAction::triggered, this, [this, id = target.id] { m_session.deploys().setCurrentTarget(id); });
        if (action->isChecked())
            menu->setActiveAction(action);
    }
    if (deploys.targets().size() == 1) {
        menu->addSeparator();
        menu->addAction(tr("No AWS profile found; everything works locally"))->setEnabled(false);
    }
    menu->popup(m_target->mapToGlobal(QPoint(0, m_target->height() + 4)));
}

void MainToolBar::openFunctions()
{
    m_functions->setFocus(Qt::ShortcutFocusReason);
    m_functions->showPopup();
}

} // namespace lathe
