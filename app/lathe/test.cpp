// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/atomicfile.h"
#include "core/jsontext.h"
#include "core/runtimes.h"
#include "events/eventcheck.h"
#include "events/eventstore.h"
#include "functionbuilds.h"
#include "remote.h"
#include "runrecording.h"
#include "runtime/specfromproject.h"
#include "session/deployedrun.h"
#include "session/testrun.h"
#include "shared.h"
#include <QDir>
#include <QRegularExpression>
#include <QSet>
#include <QThreadPool>
#include <algorithm>
#include <functional>
#include <memory>
#include <thread>

namespace lathe {

namespace {

/// Whether an event is asked for: by name, or by a pattern with * and ?.
bool wanted(const QString &name, const QStringList &patterns)
{
    return patterns.isEmpty() || std::any_of(patterns.begin(), patterns.end(), [&](const QString &pattern) {
        return QRegularExpression(QRegularExpression::wildcardToRegularExpression(pattern)).match(name).hasMatch();
    });
}

/// All functions, or the one that was asked for.
Result<QList<FunctionDefinition>> functionsOf(const Project &project, const Arguments &args)
{
    if (args.positional(0).isEmpty())
        return project.functions;
    return functionFrom(project, args.positional(0)).map([](const FunctionDefinition &one) { return QList<FunctionDefinition>{one}; });
}

QStringList patternsOf(const Arguments &args)
{
    return args.value(QStringLiteral("event")).split(u',', Qt::SkipEmptyParts);
}

/// A case that cannot be read or run says so in its place and keeps nothing else from running.
TestCase caseOf(const EventStore &store, const FunctionDefinition &function, const EventFile &event, const QString &variant, const Result<FunctionSpec> &spec, const QString &qualifier = {})
{
    const auto body = store.read(event);
    const auto checked = body ? checkEvent(*body, event.path) : Result<>();
    const auto expected = expectationFor(event.path);
    TestCase one{function.name, event.name, variant, spec.value_or(FunctionSpec()), {}, expected.value_or(Expectation()), qualifier};
    one.problem = !body ? body.error().text : !checked ? checked.error().text : !expected ? expected.error().text : !spec ? spec.error().text : QString();
    one.request.payload = body.value_or(QByteArray());
    one.request.clientContext = one.expectation.clientContext;
    one.request.cognitoIdentity = one.expectation.identity;
    return one;
}

Result<QList<TestCase>> some(QList<TestCase> cases, const Project &project, const QStringList &patterns)
{
    if (cases.isEmpty())
        return fail(ErrorCode::Config, patterns.isEmpty() ? QStringLiteral("There is no test event in %1/events. Make one: lathe events new hello").arg(project.root)
                                                          : QStringLiteral("No event of %1/events is called %2.").arg(project.root, patterns.join(QStringLiteral(" or "))));
    return cases;
}

/// The run matrix: functions × runtimes × events.
Result<QList<TestCase>> casesOf(const Project &project, const Arguments &args, Console &console)
{
    const auto functions = functionsOf(project, args);
    if (!functions)
        return tl::unexpected(functions.error());
    const QStringList patterns = patternsOf(args);
    const QStringList wantedRuntimes = args.value(QStringLiteral("runtimes")).split(u',', Qt::SkipEmptyParts);
    for (const QString &one : wantedRuntimes) // another version would stand in, and a test of it would mean nothing
        if (!findRuntime(one))
            return fail(ErrorCode::Usage, QStringLiteral("'%1' is no runtime identifier; 'lathe runtime' lists them.").arg(one));
    const EventStore store(project.root);
    QList<TestCase> cases;
    for (FunctionDefinition function : *functions) {
        QStringList runtimes = wantedRuntimes;
        runtimes.removeIf([family = runtimeFamily(function.runtime.text)](const QString &one) { return runtimeFamily(one) != family; });
        if (runtimes.isEmpty() && !wantedRuntimes.isEmpty())
            console.say(QStringLiteral("%1 is left out: none of these runtimes is one of %2.").arg(function.name, function.runtime.text.isEmpty() ? QStringLiteral("its language") : function.runtime.text));
        if (wantedRuntimes.isEmpty())
            runtimes = {QString()};
        for (const QString &runtime : std::as_const(runtimes)) {
            if (!runtime.isEmpty())
                function.runtime.text = runtime;
            const auto made = functionSpecFor(function);
            for (const QString &warning : made ? made->warnings : QStringList())
                console.warn(warning);
            const auto spec = made.map([](const SpecFromProject &one) { return one.spec; });
            for (const EventFile &event : store.events(function.name))
                if (wanted(event.name, patterns))
                    cases.append(caseOf(store, function, event, runtime, spec));
        }
    }
    return some(cases, project, patterns);
}

QString stateWord(TestResult::State state)
{
    switch (state) {
    case TestResult::Passed: return QStringLiteral("passed");
    case TestResult::Failed: return QStringLiteral("failed");
    case TestResult::Broken: return QStringLiteral("error");
    default: return QStringLiteral("stopped");
    }
}

QJsonObject rowOf(const TestCase &one, const TestResult &result)
{
    QJsonObject row{{QStringLiteral("function"), one.function}, {QStringLiteral("event"), one.event}, {QStringLiteral("state"), stateWord(result.state)},
        {QStringLiteral("failures"), QJsonArray::fromStringList(result.failures)}, {QStringLiteral("durationMs"), result.outcome.report.durationMs},
        {QStringLiteral("maxMemoryMB"), result.outcome.report.maxMemoryUsedMib}};
    if (!one.variant.isEmpty())
        row.insert(one.qualifier.isEmpty() ? QStringLiteral("runtime") : QStringLiteral("qualifier"), one.variant);
    insertPayload(row, result.outcome.payload);
    return row;
}

void printCase(const TestCase &one, const TestResult &result, Console &console)
{
    if (console.isJson())
        return;
    const QString name = one.function + (one.variant.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(one.variant)) + QStringLiteral(" > ") + one.event;
    const bool ran = result.state == TestResult::Passed || result.state == TestResult::Failed;
    console.line(QStringLiteral("%1 %2%3").arg(stateWord(result.state).leftJustified(7), name,
        ran ? QStringLiteral("  %1 ms, %2 MB").arg(result.outcome.report.durationMs, 0, 'f', 2).arg(result.outcome.report.maxMemoryUsedMib) : QString()));
    for (const QString &failure : result.failures)
        console.line(QStringLiteral("        ") + failure);
    if (result.state == TestResult::Failed)
        console.log(result.outcome.log);
}

/// Leaves what ran in the history, on a worker thread while the next cases run.
class TestHistory
{
public:
    TestHistory(const Arguments &args, const QString &root) : m_args(args), m_root(root) { m_pool.setMaxThreadCount(1); }

