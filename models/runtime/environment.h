// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "process/sandbox.h"
#include "runtime/environmentinfo.h"
#include "runtime/environmentphase.h"
#include "runtime/invocationlog.h"
#include "runtime/launchplan.h"
#include "runtime/responserecord.h"
#include "runtime/platformevent.h"
#include "runtime/runtimeapi.h"
#include "runtime/runtimeservice.h"
#include "runtime/sandboxshutdown.h"
#include "runtime/sparegate.h"
#include <QElapsedTimer>
#include <QTimer>
#include <array>

namespace lathe {

class TelemetryHub;

/// One event on its way through an environment.
struct Invocation
{
    InvokeRequest request; ///< With request id, trace id and ARN filled in.
    InvocationLog log;
    std::function<void(Result<InvokeOutcome>)> done; ///< Called exactly once, on the service's thread.
    ResponseRecord response = {};
};

/// One execution environment: a sandbox with a runtime and extensions in it, their APIs and its /tmp. Takes one invocation
/// at a time, which is over when the runtime and every extension that got the event asked for the next one. After a failure
/// it is reset: the next invocation starts a new sandbox over the same /tmp, as on Lambda. Between invocations everything
/// inside is frozen. Owned by the RuntimeService, on its thread.
class Environment : public QObject
{
    Q_OBJECT
public:
    Environment(FunctionSpec function, const RuntimeOptions &options, QObject *parent = nullptr);
    ~Environment() override;

    const FunctionSpec &function() const { return m_function; }
    /// An invocation is under way, or what an earlier one left is still being shut down.
    bool isBusy() const { return m_invocation || m_finished || m_phase == EnvironmentPhase::Settle || m_phase == EnvironmentPhase::Stop; }
    /// The runtime has an event and works on it.
    bool isAtWork() const { return m_phase == EnvironmentPhase::Invoke; }
    /// Whether a runtime is up: the next invocation is a warm one.
    bool isWarm() const { return m_phase == EnvironmentPhase::Ready; }
    /// In an init phase that no event waits for yet; one may still join it.
    bool isInitialising() const { return m_phase == EnvironmentPhase::Init && !m_gate && !m_invocation; }
    EnvironmentState state() const;
    /// The most that an invocation has used so far; 0 before the first has ended.
    int peakMib() const { return m_knownPeakMib; }
    const QString &logStream() const { return m_identity.logStream; }
    bool isFrozen() const { return m_frozen; }
    /// Starts the runtime up to where it would load the function's code, so that run() finds it waiting. `imports`: what
    /// environments of the same code imported, comma-separated. Precondition: new.
    void prepare(const QByteArray &imports);
    /// Runs the whole init phase without an event, for provisioned concurrency: then it is warm, or down again (wasReady() tells which).
    /// Precondition: nothing of it runs.
    void initialise();
    /// An init phase of it has ever ended well.
    bool wasReady() const { return m_wasReady; }
    /// Neither runs nor shuts down.
    bool isDown() const { return m_phase == EnvironmentPhase::Down; }
    /// Its APIs can be reached.
    bool hasListener() const { return m_api != nullptr; }
    /// Started ahead and still waiting for its first event.
    bool isSpare() const { return m_gate && m_sandbox; }
    /// A spare that has come to where it waits.
    bool isWaiting() const { return isSpare() && m_gate->isWaitedAt(); }
    /// A spare has loaded nothing of the function's code: it serves a newer state of the same folder as well.
    void setCodeHash(const QString &hash) { m_function.codeHash = hash; }
    /// What the code imported until its first result; empty when that is not known.
    const QByteArray &imports() const { return m_imports; }
    /// Precondition: not busy.
    void run(std::unique_ptr<Invocation> invocation);
    /// Kills the environment; the invocation under way, if it is this one, ends with Cancelled.
    void cancel(const QString &requestId);
    void cancelAny();
    /// Ends it and deletes it: at once, or after the Shutdown phase when there are extensions. An invocation under way ends
    /// with Cancelled now.
    void retire();

signals:
    /// It can take the next invocation: the result is delivered, extensions are done.
    void freed();
    /// In the order in which Lambda publishes them; from inside the environment's work: receivers only take note.
    void platformEvent(const lathe::PlatformEvent &event);
    /// state() may be another one now; not sent when an invocation begins or ends.
    void stateChanged();

private:
    struct Ending
    {
        QByteArray payload;
        QByteArray errorType;  ///< Of the answer; empty: success.
        QString status;        ///< Of the REPORT line.
        bool reset = false;    ///< The runtime is gone or has to go.
        bool outOfMemory = false;
        QByteArray failure;    ///< What ended the environment after the answer was there; empty: nothing did.
        QString failureText;
    };

