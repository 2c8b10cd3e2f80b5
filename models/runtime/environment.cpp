// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/environment.h"
#include "core/jsontext.h"
#include "core/paths.h"
#include "core/timeouts.h"
#include "runtime/exittext.h"
#include "runtime/responsesink.h"
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <cmath>
#include <cstdlib>
#include <unistd.h>

namespace lathe {

using namespace std::chrono_literals;

/// An environment for one invoke has its /tmp in memory, where its size is enforced. One that stays has a folder instead:
/// there /tmp outlives a reset, as in Lambda, and a full /tmp costs disk only.
static bool tmpInMemory(const FunctionSpec &function, const RuntimeOptions &options)
{
    const qint64 machineMib = qint64(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGESIZE) >> 20;
    return !options.keepWarm && options.sandbox.tier != SandboxTier::Unisolated && function.tmpMib <= machineMib / 2;
}

Environment::Environment(FunctionSpec function, const RuntimeOptions &options, QObject *parent)
    : QObject(parent), m_function(std::move(function)), m_options(options), m_identity(EnvironmentIdentity::make(m_function))
{
    m_initTimer.setSingleShot(true);
    m_invokeTimer.setSingleShot(true);
    m_initTimer.setTimerType(Qt::PreciseTimer);
    m_invokeTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_initTimer, &QTimer::timeout, this, &Environment::onInitTimeout);
    connect(&m_invokeTimer, &QTimer::timeout, this, &Environment::onInvokeTimeout);
    if (!m_options.workDir.isEmpty() && !tmpInMemory(m_function, m_options)) {
        QByteArray pattern = QFile::encodeName(m_options.workDir + QStringLiteral("/env-XXXXXX"));
        if (mkdtemp(pattern.data()))
            m_dir = QFile::decodeName(pattern);
    }
}

Environment::~Environment()
{
    if (m_invocation)
        m_invocation->done(fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "The run was cancelled.")));
    stopSandbox();
    if (!m_dir.isEmpty())
        QDir(m_dir).removeRecursively();
}

EnvironmentState Environment::state() const
{
    switch (m_phase) {
    case Phase::Down: return EnvironmentState::Resetting;
    case Phase::Ready: return m_invocation ? EnvironmentState::Busy : EnvironmentState::Idle;
    case Phase::Init:
    case Phase::InvokeInit: break;
    }
    return m_api ? EnvironmentState::Init : EnvironmentState::Starting;
}

void Environment::run(std::unique_ptr<Invocation> invocation)
{
    Q_ASSERT(!m_invocation);
    m_invocation = std::move(invocation);
    m_begun = false;
    m_initPaid = false;
    m_initMs = -1;
    if (const QByteArray waiting = m_between.text(); !waiting.isEmpty()) {
        m_invocation->log.append(waiting);
        m_between = InvocationLog();
    }
    if (m_phase == Phase::Ready) {
        onReady();
        return;
    }
    startSandbox(Phase::Init);
}

