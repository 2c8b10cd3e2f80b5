// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/statusline.h"
#include "common/statuschip.h"
#include "common/stylesheet.h"
#include "core/figuretext.h"
#include "items/visibletext.h"
#include "session/filecopier.h"
#include "session/testcontroller.h"
#include <QLabel>
#include <QProgressBar>
#include <QStatusBar>
#include <QToolButton>
#include <algorithm>

namespace lathe {

StatusLine::StatusLine(ThemeManager &theme, Session &session, QStatusBar &bar, QObject *parent)
    : QObject(parent), m_session(session), m_trust(new StatusChip(theme, &bar)), m_sandbox(new StatusChip(theme, &bar)),
      m_endpoint(new StatusChip(theme, &bar)), m_task(new QLabel(&bar)), m_progress(new QProgressBar(&bar)), m_cancel(new QToolButton(&bar)),
      m_form(new QLabel(&bar)), m_place(new QLabel(&bar))
{
    build(theme, bar);
    follow();
    const QList<EnvironmentInfo> running = session.environments(); // some may run already when this is not the first window
    m_environments = int(running.size());
    m_busy = int(std::count_if(running.begin(), running.end(), [](const EnvironmentInfo &one) { return one.state == EnvironmentState::Busy; }));
    refreshTrust();
    refreshSandbox();
    refreshEndpoint();
    refreshTask();
    showPlace(0, 0);
}

void StatusLine::build(ThemeManager &theme, QStatusBar &bar)
{
    bar.setSizeGripEnabled(false);
    bar.setContentsMargins(8, 0, 8, 0);
    m_trust->setObjectName(QStringLiteral("trustChip"));
    m_sandbox->setObjectName(QStringLiteral("sandboxChip"));
    m_endpoint->setObjectName(QStringLiteral("endpointChip"));
    m_trust->setClickable(true);
    m_endpoint->setClickable(true);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(96);
    m_progress->setAccessibleName(tr("Progress"));
    m_cancel->setIcon(theme.icon(QStringLiteral("close"), IconRole::Muted));
    m_cancel->setProperty("small", true);
    m_cancel->setObjectName(QStringLiteral("cancelTask"));
    m_cancel->setToolTip(tr("Stop this"));
    m_cancel->setAccessibleName(tr("Stop this"));
    for (QLabel *label : {m_task, m_form, m_place}) {
        label->setTextFormat(Qt::PlainText);
        label->setFont(theme.type().figures(TextRole::Label));
        setMuted(label);
    }
    for (QWidget *widget : std::initializer_list<QWidget *>{m_trust, m_sandbox, m_endpoint})
        bar.addWidget(widget);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_task, m_progress, m_cancel, m_form, m_place})
        bar.addPermanentWidget(widget);
}

