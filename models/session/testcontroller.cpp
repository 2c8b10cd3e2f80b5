// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/testcontroller.h"
#include "aws/lambdaclient.h"
#include "core/async.h"
#include "core/atomicfile.h"
#include "core/limits.h"
#include "core/logging.h"
#include "events/eventcheck.h"
#include "history/historystore.h"
#include "runtime/interpreters.h"
#include "session/preparerun.h"
#include "session/sessionstate.h"
#include "session/targetconnector.h"
#include <QDateTime>
#include <QFileInfo>
#include <QThread>
#include <algorithm>

namespace lathe {

/// `known` has what was found out for other places already.
static TestStamp stampOf(const MatrixPlace &place, const QList<FunctionDefinition> &functions, const QList<EventFile> &events, const QHash<QString, QString> &revisions, QHash<QString, QString> &known)
{
    const auto once = [&known](const QString &key, auto make) {
        if (!known.contains(key))
            known.insert(key, make());
        return known.value(key);
    };
    TestStamp stamp;
    const auto event = std::find_if(events.begin(), events.end(), [&](const EventFile &one) { return one.path == place.eventPath; });
    if (event != events.end())
        stamp.event = once(QStringLiteral("event ") + place.eventPath, [&] { return eventStamp(*event); });
    const auto function = std::find_if(functions.begin(), functions.end(), [&](const FunctionDefinition &one) { return one.name == place.function; });
    if (!place.qualifier.isEmpty())
        stamp.code = revisions.value(place.qualifier);
    else if (function != functions.end())
        stamp.code = once(QStringLiteral("code ") + place.function, [&] { return codeStamp(*function); });
    return stamp;
}

TestController::TestController(const SessionState &state, TargetConnector &targets, QObject *parent) : QObject(parent), m_state(state), m_targets(targets)
{
    m_pool.setMaxThreadCount(1);
    m_keeper.setMaxThreadCount(1);
}

TestController::~TestController()
{
    if (m_cancel)
        m_cancel->store(true);
    if (m_run && m_client)
        delete m_run; // it uses the client
    m_pool.waitForDone();
    m_keeper.waitForDone();
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
    if (across == Across::Versions)
        m_variantsOf.clear();
    refresh();
}

QString TestController::deployedName() const
{
    const FunctionDefinition *current = m_state.current();
    if (!current)
        return {};
    return current->deployedName.resolved && !current->deployedName.text.isEmpty() ? current->deployedName.text : current->name;
}

void TestController::refreshVersions()
{
    const QString name = deployedName();
    m_variantsOf = name;
    if (m_across != Across::Versions || name.isEmpty() || m_state.port == 0 || !m_state.transport)
        return;
    whenDone(m_targets.connectTo(QStringLiteral("local")), this, [this, name](const Result<ResolvedTarget> &target) {
        if (!target || isRunning() || name != deployedName())
            return;
        m_client = std::make_unique<LambdaClient>(target->aws, target->credentials, *m_state.transport);
        findVariants(*m_client, name, this, [this, name](const Result<QList<DeployedVariant>> &found) {
            if (name != deployedName())
                return;
            m_variants = found.value_or(QList<DeployedVariant>());
            refresh();
        });
    });
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
        } else if (current && m_across == Across::Runtimes && current->runtime.resolved) {
            QStringList ids = m_runtimes;
            ids.removeIf([current](const QString &id) { return runtimeFamily(id) != runtimeFamily(current->runtime.text) || id == current->runtime.text; });
            ids.prepend(current->runtime.text);
            for (const QString &id : std::as_const(ids))
                columns.append({current->name, id, id});
        } else if (current && m_across == Across::Versions) {
            if (m_variantsOf != deployedName()) {
                m_variants.clear();
                refreshVersions();
            }
            columns.append({current->name, {}, tr("this folder")});
            for (const DeployedVariant &one : std::as_const(m_variants))
                columns.append({current->name, {}, one.points.isEmpty() ? one.qualifier : QStringLiteral("%1 → %2").arg(one.qualifier, one.points), one.qualifier});
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
        m_stamps.clear();
        m_resultBytes = 0;
    }
    m_matrix.setAxes(events, columns);
    m_results.removeIf([this](const auto &entry) {
        if (m_matrix.cell(entry.key()).state != MatrixCell::NotRun)
            return false;
        m_resultBytes -= entry.value().outcome.payload.size() + entry.value().outcome.log.size();
        return true;
    });
    mark();
    emit stateChanged();
}