void Environment::startSandbox(Phase phase)
{
    stopSandbox();
    m_phase = phase;
    m_initErrorSeen = false;
    m_peakBytes = 0;
    m_initPaid = true;
    if (phase == Phase::InvokeInit)
        beginLog();
    const Result<LaunchPlan> plan = launchPlan(m_function, m_identity, m_options.bootstrapDir, m_dir, !m_options.keepWarm);
    if (!plan)
        return abandon(plan.error());
    m_warnings = plan->warnings + m_options.sandbox.notEnforced;
    m_entrypoint = plan->sandbox.argv.value(0);
    if (!plan->invalidEntrypoint.isEmpty()) {
        m_phase = Phase::Down;
        beginLog();
        const QByteArray type = QByteArrayLiteral("Runtime.InvalidEntrypoint");
        finish({platformError(type, plan->invalidEntrypoint), type, QStringLiteral("error"), true, false});
        return;
    }
    announceInitStart();
    m_sandbox = new Sandbox(m_options.sandbox, this);
    m_sandbox->setReapedBySystem(!m_options.keepWarm); // a one-shot command ends with its sandbox
    connect(m_sandbox, &Sandbox::standardOutput, this, &Environment::output);
    connect(m_sandbox, &Sandbox::standardError, this, &Environment::output);
    connect(m_sandbox, &Sandbox::finished, this, &Environment::onFinished);
    connect(m_sandbox, &Sandbox::listenerReady, this, [this](int fd) {
        m_listeningMs = m_sandbox->elapsedMs();
        m_api = new RuntimeApi(this);
        listenTo(m_api);
        emit stateChanged();
        if (const Result<> adopted = m_api->adopt(fd); !adopted)
            abandon(adopted.error());
    });
    if (phase == Phase::Init)
        m_initTimer.start(m_options.initPhase);
    if (const Result<> started = m_sandbox->start(plan->sandbox, m_options.ahead.get()); !started)
        abandon(started.error());
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
    connect(api, &RuntimeApi::responded, this, &Environment::onResponded);
    connect(api, &RuntimeApi::failed, this, &Environment::onFailed);
    connect(api, &RuntimeApi::cut, this, &Environment::onCut);
    connect(api, &RuntimeApi::initFailed, this, &Environment::onInitFailed);
    connect(api, &RuntimeApi::restoreFailed, this, &Environment::onRestoreFailed);
}

/// The environment cannot be had at all: an Error for the caller, not an outcome of the function.
void Environment::abandon(const Error &error)
{
    stopSandbox();
    m_invokeTimer.stop();
    if (const std::unique_ptr<Invocation> invocation = std::move(m_invocation)) {
        if (invocation->request.sink)
            invocation->request.sink->close();
        invocation->done(tl::unexpected(error));
        emit freed();
    }
}

/// Drops the sandbox with everything inside; its /tmp stays.
void Environment::stopSandbox()
{
    m_initTimer.stop();
    m_phase = Phase::Down;
    if (m_api) {
        m_api->disconnect(this);
        m_api->deleteLater();
        m_api = nullptr;
    }
    if (m_sandbox) {
        m_peakBytes = std::max(m_peakBytes, m_sandbox->peakBytes());
        m_sandbox->disconnect(this);
        m_sandbox->kill();
        m_sandbox->deleteLater();
        m_sandbox = nullptr;
    }
}

void Environment::beginLog()
{
    if (std::exchange(m_begun, true))
        return;
    m_invocation->log.appendLine("START RequestId: " + m_invocation->request.requestId.toUtf8() + " Version: " + m_function.version.toUtf8());
    PlatformEvent event = PlatformEvent::now(PlatformEvent::Type::Start);
    event.requestId = m_invocation->request.requestId.toUtf8();
    event.traceId = m_invocation->request.traceId;
    event.functionVersion = m_function.version.toUtf8();
    emit platformEvent(event);
    m_invokeClock.start();
    m_invokeTimer.start(std::chrono::seconds(m_function.timeoutSeconds));
}

void Environment::announceInitStart()
{
    PlatformEvent event = PlatformEvent::now(PlatformEvent::Type::InitStart);
    m_launchedMicros = event.timeMicros;
    m_listeningMs = -1;
    event.phase = m_phase == Phase::Init ? QByteArrayLiteral("init") : QByteArrayLiteral("invoke");
    event.functionName = m_function.name.toUtf8();
    event.functionVersion = m_function.version.toUtf8();
    event.functionArn = m_function.arn.toUtf8();
    event.instanceId = m_identity.logStream.toUtf8();
    event.runtime = m_function.runtime.toUtf8();
    event.instanceMaxMemoryBytes = qint64(m_function.memoryMib) << 20;
    emit platformEvent(event);
}

