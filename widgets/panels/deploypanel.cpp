// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/deploypanel.h"
#include "common/elidedlabel.h"
#include "common/emptystate.h"
#include "common/figurelabel.h"
#include "common/noticebar.h"
#include "common/statuschip.h"
#include "common/stylesheet.h"
#include "core/limits.h"
#include "items/visibletext.h"
#include "panels/chiphue.h"
#include "panels/confirmname.h"
#include "panels/rowdelegate.h"
#include "session/keyring.h"
#include "panels/sizebar.h"
#include "session/shellcommand.h"
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QResizeEvent>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace lathe {

DeployPanel::DeployPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_notice(new NoticeBar(theme, this)), m_targets(new QComboBox(this)), m_signing(new QComboBox(this)),
      m_chip(new StatusChip(theme, this)), m_summary(new ElidedLabel({}, this)), m_size(new SizeBar(theme, this)), m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(theme, QStringLiteral("deploy"), this)), m_view(new QTreeView(this)), m_warnings(new QLabel(this)),
      m_confirm(new ConfirmName(this)), m_phase(new QLabel(this)), m_progress(new QProgressBar(this)), m_copy(new QToolButton(this)), m_cancel(new QPushButton(tr("Cancel"), this)),
      m_deploy(new QPushButton(tr("Deploy"), this))
{
    setSurface(this, Surface::Window);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    m_notice->hide();
    column->addWidget(m_stack, 1);
    m_empty->setText(tr("See what a deploy would change before it happens"), tr("Nothing is sent until you press Deploy."));
    m_empty->setAction(tr("Show the Plan (F8)"));
    m_stack->addWidget(m_empty);
    m_stack->setMinimumHeight(80);
    m_stack->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    m_view->setMinimumHeight(28);
    m_stack->addWidget(makeReview());

    connect(m_empty, &EmptyState::activated, this, &DeployPanel::planRequested);
    connect(m_deploy, &QPushButton::clicked, this, [this] { m_session.deploys().apply(); });
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_session.deploys().cancel(); });
    connect(m_confirm, &QLineEdit::textChanged, this, &DeployPanel::updateButton);
    connect(m_confirm, &QLineEdit::returnPressed, m_deploy, &QPushButton::click);
    connect(m_targets, &QComboBox::activated, this, [this] {
        m_session.deploys().setCurrentTarget(m_targets->currentData().toString());
        emit planRequested();
    });
    connect(m_signing, &QComboBox::activated, this, [this] {
        m_session.deploys().setSigningKey(m_signing->currentData().toString());
        emit planRequested();
    });
    DeployController &deploys = session.deploys();
    connect(&deploys, &DeployController::stateChanged, this, &DeployPanel::refresh);
    connect(&deploys, &DeployController::targetChanged, this, &DeployPanel::fillTargets);
    connect(&deploys, &DeployController::planReady, this, &DeployPanel::showPlan);
    connect(&deploys, &DeployController::progressed, this, &DeployPanel::showProgress);
    connect(&deploys, &DeployController::deployed, this, &DeployPanel::showDone);
    connect(&deploys, &DeployController::failed, this, &DeployPanel::showFailure);
    connect(&session, &Session::currentFunctionChanged, m_notice, &NoticeBar::dismiss);
    connect(&deploys, &DeployController::signingKeyChanged, this, &DeployPanel::fillKeys);
    connect(&session.keys(), &KeyRing::changed, this, &DeployPanel::fillKeys);
    fillTargets();
    fillKeys();
    refresh();
}

static RowFace planFace(const QModelIndex &index)
{
    RowFace face;
    const auto kind = ChangeKind(index.data(PlanModel::KindRole).toInt());
    face.muted = kind == ChangeKind::Same || index.column() == PlanModel::BeforeColumn;
    face.strong = kind != ChangeKind::Same && index.column() == PlanModel::FieldColumn;
    if (index.column() != PlanModel::FieldColumn)
        return face;
    switch (kind) {
    case ChangeKind::Same: face.icon = QStringLiteral("check"); break;
    case ChangeKind::Create: face.icon = QStringLiteral("add"), face.iconRole = IconRole::Success; break;
    case ChangeKind::Update: face.icon = QStringLiteral("diff"), face.iconRole = IconRole::Accent; break;
    case ChangeKind::Remove: face.icon = QStringLiteral("remove"), face.iconRole = IconRole::Error; break;
    }
    return face;
}

