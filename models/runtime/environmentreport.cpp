// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What an environment logs, publishes and reports of its life, in Lambda's forms.
#include "core/jsontext.h"
#include "core/sha256.h"
#include "runtime/environment.h"
#include "runtime/exittext.h"
#include "runtime/imageplan.h"
#include "runtime/initspans.h"
#include "runtime/responsesink.h"
#include "runtime/telemetry/telemetryhub.h"
#include <QDateTime>
#include <chrono>
#include <cmath>

namespace lathe {

/// Where several programs write, no line of one is torn by another's: its beginning waits for its end.
void Environment::output(Source source, const QByteArray &chunk)
{
    if (m_extensionPaths.isEmpty())
        return write(chunk);
    QByteArray &line = m_lines[source];
    line += chunk;
    const qsizetype whole = line.size() > limits::logLineBytes ? line.size() : line.lastIndexOf('\n') + 1;
    write(line.first(whole));
    line.remove(0, whole);
}

void Environment::write(const QByteArray &bytes)
{
    if (m_invocation)
        m_invocation->log.append(bytes);
    else if (m_finished)
        m_finished->log.append(bytes); // of the Shutdown phase
    else
        m_between.append(bytes);
}

void Environment::closeLines()
{
    for (QByteArray &line : m_lines)
        if (!line.isEmpty())
            write(std::exchange(line, {}) + '\n');
}

void Environment::log(const QByteArray &line)
{
    (m_invocation ? m_invocation->log : m_between).appendLine(line);
}

/// A telemetry service for the sandbox that is about to start; the one before ended with its subscribers.
void Environment::watchTelemetry()
{
    if (m_telemetry)
        m_telemetry->deleteLater();
    m_telemetry = new TelemetryHub(
        [this](quint16 port, QObject *context, std::function<void(int)> done) {
            if (m_sandbox)
                m_sandbox->connectInside(port, context, std::move(done));
            else
                done(-1);
        },
        this);
    connect(m_telemetry, &TelemetryHub::subscribed, this, &Environment::note);
}

/// Publishes the event and writes its line.
void Environment::announce(const PlatformEvent &event, const QByteArray &line)
{
    if (m_telemetry)
        m_telemetry->publish(event);
    note(event, line);
}

/// Writes the event's line: `line` in a log of text (empty: it has none), the event itself in one of JSON.
void Environment::note(const PlatformEvent &event, const QByteArray &line)
{
    if (m_function.logFormat != LogFormat::Json) {
        if (!line.isEmpty())
            log(line);
    } else if (event.logLevel() >= m_function.systemLogLevel && event.type != PlatformEvent::Type::End) {
        log(event.json());
    }
    emit platformEvent(event);
}

/// Behind an init or a restore phase, in whoever's time it was: so do RIE and CloudWatch's logs have it.
void Environment::writeStart()
{
    if (std::exchange(m_startWritten, true))
        return;
    PlatformEvent event = PlatformEvent::now(PlatformEvent::Type::Start);
    event.requestId = m_invocation->request.requestId.toUtf8();
    event.traceId = m_invocation->request.traceId;
    event.functionVersion = m_function.version.toUtf8();
    announce(event, "START RequestId: " + event.requestId + " Version: " + event.functionVersion);
}

/// The invocation's time runs from here.
void Environment::begin()
{
    if (std::exchange(m_begun, true))
        return;
    m_invokeClock.start();
    m_invokeTimer.start(std::chrono::seconds(m_function.timeoutSeconds));
}

double Environment::invokeMs() const
{
    return m_begun ? double(m_invokeClock.nsecsElapsed()) / 1e6 : 0;
}

QByteArray Environment::initPhaseName() const
{
    return m_phase != EnvironmentPhase::Init ? QByteArrayLiteral("invoke") : m_function.snapStart ? QByteArrayLiteral("snap-start") : QByteArrayLiteral("init");
}

void Environment::announceInitStart()
{
    PlatformEvent event = PlatformEvent::now(PlatformEvent::Type::InitStart);
    event.initialization = initializationType(m_function);
    m_launchedMicros = event.timeMicros;
    m_launchedNs = std::chrono::steady_clock::now().time_since_epoch().count();
    m_listeningMs = m_registeredMs = -1;
    event.phase = initPhaseName();
    nameRuntime(event);
    const bool said = m_phase == EnvironmentPhase::Init && !event.runtime.isEmpty(); // a repeated one has no line in Lambda's logs
    announce(event, said ? "INIT_START Runtime Version: " + event.runtime + "\tRuntime Version ARN: " + event.runtimeArn : QByteArray());
}

/// What runs where, as the first event of an environment tells it.
void Environment::nameRuntime(PlatformEvent &event) const
{
    event.functionName = m_function.name.toUtf8();
    event.functionVersion = m_function.version.toUtf8();
    event.functionArn = m_function.arn.toUtf8();
    event.instanceId = m_identity.logStream.toUtf8();
    event.runtime = m_runtimeVersion;
    if (!event.runtime.isEmpty())
        event.runtimeArn = "arn:aws:lambda:" + m_function.region.toUtf8() + "::runtime:" + Sha256::of(event.runtime).toHex();
    event.instanceMaxMemoryBytes = qint64(m_function.memoryMib) << 20;
}

/// The runtime's part of the init phase is over; once for each.
void Environment::announceRuntimeReady(const QByteArray &status, const QByteArray &errorType)
{
    if (std::exchange(m_runtimeDone, true))
        return;
    PlatformEvent event = PlatformEvent::now(PlatformEvent::Type::InitRuntimeDone);
    event.initialization = initializationType(m_function);
    event.phase = initPhaseName();
    event.status = status;
    event.errorType = errorType;
    announce(event);
}

void Environment::announceInitEnd(const QByteArray &status, const QByteArray &errorType)
{
    if (m_extensions) {
        for (const Extension &extension : m_extensions->extensions()) {
            PlatformEvent event = PlatformEvent::now(PlatformEvent::Type::Extension);
            event.name = extension.name;
            event.state = extensionStateName(extension.state);
            event.items = extension.events;
            event.errorType = extension.errorType;
            announce(event, extension.logLine());
        }
    }
    PlatformEvent event = PlatformEvent::now(PlatformEvent::Type::InitReport);
    event.initialization = initializationType(m_function);
    event.phase = initPhaseName();
    event.status = status;
    event.errorType = errorType;
    event.durationMs = initElapsedMs();
    event.spans = initSpans({m_launchedMicros, m_launchedNs, m_listeningMs, m_registeredMs, !m_extensionPaths.isEmpty(), event.durationMs},
        m_api ? m_api->initTimes() : QByteArray());
    QByteArray line;
    if (status != "success") {
        line = "INIT_REPORT Init Duration: " + QByteArray::number(event.durationMs, 'f', 2) + " ms\tPhase: " + event.phase + "\tStatus: " + status;
        if (!errorType.isEmpty())
            line += "\tError Type: " + errorType;
    } else if (m_phase == EnvironmentPhase::Init && m_function.snapStart) { // no REPORT has it
        line = "INIT_REPORT Init Duration: " + QByteArray::number(event.durationMs, 'f', 2) + " ms";
    }
    announce(event, line);
}

void Environment::announceRuntimeDone(const QByteArray &status, const QByteArray &errorType, qint64 producedBytes)
{
    if (std::exchange(m_runtimeDone, true))
        return;
    PlatformEvent event = PlatformEvent::now(PlatformEvent::Type::RuntimeDone);
    event.requestId = m_invocation->request.requestId.toUtf8();
    event.traceId = m_invocation->request.traceId;
    event.status = status;
    event.errorType = errorType;
    const bool alive = m_phase == EnvironmentPhase::Settle || m_phase == EnvironmentPhase::Ready;
    event.durationMs = alive ? m_runtimeMs : invokeMs();
    event.producedBytes = std::max(m_invocation->response.bytes(), producedBytes);
    const qint64 start = event.timeMicros - qint64(invokeMs() * 1000);
    event.spans = m_invocation->response.spans(start);
    if (alive && !event.spans.isEmpty())
        event.spans.append({QByteArrayLiteral("runtimeOverhead"), start + qint64(m_answerMs * 1000), m_runtimeMs - m_answerMs});
    announce(event);
}

/// Of a container image, the log says why it could not be started, and what.
void Environment::noteLaunchError(const QString &problem)
{
    if (!m_function.imageRoot.isEmpty())
        log(imageLaunchLine(m_function, problem));
}

Environment::Ending Environment::crash(const SandboxExit &exit) const
{
    ExitText text = exitText(exit, m_entrypoint);
    if (m_extensions && !m_extensions->reportedError().isEmpty())
        text.type = m_extensions->reportedError(); // the first failure is the reason
    return {platformError(text.type, text.message), text.type, QStringLiteral("error"), true, exit.outOfMemory, {}, {}};
}

QByteArray Environment::platformError(const QByteArray &type, const QString &message) const
{
    return "{\"errorType\":" + jsontext::quoted(type) + ",\"errorMessage\":"
        + jsontext::quoted((m_invocation ? "RequestId: " + m_invocation->request.requestId.toUtf8() + " Error: " : QByteArray()) + message.toUtf8()) + '}';
}

int Environment::measuredMib(bool outOfMemory) const
{
    const qint64 bytes = std::max(m_peakBytes, m_sandbox ? m_sandbox->peakBytes() : 0);
    const int mib = int((bytes + 1048575) / 1048576);
    return outOfMemory ? m_function.memoryMib : mib;
}

/// The figures of the invocation under way. What extensions do after the answer counts too, as Lambda bills it.
InvocationReport Environment::reportOf(const Ending &ending) const
{
    InvocationReport report;
    report.requestId = m_invocation->request.requestId;
    report.durationMs = ending.status == QLatin1String("timeout") ? m_function.timeoutSeconds * 1000.0 : invokeMs();
    report.initMs = m_function.snapStart ? -1 : m_initMs;
    report.restoreMs = m_restoreMs;
    // Provisioned concurrency pays for its init phases by the hour; the first REPORT tells how long this one's was. With SnapStart
    // it was paid when the version was published.
    report.billedMs = qint64(std::ceil(report.durationMs + (m_function.provisioned ? 0 : std::max(0.0, report.initMs))) + std::ceil(std::max(0.0, m_restoreMs)));
    report.memoryMib = m_function.memoryMib;
    report.maxMemoryUsedMib = measuredMib(ending.outOfMemory);
    const bool late = !ending.failure.isEmpty();
    report.status = late && ending.status != QLatin1String("timeout") ? QStringLiteral("error") : ending.status;
    report.errorType = QString::fromUtf8(late ? ending.failure : ending.errorType);
    return report;
}

/// What the log says of a failure between the function's own output and END.
static QByteArray failureLine(const QByteArray &id, const QByteArray &payload, const QByteArray &type, const QByteArray &failure, const QString &failureText)
{
    if (!failure.isEmpty())
        return "RequestId: " + id + " Error: " + failureText.toUtf8() + '\n' + failure;
    if (!type.startsWith("Runtime.") && !type.startsWith("Extension."))
        return {};
    const auto text = jsontext::member(payload, "errorMessage");
    return text && payload.contains("RequestId: ") ? jsontext::unquoted(*text).value_or(QByteArray()) + '\n' + type : QByteArray();
}

/// Writes END and REPORT and hands the outcome over; an environment that has to go is shut down first or after it.
void Environment::finish(Ending ending)
{
    if (!m_invocation)
        return;
    m_invokeTimer.stop();
    m_answerTimer.stop();
    if (m_sandbox)
        m_sandbox->drainOutput();
    closeLines();
    const InvocationReport report = reportOf(ending);
    const QByteArray id = report.requestId.toUtf8();
    const QByteArray status = !report.status.isEmpty() ? report.status.toUtf8() : report.errorType.isEmpty() ? QByteArrayLiteral("success") : QByteArrayLiteral("error");
    writeStart();
    if (m_begun && !isInit() && !m_restoreFailed)
        announceRuntimeDone(status, report.errorType.toUtf8(), ending.payload.size());
    if (m_function.logFormat != LogFormat::Json) {
        const QByteArray line = report.status == QLatin1String("timeout")
            ? QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toUtf8() + ' ' + id + " Task timed out after "
                + QByteArray::number(double(m_function.timeoutSeconds), 'f', 2) + " seconds"
            : ending.reset && report.status == QLatin1String("error")
            ? failureLine(id, ending.payload, ending.errorType, ending.failure, ending.failureText) : QByteArray();
        if (!line.isEmpty())
            log(line);
    }
    PlatformEvent event = PlatformEvent::now(PlatformEvent::Type::End);
    event.requestId = id;
    event.traceId = m_invocation->request.traceId;
    event.status = status;
    event.errorType = report.errorType.toUtf8();
    announce(event, "END RequestId: " + id);
    event.type = PlatformEvent::Type::Report;
    event.durationMs = report.durationMs;
    event.billedMs = report.billedMs;
    event.initMs = report.initMs;
    event.restoreMs = report.restoreMs;
    event.memoryMib = report.memoryMib;
    event.maxMemoryUsedMib = report.maxMemoryUsedMib;
    if (hasExtensions() && report.durationMs > m_runtimeMs)
        event.spans = {{QByteArrayLiteral("extensionOverhead"), event.timeMicros - qint64((report.durationMs - m_runtimeMs) * 1000), report.durationMs - m_runtimeMs}};
    announce(event, report.reportLine());
    m_knownPeakMib = std::max(m_knownPeakMib, report.maxMemoryUsedMib);
    m_outcome = {};
    m_outcome.report = report;
    m_outcome.payload = std::move(ending.payload);
    m_outcome.functionError = ending.errorType.isEmpty() ? QByteArray() : QByteArrayLiteral("Unhandled");
    m_outcome.restoreFailed = m_restoreFailed;
    m_outcome.logStream = m_identity.logStream;
    m_outcome.warnings = m_warnings;
    m_outcome.streamed = m_invocation->response.isStreamed();
    m_outcome.chunks = m_invocation->response.chunks();
    if (m_invocation->request.sink)
        m_invocation->request.sink->close();
    m_finished = std::move(m_invocation);
    if (!ending.reset && (m_options.keepWarm || !hasExtensions()))
        return handOver();
    if (hasExtensions() && m_options.keepWarm && !std::exchange(m_delivered, true)) { // the caller does not wait for the shutdown
        InvokeOutcome outcome = std::move(m_outcome);
        outcome.log = m_finished->log.text();
        m_finished->done(std::move(outcome));
    }
    stop(!ending.reset ? QByteArrayLiteral("spindown") : ending.status == QLatin1String("timeout") ? QByteArrayLiteral("timeout") : QByteArrayLiteral("failure"));
    if (m_finished && m_phase == EnvironmentPhase::Down)
        handOver();
}

} // namespace lathe
