// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessionruns.h"
#include "aws/lambdaclient.h"
#include "core/async.h"
#include "core/logging.h"
#include "history/historystore.h"
#include "runtime/runtimeservice.h"
#include "session/buildwords.h"
#include "session/importlines.h"
#include "session/importsites.h"
#include "session/preparerun.h"
#include "session/reportline.h"
#include "session/sessionstate.h"
#include "session/targetconnector.h"
#include <QCoreApplication>

namespace lathe {

SessionRuns::SessionRuns(const SessionState &state, TargetConnector &targets, QObject *parent)
    : RunController(parent), m_state(state), m_targets(targets)
{
    connect(&m_log, &LogPipe::bytesReady, this, &RunController::logAppended);
    connect(&m_response, &ResponsePipe::partsReady, this, &RunController::responseAppended);
}

SessionRuns::~SessionRuns()
{
    m_cancelPrepare->store(true);
    m_localCall.cancel();
    m_remoteCall.cancel();
    m_pool.waitForDone();
}

Availability SessionRuns::canRun() const
{
    if (m_phase != State::Idle)
        return {false, tr("A run is under way. Stop it first (Shift+F5).")};
    return m_state.canUseFunction();
}

Availability SessionRuns::canInvokeDeployed() const
{
    if (m_phase != State::Idle)
        return {false, tr("A run is under way. Stop it first (Shift+F5).")};
    if (const Availability usable = m_state.canUseFunction(); !usable)
        return usable;
    if (m_targets.current() == QLatin1String("local") && m_state.port == 0)
        return {false, tr("The embedded endpoint is not running.")};
    return {};
}

Availability SessionRuns::canProfileImports() const
{
    if (const Availability can = canRun(); !can)
        return can;
    const FunctionDefinition &function = *m_state.current();
    if (!function.imageUri.isEmpty() || !lathe::canProfileImports(function.runtime.text))
        return {false, tr("Imports are timed for Python and Node.js only.")};
    return {};
}

void SessionRuns::setPhase(State phase)
{
    if (m_phase == phase)
        return;
    m_phase = phase;
    emit stateChanged();
}

void SessionRuns::begin(const QByteArray &event, const QString &eventName, const QString &where)
{
    ++m_run;
    m_current = RunRecord();
    m_mode = Mode::Usual;
    m_current.functionName = m_state.function;
    m_current.where = where;
    m_current.eventName = eventName;
    m_current.event = event;
    m_current.started = QDateTime::currentDateTime();
    setPhase(State::Running);
    emit started();
}

void SessionRuns::run(const QByteArray &event, const QString &eventName, Mode mode, const EventContext &context)
{
    if (const Availability can = canRun(); !can) {
        emit failed({m_state.project && !m_state.trusted ? ErrorCode::NotTrusted : ErrorCode::Usage, can.why, {}, {}});
        return;
    }
    if (const Availability can = canProfileImports(); mode == Mode::ImportTimer && !can) {
        emit failed({ErrorCode::Usage, can.why, {}, {}});
        return;
    }
    begin(event, eventName, mode == Mode::ImportTimer ? tr("local run with the import timer") : tr("local run"));
    m_mode = mode;
    m_context = context;
    const FunctionDefinition definition = *m_state.current();
    m_cancelPrepare->store(true); // of an older run
    m_cancelPrepare = std::make_shared<std::atomic_bool>(false);
    const auto tell = [this, run = m_run](const RunPreparation &step) { // the pool is waited for before this goes
        QMetaObject::invokeMethod(this, [this, run, step] {
            if (run == m_run && m_phase == State::Running)
                emit preparing(step);
        }, Qt::QueuedConnection);
    };
    FunctionBuildSpec build;
    build.function = definition;
    build.projectDir = m_state.project->root;
    build.onProgress = [this, name = definition.name, run = m_run](const LayerProgress &p) {
        QMetaObject::invokeMethod(this, [this, run, text = buildProgressText(name, p)] {
            if (run == m_run && m_phase == State::Running)
                emit building(text);
        }, Qt::QueuedConnection);
    };
    const auto work = [build, layers = m_state.project->layers, cancel = m_cancelPrepare, log = m_log.input(), tell]() mutable {
        build.cancel = cancel.get();
        return prepareRun(build, layers, *cancel, log, tell);
    };
    whenDone(onWorker(m_pool, work), this, [this, run = m_run](const Result<SpecFromProject> &prepared) {
        if (run != m_run)
            return;
        if (m_phase == State::Stopping)
            end(fail(ErrorCode::Cancelled, tr("Stopped.")));
        else if (!prepared)
            end(tl::unexpected(prepared.error()));
        else
            invokeLocal(*prepared);
    });
}

void SessionRuns::invokeLocal(const SpecFromProject &prepared)
{
    InvokeRequest request;
    request.payload = m_current.event;
    request.clientContext = m_context.clientContext;
    request.cognitoIdentity = m_context.identity;
    request.sink = m_response.begin();
    m_current.outcome.warnings = prepared.warnings;
    if (m_mode == Mode::Cold)
        m_state.runtime->retire(prepared.spec.name);
    m_spec = m_mode == Mode::ImportTimer ? withImportTimer(prepared.spec) : prepared.spec;
    if (m_state.offline.contains(prepared.spec.name))
        m_spec.network = NetworkMode::None;
    m_current.architecture = m_spec.architecture;
    m_current.tmpMib = m_spec.tmpMib;
    m_localCall = m_state.runtime->invoke(m_spec, request, m_mode == Mode::ImportTimer ? timedLog() : m_log.input());
    whenDone(m_localCall, this, [this, run = m_run](const Result<InvokeOutcome> &outcome) {
        if (run == m_run)
            m_mode == Mode::ImportTimer && outcome ? endTimed(withResponse(*outcome)) : end(outcome ? withResponse(*outcome) : outcome);
    });
}

std::function<void(const QByteArray &)> SessionRuns::timedLog()
{
    m_imports = std::make_shared<ImportLines>();
    return [lines = m_imports, log = m_log.input()](const QByteArray &bytes) {
        if (const QByteArray shown = lines->pass(bytes); !shown.isEmpty())
            log(shown);
    };
}

/// The timer's lines become spans with their places on a worker thread; the run ends then.
void SessionRuns::endTimed(InvokeOutcome outcome)
{
    m_log.input()(m_imports->rest());
    ImportLines kept;
    outcome.log = kept.pass(outcome.log) + kept.rest();
    emit usedUp(outcome.logStream);
    const FunctionDefinition *current = m_state.current();
    const FunctionDefinition definition = current && current->name == m_current.functionName ? *current : FunctionDefinition();
    const auto work = [lines = m_imports->lines(), spec = m_spec, definition]() -> Result<QList<ColdSpan>> {
        QList<ColdSpan> spans = importSpans(importsIn(lines, spec));
        findImportSites(spans, definition);
        return spans;
    };
    whenDone(onWorker(m_pool, work), this, [this, outcome, run = m_run](const Result<QList<ColdSpan>> &spans) {
        if (run != m_run)
            return;
        emit importsProfiled(m_current.functionName, outcome.logStream, spans.value_or(QList<ColdSpan>()));
        end(outcome);
    });
}

/// The response went to the pipe as it came: puts it back into the outcome.
InvokeOutcome SessionRuns::withResponse(InvokeOutcome outcome)
{
    m_response.drain();
    if (outcome.ok())
        outcome.payload = m_response.received();
    else if (outcome.streamed)
        m_current.partial = m_response.received();
    return outcome;
}

void SessionRuns::invokeDeployed(const QByteArray &event, const QString &eventName, const EventContext &context)
{
    if (const Availability can = canInvokeDeployed(); !can) {
        emit failed({ErrorCode::Usage, can.why, {}, {}});
        return;
    }
    begin(event, eventName, m_targets.info(m_targets.current()).title);
    m_current.deployed = true;
    m_context = context;
    const TemplateText deployedName = m_state.current()->deployedName;
    const QString name = deployedName.resolved && !deployedName.text.isEmpty() ? deployedName.text : m_state.current()->name;
    whenDone(m_targets.connectTo(m_targets.current()), this, [this, name, run = m_run](const Result<ResolvedTarget> &target) {
        if (run != m_run)
            return;
        if (m_phase == State::Stopping)
            end(fail(ErrorCode::Cancelled, tr("Stopped.")));
        else if (!target)
            end(tl::unexpected(target.error()));
        else
            invokeRemote(*target, name);
    });
}

void SessionRuns::invokeRemote(const ResolvedTarget &target, const QString &functionName)
{
    m_client = std::make_unique<LambdaClient>(target.aws, target.credentials, *m_state.transport);
    m_remoteCall = m_client->invoke(functionName, m_current.event.isEmpty() ? QByteArray("{}") : m_current.event,
        m_context.invocationType.isEmpty() ? QByteArray("RequestResponse") : m_context.invocationType.toUtf8(), m_context.qualifier, m_context.clientContext.toBase64());
    whenDone(m_remoteCall, this, [this, functionName, run = m_run](const Result<InvokeAnswer> &answer) {
        if (run != m_run)
            return;
        if (!answer && answer.error().code == ErrorCode::NotFound) {
            end(fail(ErrorCode::NotFound, tr("%1 is not deployed there yet. Deploy it with F8.").arg(functionName), answer.error().detail));
            return;
        }
        if (!answer) {
            end(tl::unexpected(answer.error()));
            return;
        }
        InvokeOutcome outcome;
        outcome.payload = answer->payload;
        outcome.functionError = answer->functionError;
        outcome.log = answer->logTail;
        outcome.report = parseReportLine(answer->logTail).value_or(InvocationReport());
        emit logAppended(answer->logTail);
        end(outcome);
    });
}

void SessionRuns::end(const Result<InvokeOutcome> &outcome)
{
    m_log.drain();
    setPhase(State::Idle);
    if (!outcome) {
        if (outcome.error().code == ErrorCode::Cancelled)
            emit stopped(m_current);
        emit failed(outcome.error());
        return;
    }
    const QStringList warnings = m_current.outcome.warnings;
    m_current.outcome = *outcome;
    m_current.outcome.warnings = warnings + outcome->warnings;
    if (m_mode != Mode::ImportTimer)
        m_history.prepend(m_current);
    keep();
    m_spec.inUse = {}; // its environment keeps it
    emit finished(m_current);
}

/// Leaves the run in the history's spool, on a worker thread.
void SessionRuns::keep()
{
    if (m_state.historyDir.isEmpty() || m_mode == Mode::ImportTimer)
        return;
    FunctionSpec spec;
    if (!m_current.deployed)
        spec = m_spec;
    spec.name = m_current.functionName;
    const auto work = [record = m_current, context = m_context, spec, dir = m_state.historyDir, project = m_state.project ? m_state.project->root : QString()]() -> Result<> {
        HistoryEntry entry;
        describeFunction(spec, &entry);
        entry.startedMs = record.started.toMSecsSinceEpoch();
        entry.project = project;
        entry.where = record.where;
        entry.eventName = record.eventName;
        entry.deployed = record.deployed;
        entry.event = record.event;
        entry.clientContext = context.clientContext;
        entry.identity = context.identity;
        entry.outcome = record.outcome;
        entry.partial = record.partial;
        redactEntry(&entry, spec.environment);
        return HistoryStore::keep(dir, entry);
    };
    whenDone(onWorker(m_pool, work), this, [this](const Result<> &done) {
        if (!done)
            qCWarning(logUi).noquote() << done.error().text << done.error().detail;
        emit kept();
    });
}

void SessionRuns::stop()
{
    if (m_phase != State::Running)
        return;
    setPhase(State::Stopping);
    m_cancelPrepare->store(true);
    m_localCall.cancel();
    m_remoteCall.cancel();
}

RunRecord SessionRuns::lastRun(const QString &functionName) const
{
    const RunRecord *record = m_history.nth(functionName, 0);
    return record ? *record : RunRecord();
}

RunRecord SessionRuns::previousRun(const QString &functionName) const
{
    const RunRecord *record = m_history.nth(functionName, 1);
    return record ? *record : RunRecord();
}

} // namespace lathe
