// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/lambdaclient.h"
#include "deploy/deployer.h"
#include "session/deploycontroller.h"
#include "session/targetconnector.h"
#include <QThreadPool>
#include <atomic>
#include <memory>

namespace lathe {

struct SessionState;

/// The session's DeployController: connects to the target, lets a Deployer plan, and applies what was reviewed.
class SessionDeploys : public DeployController
{
    Q_OBJECT
public:
    SessionDeploys(SessionState &state, TargetConnector &targets, QObject *parent = nullptr);
    ~SessionDeploys() override;

    State state() const override { return m_phase; }
    Availability canDeploy() const override;
    QList<DeployTargetInfo> targets() const override { return m_targets.targets(); }
    QString currentTarget() const override { return m_targets.current(); }
    void setCurrentTarget(const QString &id) override;
    QStringList signingKeys() const override;
    QString signingKey() const override;
    void setSigningKey(const QString &name) override;
    void makePlan() override;
    const DeployPlan &plan() const override { return m_plan; }
    void apply() override;
    void cancel() override;
    /// Ends what is under way and waits for it; no answer comes any more. Before the engine ends, whose transport it uses.
    void shutDown();

private:
    void build(const ResolvedTarget &target);
    void planWith(const ResolvedTarget &target);
    void end(const Error &error);
    void setPhase(State phase);

    SessionState &m_state;
    TargetConnector &m_targets;
    State m_phase = State::Idle;
    FunctionDefinition m_function;
    QList<LayerDefinition> m_layers; ///< The project's, with their content where builds have put it.
    DeployPlan m_plan;
    std::unique_ptr<LambdaClient> m_client;
    std::unique_ptr<Deployer> m_deployer; // after the client: it goes first
    QFuture<Result<DeployPlan>> m_planning;
    QFuture<Result<DeployResult>> m_applying;
    std::shared_ptr<std::atomic_bool> m_cancelBuild = std::make_shared<std::atomic_bool>(false);
    QThreadPool m_pool;
    int m_attempt = 0; ///< Answers of an older attempt are not listened to.
};

} // namespace lathe
