// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The life cycle. How it ends: environmentend.cpp. What is logged and reported of it: environmentreport.cpp.
#include "runtime/environment.h"
#include "core/jsontext.h"
#include "core/loopback.h"
#include "core/paths.h"
#include "core/timeouts.h"
#include "runtime/exittext.h"
#include "runtime/telemetry/telemetryapi.h"
#include "runtime/responsesink.h"
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <csignal>
#include <cstdlib>
#include <unistd.h>

namespace lathe {

/// /tmp is in memory, where its size is enforced, and outlives a reset, as in Lambda. Without a sandbox it is a folder
/// instead, and so is a /tmp that would take most of the machine.
static bool tmpInMemory(const FunctionSpec &function, const RuntimeOptions &options)
{
    const qint64 machineMib = qint64(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGESIZE) >> 20;
    return options.sandbox.tier != SandboxTier::Unisolated && function.tmpMib <= machineMib / 2;
}

Environment::Environment(FunctionSpec function, const RuntimeOptions &options, QObject *parent)
    : QObject(parent), m_function(std::move(function)), m_options(options), m_identity(EnvironmentIdentity::make(m_function))
{
    for (QTimer *timer : {&m_initTimer, &m_restoreTimer, &m_invokeTimer, &m_freezeTimer, &m_answerTimer}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
    }
    connect(&m_initTimer, &QTimer::timeout, this, [this] { initEnded({}, {}, true); });
    connect(&m_restoreTimer, &QTimer::timeout, this, [this] { restoreFailed(QByteArrayLiteral("Runtime.RestoreHookUserTimeout"), {}, true); });
    connect(&m_invokeTimer, &QTimer::timeout, this, &Environment::onInvokeTimeout);
    connect(&m_freezeTimer, &QTimer::timeout, this, &Environment::freeze);
    connect(&m_answerTimer, &QTimer::timeout, this, &Environment::answerEarly);
    m_freezeTimer.setInterval(std::max(m_options.freezeDelay, std::chrono::milliseconds(0)));
    if (!m_options.workDir.isEmpty() && !tmpInMemory(m_function, m_options)) {
        // A one-shot command makes it when it is needed. What is not its own there, a link above all, is not gone through.
        const bool own = m_options.workDir != paths::work() || paths::makeWork();
        QByteArray pattern = QFile::encodeName((own ? m_options.workDir : paths::temporary()) + QStringLiteral("/env-XXXXXX"));
        if (mkdtemp(pattern.data()))
            m_dir = QFile::decodeName(pattern);
    }
}

EnvironmentState Environment::state() const
{
    switch (m_phase) {
    case EnvironmentPhase::Down: return EnvironmentState::Resetting;
    case EnvironmentPhase::Init:
    case EnvironmentPhase::InvokeInit: return m_api ? EnvironmentState::Init : EnvironmentState::Starting;
    case EnvironmentPhase::Restore: return EnvironmentState::Init;
    case EnvironmentPhase::Ready: return m_invocation ? EnvironmentState::Busy : EnvironmentState::Idle;
    case EnvironmentPhase::Invoke:
    case EnvironmentPhase::Settle: return EnvironmentState::Busy;
    case EnvironmentPhase::Stop: return m_retiring ? EnvironmentState::Ending : EnvironmentState::Resetting;
    }
    return EnvironmentState::Resetting;
}

bool Environment::advance(EnvironmentStep step)
{
    return environmentStepAllowed(m_phase, step, &m_phase);
}

void Environment::run(std::unique_ptr<Invocation> invocation)
{
    Q_ASSERT(!isBusy());
    m_invocation = std::move(invocation);
    m_begun = m_startWritten = m_restarted = m_delivered = m_initPaid = m_restoreFailed = false;
    m_restoreMs = -1;
    m_cutType.clear();
    m_initMs = std::exchange(m_aheadMs, -1);
    m_freezeTimer.stop();
    if (std::exchange(m_frozen, false)) {
        m_sandbox->setFrozen(false);
        m_telemetry->setPaused(false);
    }
    if (const QByteArray waiting = m_between.text(); !waiting.isEmpty()) {
        m_invocation->log.append(waiting);
        m_between = InvocationLog();
    }
    if (m_phase == EnvironmentPhase::Ready)
        return deliver();
    if (isSpare())
        return takeTurn();
    if (m_phase == EnvironmentPhase::Init && !m_gate) { // joins the init phase that is under way
        m_initPaid = true;
        return;
    }
    delete std::exchange(m_gate, nullptr); // it was a spare, and died waiting
    startSandbox(m_suppressed && !m_function.snapStart ? EnvironmentStep::StartInvokeInit : EnvironmentStep::StartInit);
}

void Environment::startSandbox(EnvironmentStep step)
{
    dropSandbox();
    advance(step);
    m_initErrorSeen = m_launched = m_runtimeReady = m_runtimeDone = m_restored = false;
    m_peakBytes = 0;
    m_initPaid = true;
    if (m_phase == EnvironmentPhase::InvokeInit)
        begin(); // its time runs; its START stands behind the init phase, as in Lambda's logs
    Result<LaunchPlan> plan = launchPlan(m_function, m_identity, m_options.bootstrapDir, m_dir, !m_options.keepWarm);
    if (!plan)
        return abandon(plan.error());
    addRole(plan->sandbox.argv);
    m_ownClient = plan->sandbox.connected;
    m_turnMs = 0;
    m_warnings = plan->warnings + m_options.sandbox.notEnforced;
    if (m_function.network == NetworkMode::Shared && m_options.sandbox.ownNetwork && !isLoopbackUp()) { // its runtime could not reach the Runtime API
        plan->sandbox.network = NetworkMode::None;
        m_warnings.append(QCoreApplication::translate("lathe", "The loopback device is down, so the function runs without a network. To bring it up: ip link set lo up"));
    }
    if (m_function.network == NetworkMode::None && !m_options.sandbox.ownNetwork)
        m_warnings.append(QCoreApplication::translate("lathe", "This machine cannot take the network from the function: it has the whole network."));
    if (!m_dir.isEmpty() && m_options.sandbox.tier != SandboxTier::Unisolated)
        m_warnings.append(QCoreApplication::translate("lathe", "The size of /tmp, %L1 MB, is not enforced: it would be more than half of this machine's memory.").arg(m_function.tmpMib));
    m_entrypoint = plan->sandbox.argv.value(0);
    m_runtimeVersion = plan->runtimeVersion;
    m_extensionPaths = plan->sandbox.extensions;
    watchTelemetry();
    if (!m_gate)
        announceInitStart();
    const bool tooMany = m_extensionPaths.size() > limits::extensionsMax;
    if (!m_invocation && (tooMany || !plan->invalidEntrypoint.isEmpty())) // started ahead: nobody to tell
        return abandon({ErrorCode::Config, plan->invalidEntrypoint, {}, {}});
    if (!plan->invalidEntrypoint.isEmpty()) {
        noteLaunchError(plan->invalidEntrypoint);
        return initEnded(plan->launchErrorType, platformError(plan->launchErrorType, plan->invalidEntrypoint), false);
    }
    if (tooMany)
        return initEnded(QByteArrayLiteral("Extension.LaunchError"), platformError("Extension.LaunchError", QStringLiteral("ErrTooManyExtensions")), false);
    m_sandbox = new Sandbox(m_options.sandbox, this);
    connectSandbox();
    if (m_phase == EnvironmentPhase::Init && !m_gate)
        m_initTimer.start(initPhase());
    m_launched = m_extensionPaths.isEmpty();
    SandboxSpec sandbox = plan->sandbox;
    sandbox.keepTmp = m_options.keepWarm && m_dir.isEmpty();
    sandbox.cpuShare = sandbox.cpuShare || m_options.cpuShare;
    m_sandbox->setKeptTmp(m_tmp);
    if (const Result<> started = m_sandbox->start(sandbox, m_options.ahead.get()); !started)
        abandon(started.error());
}

void Environment::connectSandbox()
{
    m_sandbox->setReapedBySystem(!m_options.keepWarm); // a one-shot command ends with its sandbox
    const auto take = [this](Source source, TelemetrySource kind) {
        return [this, source, kind](const QByteArray &chunk) {
            output(source, chunk);
            m_telemetry->output(kind, chunk);
        };
    };
    connect(m_sandbox, &Sandbox::standardOutput, this, take(RuntimeOutput, TelemetrySource::Function));
    connect(m_sandbox, &Sandbox::standardError, this, take(RuntimeError, TelemetrySource::Function));
    connect(m_sandbox, &Sandbox::extensionOutput, this, take(ExtensionOutput, TelemetrySource::Extension));
    connect(m_sandbox, &Sandbox::finished, this, &Environment::onFinished);
    connect(m_sandbox, &Sandbox::programEnded, this, &Environment::onProgramEnded);
    connect(m_sandbox, &Sandbox::listenerReady, this, &Environment::listen);
    connect(m_sandbox, &Sandbox::connectionReady, this, [this](int fd) { m_api->adoptConnection(fd); }); // there since listenerReady()
}

void Environment::listen(int fd)
{
    m_listeningMs = m_sandbox->elapsedMs();
    m_api = new RuntimeApi(this);
    listenTo(m_api);
    if (m_gate)
        m_api->addRoutes([gate = m_gate](HttpExchange *exchange) { return gate->handle(exchange); });
    emit stateChanged();
    m_extensions = new ExtensionsApi({m_function.name.toUtf8(), m_function.version.toUtf8(), m_function.handler.toUtf8(), m_function.account.toUtf8()}, this);
    QList<QByteArray> names;
    for (const QString &path : std::as_const(m_extensionPaths))
        names.append(path.section(u'/', -1).toUtf8());
    m_extensions->expect(names);
    m_extensions->setRuntimeEnded(!m_launched);
    connect(m_extensions, &ExtensionsApi::progressed, this, &Environment::onProgress);
    m_api->addRoutes([api = m_extensions](HttpExchange *exchange) { return api->handle(exchange); });
    m_api->addRoutes([api = m_extensions, hub = m_telemetry](HttpExchange *exchange) { return handleTelemetry(exchange, *api, *hub); });
    if (const Result<> adopted = m_api->adopt(fd); !adopted)
        abandon(adopted.error());
}

void Environment::listenTo(RuntimeApi *api)
{
    api->setStreamLimits(m_options.stream);
    api->setSnapStart(m_function.snapStart);
    connect(api, &RuntimeApi::ready, this, &Environment::onReady);
    connect(api, &RuntimeApi::handedOut, this, &Environment::onHandedOut);
    connect(api, &RuntimeApi::responding, this, [this](bool streaming, const QByteArray &contentType) {
        if (m_invocation)
            m_invocation->response.begin(streaming, contentType, invokeMs(), m_invocation->request.sink.get());
    });
    connect(api, &RuntimeApi::streamed, this, [this](const QByteArray &bytes) {
        if (m_invocation)
            m_invocation->response.add(bytes, invokeMs(), m_invocation->request.sink.get());
    });
    connect(api, &RuntimeApi::imported, this, [this](const QByteArray &modules) { m_imports = modules; });
    connect(api, &RuntimeApi::responded, this, [this](const QByteArray &payload) {
        if (m_invocation)
            m_invocation->response.end(invokeMs());
        answered({payload, {}, {}, false, false, {}, {}});
    });
    connect(api, &RuntimeApi::failed, this, &Environment::onFailed);
    connect(api, &RuntimeApi::cut, this, &Environment::onCut);
    connect(api, &RuntimeApi::initFailed, this, &Environment::onInitFailed);
    connect(api, &RuntimeApi::restoreFailed, this, [this](const QByteArray &type, const QByteArray &body) { restoreFailed(type, body, false); });
}

/// Events of megabytes are mostly a file in a string. Where that is so, our clients are told where it stands, and need not search
/// for its end and for escapes; what is around it must be small, for they look through it.
static QByteArray plainStrings(const InvokeRequest &request)
{
    qsizetype around = request.payload.size();
    QByteArray text;
    for (const jsontext::PlainString &one : request.plain) {
        around -= one.end - one.begin;
        text += (text.isEmpty() ? "" : ",") + QByteArray::number(one.begin) + '-' + QByteArray::number(one.end);
    }
    return around <= 64 * 1024 ? text : QByteArray();
}

void Environment::deliver()
{
    if (m_function.snapStart && !m_restored)
        return restore();
    if (!advance(EnvironmentStep::Deliver))
        return;
    const InvokeRequest &request = m_invocation->request;
    RuntimeEvent event{request.requestId.toUtf8(), request.payload, request.invokedArn.toUtf8(), request.traceId, request.clientContext,
        request.cognitoIdentity, 0, request.tenantId, m_ownClient ? plainStrings(request) : QByteArray(), request.sink};
    writeStart();
    begin();
    m_runtimeReady = m_runtimeDone = false;
    event.deadlineMs = QDateTime::currentMSecsSinceEpoch() + m_invokeTimer.remainingTime();
    if (hasExtensions())
        m_extensions->invoke(event.requestId, event.invokedArn, event.traceId, event.deadlineMs);
    m_api->deliver(event);
}

/// The runtime asked for an event.
void Environment::onReady()
{
    judgeCut(); // a runtime that asks again is alive: its answer was cut for good
    if (isInit()) {
        m_runtimeReady = true;
        m_extensions->closeRegistration();
        announceRuntimeReady(QByteArrayLiteral("success"), {});
        onProgress();
    } else if (m_phase == EnvironmentPhase::Restore) {
        restored();
    } else if (m_phase == EnvironmentPhase::Settle) {
        if (!std::exchange(m_runtimeReady, true))
            m_runtimeMs = invokeMs();
        settle();
    } else if (m_phase == EnvironmentPhase::Ready && !m_invocation) {
        m_freezeTimer.start();
    }
}

/// An extension registered or asked for an event.
void Environment::onProgress()
{
    if (m_phase == EnvironmentPhase::Settle)
        return settle();
    if (!isInit())
        return;
    if (!m_launched && m_extensions->allRegistered()) {
        m_launched = true;
        m_registeredMs = m_sandbox->elapsedMs();
        m_extensions->setRuntimeEnded(false);
        m_sandbox->launch();
    }
    if (m_runtimeReady && m_extensions->allReady())
        initDone();
}

void Environment::initDone()
{
    if (m_phase == EnvironmentPhase::Init)
        m_initMs = initElapsedMs();
    m_wasReady = true;
    if (!m_invocation)
        m_aheadMs = m_initMs;
    m_initTimer.stop();
    announceInitEnd(QByteArrayLiteral("success"), {});
    m_suppressed = false;
    m_telemetry->close();
    advance(EnvironmentStep::InitDone);
    m_sandbox->throttle(); // the init phase has the whole CPU
    m_sandbox->drainOutput();
    emit stateChanged();
    if (m_invocation)
        deliver();
    else
        m_freezeTimer.start();
}

void Environment::onHandedOut()
{
    if (m_initMs >= 0 || !m_initPaid)
        m_invokeClock.restart(); // the time between START and this moment is ours, not the function's
}

void Environment::onFailed(const QByteArray &type, const QByteArray &body, const QString &message)
{
    const bool platform = body.isEmpty();
    const QByteArray own = "{\"errorType\":" + jsontext::quoted(type) + ",\"errorMessage\":" + jsontext::quoted(message.toUtf8()) + '}';
    answered({platform ? own : body, type, platform ? QStringLiteral("error") : QString(), false, false, {}, {}});
}

/// The answer broke off. Most often the runtime died, and how it did says more: its end is waited for a moment.
void Environment::onCut(const QByteArray &type, const QString &message)
{
    m_cutType = type;
    m_cutText = message;
    QTimer::singleShot(timeouts::exitNotice, m_api, [this] { judgeCut(); });
}

void Environment::judgeCut()
{
    if (const QByteArray type = std::exchange(m_cutType, {}); !type.isEmpty() && m_phase == EnvironmentPhase::Invoke)
        onFailed(type, {}, m_cutText);
}

/// The runtime's part is done. The caller may have the answer now; the invocation is over when everybody asked for the next event. Our
/// clients for Python and Node.js do that with the answer itself, unless it was streamed or too large: without extensions that is the end. Other
/// runtimes ask within a moment as a rule, and whoever has the answer then finds the environment free.
void Environment::answered(Ending ending)
{
    if (!m_invocation || !advance(EnvironmentStep::Answer))
        return;
    m_answerMs = m_runtimeMs = invokeMs();
    const bool refused = ending.errorType == "Function.ResponseSizeTooLarge"; // of which the client has something to say
    if (!hasExtensions() && m_ownClient && !refused && !m_invocation->response.isStreamed()) {
        advance(EnvironmentStep::Settled);
        return finish(std::move(ending));
    }
    m_ending = std::move(ending);
    if (!m_invocation->request.answerEarly || !m_options.keepWarm)
        return;
    if (hasExtensions())
        answerEarly();
    else
        m_answerTimer.start(timeouts::freezeDelay); // as long as an environment waits for what comes at once
}

/// The caller hears the answer while the runtime or extensions are still busy, as Lambda lets it.
void Environment::answerEarly()
{
    if (m_phase != EnvironmentPhase::Settle || !m_invocation || std::exchange(m_delivered, true))
        return;
    InvokeOutcome outcome;
    outcome.report = reportOf(m_ending);
    outcome.payload = m_ending.payload;
    outcome.functionError = m_ending.errorType.isEmpty() ? QByteArray() : QByteArrayLiteral("Unhandled");
    outcome.log = m_invocation->log.text();
    outcome.logStream = m_identity.logStream;
    outcome.warnings = m_warnings;
    outcome.streamed = m_invocation->response.isStreamed();
    outcome.chunks = m_invocation->response.chunks();
    m_invocation->done(std::move(outcome));
}

void Environment::settle()
{
    if (m_runtimeReady)
        announceRuntimeDone(m_ending.errorType.isEmpty() ? QByteArrayLiteral("success") : QByteArrayLiteral("error"), m_ending.errorType, m_ending.payload.size());
    if (!m_runtimeReady || !m_extensions->allIdle() || !advance(EnvironmentStep::Settled))
        return;
    if (m_sandbox)
        m_freezeTimer.start();
    finish(std::move(m_ending));
}

/// The reported invocation goes to its caller, and the environment is free.
void Environment::handOver()
{
    const std::unique_ptr<Invocation> invocation = std::move(m_finished);
    if (!std::exchange(m_delivered, false)) {
        m_outcome.log = invocation->log.text();
        invocation->done(std::move(m_outcome));
    }
    m_outcome = {};
    emit freed();
}

void Environment::freeze()
{
    if (m_api)
        m_api->flush();
    if (m_phase != EnvironmentPhase::Ready || m_invocation || !m_options.keepWarm || m_options.freezeDelay.count() < 0 || !m_api->isWaiting())
        return;
    m_frozen = true;
    m_telemetry->setPaused(true);
    m_sandbox->setFrozen(true);
}

void Environment::onInitFailed(const QByteArray &type, const QByteArray &body)
{
    m_initErrorSeen = true;
    m_initErrorType = type;
    m_initErrorBody = body;
    QTimer::singleShot(timeouts::killGrace, m_sandbox, [this, sandbox = m_sandbox] { // it should exit by itself
        m_extensionPaths.isEmpty() ? sandbox->kill() : sandbox->signalProgram(0, SIGKILL);
    });
}

void Environment::onFinished(const SandboxExit &exit)
{
    m_peakBytes = std::max(m_peakBytes, exit.peakBytes);
    if (!exit.startError.isEmpty() && m_invocation && isInit())
        return abandon({ErrorCode::Unsupported, exit.startError, {}, QStringLiteral("LTH-RUN-004")});
    if (m_phase != EnvironmentPhase::Stop) // whose shutdown listens itself
        runtimeEnded(exit);
}

void Environment::onProgramEnded(int program, const SandboxExit &exit)
{
    m_peakBytes = std::max(m_peakBytes, exit.peakBytes);
    if (m_phase == EnvironmentPhase::Stop || !m_extensions)
        return;
    if (program == 0)
        m_extensions->setRuntimeEnded(true);
    else if (exit.execError == 0)
        m_extensions->ended(program, false, false);
    program == 0 || exit.outOfMemory ? runtimeEnded(exit) : extensionEnded(program, exit);
}

void Environment::runtimeEnded(const SandboxExit &exit)
{
    m_sandbox->drainOutput();
    if (!m_invocation) {
        m_aheadMs = -1;
        stop(QByteArrayLiteral("failure"));
        m_suppressed = false; // no invocation failed: the next one starts as the first did
        return;
    }
    if (isInit()) {
        if (m_initErrorSeen)
            return initEnded(m_initErrorType, m_initErrorBody, false);
        if (exit.execError != 0)
            noteLaunchError(exitText(exit, m_entrypoint).message);
        const Ending ending = crash(exit);
        return initEnded(ending.errorType, ending.payload, false);
    }
    if (m_phase == EnvironmentPhase::Restore) {
        const Ending ending = crash(exit);
        return restoreFailed(ending.errorType, ending.payload, false);
    }
    if (m_phase == EnvironmentPhase::Settle) { // the answer stays, the environment goes
        m_ending.reset = true;
        if (m_ending.errorType.isEmpty()) { // else the first failure is the reason
            const ExitText text = exitText(exit, m_entrypoint);
            m_ending.failure = text.type;
            m_ending.failureText = text.message;
        }
        return finish(std::move(m_ending));
    }
    if ((!m_api || !m_api->hasInvocation()) && !std::exchange(m_restarted, true)) { // it went away between two events: a fresh start, once
        m_begun = false;
        m_invokeTimer.stop();
        return startSandbox(EnvironmentStep::StartInit);
    }
    finish(crash(exit));
}

/// An extension is gone that nobody asked to go: with it the environment, as on Lambda.
void Environment::extensionEnded(int program, const SandboxExit &exit)
{
    ExitText text = extensionExitText(exit, m_extensionPaths.value(program - 1));
    if (exit.execError != 0)
        m_extensions->launchFailed(program, exit.execError);
    if (const QByteArray reported = m_extensions->reportedError(); !reported.isEmpty())
        text.type = reported;
    m_sandbox->drainOutput();
    if (!m_invocation)
        return stop(QByteArrayLiteral("failure"));
    if (m_phase == EnvironmentPhase::Settle) {
        m_ending.reset = true;
        m_ending.failure = text.type;
        m_ending.failureText = text.message;
        return finish(std::move(m_ending));
    }
    const QByteArray payload = platformError(text.type, text.message);
    if (isInit())
        return initEnded(text.type, payload, false);
    if (m_phase == EnvironmentPhase::Restore)
        return restoreFailed(text.type, payload, false);
    finish({payload, text.type, QStringLiteral("error"), true, false, {}, {}});
}

/// The init phase failed. Lambda repeats it once, inside the invocation's own time.
void Environment::initEnded(const QByteArray &type, const QByteArray &body, bool timedOut)
{
    const bool second = m_phase == EnvironmentPhase::InvokeInit;
    const QByteArray status = timedOut ? QByteArrayLiteral("timeout") : QByteArrayLiteral("error");
    announceRuntimeReady(status, type);
    announceInitEnd(status, type);
    if (!second)
        return stop(timedOut ? QByteArrayLiteral("timeout") : QByteArrayLiteral("failure"));
    const bool platform = body.isEmpty();
    finish({platform ? platformError(type, QStringLiteral("Runtime exited without providing a reason")) : body, type,
        QStringLiteral("error"), true, type == "Runtime.OutOfMemory", {}, {}});
}

void Environment::onInvokeTimeout()
{
    if (!m_invocation)
        return;
    if (m_phase == EnvironmentPhase::InvokeInit) {
        announceRuntimeReady(QByteArrayLiteral("timeout"), {});
        announceInitEnd(QByteArrayLiteral("timeout"), {});
    }
    const QString text = QStringLiteral("Task timed out after %1 seconds").arg(QString::number(double(m_function.timeoutSeconds), 'f', 2));
    const QByteArray type = QByteArrayLiteral("Sandbox.Timedout");
    if (m_phase != EnvironmentPhase::Settle)
        return finish({platformError(type, text), type, QStringLiteral("timeout"), true, false, {}, {}});
    m_ending.reset = true;
    m_ending.status = QStringLiteral("timeout");
    m_ending.failure = type;
    finish(std::move(m_ending));
}

} // namespace lathe
