// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/runflow.h"
#include "common/actiontable.h"
#include "editor/editortabs.h"
#include "mainwindow/docklayout.h"
#include "panels/deploypanel.h"
#include "panels/eventpanel.h"
#include "panels/resultpanel.h"
#include "session/testcontroller.h"
#include <QApplication>
#include <QPushButton>

namespace lathe {

RunFlow::RunFlow(Parts parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    Session &session = m_parts.session;
    ActionTable &actions = m_parts.actions;
    connect(actions.action(Act::Run), &QAction::triggered, this, &RunFlow::run);
    connect(actions.action(Act::Stop), &QAction::triggered, this, [this] { m_parts.session.runs().stop(); });
    connect(actions.action(Act::RunTests), &QAction::triggered, this, [this] { runTests(); });
    connect(actions.action(Act::Deploy), &QAction::triggered, this, &RunFlow::deploy);
    connect(actions.action(Act::InvokeDeployed), &QAction::triggered, this, &RunFlow::invokeDeployed);
    connect(actions.action(Act::Package), &QAction::triggered, this, &RunFlow::package);
    for (auto signal : {&Session::projectOpened, &Session::projectClosed, &Session::trustChanged, &Session::currentFunctionChanged, &Session::endpointListening})
        connect(&session, signal, this, &RunFlow::refreshActions);
    connect(&session.runs(), &RunController::stateChanged, this, &RunFlow::refreshActions);
    connect(&session.deploys(), &DeployController::stateChanged, this, &RunFlow::refreshActions);
    connect(&session.tests(), &TestController::stateChanged, this, &RunFlow::refreshActions);
    // What was asked for while templates were read or the engine started happens now.
    const auto read = [this] {
        if (m_reading) {
            m_reading = false;
            go();
        }
    };
    connect(&session, &Session::projectChanged, this, read);
    connect(&session, &Session::projectFailed, this, read);
    connect(&session, &Session::engineStarted, this, &RunFlow::go);
    connect(&session, &Session::endpointListening, this, &RunFlow::go);
    connect(&session, &Session::projectClosed, this, [this] { m_pending = Pending::None; });
    refreshActions();
}

/// Run is offered while the engine still starts: it begins as soon as that is up.
void RunFlow::refreshActions()
{
    Session &session = m_parts.session;
    const auto set = [this](Act act, const Availability &can) {
        QAction *action = m_parts.actions.action(act);
        action->setEnabled(can.ok);
        action->setProperty("whyNot", can.ok ? QString() : can.why);
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        const QString tip = can.ok ? action->statusTip() : can.why;
        action->setToolTip(QStringLiteral("<p>%1</p>").arg((keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys)).toHtmlEscaped()));
    };
    const auto soon = [&session](Availability can) {
        if (!can.ok && session.hasProject() && session.isTrusted() && !session.isEngineUp() && !session.currentFunction().isEmpty())
            return Availability();
        return can;
    };
    set(Act::Run, soon(session.runs().canRun()));
    set(Act::Deploy, soon(session.deploys().canDeploy()));
    set(Act::RunTests, soon(session.tests().canRun()));
    set(Act::InvokeDeployed, session.runs().canInvokeDeployed());
    set(Act::Stop, session.runs().state() == RunController::State::Running ? Availability() : Availability{false, tr("Nothing runs.")});
}

bool RunFlow::saveEverything(bool *changed)
{
    m_parts.tabs.commitComposition();
    *changed = m_parts.tabs.hasModified();
    return m_parts.tabs.saveAll() && m_parts.event.saveChanged();
}

void RunFlow::run()
{
    runAs(RunController::Mode::Usual);
}

void RunFlow::runAs(RunController::Mode mode)
{
    m_mode = mode;
    m_replay.reset();
    m_asBytes = false;
    begin(Pending::Run);
}

void RunFlow::replay(const QByteArray &event, const QString &eventName, const EventContext &context)
{
    m_mode = RunController::Mode::Usual;
    m_replay = Replay{event, eventName, context};
    begin(Pending::Run);
}

void RunFlow::deploy()
{
    if (m_parts.session.deploys().state() == DeployController::State::Reviewing)
        m_parts.session.deploys().cancel(); // look again
    begin(Pending::Deploy);
}

void RunFlow::invokeDeployed()
{
    m_parts.tabs.commitComposition();
    m_asBytes = false;
    m_pending = Pending::Invoke;
    go();
}

void RunFlow::runTests(const QList<MatrixPlace> &places)
{
    m_places = places;
    begin(Pending::Tests);
}

void RunFlow::package()
{
    begin(Pending::Package);
}

void RunFlow::begin(Pending what)
{
    QWidget *field = QApplication::focusWidget();
    const bool typing = field && field->property("commitsOnRun").toBool();
    if (typing)
        field->clearFocus(); // a value that is being typed counts
    bool changed = false;
    if (!saveEverything(&changed))
        return; // the file's own bar says why
    changed = changed || typing;
    m_pending = what;
    m_reading = changed;
    if (changed)
        m_parts.session.reloadProject();
    else
        go();
}

void RunFlow::go()
{
    Session &session = m_parts.session;
    if (m_pending == Pending::None || m_reading)
        return;
    if (m_pending == Pending::Package) { // runs nothing and needs no engine
        m_pending = Pending::None;
        emit packageWanted();
        return;
    }
    if (!session.isEngineUp())
        return;
    if (m_pending == Pending::Deploy && session.endpointPort() == 0 && session.deploys().currentTarget() == QLatin1String("local")
        && !session.deploys().canDeploy().ok && session.runs().canRun().ok)
        return; // until the endpoint listens
    const Pending what = std::exchange(m_pending, Pending::None);
    if (what == Pending::Deploy) {
        m_parts.docks.show(Act::ShowDeploy, true);
        session.deploys().makePlan();
        return;
    }
    if (const auto again = std::exchange(m_replay, std::nullopt); again && what == Pending::Run) {
        session.runs().run(again->event, again->eventName, RunController::Mode::Usual, again->context);
        return;
    }
    if (what == Pending::Tests) {
        m_parts.docks.show(Act::ShowTests, false);
        session.tests().refresh();
        session.tests().run(m_places.isEmpty() ? session.tests().matrix().places() : m_places);
        return;
    }
    if (what != Pending::Run || m_mode == RunController::Mode::Usual)
        m_parts.docks.show(Act::ShowResult, false);
    const QByteArray event = m_parts.event.currentEvent();
    if (!std::exchange(m_asBytes, false) && !m_parts.event.editor()->isValid()) {
        QPushButton *anyway = m_parts.result.showWarning(tr("The test event is not valid JSON: %1").arg(m_parts.event.editor()->problem()),
            tr("Lambda would refuse it. Here the function can get the bytes as they are."), tr("Run as Bytes"));
        anyway->setObjectName(QStringLiteral("runAsBytes"));
        connect(anyway, &QPushButton::clicked, this, [this, what] {
            m_asBytes = true;
            begin(what);
        });
        return;
    }
    if (what == Pending::Run)
        session.runs().run(event, m_parts.event.currentName(), m_mode, m_parts.event.context());
    else
        session.runs().invokeDeployed(event, m_parts.event.currentName(), m_parts.event.context());
}

} // namespace lathe
