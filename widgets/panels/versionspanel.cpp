// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/versionspanel.h"
#include "common/elidedlabel.h"
#include "common/emptystate.h"
#include "common/noticebar.h"
#include "common/statuschip.h"
#include "common/stylesheet.h"
#include "items/visibletext.h"
#include "panels/chiphue.h"
#include "panels/confirmname.h"
#include "panels/rowdelegate.h"
#include "session/shellcommand.h"
#include "session/versioncontroller.h"
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace lathe {

static constexpr int firstShare = 10; ///< Percent that a new version is offered.

VersionsPanel::VersionsPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_versions(session.versions()), m_notice(new NoticeBar(theme, this)),
      m_stack(new QStackedWidget(this)), m_empty(new EmptyState(theme, QStringLiteral("version"), this)), m_chip(new StatusChip(theme, this)),
      m_summary(new ElidedLabel(QString(), this)), m_publish(new QPushButton(tr("Publish"), this)), m_view(new QTreeView(this)),
      m_aliases(new QComboBox(this)), m_main(new QLabel(this)), m_slider(new QSlider(Qt::Horizontal, this)), m_share(new QSpinBox(this)),
      m_to(new QLabel(this)), m_confirm(new ConfirmName(this)), m_apply(new QPushButton(tr("Apply"), this)), m_back(new QPushButton(tr("Roll Back"), this))
{
    setSurface(this, Surface::Window);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    m_notice->hide();
    column->addWidget(makeHead());
    m_stack->addWidget(m_empty);
    auto *page = new QWidget(m_stack);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_view->setModel(&m_model);
    m_view->setObjectName(QStringLiteral("versions"));
    m_view->setAccessibleName(tr("Versions"));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setMinimumHeight(28);
    m_view->setItemDelegate(new RowDelegate(theme, [](const QModelIndex &index) {
        RowFace face;
        face.muted = index.column() != VersionListModel::VersionColumn && index.column() != VersionListModel::AliasesColumn;
        if (index.column() == VersionListModel::VersionColumn) {
            face.icon = QStringLiteral("version");
            face.iconRole = index.data(VersionListModel::LatestRole).toBool() ? IconRole::Accent : IconRole::Muted;
        }
        return face;
    }, m_view));
    m_view->header()->setStretchLastSection(true);
    m_view->header()->resizeSection(VersionListModel::VersionColumn, 96);
    m_view->header()->resizeSection(VersionListModel::AliasesColumn, 160);
    m_view->header()->resizeSection(VersionListModel::ModifiedColumn, 160);
    rows->addWidget(m_view, 1);
    rows->addWidget(makeFoot());
    m_stack->addWidget(page);
    m_stack->setMinimumHeight(80);
    m_stack->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    column->addWidget(m_stack, 1);
    connectSession();
    refresh();
}

QWidget *VersionsPanel::makeHead()
{
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    m_confirm->setObjectName(QStringLiteral("confirmVersions"));
    m_publish->setObjectName(QStringLiteral("publishVersion"));
    m_publish->setToolTip(tr("Keeps what is deployed now under the next number; it never changes any more"));
    row->addWidget(m_chip);
    row->addWidget(m_summary, 1);
    row->addWidget(m_confirm);
    row->addWidget(m_publish);
    return head;
}

/// "live  1 [slider] [10 %] → 2   [Roll Back] [Apply]"
QWidget *VersionsPanel::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    m_aliases->setObjectName(QStringLiteral("aliasChooser"));
    m_aliases->setAccessibleName(tr("Alias"));
    m_aliases->setToolTip(tr("The alias whose invocations are shared"));
    m_aliases->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (QLabel *label : {m_main, m_to}) {
        label->setTextFormat(Qt::PlainText);
        setMuted(label);
    }
    m_slider->setRange(0, 100);
    m_slider->setPageStep(10);
    m_slider->setMinimumWidth(80);
    m_slider->setAccessibleName(tr("Share of the newest version"));
    m_slider->setObjectName(QStringLiteral("shareSlider"));
    m_share->setRange(0, 100);
    m_share->setSuffix(QStringLiteral(" %"));
    m_share->setAccessibleName(tr("Share of the newest version in percent"));
    m_share->setObjectName(QStringLiteral("share"));
    setButtonRole(m_apply, ButtonRole::Primary);
    m_apply->setObjectName(QStringLiteral("applyShare"));
    m_back->setObjectName(QStringLiteral("rollBack"));
    for (QPushButton *button : {m_back, m_apply}) {
        button->setAutoDefault(true);
        button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    }
    row->addWidget(m_aliases);
    row->addWidget(m_main);
    row->addWidget(m_slider, 100);
    row->addStretch(1); // where there is no slider
    row->addWidget(m_share);
    row->addWidget(m_to);
    row->addWidget(m_back);
    row->addWidget(m_apply);
    connect(m_slider, &QSlider::valueChanged, m_share, &QSpinBox::setValue);
    connect(m_share, &QSpinBox::valueChanged, m_slider, &QSlider::setValue);
    connect(m_share, &QSpinBox::valueChanged, this, [this] {
        m_touched = true;
        refreshButtons();
    });
    connect(m_share->findChild<QLineEdit *>(), &QLineEdit::returnPressed, m_apply, &QPushButton::click);
    connect(m_aliases, &QComboBox::activated, this, [this] {
        m_touched = false;
        refreshAlias();
    });
    connect(m_apply, &QPushButton::clicked, this, &VersionsPanel::apply);
    connect(m_back, &QPushButton::clicked, this, [this] { m_versions.rollBack(alias()); });
    return foot;
}