void Environment::announceInitEnd(const QByteArray &status, const QByteArray &errorType)
{
    PlatformEvent event = PlatformEvent::now(PlatformEvent::Type::InitRuntimeDone);
    event.phase = m_phase == Phase::Init ? QByteArrayLiteral("init") : QByteArrayLiteral("invoke");
    event.status = status;
    event.errorType = errorType;
    emit platformEvent(event);
    event.type = PlatformEvent::Type::InitReport;
    event.durationMs = m_sandbox ? m_sandbox->elapsedMs() : 0;
    if (m_listeningMs >= 0) {
        event.spans.append({QByteArrayLiteral("sandbox"), m_launchedMicros, m_listeningMs});
        event.spans.append({QByteArrayLiteral("runtime"), m_launchedMicros + qint64(m_listeningMs * 1000), event.durationMs - m_listeningMs});
    }
    emit platformEvent(event);
}

void Environment::announceEnd(const InvocationReport &report, const Invocation &invocation, qint64 producedBytes)
{
    PlatformEvent event = PlatformEvent::now(PlatformEvent::Type::RuntimeDone);
    event.requestId = report.requestId.toUtf8();
    event.traceId = invocation.request.traceId;
    event.status = report.status.isEmpty() ? (report.errorType.isEmpty() ? QByteArrayLiteral("success") : QByteArrayLiteral("error"))
                                           : report.status.toUtf8();
    event.errorType = report.errorType.toUtf8();
    event.durationMs = report.durationMs;
    event.producedBytes = producedBytes;
    event.spans = invocation.response.spans(event.timeMicros - qint64(report.durationMs * 1000));
    emit platformEvent(event);
    event.type = PlatformEvent::Type::End;
    emit platformEvent(event);
    event.type = PlatformEvent::Type::Report;
    event.billedMs = report.billedMs;
    event.initMs = report.initMs;
    event.memoryMib = report.memoryMib;
    event.maxMemoryUsedMib = report.maxMemoryUsedMib;
    emit platformEvent(event);
}

void Environment::output(const QByteArray &chunk)
{
    if (m_invocation)
        m_invocation->log.append(chunk);
    else
        m_between.append(chunk);
}

/// The runtime waits in `next`, or an invocation came to one that is up.
void Environment::onReady()
{
    if (m_phase == Phase::Init || m_phase == Phase::InvokeInit) {
        if (m_phase == Phase::Init)
            m_initMs = m_sandbox->elapsedMs();
        m_initTimer.stop();
        announceInitEnd(QByteArrayLiteral("success"), {});
        m_phase = Phase::Ready;
        m_sandbox->drainOutput();
        emit stateChanged();
    }
    if (!m_invocation || m_phase != Phase::Ready)
        return;
    const InvokeRequest &request = m_invocation->request;
    RuntimeEvent event{request.requestId.toUtf8(), request.payload, request.invokedArn.toUtf8(), request.traceId, request.clientContext,
        request.cognitoIdentity, 0, request.tenantId, request.sink};
    beginLog();
    event.deadlineMs = QDateTime::currentMSecsSinceEpoch() + m_invokeTimer.remainingTime();
    m_api->deliver(event);
}

void Environment::onHandedOut()
{
    if (m_initMs >= 0 || !m_initPaid)
        m_invokeClock.restart(); // the time between START and this moment is ours, not the function's
}

double Environment::invokeMs() const
{
    return m_begun ? double(m_invokeClock.nsecsElapsed()) / 1e6 : 0;
}

void Environment::onResponded(const QByteArray &payload)
{
    if (m_invocation)
        m_invocation->response.end(invokeMs());
    finish({payload, {}, {}, false, false});
}

void Environment::onFailed(const QByteArray &type, const QByteArray &body, const QString &message)
{
    if (!m_invocation)
        return;
    const bool platform = body.isEmpty();
    const QByteArray own = "{\"errorType\":" + jsontext::quoted(type) + ",\"errorMessage\":" + jsontext::quoted(message.toUtf8()) + '}';
    finish({platform ? own : body, type, platform ? QStringLiteral("error") : QString(), false, false});
}