/// Looks on a worker whether what the results are about is still what it was.
void TestController::mark()
{
    const int asked = ++m_marking;
    if (!m_state.project || m_stamps.isEmpty())
        return;
    QHash<QString, QString> revisions;
    for (const DeployedVariant &one : std::as_const(m_variants))
        revisions.insert(one.qualifier, one.revision);
    QList<EventFile> events;
    for (int row = 0; row < m_matrix.rowCount(); ++row)
        events.append(m_matrix.eventAt(row));
    const auto work = [places = m_stamps.keys(), events, functions = m_state.project->functions, revisions]() -> Result<QHash<MatrixPlace, TestStamp>> {
        QHash<QString, QString> known;
        QHash<MatrixPlace, TestStamp> stamps;
        for (const MatrixPlace &place : places)
            stamps.insert(place, stampOf(place, functions, events, revisions, known));
        return stamps;
    };
    whenDone(onWorker(m_pool, work), this, [this, asked](const Result<QHash<MatrixPlace, TestStamp>> &stamps) {
        if (asked != m_marking || !stamps)
            return;
        for (auto it = stamps->cbegin(); it != stamps->cend(); ++it)
            m_matrix.setStale(it.key(), m_results.contains(it.key()) && m_stamps.value(it.key()) != it.value());
        emit stateChanged();
    });
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
    QHash<QString, QString> revisions;
    for (const DeployedVariant &one : std::as_const(m_variants))
        revisions.insert(one.qualifier, one.revision);
    const auto work = [wanted, root = m_state.project->root, functions = m_state.project->functions, layers = m_state.project->layers, events, offline = m_state.offline, revisions, cancel = m_cancel]() -> Result<Prepared> {
        Prepared prepared = prepare(wanted, root, functions, layers, events, offline, *cancel);
        QHash<QString, QString> known;
        for (const MatrixPlace &place : wanted)
            prepared.stamps.insert(place, stampOf(place, functions, events, revisions, known));
        return prepared;
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
        if (place.qualifier.isEmpty() && !specs.contains(key)) {
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
        const Result<SpecFromProject> spec = place.qualifier.isEmpty() ? specs[key] : SpecFromProject();
        const auto body = EventStore(QString()).read(*event);
        const auto expected = expectationFor(event->path);
        const auto checked = body ? checkEvent(*body, QFileInfo(event->path).fileName()) : Result<>();
        if (!spec || !body || !checked || !expected) {
            prepared.broken.append({place, !spec ? spec.error().text : !body ? body.error().text : !checked ? checked.error().text : expected.error().text});
            continue;
        }
        TestCase one{place.function, event->name, place.qualifier.isEmpty() ? place.runtime : place.qualifier, spec->spec, {}, *expected, place.qualifier};
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
    m_stamps.insert(prepared.stamps);
    if (*m_cancel || prepared.cases.isEmpty() || !m_state.runtime)
        return end();
    // What is deployed runs after what is here: another way, and its order does not matter to the folder's.
    Prepared here, there;
    for (qsizetype i = 0; i < prepared.cases.size(); ++i) {
        Prepared &part = prepared.cases[i].qualifier.isEmpty() ? here : there;
        part.cases.append(prepared.cases[i]);
        part.places.append(prepared.places[i]);
    }
    if (here.cases.isEmpty())
        return startDeployed(there);
    m_places = here.places;
    QThread *thread = m_state.runtime->thread();
    m_run = new TestRun(*m_state.runtime, here.cases, std::max(1, QThread::idealThreadCount()));
    m_run->moveToThread(thread);
    connect(thread, &QThread::finished, m_run, &QObject::deleteLater);
    begin(m_run);
    connect(m_run, &TestRun::finished, this, [this, there] {
        m_run->disconnect(this);
        m_run->deleteLater();
        m_run = nullptr;
        there.cases.isEmpty() || *m_cancel ? end() : startDeployed(there);
    });
    QMetaObject::invokeMethod(m_run, &TestRun::start, Qt::QueuedConnection);
}

/// At the embedded endpoint, over its API as any client would.
void TestController::startDeployed(const Prepared &prepared)
{
    whenDone(m_targets.connectTo(QStringLiteral("local")), this, [this, prepared, name = deployedName()](const Result<ResolvedTarget> &target) {
        if (!target || !m_state.transport || *m_cancel) {
            for (const MatrixPlace &place : prepared.places)
                take(place, {*m_cancel ? TestResult::Stopped : TestResult::Broken, target ? QStringList() : QStringList{target.error().text}, {}, 0});
            return end();
        }
        m_client = std::make_unique<LambdaClient>(target->aws, target->credentials, *m_state.transport);
        m_places = prepared.places;
        m_run = new TestRun([this, name](const TestCase &one) { return invokeDeployedTest(*m_client, name, one); }, prepared.cases, std::max(1, QThread::idealThreadCount()));
        begin(m_run);
        connect(m_run, &TestRun::finished, this, &TestController::end);
        m_run->start();
    });
}

void TestController::begin(TestRun *run)
{
    connect(run, &TestRun::caseStarted, this, [this](qsizetype index) { m_matrix.setCell(m_places[index], {MatrixCell::Running, 0, {}}); });
    connect(run, &TestRun::caseFinished, this, [this](qsizetype index) { // final from now on
        keep(m_run->cases()[index], m_run->result(index));
        take(m_places[index], m_run->result(index));
    });
}

/// Leaves what ran in the history's spool, on a worker thread.
void TestController::keep(const TestCase &one, const TestResult &result)
{
    if (m_state.historyDir.isEmpty() || !m_state.project || (result.state != TestResult::Passed && result.state != TestResult::Failed))
        return;
    HistoryEntry entry;
    FunctionSpec spec = one.spec;
    spec.name = one.function;
    describeFunction(spec, &entry);
    entry.startedMs = QDateTime::currentMSecsSinceEpoch() - result.wallMs;
    entry.project = m_state.project->root;
    entry.where = one.qualifier.isEmpty() ? tr("test run") : tr("test run at the endpoint: %1").arg(one.qualifier);
    entry.deployed = !one.qualifier.isEmpty();
    entry.eventName = one.event;
    entry.event = one.request.payload;
    entry.clientContext = one.request.clientContext;
    entry.identity = one.request.cognitoIdentity;
    entry.outcome = result.outcome;
    const auto work = [entry, environment = spec.environment, dir = m_state.historyDir]() mutable -> Result<> {
        redactEntry(&entry, environment);
        return HistoryStore::keep(dir, entry);
    };
    whenDone(onWorker(m_keeper, work), this, [this](const Result<> &done) {
        if (!done)
            qCWarning(logUi).noquote() << done.error().text << done.error().detail;
        emit kept();
    });
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
                cases.append({head.function, m_matrix.eventAt(row).name, head.qualifier.isEmpty() ? head.runtime : head.qualifier, {}, {}, {}, head.qualifier});
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
    const auto line = [&](const QString &function, const QStringList &events, const QStringList &runtimes, const QStringList &qualifiers = {}) {
        QString text = QStringLiteral("lathe test");
        if (!function.isEmpty())
            text += u' ' + quoted(function);
        if (!events.isEmpty())
            text += QStringLiteral(" -e ") + quoted(events.join(u','));
        if (!runtimes.isEmpty())
            text += QStringLiteral(" --runtimes ") + runtimes.join(u',');
        if (!qualifiers.isEmpty())
            text += QStringLiteral(" --qualifiers ") + quoted(qualifiers.join(u','));
        return text + end;
    };
    if (m_across == Across::Functions && (places.isEmpty() || places.size() == all.size()))
        return line({}, {}, {});
    QStringList lines, functions;
    for (const MatrixPlace &place : places.isEmpty() ? all : places)
        if (!functions.contains(place.function))
            functions += place.function;
    for (const QString &function : std::as_const(functions)) {
        QStringList events, runtimes, qualifiers;
        bool folder = false;
        for (const MatrixPlace &place : places.isEmpty() ? all : places) {
            if (place.function != function)
                continue;
            if (!events.contains(nameOf(place.eventPath)))
                events += nameOf(place.eventPath);
            if (!place.runtime.isEmpty() && !runtimes.contains(place.runtime))
                runtimes += place.runtime;
            if (place.qualifier.isEmpty())
                folder = true;
            else if (!qualifiers.contains(place.qualifier))
                qualifiers += place.qualifier;
        }
        if (folder)
            lines += line(function, places.isEmpty() ? QStringList() : events, runtimes);
        if (!qualifiers.isEmpty())
            lines += line(function, places.isEmpty() ? QStringList() : events, {}, qualifiers);
    }
    return lines.join(u'\n');
}

} // namespace lathe