    void keep(const TestCase &one, const TestResult &result)
    {
        if (result.state != TestResult::Passed && result.state != TestResult::Failed)
            return; // nothing ran
        Arguments args = m_args;
        args.values.insert(QStringLiteral("event-name"), one.event);
        const auto recording = RunRecording::begin(args, m_root, one.request);
        if (!recording)
            return;
        if (one.qualifier.isEmpty())
            recording->describe(one.spec, QStringLiteral("test run"));
        else
            recording->describe(one.function, QStringLiteral("test run on %1:%2").arg(m_args.value(QStringLiteral("target"), QStringLiteral("local")), one.qualifier));
        m_pool.start([this, recording, outcome = result.outcome] {
            if (const auto left = recording->leave(outcome, outcome.ok() ? outcome.payload : QByteArray()); !left)
                m_problem = left.error().text;
        });
    }
    /// When everything is kept.
    void end(Console &console)
    {
        m_pool.waitForDone();
        if (!m_problem.isEmpty())
            console.warn(m_problem);
    }

private:
    const Arguments m_args;
    const QString m_root;
    QString m_problem; ///< The last one. The worker's, until end().
    QThreadPool m_pool; // after what its work uses
};

/// --update: what the function answers is expected from now on.
Result<> keepAnswers(const TestRun &run, const Project &project)
{
    for (qsizetype i = 0; i < run.cases().size(); ++i) {
        const TestResult &result = run.result(i);
        if (!result.outcome.ok() || result.outcome.payload.isEmpty())
            continue;
        for (const EventFile &event : EventStore(project.root).events(run.cases()[i].function))
            if (event.name == run.cases()[i].event)
                if (const auto written = writeFileAtomically(event.path.chopped(5) + QStringLiteral(".expected.json"), result.outcome.payload); !written)
                    return written;
    }
    return {};
}

/// The exit code, after everything is said.
int end(const TestRun &run, const Project &project, const Arguments &args, Console &console)
{
    const int passed = run.count(TestResult::Passed), failed = run.count(TestResult::Failed), broken = run.count(TestResult::Broken), stopped = run.count(TestResult::Stopped);
    if (args.has(QStringLiteral("update")))
        if (const auto kept = keepAnswers(run, project); !kept)
            return console.error(kept.error());
    if (args.has(QStringLiteral("junit")))
        if (const auto written = writeFileAtomically(args.value(QStringLiteral("junit")), junitXml(run)); !written)
            return console.error(written.error());
    if (console.isJson()) {
        QJsonArray rows;
        for (qsizetype i = 0; i < run.cases().size(); ++i)
            rows.append(rowOf(run.cases()[i], run.result(i)));
        console.object({{QStringLiteral("ok"), failed + broken + stopped == 0}, {QStringLiteral("passed"), passed}, {QStringLiteral("failed"), failed},
            {QStringLiteral("errors"), broken}, {QStringLiteral("stopped"), stopped}, {QStringLiteral("results"), rows}});
    }
    console.say(QStringLiteral("%1 passed, %2 failed%3%4").arg(passed).arg(failed).arg(broken ? QStringLiteral(", %1 could not run").arg(broken) : QString(), stopped ? QStringLiteral(", %1 not run").arg(stopped) : QString()));
    const bool update = args.has(QStringLiteral("update"));
    return (failed == 0 || update) && broken == 0 && (stopped == 0 || args.has(QStringLiteral("fail-fast"))) ? 0 : broken > 0 ? 3 : failed > 0 ? 5 : 130;
}

/// How many at once; 0 after an error was said.
int jobsOf(const Arguments &args, Console &console, CommandScope &scope)
{
    bool ok = true;
    const int jobs = args.has(QStringLiteral("jobs")) ? args.value(QStringLiteral("jobs")).toInt(&ok) : std::max(1, int(std::thread::hardware_concurrency()));
    if (ok && jobs > 0)
        return jobs;
    scope.finish(console.error({ErrorCode::Usage, QStringLiteral("--jobs takes how many events run at once, from 1 on, not '%1'.").arg(args.value(QStringLiteral("jobs"))), {}, {}}));
    return 0;
}

/// Says and keeps what comes, then calls `ended` with the exit code.
void go(TestRun *tests, const Project &project, const Arguments &args, Console &console, CommandScope &scope, std::function<void(int)> ended)
{
    tests->setFailFast(args.has(QStringLiteral("fail-fast")));
    const auto history = std::make_shared<TestHistory>(args, project.root);
    QObject::connect(tests, &TestRun::caseFinished, &scope, [tests, history, &console, said = QSet<QString>()](qsizetype index) mutable {
        for (const QString &warning : tests->result(index).outcome.warnings) // e.g. that another version stands in for the runtime
            if (!said.contains(warning)) {
                said.insert(warning);
                console.warn(warning);
            }
        printCase(tests->cases()[index], tests->result(index), console);
        history->keep(tests->cases()[index], tests->result(index));
    });
    QObject::connect(tests, &TestRun::finished, &scope, [tests, history, project, args, ended = std::move(ended), &console] {
        history->end(console);
        ended(end(*tests, project, args, console));
    });
    scope.onInterrupt = [tests] { tests->cancel(); };
    tests->start();
}

void runTests(const Project &project, const Arguments &args, Console &console, CommandScope &scope)
{
    const int jobs = jobsOf(args, console, scope);
    if (jobs == 0)
        return;
    const auto cases = casesOf(project, args, console);
    if (!cases)
        return scope.finish(console.error(cases.error()));
    RuntimeOptions options = runtimeOptions(true);
    options.spares = 0;
    auto *service = new RuntimeService(std::move(options), &scope);
    go(new TestRun(*service, *cases, jobs, &scope), project, args, console, scope, [service, &scope](int code) {
        QObject::connect(service, &RuntimeService::shutDownEnded, &scope, [code, &scope] { scope.finish(code); });
        service->shutDown();
    });
}

/// functions × versions and aliases × events, where the functions are deployed. `left`: whose versions are still to be asked for.
struct DeployedTests
{
    Project project;
    Arguments args;
    Console &console;
    CommandScope &scope;
    Remote *remote = nullptr;
    int jobs = 1;
    QList<FunctionDefinition> left;
    QList<TestCase> cases;
    QHash<QString, QString> names; ///< At the target.

