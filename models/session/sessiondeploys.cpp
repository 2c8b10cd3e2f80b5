// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessiondeploys.h"
#include "core/async.h"
#include "package/building/neededbuild.h"
#include "session/buildwords.h"
#include "session/sessionstate.h"

namespace lathe {

SessionDeploys::SessionDeploys(SessionState &state, TargetConnector &targets, QObject *parent)
    : DeployController(parent), m_state(state), m_targets(targets)
{
    connect(&m_targets, &TargetConnector::targetsChanged, this, &DeployController::targetChanged);
}

SessionDeploys::~SessionDeploys()
{
    shutDown();
}

void SessionDeploys::shutDown()
{
    ++m_attempt;
    m_cancelBuild->store(true);
    m_planning.cancel();
    m_applying.cancel();
    m_deployer.reset();
    m_pool.waitForDone();
}

Availability SessionDeploys::canDeploy() const
{
    if (m_phase == State::Planning || m_phase == State::Applying)
        return {false, tr("A deploy is under way.")};
    if (const Availability usable = m_state.canUseFunction(); !usable)
        return usable;
    if (m_targets.current() == QLatin1String("local") && m_state.port == 0)
        return {false, tr("The embedded endpoint is not running.")};
    return {};
}

void SessionDeploys::setPhase(State phase)
{
    if (m_phase == phase)
        return;
    m_phase = phase;
    emit stateChanged();
}

void SessionDeploys::setCurrentTarget(const QString &id)
{
    if (m_phase == State::Applying || id == m_targets.current())
        return;
    if (m_phase != State::Idle)
        cancel(); // a plan is for one target
    m_targets.setCurrent(id);
}

QStringList SessionDeploys::signingKeys() const
{
    QStringList names;
    if (const auto keys = SigningKeys().list())
        for (const SigningKey &key : *keys)
            if (key.canSign)
                names << key.name;
    return names;
}

QString SessionDeploys::signingKey() const
{
    return m_state.signingKey;
}

void SessionDeploys::setSigningKey(const QString &name)
{
    if (m_phase == State::Applying || name == m_state.signingKey)
        return;
    if (m_phase != State::Idle)
        cancel(); // the plan is of a package without that signature
    m_state.signingKey = name;
    emit signingKeyChanged();
}

void SessionDeploys::end(const Error &error)
{
    setPhase(State::Idle);
    emit failed(error);
}

void SessionDeploys::makePlan()
{
    if (const Availability can = canDeploy(); !can) {
        emit failed({m_state.project && !m_state.trusted ? ErrorCode::NotTrusted : ErrorCode::Usage, can.why, {}, {}});
        return;
    }
    ++m_attempt;
    m_plan = {};
    m_function = *m_state.current();
    setPhase(State::Planning);
    whenDone(m_targets.connectTo(m_targets.current()), this, [this, attempt = m_attempt](const Result<ResolvedTarget> &target) {
        if (attempt != m_attempt)
            return;
        if (target)
            build(*target);
        else
            end(target.error());
    });
}

/// What the project asks to be built is built first, as `lathe deploy` does.
void SessionDeploys::build(const ResolvedTarget &target)
{
    m_cancelBuild->store(true); // of an older attempt
    m_cancelBuild = std::make_shared<std::atomic_bool>(false);
    FunctionBuildSpec spec;
    spec.function = m_function;
    spec.projectDir = m_state.project->root;
    spec.onProgress = [this, attempt = m_attempt](const LayerProgress &p) {
        QMetaObject::invokeMethod(this, [this, p, attempt] {
            if (attempt == m_attempt)
                emit progressed(0, 0, buildProgressText(m_function.name, p), -1);
        }, Qt::QueuedConnection);
    };
    const auto work = [spec, layers = m_state.project->layers, trusted = m_state.trusted, cancel = m_cancelBuild]() mutable {
        spec.cancel = cancel.get();
        return buildWhereNeeded(spec, layers, trusted);
    };
    whenDone(onWorker(m_pool, work), this, [this, target, attempt = m_attempt](const Result<NeededBuild> &built) {
        if (attempt != m_attempt)
            return;
        if (!built)
            return end(built.error());
        m_function = built->function;
        m_layers = built->layers;
        planWith(target);
    });
}

void SessionDeploys::planWith(const ResolvedTarget &target)
{
    DeployOptions options;
    options.targetName = target.title;
    options.isLocal = target.isLocal;
    options.workDir = m_state.workDir;
    options.mayBuild = m_state.trusted;
    if (!m_state.signingKey.isEmpty())
        options.signWith = m_state.signingKey;
    options.layers = m_layers;
    m_deployer.reset();
    m_client = std::make_unique<LambdaClient>(target.aws, target.credentials, *m_state.transport);
    m_deployer = std::make_unique<Deployer>(*m_client, options);
    connect(m_deployer.get(), &Deployer::progressed, this, &DeployController::progressed);
    m_planning = m_deployer->plan(m_function);
    whenDone(m_planning, this, [this, attempt = m_attempt](const Result<DeployPlan> &plan) {
        if (attempt != m_attempt)
            return;
        if (!plan) {
            end(plan.error());
            return;
        }
        m_plan = *plan;
        setPhase(State::Reviewing);
        emit planReady();
    });
}

void SessionDeploys::apply()
{
    if (m_phase != State::Reviewing)
        return;
    setPhase(State::Applying);
    m_applying = m_deployer->apply(m_plan);
    whenDone(m_applying, this, [this, attempt = m_attempt](const Result<DeployResult> &result) {
        if (attempt != m_attempt)
            return;
        if (!result) {
            end(result.error());
            return;
        }
        setPhase(State::Idle);
        emit deployed(*result);
    });
}

/// A plan is thrown away at once; a deploy under way ends after its step, in failed(Cancelled) or deployed().
void SessionDeploys::cancel()
{
    switch (m_phase) {
    case State::Idle:
        return;
    case State::Applying:
        m_applying.cancel();
        return;
    case State::Planning:
    case State::Reviewing:
        ++m_attempt;
        m_cancelBuild->store(true);
        m_planning.cancel();
        m_plan = {};
        setPhase(State::Idle);
    }
}

} // namespace lathe