QWidget *DeployPanel::makeReview()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(12, 8, 12, 8);
    top->setSpacing(8);
    m_targets->setAccessibleName(tr("Target"));
    m_targets->setObjectName(QStringLiteral("deployTarget"));
    m_targets->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    top->addWidget(m_chip);
    top->addWidget(m_targets);
    m_signing->setAccessibleName(tr("Signature of the package"));
    m_signing->setObjectName(QStringLiteral("deploySigning"));
    m_signing->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    top->addWidget(m_summary, 1);
    top->addWidget(m_signing);
    top->addWidget(m_size);
    column->addLayout(top);

    m_view->setModel(&m_model);
    m_view->setObjectName(QStringLiteral("plan"));
    m_view->setAccessibleName(tr("Changes"));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setItemDelegate(new RowDelegate(m_theme, planFace, m_view));
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionsMovable(false);
    m_view->header()->resizeSection(PlanModel::FieldColumn, 176);
    for (const int column : {PlanModel::BeforeColumn, PlanModel::AfterColumn}) // both in sight in any width
        m_view->header()->setSectionResizeMode(column, QHeaderView::Stretch);
    column->addWidget(m_view, 1);
    m_warnings->setTextFormat(Qt::PlainText);
    m_warnings->setWordWrap(true);
    m_warnings->setContentsMargins(12, 4, 12, 0);
    setMuted(m_warnings);
    column->addWidget(m_warnings);

    auto *bottom = new QHBoxLayout;
    bottom->setContentsMargins(12, 8, 12, 8);
    bottom->setSpacing(8);
    m_phase->setTextFormat(Qt::PlainText);
    setMuted(m_phase);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(160);
    m_progress->setAccessibleName(tr("Progress of the deploy"));
    m_confirm->setObjectName(QStringLiteral("confirmName"));
    setButtonRole(m_deploy, ButtonRole::Primary);
    m_deploy->setObjectName(QStringLiteral("deployButton"));
    m_deploy->setAutoDefault(true);
    m_deploy->setDefault(true);
    bottom->addWidget(m_progress);
    bottom->addWidget(m_phase, 1);
    m_copy->setObjectName(QStringLiteral("copyDeploy"));
    m_copy->setIcon(m_theme.icon(QStringLiteral("copy")));
    m_copy->setAutoRaise(true);
    m_copy->setToolTip(tr("Copy as a command: lathe deploy …"));
    m_copy->setAccessibleName(m_copy->toolTip());
    connect(m_copy, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(command());
        m_notice->showNotice(NoticeBar::Severity::Info, tr("Copied: %1").arg(visibleText(command())));
    });
    bottom->addWidget(m_confirm);
    bottom->addWidget(m_copy);
    bottom->addWidget(m_cancel);
    bottom->addWidget(m_deploy);
    column->addLayout(bottom);
    return page;
}

QString DeployPanel::command() const
{
    if (!m_session.hasProject() || m_session.currentFunction().isEmpty())
        return {};
    const QString key = m_session.deploys().signingKey();
    return QStringLiteral("lathe deploy %1 -C %2").arg(shellWord(m_session.currentFunction()), shellWord(m_session.project().root)) + targetOption(m_session.deploys().currentTarget())
        + (key.isEmpty() ? QString() : QStringLiteral(" --sign --key ") + shellWord(key));
}

void DeployPanel::fillTargets()
{
    const QSignalBlocker blocker(m_targets);
    m_targets->clear();
    const QString current = m_session.deploys().currentTarget();
    for (const DeployTargetInfo &target : m_session.deploys().targets()) {
        m_targets->addItem(visibleText(target.title), target.id);
        m_targets->setItemData(m_targets->count() - 1, visibleText(target.detail).toHtmlEscaped(), Qt::ToolTipRole);
        if (target.id == current) {
            m_targets->setCurrentIndex(m_targets->count() - 1);
            m_chip->set(chipHueOf(target.hue), visibleText(target.title));
            m_confirm->setHue(m_chip->hue());
            m_chip->setToolTip(visibleText(target.detail).toHtmlEscaped());
        }
    }
    m_chip->setVisible(m_targets->count() < 2);
    m_targets->setVisible(m_targets->count() >= 2);
}

/// Without keys there is nothing to choose; they are made under "Signing Keys…".
void DeployPanel::fillKeys()
{
    const QSignalBlocker blocker(m_signing);
    const QStringList keys = m_session.deploys().signingKeys();
    m_signing->clear();
    m_signing->addItem(tr("Not signed"), QString());
    for (const QString &key : keys)
        m_signing->addItem(tr("Signed with %1").arg(visibleText(key)), key);
    m_signing->setCurrentIndex(qMax(0, m_signing->findData(m_session.deploys().signingKey())));
    m_signing->setVisible(!keys.isEmpty());
}