/// The answer broke off. Most often the runtime died, and how it did says more: its end is waited for a moment.
void Environment::onCut(const QByteArray &type, const QString &message)
{
    QTimer::singleShot(timeouts::killGrace, m_api, [this, type, message] { onFailed(type, {}, message); });
}

void Environment::onRestoreFailed(const QByteArray &type, const QByteArray &body)
{
    if (m_invocation)
        finish({body.isEmpty() ? platformError(type, QStringLiteral("Runtime failed after restore")) : body, type, QStringLiteral("error"), true, false});
}

void Environment::onInitFailed(const QByteArray &type, const QByteArray &body)
{
    m_initErrorSeen = true;
    m_initErrorType = type;
    m_initErrorBody = body;
    QTimer::singleShot(timeouts::killGrace, m_sandbox, [sandbox = m_sandbox] { sandbox->kill(); }); // it should exit by itself
}

void Environment::onFinished(const SandboxExit &exit)
{
    m_peakBytes = std::max(m_peakBytes, exit.peakBytes);
    const Phase phase = m_phase;
    if (!exit.startError.isEmpty() && m_invocation && phase != Phase::Ready)
        return abandon({ErrorCode::Unsupported, exit.startError, {}, QStringLiteral("LTH-RUN-004")});
    if (!m_invocation) {
        stopSandbox();
        emit stateChanged();
        return;
    }
    if (phase == Phase::Ready) {
        if (!m_api || !m_api->hasInvocation()) { // it went away between two events: this one gets a fresh start
            m_begun = false;
            m_invokeTimer.stop();
            startSandbox(Phase::Init);
            return;
        }
        finish(crash(exit));
        return;
    }
    if (m_initErrorSeen) {
        initEnded(m_initErrorType, m_initErrorBody, false);
        return;
    }
    const Ending ending = crash(exit);
    initEnded(ending.errorType, ending.payload, false);
}

void Environment::onInitTimeout()
{
    initEnded({}, {}, true);
}

/// The init phase failed. Lambda repeats it once, inside the invocation's own time.
void Environment::initEnded(const QByteArray &type, const QByteArray &body, bool timedOut)
{
    const bool second = m_phase == Phase::InvokeInit;
    const double ms = m_sandbox ? m_sandbox->elapsedMs() : 0;
    QByteArray line = "INIT_REPORT Init Duration: " + QByteArray::number(ms, 'f', 2) + " ms\tPhase: " + (second ? "invoke" : "init")
        + "\tStatus: " + (timedOut ? "timeout" : "error");
    if (!timedOut && !type.isEmpty())
        line += "\tError Type: " + type;
    m_invocation->log.appendLine(line);
    announceInitEnd(timedOut ? QByteArrayLiteral("timeout") : QByteArrayLiteral("error"), type);
    if (!second) {
        startSandbox(Phase::InvokeInit);
        return;
    }
    const bool platform = body.isEmpty();
    finish({platform ? platformError(type, QStringLiteral("Runtime exited without providing a reason")) : body, type,
        QStringLiteral("error"), true, type == "Runtime.OutOfMemory"});
}

void Environment::onInvokeTimeout()
{
    if (!m_invocation)
        return;
    if (m_phase == Phase::InvokeInit)
        m_invocation->log.appendLine("INIT_REPORT Init Duration: " + QByteArray::number(m_sandbox ? m_sandbox->elapsedMs() : 0, 'f', 2)
            + " ms\tPhase: invoke\tStatus: timeout");
    const QString text = QStringLiteral("Task timed out after %1 seconds").arg(QString::number(double(m_function.timeoutSeconds), 'f', 2));
    const QByteArray type = QByteArrayLiteral("Sandbox.Timedout");
    Ending ending{platformError(type, text), type, QStringLiteral("timeout"), true, false};
    finish(ending);
}