    // The life cycle: environment.cpp; its end: environmentend.cpp
    bool advance(EnvironmentStep step);
    void startSandbox(EnvironmentStep step);
    void takeTurn();
    void addRole(QStringList &argv) const;
    double initElapsedMs() const { return m_sandbox ? m_sandbox->elapsedMs() - m_turnMs : 0; }
    void connectSandbox();
    void listen(int fd);
    void listenTo(RuntimeApi *api);
    void stop(const QByteArray &reason);
    void stopped();
    void dropSandbox();
    void abandon(const Error &error);
    void dismiss(std::unique_ptr<Invocation> invocation, const Error &error);
    void deliver();
    void onReady();
    void onProgress();
    void initDone();
    void onHandedOut();
    void onFailed(const QByteArray &type, const QByteArray &body, const QString &message);
    void onCut(const QByteArray &type, const QString &message);
    void judgeCut();
    void onInitFailed(const QByteArray &type, const QByteArray &body);
    void onFinished(const SandboxExit &exit);
    void onProgramEnded(int program, const SandboxExit &exit);
    void runtimeEnded(const SandboxExit &exit);
    void extensionEnded(int program, const SandboxExit &exit);
    void onInvokeTimeout();
    void initEnded(const QByteArray &type, const QByteArray &body, bool timedOut);
    void answered(Ending ending);
    void answerEarly();
    void settle();
    void handOver();
    void freeze();
    std::chrono::milliseconds initPhase() const;
    bool isInit() const { return m_phase == EnvironmentPhase::Init || m_phase == EnvironmentPhase::InvokeInit; }
    bool hasExtensions() const { return m_extensions && !m_extensions->isEmpty(); }

    // Its awakening, for functions with SnapStart: environmentrestore.cpp
    void restore();
    void restored();
    void restoreFailed(const QByteArray &type, const QByteArray &body, bool timedOut);

    // What is said of it: environmentreport.cpp
    enum Source { RuntimeOutput, RuntimeError, ExtensionOutput, Sources };
    void output(Source source, const QByteArray &chunk);
    void write(const QByteArray &bytes);
    void closeLines();
    void watchTelemetry();
    void note(const PlatformEvent &event, const QByteArray &line);
    void log(const QByteArray &line);
    void announce(const PlatformEvent &event, const QByteArray &line = {});
    void begin();
    void writeStart();
    double invokeMs() const;
    void announceInitStart();
    void announceRuntimeReady(const QByteArray &status, const QByteArray &errorType);
    void announceInitEnd(const QByteArray &status, const QByteArray &errorType);
    void announceRestoreStart();
    void announceRestoreEnd(const QByteArray &status, const QByteArray &errorType);
    void nameRuntime(PlatformEvent &event) const;
    void announceRuntimeDone(const QByteArray &status, const QByteArray &errorType, qint64 producedBytes);
    void finish(Ending ending);
    InvocationReport reportOf(const Ending &ending) const;
    Ending crash(const SandboxExit &exit) const;
    void noteLaunchError(const QString &problem);
    QByteArray platformError(const QByteArray &type, const QString &message) const;
    QByteArray initPhaseName() const;
    int measuredMib(bool outOfMemory) const;