void VersionsPanel::connectSession()
{
    connect(m_publish, &QPushButton::clicked, this, &VersionsPanel::publish);
    connect(m_empty, &EmptyState::activated, this, [this] {
        if (m_versions.isMissing())
            emit planRequested();
        else
            publish();
    });
    connect(m_confirm, &QLineEdit::textChanged, this, &VersionsPanel::refreshButtons);
    connect(&m_versions, &VersionController::changed, this, &VersionsPanel::refresh);
    connect(&m_versions, &VersionController::busyChanged, this, &VersionsPanel::refreshButtons);
    connect(&m_versions, &VersionController::failed, this, [this](const Error &error) {
        m_notice->showNotice(NoticeBar::Severity::Error, visibleText(error.text), visibleText(error.detail.left(400)));
        connect(m_notice->addAction(tr("Try Again")), &QPushButton::clicked, this, [this] { m_versions.refresh(); });
    });
    connect(&m_versions, &VersionController::published, this, [this](const QString &version, bool isNew) {
        m_notice->showNotice(isNew ? NoticeBar::Severity::Success : NoticeBar::Severity::Info,
            isNew ? tr("Published: version %1").arg(visibleText(version)) : tr("Nothing changed since version %1; it stands for what is deployed.").arg(visibleText(version)));
        if (!isVisible())
            return;
        if (m_share->isEnabled()) {
            m_share->setFocus();
            m_share->selectAll();
        } else if (m_apply->isEnabled()) {
            m_apply->setFocus(); // the first version: an alias for it comes next
        }
    });
    connect(&m_session, &Session::currentFunctionChanged, this, &VersionsPanel::lookAnew);
    connect(&m_session, &Session::endpointListening, this, &VersionsPanel::lookAnew);
    connect(&m_session.deploys(), &DeployController::targetChanged, this, &VersionsPanel::lookAnew);
    connect(&m_session.deploys(), &DeployController::deployed, this, &VersionsPanel::lookAnew);
}

void VersionsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    look();
}

void VersionsPanel::lookAnew()
{
    m_stale = true;
    m_touched = false;
    m_notice->dismiss();
    m_confirm->clear();
    look();
}

/// Nobody is asked while nobody looks.
void VersionsPanel::look()
{
    if (isVisible() && m_versions.canAsk().ok && !m_versions.isBusy() && std::exchange(m_stale, false))
        m_versions.refresh();
    else
        refresh();
}

QString VersionsPanel::alias() const
{
    return m_aliases->count() > 0 ? m_aliases->currentData().toString() : QStringLiteral("live");
}

/// The version that the share is of: the second one that the alias has, else the newest.
QString VersionsPanel::other() const
{
    const DeployedVersions &all = m_versions.versions();
    const DeployedAlias *now = all.alias(alias());
    if (now && !now->other.isEmpty())
        return now->other;
    return all.versions.isEmpty() ? QString() : all.versions.first().version;
}

void VersionsPanel::refresh()
{
    const QString name = visibleText(m_versions.functionName());
    for (const DeployTargetInfo &target : m_session.deploys().targets())
        if (target.id == m_session.deploys().currentTarget()) {
            m_chip->set(chipHueOf(target.hue), visibleText(target.title));
            m_confirm->setHue(m_chip->hue());
            m_chip->setToolTip(visibleText(target.detail).toHtmlEscaped());
        }
    const DeployedVersions &all = m_versions.versions();
    m_model.setVersions(all);
    const QString wanted = m_aliases->currentData().toString();
    m_aliases->clear();
    for (const DeployedAlias &one : all.aliases)
        m_aliases->addItem(visibleText(one.name), one.name);
    m_aliases->setCurrentIndex(qMax(0, m_aliases->findData(wanted)));
    m_confirm->setName(m_versions.functionName());
    m_confirm->setVisible(m_confirm->isNeeded());
    if (!m_versions.canAsk().ok)
        m_empty->setText(m_versions.canAsk().why);
    else if (m_versions.isMissing())
        m_empty->setText(tr("%1 is not deployed there").arg(name), tr("Deploy it, then publish versions of it."));
    else
        m_empty->setText(tr("No version is published yet"), tr("Publish keeps what is deployed under a number; an alias names it."));
    const bool publishable = m_versions.canAsk().ok && m_versions.isKnown() && !m_confirm->isNeeded();
    m_empty->setAction(m_versions.isMissing() ? tr("Show the Plan (F8)") : publishable ? tr("Publish") : QString());
    m_publish->setVisible(!all.versions.isEmpty() || m_confirm->isNeeded()); // else the middle says what can be done
    m_summary->setText(!m_versions.isKnown() || all.versions.isEmpty() ? name : all.versions.size() == 1 ? tr("%1: one version").arg(name) : tr("%1: %2 versions").arg(name, QString::number(all.versions.size())));
    m_stack->setCurrentIndex(all.versions.isEmpty() ? 0 : 1);
    refreshAlias();
}

