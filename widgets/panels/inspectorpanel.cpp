// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/inspectorpanel.h"
#include "common/elidedlabel.h"
#include "common/firstlines.h"
#include "common/sectionheader.h"
#include "common/stylesheet.h"
#include "core/limits.h"
#include "items/visibletext.h"
#include "panels/functionlayers.h"
#include "panels/inspectorrow.h"
#include "session/buildcontroller.h"
#include <QActionGroup>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QRegularExpression>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace lathe {

static constexpr int descriptionLines = 2;

bool looksSecret(const QString &variableName)
{
    static const QRegularExpression secret(QStringLiteral("SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE|CREDENTIAL|ACCESS_?KEY|AUTH$|_PWD$|CONNECTION_?STRING|DSN$"),
        QRegularExpression::CaseInsensitiveOption);
    return secret.match(variableName).hasMatch();
}

InspectorPanel::InspectorPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_scroll(new QScrollArea(this)), m_layers(new FunctionLayers(theme, session, this))
{
    setSurface(this, Surface::Panel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    setMinimumWidth(208); // three facts side by side, and the scroll bar
    column->setSpacing(0);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_layers);
    connect(&session, &Session::projectOpened, this, &InspectorPanel::rebuild);
    connect(&session, &Session::projectChanged, this, &InspectorPanel::rebuild);
    connect(&session, &Session::currentFunctionChanged, this, &InspectorPanel::rebuild);
    connect(&session, &Session::networkChanged, this, &InspectorPanel::showNetwork);
    connect(&session.builds(), &BuildController::statesChanged, this, &InspectorPanel::showBuild);
    connect(&session, &Session::engineStarted, this, [this] {
        m_shown.reset(); // what this machine enforces is known now
        m_fresh = true;
        rebuild();
    });
    rebuild();
}

/// In a low panel the facts keep their half.
void InspectorPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_layers->setMostRows(height() < 440 ? 2 : limits::layersMax);
    fitDescription();
}

/// Of a long one two lines: memory and timeout stay in sight in a window of 720 pixels.
void InspectorPanel::fitDescription()
{
    if (m_description && m_shown)
        showFirstLines(*m_description, visibleText(m_shown->description.text), m_scroll->viewport()->width(), descriptionLines);
}

void InspectorPanel::rebuild()
{
    const FunctionDefinition *function = m_session.hasProject() ? m_session.project().function(m_session.currentFunction()) : nullptr;
    if (m_session.currentFunction().isEmpty())
        function = nullptr;
    if (m_rows && !std::exchange(m_fresh, false) && (function ? m_shown && *m_shown == *function : !m_shown && m_hadProject == m_session.hasProject() && m_wasDamaged == (m_hadProject && isDamaged())))
        return; // nothing to redraw: focus and scroll stay
    const qsizetype focused = focusedRow();
    m_shown = function ? std::optional(*function) : std::nullopt;
    m_hadProject = m_session.hasProject();
    m_wasDamaged = m_hadProject && isDamaged();
    m_network = nullptr;
    m_build = nullptr;
    m_description = nullptr;
    auto *content = new QWidget;
    content->setProperty("scrollContent", true);
    m_rows = new QVBoxLayout(content);
    m_rows->setContentsMargins(0, 0, 0, 12);
    m_rows->setSpacing(0);
    if (function)
        fill(*m_shown);
    else
        addHint(!m_session.hasProject() ? tr("Open a folder to see its functions.") : isDamaged() ? tr("The template cannot be read.") : tr("This folder has no function yet."));
    m_layers->setVisible(function && function->imageUri.isEmpty());
    m_rows->addStretch(1);
    m_scroll->setWidget(content); // the old content goes
    const auto rows = content->findChildren<InspectorRow *>();
    if (focused >= 0 && !rows.isEmpty()) // a value was changed: the next one may be the next row's
        rows.at(qMin(focused, rows.size() - 1))->setFocus();
}