void DeployPanel::refresh()
{
    using State = DeployController::State;
    const State state = m_session.deploys().state();
    m_empty->button()->setEnabled(m_session.deploys().canDeploy().ok);
    m_empty->button()->setToolTip(m_session.deploys().canDeploy().why.toHtmlEscaped());
    m_progress->setVisible(state == State::Planning || state == State::Applying);
    const bool focused = isAncestorOf(QApplication::focusWidget());
    m_cancel->setVisible(state != State::Idle);
    m_deploy->setVisible(state == State::Reviewing);
    m_view->setEnabled(state != State::Planning);
    m_targets->setEnabled(state != State::Applying);
    m_signing->setEnabled(state != State::Applying);
    m_confirm->setVisible(state == State::Reviewing && m_confirm->isNeeded());
    switch (state) {
    case State::Idle:
        m_phase->clear();
        m_stack->setCurrentIndex(0);
        break;
    case State::Planning:
        m_notice->dismiss();
        m_progress->setRange(0, 0);
        m_summary->setText(tr("Packaging %1 and looking at the target…").arg(visibleText(m_session.currentFunction())));
        m_size->hide();
        m_warnings->hide();
        m_model.setPlan({});
        m_phase->clear();
        m_stack->setCurrentIndex(1);
        break;
    case State::Applying:
        m_progress->setRange(0, 0);
        break;
    case State::Reviewing:
        m_phase->clear();
        break;
    }
    if (QPushButton *button = state == State::Idle ? m_empty->button() : m_cancel; focused && !isAncestorOf(QApplication::focusWidget()))
        button->setFocus(); // the button that was pressed is gone, the keys stay here
    updateButton();
}

void DeployPanel::showPlan()
{
    const DeployPlan &plan = m_session.deploys().plan();
    fillKeys();
    m_model.setPlan(plan);
    m_view->setColumnHidden(PlanModel::BeforeColumn, plan.remoteSha256.isEmpty()); // nothing is there now
    fitColumns();
    m_size->setBytes(plan.packageBytes, limits::zipDirectBytes);
    m_size->show();
    const int changes = m_model.changes();
    if (plan.isEmpty())
        m_summary->setText(tr("%1 is up to date").arg(visibleText(plan.functionName)));
    else if (plan.remoteSha256.isEmpty())
        m_summary->setText(tr("%1 will be created").arg(visibleText(plan.functionName)));
    else
        m_summary->setText(changes == 1 ? tr("%1: one change").arg(visibleText(plan.functionName)) : tr("%1: %2 changes").arg(visibleText(plan.functionName), QString::number(changes)));
    QStringList warnings;
    for (const QString &warning : plan.warnings)
        warnings += visibleText(warning);
    m_warnings->setText(warnings.join(u'\n'));
    m_warnings->setVisible(!warnings.isEmpty());
    m_confirm->clear();
    m_confirm->setName(plan.functionName);
    refresh();
    if (m_confirm->isVisibleTo(this))
        m_confirm->setFocus();
    else
        m_deploy->setFocus();
}

/// What changes is read whole where that leaves the values most of the room.
void DeployPanel::fitColumns()
{
    const QAbstractItemView *view = m_view; // where the hint is public
    const int most = std::max(176, width() / 3);
    m_view->header()->resizeSection(PlanModel::FieldColumn, std::clamp(view->sizeHintForColumn(PlanModel::FieldColumn), 176, most));
}

void DeployPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != width() && m_model.rowCount() > 0)
        fitColumns();
}

void DeployPanel::updateButton()
{
    const DeployPlan &plan = m_session.deploys().plan();
    m_deploy->setText(plan.isEmpty() ? tr("Nothing to Deploy") : tr("Deploy"));
    m_deploy->setEnabled(m_confirm->isConfirmed() && !plan.isEmpty());
}

void DeployPanel::showProgress(int step, int steps, const QString &title, double fraction)
{
    if (m_session.deploys().state() == DeployController::State::Idle)
        return;
    m_phase->setText(steps > 0 ? QStringLiteral("%1/%2  %3").arg(step).arg(steps).arg(visibleText(title)) : visibleText(title));
    if (fraction < 0 || steps <= 0) {
        m_progress->setRange(0, 0);
        return;
    }
    m_progress->setRange(0, 1000);
    m_progress->setValue(int(std::lround(1000.0 * (qMax(0, step - 1) + fraction) / steps)));
}

void DeployPanel::showDone(const DeployResult &result)
{
    const QString target = visibleText(m_session.deploys().plan().targetName);
    m_notice->showNotice(NoticeBar::Severity::Success, tr("%1 is live on %2").arg(visibleText(result.functionName), target),
        tr("Version %1 in %2 s").arg(visibleText(result.version), FigureLabel::significant(result.seconds)));
    QPushButton *invoke = m_notice->addAction(tr("Invoke It There"));
    connect(invoke, &QPushButton::clicked, this, &DeployPanel::invokeDeployedRequested);
    if (isAncestorOf(QApplication::focusWidget()))
        invoke->setFocus(); // what comes next
}

void DeployPanel::showFailure(const Error &error)
{
    m_notice->showNotice(error.code == ErrorCode::Cancelled ? NoticeBar::Severity::Info : NoticeBar::Severity::Error,
        visibleText(error.text), visibleText(error.detail.left(400)));
    if (error.code != ErrorCode::NotTrusted && error.code != ErrorCode::Usage)
        connect(m_notice->addAction(tr("Try Again")), &QPushButton::clicked, this, &DeployPanel::planRequested);
}

} // namespace lathe