void VersionsPanel::refreshAlias()
{
    const DeployedVersions &all = m_versions.versions();
    const DeployedAlias *now = all.alias(alias());
    const QString second = other(), main = now ? now->version : all.before(second);
    m_aliases->setVisible(m_aliases->count() > 1);
    const QString name = visibleText(alias());
    m_main->setText(main.isEmpty() || main == second ? tr("%1: version %2").arg(name, visibleText(second)) : tr("%1: version %2").arg(name, visibleText(main)));
    m_to->setText(tr("to version %1").arg(visibleText(second)));
    const bool two = !main.isEmpty() && main != second;
    for (QWidget *widget : {static_cast<QWidget *>(m_slider), static_cast<QWidget *>(m_share), static_cast<QWidget *>(m_to)})
        widget->setVisible(two);
    m_share->setEnabled(two);
    if (!m_touched) {
        const QSignalBlocker a(m_share), b(m_slider);
        m_share->setValue(now && !now->other.isEmpty() ? qRound(now->share * 100) : firstShare);
        m_slider->setValue(m_share->value());
    }
    const QString back = m_versions.rollBackTo(alias());
    m_back->setText(back.isEmpty() ? tr("Roll Back") : tr("Roll Back to %1").arg(visibleText(back)));
    m_apply->setText(now || two ? tr("Apply") : tr("Make the Alias %1").arg(name));
    refreshButtons();
    if (m_toRollBack && m_back->isEnabled()) {
        m_toRollBack = false;
        m_back->setFocus();
    }
}

void VersionsPanel::refreshButtons()
{
    const bool free = m_versions.isKnown() && !m_versions.isBusy() && m_confirm->isConfirmed();
    const DeployedAlias *now = m_versions.versions().alias(alias());
    const double wanted = m_share->value() / 100.0;
    const bool same = now && (now->version == other() || qAbs(now->share - wanted) < 0.0001);
    m_publish->setEnabled(m_versions.canAsk().ok && !m_versions.isMissing() && !m_versions.isBusy() && m_confirm->isConfirmed());
    m_apply->setEnabled(free && !m_versions.versions().versions.isEmpty() && !same);
    m_back->setEnabled(free && !m_versions.rollBackTo(alias()).isEmpty());
}

void VersionsPanel::publish()
{
    if (m_confirm->isConfirmed())
        m_versions.publish();
    else
        m_confirm->setFocus();
}

QString VersionsPanel::command() const
{
    if (!m_session.hasProject() || m_session.currentFunction().isEmpty())
        return {};
    const QString function = shellWord(m_session.currentFunction()), end = QStringLiteral(" -C ") + shellWord(m_session.project().root) + targetOption(m_session.deploys().currentTarget());
    const QString second = other(), name = alias();
    if (!m_touched || second.isEmpty() || name.isEmpty())
        return QStringLiteral("lathe version publish ") + function + end;
    const DeployedAlias *now = m_versions.versions().alias(name);
    const QString main = now ? now->version : m_versions.versions().before(second);
    const int share = m_share->isEnabled() ? m_share->value() : 0;
    QString line = QStringLiteral("lathe alias set %1 -f %2").arg(shellWord(name), function);
    if (main.isEmpty() || share == 100)
        line += QStringLiteral(" --version ") + second + (now && !now->other.isEmpty() ? QStringLiteral(" --weight none") : QString());
    else
        line += (now ? QString() : QStringLiteral(" --version ") + main) + QStringLiteral(" --weight ") + (share == 0 ? QStringLiteral("none") : QStringLiteral("%1=%2%").arg(second).arg(share));
    return line + end;
}

void VersionsPanel::offerRollBack()
{
    if (!m_confirm->isConfirmed())
        return m_confirm->setFocus();
    m_toRollBack = true;
    refreshAlias();
}

void VersionsPanel::apply()
{
    const DeployedVersions &all = m_versions.versions();
    const QString second = other(), main = all.before(second);
    m_touched = false;
    m_versions.share(alias(), main.isEmpty() ? second : main, second, m_share->isEnabled() ? m_share->value() / 100.0 : 0);
}

} // namespace lathe