void StatusLine::follow()
{
    connect(m_trust, &StatusChip::clicked, this, &StatusLine::trustClicked);
    connect(m_endpoint, &StatusChip::clicked, this, &StatusLine::serverClicked);
    for (auto signal : {&Session::projectOpened, &Session::projectChanged, &Session::projectClosed, &Session::trustChanged})
        connect(&m_session, signal, this, &StatusLine::refreshTrust);
    connect(&m_session, &Session::engineStarted, this, &StatusLine::refreshSandbox);
    connect(&m_session, &Session::endpointListening, this, &StatusLine::refreshEndpoint);
    connect(&m_session, &Session::endpointFailed, this, [this](const Error &error) {
        m_failure = error.text;
        refreshEndpoint();
    });
    connect(&m_session, &Session::environmentsChanged, this, [this](int total, int busy) {
        m_environments = total;
        m_busy = busy;
        refreshEndpoint();
    });
    connect(&m_session.runs(), &RunController::stateChanged, this, &StatusLine::refreshTask);
    connect(&m_session.runs(), &RunController::preparing, this, &StatusLine::showPreparation);
    connect(&m_session.deploys(), &DeployController::stateChanged, this, &StatusLine::refreshTask);
    connect(&m_session, &Session::sampleProgress, this, &StatusLine::showSteps);
    connect(&m_session, &Session::sampleCreated, this, &StatusLine::refreshTask);
    connect(&m_session, &Session::sampleFailed, this, &StatusLine::refreshTask);
    connect(&m_session.deploys(), &DeployController::progressed, this, [this](int step, int steps, const QString &title, double fraction) {
        if (m_session.deploys().state() == DeployController::State::Idle)
            return;
        const bool known = fraction >= 0 && steps > 0;
        showSteps(title, known ? int(1000 * (qMax(0, step - 1) + fraction) / steps) : 0, known ? 1000 : 0);
    });
    connect(&m_session.packages(), &PackageSaver::stateChanged, this, &StatusLine::refreshTask);
    connect(&m_session.runs(), &RunController::building, this, [this](const QString &text) { showSteps(text, 0, 0); });
    connect(&m_session.packages(), &PackageSaver::progressed, this, [this](double fraction, const QString &building) {
        showSteps(building.isEmpty() ? tr("Writing the package") : building, fraction < 0 ? 0 : int(1000 * fraction), fraction < 0 ? 0 : 1000);
    });
    connect(&m_session.layers(), &LayerController::busyChanged, this, &StatusLine::refreshTask);
    connect(&m_session.layers(), &LayerController::progressed, this, [this](const LayerProgress &progress) {
        showSteps(tr("Building the layer"), progress.count, progress.total);
    });
    connect(&m_session.copies(), &FileCopier::stateChanged, this, &StatusLine::refreshTask);
    connect(&m_session.copies(), &FileCopier::progressed, this, [this](double fraction) {
        showSteps(tr("Copying files"), fraction < 0 ? 0 : int(1000 * fraction), fraction < 0 ? 0 : 1000);
    });
    connect(&m_session.tests(), &TestController::stateChanged, this, &StatusLine::refreshTask);
    connect(&m_session.tests(), &TestController::progressed, this, [this](int done, int total) {
        showSteps(tr("Running tests: %1 of %2").arg(done).arg(total), done, total);
    });
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (m_session.runs().state() == RunController::State::Running)
            m_session.runs().stop();
        else if (m_session.tests().isRunning())
            m_session.tests().stop();
        else if (m_session.packages().isBusy())
            m_session.packages().cancel();
        else if (m_session.layers().isBusy())
            m_session.layers().cancel();
        else if (m_session.isMakingSample())
            m_session.cancelSample();
        else if (m_session.copies().isBusy())
            m_session.copies().cancel();
        else
            m_session.deploys().cancel();
    });
}

void StatusLine::showSteps(const QString &title, int value, int maximum)
{
    m_task->setText(visibleText(title));
    m_progress->setRange(0, maximum);
    m_progress->setValue(value);
    m_task->show();
    m_progress->show();
    m_cancel->show();
}

void StatusLine::showPreparation(const RunPreparation &step)
{
    if (step.phase == RunPreparation::Phase::Done)
        return refreshTask();
    if (step.phase == RunPreparation::Phase::BuildingFunction)
        return showSteps(tr("Building %1").arg(m_session.currentFunction()), 0, 0);
    if (step.phase == RunPreparation::Phase::BuildingImage)
        return showSteps(tr("Building the image"), 0, 0);
    const bool known = step.totalBytes > 0;
    const QString title = known ? tr("Unpacking the image: layer %1 of %2, %3 of %4").arg(step.layer).arg(step.layers).arg(sizeText(step.bytes), sizeText(step.totalBytes))
                                : tr("Unpacking the image: layer %1 of %2").arg(step.layer).arg(step.layers);
    showSteps(title, known ? int(1000 * step.bytes / step.totalBytes) : 0, known ? 1000 : 0);
}

void StatusLine::refreshTrust()
{
    m_trust->setVisible(m_session.hasProject());
    if (m_session.isTrusted()) {
        m_trust->set(StatusChip::Hue::Success, tr("Trusted"), QStringLiteral("trust"));
        m_trust->setToolTip(tr("Code of this folder may run. Click to restrict it."));
    } else {
        m_trust->set(StatusChip::Hue::Warning, tr("Restricted"), QStringLiteral("restricted"));
        m_trust->setToolTip(tr("Nothing of this folder runs. Click to trust it."));
    }
}

