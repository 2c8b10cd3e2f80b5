// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/environmentspanel.h"
#include "common/emptystate.h"
#include "common/stylesheet.h"
#include "common/thememanager.h"
#include "core/timeouts.h"
#include "panels/rowdelegate.h"
#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>

namespace lathe {

static RowFace environmentFace(const QModelIndex &index)
{
    RowFace face;
    face.muted = index.column() != EnvironmentsModel::FunctionColumn && index.column() != EnvironmentsModel::StateColumn;
    if (index.column() != EnvironmentsModel::StateColumn)
        return face;
    switch (EnvironmentState(index.data(EnvironmentsModel::StateRole).toInt())) {
    case EnvironmentState::Starting:
    case EnvironmentState::Init: face.icon = QStringLiteral("clock"), face.iconRole = IconRole::Info; break;
    case EnvironmentState::Idle: face.icon = QStringLiteral("check"), face.iconRole = IconRole::Success; break;
    case EnvironmentState::Busy: face.icon = QStringLiteral("run"), face.iconRole = IconRole::Accent; break;
    case EnvironmentState::Resetting: face.icon = QStringLiteral("refresh"), face.iconRole = IconRole::Warning; break;
    case EnvironmentState::Ending: face.icon = QStringLiteral("stop"), face.iconRole = IconRole::Muted; break;
    }
    return face;
}

EnvironmentsPanel::EnvironmentsPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_view(new QTreeView(this)), m_summary(new QLabel(this)), m_none(new EmptyState(theme, QStringLiteral("environment"), this)),
      m_stop(new QPushButton(tr("Stop"), this)), m_kill(new QPushButton(tr("Kill"), this)), m_stopAction(new QAction(tr("Stop"), m_view)),
      m_killAction(new QAction(tr("Kill"), m_view))
{
    setSurface(this, Surface::Window);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(12, 4, 12, 4);
    top->setSpacing(8);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setMuted(m_summary);
    m_stop->setObjectName(QStringLiteral("stopEnvironment"));
    m_stop->setToolTip(tr("Ends the chosen environments, after the event that they handle"));
    m_kill->setObjectName(QStringLiteral("killEnvironment"));
    m_kill->setToolTip(tr("Ends the chosen environments now; an event that they handle fails"));
    setButtonRole(m_kill, ButtonRole::Danger);
    top->addWidget(m_summary, 1);
    top->addWidget(m_stop);
    top->addWidget(m_kill);
    column->addLayout(top);
    m_none->setText(tr("No environment runs"), tr("A run starts one, which then stays warm for %1 minutes.").arg(std::chrono::duration_cast<std::chrono::minutes>(timeouts::environmentIdle).count()));
    m_none->setAction(tr("Run"));
    connect(m_none, &EmptyState::activated, this, &EnvironmentsPanel::runRequested);
    column->addWidget(m_none, 1);
    m_view->setModel(&m_model);
    m_view->setObjectName(QStringLiteral("environments"));
    m_view->setAccessibleName(tr("Environments"));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setItemDelegate(new RowDelegate(theme, environmentFace, m_view));
    m_view->setMinimumHeight(28);
    m_view->header()->setStretchLastSection(true);
    for (const auto &[section, width] : {std::pair(EnvironmentsModel::FunctionColumn, 116), std::pair(EnvironmentsModel::VersionColumn, 76), std::pair(EnvironmentsModel::StateColumn, 88),
                                         std::pair(EnvironmentsModel::InvocationsColumn, 104), std::pair(EnvironmentsModel::MemoryColumn, 108), std::pair(EnvironmentsModel::SinceColumn, 80)})
        m_view->header()->resizeSection(section, width);
    column->addWidget(m_view, 1);

    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_stopAction->setShortcut(QKeySequence::Delete);
    m_stopAction->setShortcutContext(Qt::WidgetShortcut);
    m_view->addActions({m_stopAction, m_killAction});
    const auto stop = [this] {
        for (const quint64 id : chosen())
            m_session.stopEnvironment(id);
    };
    const auto kill = [this] {
        for (const quint64 id : chosen())
            m_session.killEnvironment(id);
    };
    connect(m_stop, &QPushButton::clicked, this, stop);
    connect(m_stopAction, &QAction::triggered, this, stop);
    connect(m_kill, &QPushButton::clicked, this, kill);
    connect(m_killAction, &QAction::triggered, this, kill);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &EnvironmentsPanel::refreshButtons);
    connect(&session, &Session::poolChanged, this, &EnvironmentsPanel::show);
    show(session.environments());
}

QList<quint64> EnvironmentsPanel::chosen() const
{
    QList<quint64> ids;
    for (const QModelIndex &row : m_view->selectionModel()->selectedRows())
        ids += row.data(EnvironmentsModel::IdRole).toULongLong();
    return ids;
}

void EnvironmentsPanel::show(const QList<EnvironmentInfo> &environments)
{
    m_model.setEnvironments(environments);
    const auto busy = std::count_if(environments.begin(), environments.end(), [](const EnvironmentInfo &one) { return one.state == EnvironmentState::Busy; });
    m_summary->setText(environments.isEmpty() ? QString() : tr("Environments: %1, busy: %2").arg(environments.size()).arg(busy));
    m_none->setVisible(environments.isEmpty());
    m_view->setVisible(!environments.isEmpty());
    refreshButtons();
}

void EnvironmentsPanel::refreshButtons()
{
    const bool any = m_view->selectionModel()->hasSelection();
    m_stop->setEnabled(any);
    m_kill->setEnabled(any);
    m_stopAction->setEnabled(any);
    m_killAction->setEnabled(any);
}

} // namespace lathe
