// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/testcontroller.h"
#include "core/async.h"
#include "core/atomicfile.h"
#include "core/limits.h"
#include "runtime/interpreters.h"
#include "session/preparerun.h"
#include "session/sessionstate.h"
#include <QThread>
#include <algorithm>

namespace lathe {

TestController::TestController(const SessionState &state, QObject *parent) : QObject(parent), m_state(state)
{
    m_pool.setMaxThreadCount(1);
}

TestController::~TestController()
{
    if (m_cancel)
        m_cancel->store(true);
    m_pool.waitForDone();
}

Availability TestController::canRun() const
{
    if (isRunning())
        return {false, tr("Tests are running. Stop them first.")};
    if (!m_state.project)
        return {false, tr("Open a folder first (Ctrl+O).")};
    if (!m_state.trusted)
        return {false, tr("Restricted mode: nothing of this folder runs. Trust it if you know where it comes from.")};
    if (m_state.project->functions.isEmpty())
        return {false, tr("There is no function to run.")};
    if (m_matrix.rowCount() == 0)
        return {false, tr("There is no test event yet.")};
    if (!m_state.runtime)
        return {false, tr("The engine is still starting.")};
    return {};
}

void TestController::setAcross(Across across)
{
    if (m_across == across)
        return;
    m_across = across;
    if (across == Across::Runtimes && m_runtimes.isEmpty())
        findRuntimes();
    refresh();
}

/// Interpreters are asked for their versions, so not on this thread.
void TestController::findRuntimes()
{
    const auto work = []() -> Result<QStringList> {
        QStringList ids;
        for (const RuntimeStandIn &one : runtimeStandIns())
            if (one.interpreter && one.interpreter->exact)
                ids += QString::fromLatin1(one.runtime->id);
        return ids;
    };
    whenDone(onWorker(m_pool, work), this, [this](const Result<QStringList> &ids) {
        m_runtimes = ids.value_or(QStringList());
        refresh();
    });
}

void TestController::refresh()
{
    QList<EventFile> events;
    QList<TestMatrixModel::Column> columns;
    if (m_state.project) {
        const FunctionDefinition *current = m_state.current();
        if (m_across == Across::Functions) {
            for (const FunctionDefinition &function : m_state.project->functions)
                columns.append({function.name, {}, function.name});
        } else if (current && current->runtime.resolved) {
            QStringList ids = m_runtimes;
            ids.removeIf([current](const QString &id) { return runtimeFamily(id) != runtimeFamily(current->runtime.text) || id == current->runtime.text; });
            ids.prepend(current->runtime.text);
            for (const QString &id : std::as_const(ids))
                columns.append({current->name, id, id});
        }
        events = EventStore(m_state.project->root).events();
        events.removeIf([&columns](const EventFile &event) {
            return !event.function.isEmpty() && std::none_of(columns.begin(), columns.end(), [&event](const auto &column) { return column.function == event.function; });
        });
        if (columns.isEmpty())
            events.clear();
    } else {
        stop();
        m_results.clear();
        m_resultBytes = 0;
    }
    m_matrix.setAxes(events, columns);
    m_results.removeIf([this](const auto &entry) {
        if (m_matrix.cell(entry.key()).state != MatrixCell::NotRun)
            return false;
        m_resultBytes -= entry.value().outcome.payload.size() + entry.value().outcome.log.size();
        return true;
    });
    emit stateChanged();
}

QList<MatrixPlace> TestController::failed() const
{
    QList<MatrixPlace> list = m_matrix.places();
    list.removeIf([this](const MatrixPlace &place) {
        const auto state = m_matrix.cell(place).state;
        return state != MatrixCell::Failed && state != MatrixCell::Broken && state != MatrixCell::Stopped;
    });
    return list;
}

const TestResult *TestController::result(const MatrixPlace &place) const
{
    const auto it = m_results.find(place);
    return it == m_results.end() ? nullptr : &*it;
}

void TestController::run(const QList<MatrixPlace> &wanted)
{
    if (!canRun() || wanted.isEmpty())
        return;
    m_total = int(wanted.size());
    m_done = 0;
    m_places.clear();
    for (const MatrixPlace &place : wanted)
        m_matrix.setCell(place, {MatrixCell::Waiting, 0, {}});
    m_cancel = std::make_shared<std::atomic_bool>(false);
    emit stateChanged();
    emit progressed(0, m_total);
    QList<EventFile> events;
    for (int row = 0; row < m_matrix.rowCount(); ++row)
        events.append(m_matrix.eventAt(row));
    const auto work = [wanted, root = m_state.project->root, functions = m_state.project->functions, layers = m_state.project->layers, events, offline = m_state.offline, cancel = m_cancel]() -> Result<Prepared> {
        return prepare(wanted, root, functions, layers, events, offline, *cancel);
    };
    whenDone(onWorker(m_pool, work), this, [this](const Result<Prepared> &prepared) { start(*prepared); });
}

/// Each function once; what cannot be prepared or read is said at its places and keeps nothing else from running.
TestController::Prepared TestController::prepare(const QList<MatrixPlace> &places, const QString &root, const QList<FunctionDefinition> &functions, const QList<LayerDefinition> &layers, const QList<EventFile> &events,
    const QStringList &offline, const std::atomic_bool &cancel)
{
    Prepared prepared;
    QHash<QString, Result<SpecFromProject>> specs;
    for (const MatrixPlace &place : places) {
        const auto function = std::find_if(functions.begin(), functions.end(), [&](const FunctionDefinition &one) { return one.name == place.function; });
        const auto event = std::find_if(events.begin(), events.end(), [&](const EventFile &one) { return one.path == place.eventPath; });
        if (function == functions.end() || event == events.end() || cancel)
            continue;
        const QString key = place.function + u'\n' + place.runtime;
        if (!specs.contains(key)) {
            FunctionDefinition definition = *function;
            if (!place.runtime.isEmpty())
                definition.runtime.text = place.runtime;
            FunctionBuildSpec build;
            build.function = definition;
            build.projectDir = root;
            auto spec = prepareRun(build, layers, cancel, [](const QByteArray &) {}, [](const RunPreparation &) {});
            if (spec && offline.contains(definition.name))
                spec->spec.network = NetworkMode::None;
            specs.insert(key, spec);
        }
        const Result<SpecFromProject> &spec = specs[key];
        const auto body = EventStore(QString()).read(*event);
        const auto expected = expectationFor(event->path);
        if (!spec || !body || !expected) {
            prepared.broken.append({place, !spec ? spec.error().text : !body ? body.error().text : expected.error().text});
            continue;
        }
        TestCase one{place.function, event->name, place.runtime, spec->spec, {}, *expected};
        one.request.payload = *body;
        one.request.clientContext = expected->clientContext;
        one.request.cognitoIdentity = expected->identity;
        prepared.cases.append(one);
        prepared.places.append(place);
    }
    return prepared;
}

void TestController::start(const Prepared &prepared)
{
    for (const auto &[place, why] : prepared.broken)
        take(place, {TestResult::Broken, {why}, {}, 0});
    if (*m_cancel || prepared.cases.isEmpty() || !m_state.runtime)
        return end();
    m_places = prepared.places;
    QThread *thread = m_state.runtime->thread();
    m_run = new TestRun(*m_state.runtime, prepared.cases, std::max(1, QThread::idealThreadCount()));
    m_run->moveToThread(thread);
    connect(thread, &QThread::finished, m_run, &QObject::deleteLater);
    connect(m_run, &TestRun::caseStarted, this, [this](qsizetype index) { m_matrix.setCell(m_places[index], {MatrixCell::Running, 0, {}}); });
    connect(m_run, &TestRun::caseFinished, this, [this](qsizetype index) { take(m_places[index], m_run->result(index)); }); // final from now on
    connect(m_run, &TestRun::finished, this, &TestController::end);
    QMetaObject::invokeMethod(m_run, &TestRun::start, Qt::QueuedConnection);
}

void TestController::take(const MatrixPlace &place, TestResult result)
{
    MatrixCell cell;
    switch (result.state) {
    case TestResult::Passed: cell.state = MatrixCell::Passed; break;
    case TestResult::Failed: cell.state = MatrixCell::Failed; break;
    case TestResult::Broken: cell.state = MatrixCell::Broken; break;
    default: cell.state = MatrixCell::Stopped; break;
    }
    cell.durationMs = result.outcome.report.durationMs;
    cell.failure = result.failures.value(0);
    const auto bytes = [](const TestResult &one) { return one.outcome.payload.size() + one.outcome.log.size(); };
    if (const TestResult *before = this->result(place))
        m_resultBytes -= bytes(*before);
    if (m_resultBytes + bytes(result) > limits::testResultBytes) {
        result.cut = result.outcome.payload.size() > limits::testExcerptBytes || result.outcome.log.size() > limits::testExcerptBytes;
        result.outcome.payload.truncate(limits::testExcerptBytes);
        result.outcome.log.truncate(limits::testExcerptBytes);
    }
    m_resultBytes += bytes(result);
    m_results.insert(place, result);
    m_matrix.setCell(place, cell);
    emit progressed(++m_done, m_total);
}

void TestController::stop()
{
    if (!isRunning())
        return;
    m_cancel->store(true);
    if (m_run)
        QMetaObject::invokeMethod(m_run, &TestRun::cancel, Qt::QueuedConnection);
}

void TestController::end()
{
    if (m_run) {
        m_run->disconnect(this);
        m_run->deleteLater();
        m_run = nullptr;
    }
    const QList<MatrixPlace> all = m_matrix.places();
    for (const MatrixPlace &place : all) {
        const auto state = m_matrix.cell(place).state;
        if (state == MatrixCell::Waiting || state == MatrixCell::Running)
            take(place, {TestResult::Stopped, {}, {}, 0});
    }
    m_total = m_done = 0;
    emit stateChanged();
    emit finished();
}

Result<> TestController::saveJunit(const QString &file) const
{
    QList<TestCase> cases;
    QList<const TestResult *> results;
    for (int column = 0; column < m_matrix.columnCount(); ++column) // suites one after the other
        for (int row = 0; row < m_matrix.rowCount(); ++row)
            if (const TestResult *one = result(m_matrix.placeOf(m_matrix.index(row, column)))) {
                const auto &head = m_matrix.columnAt(column);
                cases.append({head.function, m_matrix.eventAt(row).name, head.runtime, {}, {}, {}});
                results.append(one);
            }
    return writeFileAtomically(file, junitXml(cases, [&results](qsizetype index) -> const TestResult & { return *results[index]; }));
}

QString TestController::commandFor(const QList<MatrixPlace> &places) const
{
    if (!m_state.project)
        return {};
    const auto quoted = [](QString text) { return u'\'' + text.replace(u'\'', QStringLiteral("'\\''")) + u'\''; };
    const auto nameOf = [this](const QString &path) {
        for (int row = 0; row < m_matrix.rowCount(); ++row)
            if (m_matrix.eventAt(row).path == path)
                return m_matrix.eventAt(row).name;
        return QString();
    };
    const QString end = QStringLiteral(" -C ") + quoted(m_state.project->root);
    const QList<MatrixPlace> all = m_matrix.places();
    const auto line = [&](const QString &function, const QStringList &events, const QStringList &runtimes) {
        QString text = QStringLiteral("lathe test");
        if (!function.isEmpty())
            text += u' ' + quoted(function);
        if (!events.isEmpty())
            text += QStringLiteral(" -e ") + quoted(events.join(u','));
        if (!runtimes.isEmpty())
            text += QStringLiteral(" --runtimes ") + runtimes.join(u',');
        return text + end;
    };
    if (m_across == Across::Functions && (places.isEmpty() || places.size() == all.size()))
        return line({}, {}, {});
    QStringList lines, functions;
    for (const MatrixPlace &place : places.isEmpty() ? all : places)
        if (!functions.contains(place.function))
            functions += place.function;
    for (const QString &function : std::as_const(functions)) {
        QStringList events, runtimes;
        for (const MatrixPlace &place : places.isEmpty() ? all : places) {
            if (place.function != function)
                continue;
            if (!events.contains(nameOf(place.eventPath)))
                events += nameOf(place.eventPath);
            if (!place.runtime.isEmpty() && !runtimes.contains(place.runtime))
                runtimes += place.runtime;
        }
        lines += line(function, places.isEmpty() ? QStringList() : events, runtimes);
    }
    return lines.join(u'\n');
}

} // namespace lathe