/// Which row has the keys, itself or its field; -1: none.
qsizetype InspectorPanel::focusedRow() const
{
    QWidget *focus = window()->focusWidget();
    if (!focus || !m_scroll->widget() || !m_scroll->widget()->isAncestorOf(focus))
        return -1;
    const auto rows = m_scroll->widget()->findChildren<InspectorRow *>();
    for (qsizetype i = 0; i < rows.size(); ++i)
        if (rows.at(i) == focus || rows.at(i)->isAncestorOf(focus))
            return i;
    return -1;
}

void InspectorPanel::fill(const FunctionDefinition &function)
{
    m_file = function.file;
    auto *name = new ElidedLabel(visibleText(function.name), this);
    name->setFont(m_theme.type().font(TextRole::Title));
    name->setContentsMargins(12, 4, 12, 0);
    name->setFixedHeight(28);
    m_rows->addWidget(name);
    if (!function.description.text.isEmpty()) {
        m_description = addHint(visibleText(function.description.text));
        fitDescription();
    }
    addFacts(function);
    addVariables(function);
    addTriggers(function);
    if (m_session.isEngineUp())
        addSandbox();
}

/// What is read most stands together in three columns, the names above: all of it is in sight in a window of 720 pixels too.
void InspectorPanel::addFacts(const FunctionDefinition &function)
{
    auto *facts = new QGridLayout;
    facts->setContentsMargins(0, 0, 0, 4);
    facts->setSpacing(0);
    for (int column = 0; column < 3; ++column)
        facts->setColumnStretch(column, 1);
    m_rows->addLayout(facts);
    const int line = function.line;
    if (function.imageUri.isEmpty()) { // an image brings both
        facts->addWidget(makeCell(tr("Handler"), function.handler), 0, 0, 1, 3);
        facts->addWidget(makeCell(tr("Runtime"), function.runtime), 1, 0, 1, 2);
        facts->addWidget(makeCell(tr("Architecture"), function.architecture, line), 1, 2);
    } else {
        facts->addWidget(makeCell(tr("Image"), function.imageUri, line), 0, 0, 1, 3);
        facts->addWidget(makeCell(tr("Architecture"), function.architecture, line), 1, 0, 1, 3);
    }
    const QLocale locale;
    InspectorRow *memory = makeCell(tr("Memory"), locale.toString(function.memoryMib), line, QStringLiteral("MB"));
    memory->setObjectName(QStringLiteral("memory"));
    makeEditable(memory, FunctionSetting::Memory, QString::number(function.memoryMib));
    InspectorRow *timeout = makeCell(tr("Timeout"), locale.toString(function.timeoutSeconds), line, tr("s"));
    makeEditable(timeout, FunctionSetting::Timeout, QString::number(function.timeoutSeconds));
    InspectorRow *tmp = makeCell(QStringLiteral("/tmp"), locale.toString(function.tmpMib), line, QStringLiteral("MB"));
    makeEditable(tmp, FunctionSetting::Tmp, QString::number(function.tmpMib));
    int column = 0;
    for (InspectorRow *cell : {memory, timeout, tmp})
        facts->addWidget(cell, 2, column++);
    setFocusProxy(memory); // what is changed most often
    m_build = addRow(tr("Build"), QString(), function.line);
    m_build->setObjectName(QStringLiteral("buildState"));
    showBuild();
    addNetwork(function);
    for (const FileSystemConfig &config : function.fileSystems)
        addRow(tr("File system"), config.localMountPath);
    if (!function.role.text.isEmpty())
        addRow(tr("Role"), function.role);
}

/// Only of functions that have to be built.
void InspectorPanel::showBuild()
{
    if (!m_build || !m_shown)
        return;
    const BuildState state = m_session.builds().stateOf(m_shown->name);
    m_build->setVisible(state != BuildState::NotNeeded);
    m_build->setValue(state == BuildState::Missing ? tr("Not built") : state == BuildState::OutOfDate ? tr("Out of date") : tr("Current"));
}