    FunctionSpec m_function;
    const RuntimeOptions m_options;
    EnvironmentIdentity m_identity;
    QString m_dir;           ///< The folder at /tmp, or empty: it is in memory.
    std::shared_ptr<KeptTmp> m_tmp = std::make_shared<KeptTmp>(); ///< What is in memory, between two sandboxes.
    QStringList m_warnings;
    QByteArray m_runtimeVersion; ///< What INIT_START names.
    QString m_entrypoint;      ///< First word of the command line.
    QStringList m_extensionPaths;
    EnvironmentPhase m_phase = EnvironmentPhase::Down;
    Sandbox *m_sandbox = nullptr;
    RuntimeApi *m_api = nullptr;
    SpareGate *m_gate = nullptr; ///< Until the turn of an environment that was started ahead.
    QByteArray m_imports;
    double m_turnMs = 0;         ///< From the sandbox's start to that turn; 0: it was not started ahead.
    ExtensionsApi *m_extensions = nullptr;
    SandboxShutdown *m_shutdown = nullptr;
    TelemetryHub *m_telemetry = nullptr;
    QTimer m_initTimer;
    QTimer m_restoreTimer;
    QTimer m_invokeTimer;
    QTimer m_freezeTimer;
    QTimer m_answerTimer; ///< A runtime that is busy behind its answer does not keep it back.
    std::unique_ptr<Invocation> m_invocation;
    std::unique_ptr<Invocation> m_finished; ///< Reported, but not delivered: the Shutdown phase still runs.
    InvokeOutcome m_outcome;
    Ending m_ending;
    std::array<QByteArray, Sources> m_lines; ///< With extensions: a line's beginning whose end has not come yet.
    InvocationLog m_between;   ///< What was written while no invocation was under way.
    QElapsedTimer m_invokeClock;
    bool m_frozen = false;
    bool m_ownClient = false;  ///< The runtime is one of our bootstraps for Python or Node.js.
    bool m_launched = false;   ///< The runtime was started.
    bool m_runtimeReady = false;
    bool m_suppressed = false; ///< After a reset the init phase belongs to the next invocation and is not reported.
    bool m_retiring = false;
    bool m_begun = false;      ///< The invocation's time runs.
    bool m_startWritten = false; ///< Once an invocation, also when it got a fresh start.
    bool m_restarted = false;  ///< The runtime was found gone, and this invocation started another one.
    bool m_delivered = false;  ///< The answer left before the invocation was over.
    bool m_runtimeDone = false; ///< platform.runtimeDone, or platform.initRuntimeDone, was published.
    double m_initMs = -1;
    double m_restoreMs = -1;     ///< What this invocation waited for its environment's awakening.
    bool m_restored = false;     ///< It was woken, or has no snapshot.
    bool m_restoreFailed = false;
    QElapsedTimer m_restoreClock;
    double m_aheadMs = -1;     ///< An init phase without an event, which the first invocation reports.
    bool m_wasReady = false;
    bool m_initPaid = false;   ///< This invocation waited for the init phase.
    double m_answerMs = 0;
    double m_runtimeMs = 0;    ///< Until the runtime asked for the next event.
    qint64 m_peakBytes = 0;
    int m_knownPeakMib = 0;
    bool m_initErrorSeen = false;
    qint64 m_launchedMicros = 0; ///< When the sandbox was asked for.
    qint64 m_launchedNs = 0;     ///< The same on the monotonic clock, which is one inside and outside of the sandbox.
    double m_listeningMs = -1;   ///< From then to the Runtime API's listener,
    double m_registeredMs = -1;  ///< and until the external extensions were registered.
    QByteArray m_initErrorType, m_initErrorBody;
    QByteArray m_cutType; ///< An answer broke off, and it is not known yet whether the runtime died.
    QString m_cutText;
};

} // namespace lathe