    static void next(const std::shared_ptr<DeployedTests> &t)
    {
        if (t->left.isEmpty())
            return start(t);
        const FunctionDefinition function = t->left.takeFirst();
        const QString name = function.deployedName.text;
        t->names.insert(function.name, name);
        const QStringList wantedOnes = t->args.value(QStringLiteral("qualifiers")).split(u',', Qt::SkipEmptyParts);
        if (wantedOnes != QStringList{QStringLiteral("all")})
            return add(t, function, wantedOnes);
        findVariants(t->remote->client(), name, &t->scope, [t, function](const Result<QList<DeployedVariant>> &found) {
            if (!found)
                return t->scope.finish(t->console.error(found.error()));
            QStringList qualifiers;
            for (const DeployedVariant &one : *found)
                qualifiers += one.qualifier;
            add(t, function, qualifiers);
        });
    }
    static void add(const std::shared_ptr<DeployedTests> &t, const FunctionDefinition &function, const QStringList &qualifiers)
    {
        const EventStore store(t->project.root);
        for (const QString &qualifier : qualifiers)
            for (const EventFile &event : store.events(function.name)) {
                if (!wanted(event.name, patternsOf(t->args)))
                    continue;
                t->cases.append(caseOf(store, function, event, qualifier, FunctionSpec(), qualifier));
            }
        next(t);
    }
    static void start(const std::shared_ptr<DeployedTests> &t)
    {
        const auto cases = some(t->cases, t->project, patternsOf(t->args));
        if (!cases)
            return t->scope.finish(t->console.error(cases.error()));
        const auto invoke = [t](const TestCase &one) { return invokeDeployedTest(t->remote->client(), t->names.value(one.function), one); };
        go(new TestRun(invoke, *cases, t->jobs, &t->scope), t->project, t->args, t->console, t->scope, [t](int code) { t->scope.finish(code); });
    }
};

void runDeployed(const Project &project, const Arguments &args, Console &console, CommandScope &scope)
{
    if (args.has(QStringLiteral("runtimes")))
        return scope.finish(console.error({ErrorCode::Usage, QStringLiteral("--runtimes is for the folder's code, --qualifiers for what is deployed: take one of them."), {}, {}}));
    const auto functions = functionsOf(project, args);
    if (!functions)
        return scope.finish(console.error(functions.error()));
    const int jobs = jobsOf(args, console, scope);
    if (jobs == 0)
        return;
    Remote::openWhenFree(args, console, &scope, [project, args, functions = *functions, jobs, &console, &scope](const Result<Remote *> &remote) {
        if (!remote)
            return scope.finish(console.error(remote.error()));
        DeployedTests::next(std::make_shared<DeployedTests>(DeployedTests{project, args, console, scope, *remote, jobs, functions, {}, {}}));
    });
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    const auto project = projectFrom(args, console);
    if (!project)
        return scope.finish(console.error(project.error()));
    if (args.has(QStringLiteral("qualifiers")))
        return runDeployed(*project, args, console, scope);
    buildFunctions(project->functions, *project, BuildWhen::ToRun, args, console, scope, [project = *project, args, &console, &scope](const QList<BuiltFunction> &built) {
        Project runnable = project;
        for (qsizetype i = 0; i < built.size(); ++i)
            runnable.functions[i] = built[i].function;
        runTests(runnable, args, console, scope);
    });
}

} // namespace

CommandSpec testCommand()
{
    return {QStringLiteral("test"), QStringLiteral("Run functions on their test events and check what is expected of them"), {QStringLiteral("[FUNCTION]")},
        QList<OptionSpec>{{QStringLiteral("event"), QStringLiteral("e"), QStringLiteral("NAME,…"), QStringLiteral("Only these events; * and ? as in a shell")},
            {QStringLiteral("runtimes"), {}, QStringLiteral("ID,…"), QStringLiteral("Run everything with each of these runtimes, e.g. python3.11,python3.13")},
            {QStringLiteral("qualifiers"), {}, QStringLiteral("Q,…"), QStringLiteral("Run where the functions are deployed, on these versions and aliases; 'all': each of them")},
            {QStringLiteral("junit"), {}, QStringLiteral("FILE"), QStringLiteral("Write the results as JUnit XML, for CI")},
            {QStringLiteral("jobs"), {}, QStringLiteral("N"), QStringLiteral("Events that run at once (default: one per core)")},
            {QStringLiteral("fail-fast"), {}, {}, QStringLiteral("Stop at the first that does not pass")},
            {QStringLiteral("update"), {}, {}, QStringLiteral("Keep each response as what is expected from now on (EVENT.expected.json)")}, historyOption()}
            + targetOptions() + projectOptions(),
        QStringLiteral("  lathe test\n  lathe test thumbnail -e 'put*'\n  lathe test --runtimes python3.11,python3.13 --junit results.xml\n  lathe test --qualifiers live,3\n"), run};
}

} // namespace lathe