/// Here a setting of this computer: neither template format knows a function without any network.
void InspectorPanel::addNetwork(const FunctionDefinition &function)
{
    m_network = addRow(tr("Network"), QString(), 0);
    m_network->setObjectName(QStringLiteral("network"));
    auto *menu = new QMenu(m_network);
    menu->setObjectName(QStringLiteral("networkMenu"));
    auto *group = new QActionGroup(menu);
    const std::pair<NetworkMode, QString> modes[] = {{NetworkMode::Shared, tr("This computer's network")}, {NetworkMode::None, tr("None, only a loopback of its own")}};
    for (const auto &[mode, text] : modes) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_session.network(function.name) == mode);
        action->setEnabled(mode == NetworkMode::Shared || !m_session.isEngineUp() || m_session.capabilities().ownNetwork);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, name = function.name, mode = mode] { m_session.setNetwork(name, mode); });
    }
    menu->setToolTipsVisible(true);
    m_network->setMenu(menu);
    showNetwork();
    if (function.inVpc)
        addRow(QStringLiteral("VPC"), tr("In the template"), function.line)->setToolTip(tr("On Lambda it reaches nothing outside without a NAT gateway; choose None above to try that."));
}

void InspectorPanel::showNetwork()
{
    if (m_network && m_shown)
        m_network->setValue(m_session.network(m_shown->name) == NetworkMode::None ? tr("None") : tr("This computer's"));
}

/// What this machine enforces, found by trying it.
void InspectorPanel::addSandbox()
{
    const SandboxCapabilities capabilities = m_session.capabilities();
    addHeader(tr("Sandbox"));
    const bool isolated = capabilities.tier != SandboxTier::Unisolated;
    const bool kernel = capabilities.limits != LimitTier::Watch;
    addRow(tr("Isolation"), capabilities.tier == SandboxTier::Own ? tr("Own namespaces") : isolated ? QStringLiteral("bubblewrap") : tr("None"), 0);
    addRow(tr("Memory"), kernel ? tr("By the kernel (%1)").arg(capabilities.limits == LimitTier::CgroupV2 ? QStringLiteral("cgroup v2") : QStringLiteral("cgroup v1")) : tr("Watched every 20 ms"), 0);
    addRow(tr("CPU share"), kernel ? tr("Can be scaled") : tr("Not enforced"), 0);
    addRow(tr("No network"), capabilities.ownNetwork ? tr("Can be enforced") : tr("Not enforced"), 0);
    for (const QString &line : capabilities.notEnforced)
        addHint(line);
}

void InspectorPanel::addVariables(const FunctionDefinition &function)
{
    SectionHeader *head = addHeader(tr("Environment variables"));
    m_newVariable = nullptr;
    if (canEdit()) {
        QToolButton *add = head->addButton(QStringLiteral("add"), tr("Add a variable: NAME=value"));
        add->setObjectName(QStringLiteral("addVariable"));
        connect(add, &QToolButton::clicked, this, &InspectorPanel::addVariable);
    }
    for (const auto &[name, value] : function.environment) {
        InspectorRow *row = addRow(name, value);
        row->setMasked(value.resolved && looksSecret(name));
        if (value.resolved)
            makeEditable(row, FunctionSetting::Variable, value.text, name);
    }
    m_variablesEnd = m_rows->count();
    if (function.environment.isEmpty())
        addHint(tr("None"));
}

bool InspectorPanel::isDamaged() const
{
    const QList<Diagnostic> &all = m_session.project().diagnostics;
    return std::any_of(all.begin(), all.end(), [](const Diagnostic &one) { return one.severity == Severity::Error; });
}

bool InspectorPanel::canEdit() const
{
    return m_session.hasProject();
}

