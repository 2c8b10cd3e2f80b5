// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "process/sandbox.h"
#include "runtime/environmentinfo.h"
#include "runtime/invocationlog.h"
#include "runtime/launchplan.h"
#include "runtime/responserecord.h"
#include "runtime/platformevent.h"
#include "runtime/runtimeapi.h"
#include "runtime/runtimeservice.h"
#include <QElapsedTimer>
#include <QTimer>

namespace lathe {

/// One event on its way through an environment.
struct Invocation
{
    InvokeRequest request; ///< With request id, trace id and ARN filled in.
    InvocationLog log;
    std::function<void(Result<InvokeOutcome>)> done; ///< Called exactly once, on the service's thread.
    ResponseRecord response = {};
};

/// One execution environment: a sandbox with a runtime in it, its Runtime API and its /tmp. Takes one invocation at a
/// time. When the runtime fails it is reset: the next invocation starts a new sandbox over the same /tmp, as on Lambda.
/// Owned by the RuntimeService, on its thread.
class Environment : public QObject
{
    Q_OBJECT
public:
    Environment(FunctionSpec function, const RuntimeOptions &options, QObject *parent = nullptr);
    ~Environment() override;

    const FunctionSpec &function() const { return m_function; }
    bool isBusy() const { return m_invocation != nullptr; }
    /// Whether a runtime is up: the next invocation is a warm one.
    bool isWarm() const { return m_phase == Phase::Ready; }
    EnvironmentState state() const;
    /// The most that an invocation has used so far; 0 before the first has ended.
    int peakMib() const { return m_knownPeakMib; }
    const QString &logStream() const { return m_identity.logStream; }
    /// Precondition: not busy.
    void run(std::unique_ptr<Invocation> invocation);
    /// Kills the environment; the invocation under way, if it is this one, ends with Cancelled.
    void cancel(const QString &requestId);
    void cancelAny();

signals:
    /// The invocation is over and its result delivered.
    void freed();
    /// In the order in which Lambda publishes them; from inside the environment's work: receivers only take note.
    void platformEvent(const lathe::PlatformEvent &event);
    /// state() may be another one now; not sent when an invocation begins or ends.
    void stateChanged();

private:
    enum class Phase { Down, Init, InvokeInit, Ready };

    void startSandbox(Phase phase);
    void stopSandbox();
    void abandon(const Error &error);
    void onReady();
    void onHandedOut();
    void onResponded(const QByteArray &payload);
    void onFailed(const QByteArray &type, const QByteArray &body, const QString &message);
    void onCut(const QByteArray &type, const QString &message);
    void onRestoreFailed(const QByteArray &type, const QByteArray &body);
    void listenTo(RuntimeApi *api);
    void onInitFailed(const QByteArray &type, const QByteArray &body);
    void onFinished(const SandboxExit &exit);
    void onInitTimeout();
    void onInvokeTimeout();
    void initEnded(const QByteArray &type, const QByteArray &body, bool timedOut);
    void output(const QByteArray &chunk);
    void beginLog();
    double invokeMs() const;
    void announceInitStart();
    void announceInitEnd(const QByteArray &status, const QByteArray &errorType);
    void announceEnd(const InvocationReport &report, const Invocation &invocation, qint64 producedBytes);

    struct Ending
    {
        QByteArray payload;
        QByteArray errorType; ///< Empty: success.
        QString status;       ///< Of the REPORT line.
        bool reset = false;   ///< The runtime is gone or has to go.
        bool outOfMemory = false;
    };
    void finish(Ending ending);
    Ending crash(const SandboxExit &exit) const;
    QByteArray platformError(const QByteArray &type, const QString &message) const;
    int measuredMib(bool outOfMemory) const;

    FunctionSpec m_function;
    const RuntimeOptions m_options;
    EnvironmentIdentity m_identity;
    QString m_dir;
    QStringList m_warnings;
    QString m_entrypoint;    ///< First word of the command line.
    Phase m_phase = Phase::Down;
    Sandbox *m_sandbox = nullptr;
    RuntimeApi *m_api = nullptr;
    QTimer m_initTimer;
    QTimer m_invokeTimer;
    std::unique_ptr<Invocation> m_invocation;
    InvocationLog m_between; ///< What the runtime wrote while no invocation was under way.
    QElapsedTimer m_invokeClock;
    bool m_begun = false;    ///< START was written.
    double m_initMs = -1;
    bool m_initPaid = false; ///< This invocation waited for the init phase.
    qint64 m_peakBytes = 0;
    int m_knownPeakMib = 0;
    bool m_initErrorSeen = false;
    qint64 m_launchedMicros = 0; ///< When the sandbox was asked for.
    double m_listeningMs = -1;   ///< From then to the Runtime API's listener.
    QByteArray m_initErrorType, m_initErrorBody;
};

} // namespace lathe