void StatusLine::refreshSandbox()
{
    const SandboxCapabilities capabilities = m_session.capabilities();
    m_sandbox->setVisible(m_session.isEngineUp());
    QString name;
    StatusChip::Hue hue = StatusChip::Hue::Neutral;
    switch (capabilities.tier) {
    case SandboxTier::Own: name = tr("Sandbox: own namespaces"); break;
    case SandboxTier::Bubblewrap: name = tr("Sandbox: bubblewrap"); break;
    case SandboxTier::Unisolated:
        name = tr("Sandbox: none, ordinary processes");
        hue = StatusChip::Hue::Warning;
        break;
    }
    m_sandbox->set(hue, name, QStringLiteral("lock"));
    QStringList detail{capabilities.tier == SandboxTier::Unisolated ? tr("Functions run as ordinary processes of yours.")
                                                                    : tr("Functions run in namespaces of their own. A guard for development, not a vault.")};
    for (const QString &line : capabilities.notEnforced)
        detail += QStringLiteral("\u2022 ") + line;
    m_sandbox->setToolTip(QStringLiteral("<table width='320'><tr><td>%1</td></tr></table>").arg(detail.join(u'\n').toHtmlEscaped().replace(u'\n', QStringLiteral("<br>"))));
    m_sandbox->setAccessibleDescription(detail.join(u' '));
}

void StatusLine::refreshEndpoint()
{
    const quint16 port = m_session.endpointPort();
    if (!m_failure.isEmpty() && port == 0) {
        m_endpoint->set(StatusChip::Hue::Error, tr("Endpoint not running"), QStringLiteral("error"));
        m_endpoint->setToolTip(m_failure.toHtmlEscaped());
        return;
    }
    if (port == 0) {
        m_endpoint->set(StatusChip::Hue::Neutral, tr("Starting…"), QStringLiteral("server"));
        return;
    }
    QString text = QStringLiteral(":%1").arg(port);
    if (m_environments > 0)
        text += QStringLiteral("  ") + tr("%1/%2 env").arg(m_busy).arg(m_environments);
    m_endpoint->set(StatusChip::Hue::Local, text, QStringLiteral("server"));
    m_endpoint->setToolTip(tr("Local endpoint at 127.0.0.1:%1; environments: %2, busy: %3").arg(port).arg(m_environments).arg(m_busy));
}

void StatusLine::refreshTask()
{
    const bool running = m_session.runs().state() != RunController::State::Idle;
    const auto deploy = m_session.deploys().state();
    const bool deploying = deploy == DeployController::State::Planning || deploy == DeployController::State::Applying;
    const bool packing = m_session.packages().isBusy();
    const bool layering = m_session.layers().isBusy();
    const bool testing = m_session.tests().isRunning();
    const bool making = m_session.isMakingSample();
    const bool copying = m_session.copies().isBusy();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_task, m_progress, m_cancel})
        widget->setVisible(running || deploying || packing || layering || making || testing || copying);
    m_progress->setRange(0, 0);
    if (running)
        m_task->setText(m_session.runs().state() == RunController::State::Stopping ? tr("Stopping") : tr("Running %1").arg(visibleText(m_session.currentFunction())));
    else if (deploy == DeployController::State::Planning)
        m_task->setText(tr("Planning the deploy"));
    else if (deploying)
        m_task->setText(tr("Deploying"));
    else if (packing)
        m_task->setText(tr("Writing the package"));
    else if (layering)
        m_task->setText(tr("Building the layer"));
    else if (testing)
        showSteps(tr("Running tests: %1 of %2").arg(m_session.tests().done()).arg(m_session.tests().total()), m_session.tests().done(), m_session.tests().total());
    else if (making)
        m_task->setText(tr("Making the sample"));
    else if (copying)
        m_task->setText(tr("Copying files"));
}

void StatusLine::showPlace(int line, int column)
{
    m_place->setVisible(line > 0);
    m_form->setVisible(line > 0);
    m_place->setText(QStringLiteral("%1:%2").arg(line).arg(column));
    m_place->setAccessibleName(tr("Line %1, column %2").arg(line).arg(column));
}

void StatusLine::showForm(const QString &encoding, const QString &lineEnd, const QString &language)
{
    m_form->setText(QStringList{encoding, lineEnd, language}.join(QStringLiteral("  ")));
}

} // namespace lathe