void InspectorPanel::makeEditable(InspectorRow *row, FunctionSetting setting, const QString &value, const QString &variable)
{
    if (!canEdit())
        return;
    row->setEditable(value);
    connect(row, &InspectorRow::goToRequested, this, [this, row] { emit openRequested(m_file, row->line()); });
    connect(row, &InspectorRow::edited, this, [this, setting, variable](const QString &typed) {
        emit settingChosen({setting, variable, setting == FunctionSetting::Variable ? typed : typed.trimmed()});
    });
}

/// A row of its own where the variables end, which is edited at once.
void InspectorPanel::addVariable()
{
    if (!m_newVariable) {
        m_newVariable = new InspectorRow(m_theme, tr("NAME=value"), this);
        m_rows->insertWidget(m_variablesEnd, m_newVariable);
        m_newVariable->setEditable(QString());
        connect(m_newVariable, &InspectorRow::edited, this, [this](const QString &typed) {
            const qsizetype at = typed.indexOf(u'=');
            emit settingChosen({FunctionSetting::Variable, typed.left(at < 0 ? typed.size() : at).trimmed(), at < 0 ? QString() : typed.mid(at + 1)});
        });
        m_newVariable->show();
    }
    m_newVariable->edit();
}

static QString triggerIcon(EventSource source)
{
    switch (source) {
    case EventSource::Api: case EventSource::HttpApi: case EventSource::FunctionUrl: case EventSource::Alb: case EventSource::WebSocket:
        return QStringLiteral("api");
    case EventSource::S3: return QStringLiteral("bucket");
    case EventSource::Sqs: case EventSource::Sns: case EventSource::Kinesis: case EventSource::DynamoDb: return QStringLiteral("queue");
    case EventSource::Schedule: return QStringLiteral("clock");
    case EventSource::CloudWatchLogs: return QStringLiteral("log");
    default: return QStringLiteral("event");
    }
}

void InspectorPanel::addTriggers(const FunctionDefinition &function)
{
    addHeader(tr("Triggers"));
    for (const Trigger &trigger : function.triggers)
        addRow({}, trigger.summary.isEmpty() ? trigger.kind : trigger.summary, trigger.line)->setIcon(triggerIcon(trigger.source));
    if (function.triggers.isEmpty())
        addHint(tr("None"));
}

SectionHeader *InspectorPanel::addHeader(const QString &text)
{
    m_rows->addSpacing(8);
    auto *head = new SectionHeader(m_theme, text, this);
    m_rows->addWidget(head);
    return head;
}

QLabel *InspectorPanel::addHint(const QString &text)
{
    auto *label = new QLabel(text, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setContentsMargins(12, 0, 12, 4);
    setMuted(label);
    m_rows->addWidget(label);
    return label;
}

InspectorRow *InspectorPanel::makeRow(const QString &label, const QString &value, int line, const QString &unit)
{
    auto *row = new InspectorRow(m_theme, label, this);
    row->setValue(value, unit);
    row->setLine(line);
    connect(row, &InspectorRow::clicked, this, [this, row] {
        if (row->line() > 0 && !m_file.isEmpty() && !row->isEditable())
            emit openRequested(m_file, row->line());
    });
    return row;
}

InspectorRow *InspectorPanel::makeCell(const QString &label, const QString &value, int line, const QString &unit)
{
    InspectorRow *cell = makeRow(label, value, line, unit);
    cell->setStacked(true);
    return cell;
}

InspectorRow *InspectorPanel::makeCell(const QString &label, const TemplateText &value)
{
    InspectorRow *cell = makeCell(label, value.text, value.line);
    cell->setUnresolved(!value.resolved);
    return cell;
}

InspectorRow *InspectorPanel::addRow(const QString &label, const QString &value, int line, const QString &unit)
{
    InspectorRow *row = makeRow(label, value, line, unit);
    m_rows->addWidget(row);
    return row;
}

InspectorRow *InspectorPanel::addRow(const QString &label, const TemplateText &value)
{
    InspectorRow *row = addRow(label, value.text, value.line);
    row->setUnresolved(!value.resolved);
    return row;
}

} // namespace lathe