Environment::Ending Environment::crash(const SandboxExit &exit) const
{
    const ExitText text = exitText(exit, m_entrypoint);
    return {platformError(text.type, text.message), text.type, QStringLiteral("error"), true, exit.outOfMemory};
}

QByteArray Environment::platformError(const QByteArray &type, const QString &message) const
{
    return "{\"errorType\":" + jsontext::quoted(type) + ",\"errorMessage\":"
        + jsontext::quoted("RequestId: " + m_invocation->request.requestId.toUtf8() + " Error: " + message.toUtf8()) + '}';
}

int Environment::measuredMib(bool outOfMemory) const
{
    const qint64 bytes = std::max(m_peakBytes, m_sandbox ? m_sandbox->peakBytes() : 0);
    const int mib = int((bytes + 1048575) / 1048576);
    return outOfMemory ? m_function.memoryMib : mib;
}

/// Writes END and REPORT and hands the outcome over. First the answer, then the cleaning up: speed is a feature.
void Environment::finish(Ending ending)
{
    if (!m_invocation)
        return;
    const double duration = ending.status == QLatin1String("timeout") ? m_function.timeoutSeconds * 1000.0 : invokeMs();
    m_invokeTimer.stop();
    if (m_sandbox)
        m_sandbox->drainOutput();
    const std::unique_ptr<Invocation> invocation = std::move(m_invocation);
    InvokeOutcome outcome;
    InvocationReport &report = outcome.report;
    report.requestId = invocation->request.requestId;
    report.durationMs = duration;
    report.initMs = m_initMs;
    report.billedMs = qint64(std::ceil(duration + std::max(0.0, m_initMs)));
    report.memoryMib = m_function.memoryMib;
    report.maxMemoryUsedMib = measuredMib(ending.outOfMemory);
    m_knownPeakMib = std::max(m_knownPeakMib, report.maxMemoryUsedMib);
    report.status = ending.status;
    report.errorType = QString::fromUtf8(ending.errorType);
    const QByteArray id = report.requestId.toUtf8();
    if (report.status == QLatin1String("timeout"))
        invocation->log.appendLine(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toUtf8() + ' ' + id + " Task timed out after "
            + QByteArray::number(double(m_function.timeoutSeconds), 'f', 2) + " seconds");
    else if (ending.reset && report.status == QLatin1String("error") && ending.errorType.startsWith("Runtime."))
        if (const auto text = jsontext::member(ending.payload, "errorMessage"); text && ending.payload.contains("RequestId: "))
            invocation->log.appendLine(jsontext::unquoted(*text).value_or(QByteArray()) + '\n' + ending.errorType);
    invocation->log.appendLine("END RequestId: " + id);
    invocation->log.appendLine(report.reportLine());
    announceEnd(report, *invocation, std::max<qint64>(invocation->response.bytes(), ending.payload.size()));
    outcome.payload = std::move(ending.payload);
    outcome.functionError = ending.errorType.isEmpty() ? QByteArray() : QByteArrayLiteral("Unhandled");
    outcome.log = invocation->log.text();
    outcome.logStream = m_identity.logStream;
    outcome.warnings = m_warnings;
    outcome.streamed = invocation->response.isStreamed();
    outcome.chunks = invocation->response.chunks();
    if (invocation->request.sink)
        invocation->request.sink->close();
    if (ending.reset)
        stopSandbox();
    invocation->done(std::move(outcome));
    emit freed();
}

void Environment::cancel(const QString &requestId)
{
    if (m_invocation && m_invocation->request.requestId == requestId)
        cancelAny();
}

void Environment::cancelAny()
{
    abandon({ErrorCode::Cancelled, QCoreApplication::translate("lathe", "The run was cancelled."), {}, {}});
}

} // namespace lathe
