// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/lambdaclient.h"
#include "items/runhistorymodel.h"
#include "session/logpipe.h"
#include "session/responsepipe.h"
#include "session/runcontroller.h"
#include <QFuture>
#include <QThreadPool>
#include <atomic>
#include <memory>

namespace lathe {

class TargetConnector;
class ImportLines;
struct SessionState;
struct SpecFromProject;

/// The session's RunController: prepares a function's spec on a worker thread, runs it on the engine, and keeps the history.
class SessionRuns : public RunController
{
    Q_OBJECT
public:
    SessionRuns(const SessionState &state, TargetConnector &targets, QObject *parent = nullptr);
    ~SessionRuns() override;

    State state() const override { return m_phase; }
    Availability canRun() const override;
    Availability canInvokeDeployed() const override;
    Availability canProfileImports() const override;
    void run(const QByteArray &event, const QString &eventName, Mode mode = Mode::Usual, const EventContext &context = {}) override;
    void invokeDeployed(const QByteArray &event, const QString &eventName, const EventContext &context = {}) override;
    void stop() override;
    RunRecord lastRun(const QString &functionName) const override;
    RunRecord previousRun(const QString &functionName) const override;
    RunHistoryModel &history() override { return m_history; }

signals:
    /// The environment with this log stream is of no use for other runs.
    void usedUp(const QString &logStream);
    /// The last run is in the history.
    void kept();

private:
    void begin(const QByteArray &event, const QString &eventName, const QString &where);
    void invokeLocal(const SpecFromProject &prepared);
    void invokeRemote(const struct ResolvedTarget &target, const QString &functionName);
    InvokeOutcome withResponse(InvokeOutcome outcome);
    std::function<void(const QByteArray &)> timedLog();
    void endTimed(InvokeOutcome outcome);
    void end(const Result<InvokeOutcome> &outcome);
    void keep();
    void setPhase(State phase);

    const SessionState &m_state;
    TargetConnector &m_targets;
    State m_phase = State::Idle;
    RunRecord m_current;
    Mode m_mode = Mode::Usual;
    EventContext m_context;
    FunctionSpec m_spec; ///< Of the last local run.
    std::shared_ptr<ImportLines> m_imports;
    RunHistoryModel m_history;
    LogPipe m_log;
    ResponsePipe m_response;
    std::unique_ptr<LambdaClient> m_client;
    QFuture<Result<InvokeOutcome>> m_localCall;
    QFuture<Result<InvokeAnswer>> m_remoteCall;
    std::shared_ptr<std::atomic_bool> m_cancelPrepare = std::make_shared<std::atomic_bool>(false); ///< Unpacking or building an image.
    QThreadPool m_pool;
    int m_run = 0; ///< Answers of an older run are not listened to.
};

} // namespace lathe
