// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/atomicfile.h"
#include "core/jsontext.h"
#include "events/eventstore.h"
#include "functionbuilds.h"
#include "runrecording.h"
#include "runtime/specfromproject.h"
#include "session/testrun.h"
#include "shared.h"
#include <QDir>
#include <QRegularExpression>
#include <QThreadPool>
#include <algorithm>
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

/// The run matrix: functions × runtimes × events.
Result<QList<TestCase>> casesOf(const Project &project, const Arguments &args, Console &console)
{
    QList<FunctionDefinition> functions = project.functions;
    if (!args.positional(0).isEmpty()) {
        const auto one = functionFrom(project, args.positional(0));
        if (!one)
            return tl::unexpected(one.error());
        functions = {*one};
    }
    const QStringList patterns = args.value(QStringLiteral("event")).split(u',', Qt::SkipEmptyParts);
    QStringList runtimes = args.value(QStringLiteral("runtimes")).split(u',', Qt::SkipEmptyParts);
    if (runtimes.isEmpty())
        runtimes = {QString()};
    const EventStore store(project.root);
    QList<TestCase> cases;
    for (FunctionDefinition function : functions) {
        for (const QString &runtime : runtimes) {
            if (!runtime.isEmpty())
                function.runtime.text = runtime;
            const auto spec = functionSpecFor(function);
            if (!spec)
                return tl::unexpected(spec.error());
            for (const QString &warning : spec->warnings)
                console.warn(warning);
            for (const EventFile &event : store.events(function.name)) {
                if (!wanted(event.name, patterns))
                    continue;
                const auto body = store.read(event);
                const auto expected = expectationFor(event.path);
                if (!body || !expected)
                    return tl::unexpected(body ? expected.error() : body.error());
                TestCase one{function.name, event.name, runtime, spec->spec, {}, *expected};
                one.request.payload = *body;
                one.request.clientContext = expected->clientContext;
                one.request.cognitoIdentity = expected->identity;
                cases.append(one);
            }
        }
    }
    if (cases.isEmpty())
        return fail(ErrorCode::Config, patterns.isEmpty() ? QStringLiteral("There is no test event in %1/events. Make one: lathe events new hello").arg(project.root)
                                                          : QStringLiteral("No event of %1/events is called %2.").arg(project.root, patterns.join(QStringLiteral(" or "))));
    return cases;
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
        row.insert(QStringLiteral("runtime"), one.variant);
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
        recording->describe(one.spec, QStringLiteral("test run"));
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

void end(const TestRun &run, RuntimeService &service, const Project &project, const Arguments &args, Console &console, CommandScope &scope)
{
    const int passed = run.count(TestResult::Passed), failed = run.count(TestResult::Failed), broken = run.count(TestResult::Broken), stopped = run.count(TestResult::Stopped);
    if (args.has(QStringLiteral("update")))
        if (const auto kept = keepAnswers(run, project); !kept)
            return scope.finish(console.error(kept.error()));
    if (args.has(QStringLiteral("junit")))
        if (const auto written = writeFileAtomically(args.value(QStringLiteral("junit")), junitXml(run)); !written)
            return scope.finish(console.error(written.error()));
    if (console.isJson()) {
        QJsonArray rows;
        for (qsizetype i = 0; i < run.cases().size(); ++i)
            rows.append(rowOf(run.cases()[i], run.result(i)));
        console.object({{QStringLiteral("ok"), failed + broken + stopped == 0}, {QStringLiteral("passed"), passed}, {QStringLiteral("failed"), failed},
            {QStringLiteral("errors"), broken}, {QStringLiteral("stopped"), stopped}, {QStringLiteral("results"), rows}});
    }
    console.say(QStringLiteral("%1 passed, %2 failed%3%4").arg(passed).arg(failed).arg(broken ? QStringLiteral(", %1 could not run").arg(broken) : QString(), stopped ? QStringLiteral(", %1 not run").arg(stopped) : QString()));
    const bool update = args.has(QStringLiteral("update"));
    const int code = (failed == 0 || update) && broken == 0 && (stopped == 0 || args.has(QStringLiteral("fail-fast"))) ? 0 : broken > 0 ? 3 : failed > 0 ? 5 : 130;
    QObject::connect(&service, &RuntimeService::shutDownEnded, &scope, [code, &scope] { scope.finish(code); });
    service.shutDown();
}

void runTests(const Project &project, const Arguments &args, Console &console, CommandScope &scope)
{
    bool ok = true;
    const int jobs = args.has(QStringLiteral("jobs")) ? args.value(QStringLiteral("jobs")).toInt(&ok) : std::max(1, int(std::thread::hardware_concurrency()));
    if (!ok || jobs < 1)
        return scope.finish(console.error({ErrorCode::Usage, QStringLiteral("--jobs takes how many events run at once, from 1 on, not '%1'.").arg(args.value(QStringLiteral("jobs"))), {}, {}}));
    const auto cases = casesOf(project, args, console);
    if (!cases)
        return scope.finish(console.error(cases.error()));
    RuntimeOptions options = runtimeOptions(true);
    options.spares = 0;
    auto *service = new RuntimeService(std::move(options), &scope);
    auto *tests = new TestRun(*service, *cases, jobs, &scope);
    tests->setFailFast(args.has(QStringLiteral("fail-fast")));
    const auto history = std::make_shared<TestHistory>(args, project.root);
    QObject::connect(tests, &TestRun::caseFinished, &scope, [tests, history, &console](qsizetype index) {
        printCase(tests->cases()[index], tests->result(index), console);
        history->keep(tests->cases()[index], tests->result(index));
    });
    QObject::connect(tests, &TestRun::finished, &scope, [tests, history, service, project, args, &console, &scope] {
        history->end(console);
        end(*tests, *service, project, args, console, scope);
    });
    scope.onInterrupt = [tests] { tests->cancel(); };
    tests->start();
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    const auto project = projectFrom(args, console);
    if (!project)
        return scope.finish(console.error(project.error()));
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
            {QStringLiteral("junit"), {}, QStringLiteral("FILE"), QStringLiteral("Write the results as JUnit XML, for CI")},
            {QStringLiteral("jobs"), {}, QStringLiteral("N"), QStringLiteral("Events that run at once (default: one per core)")},
            {QStringLiteral("fail-fast"), {}, {}, QStringLiteral("Stop at the first that does not pass")},
            {QStringLiteral("update"), {}, {}, QStringLiteral("Keep each response as what is expected from now on (EVENT.expected.json)")}, historyOption()}
            + projectOptions(),
        QStringLiteral("  lathe test\n  lathe test thumbnail -e 'put*'\n  lathe test --runtimes python3.11,python3.13 --junit results.xml\n"), run};
}

} // namespace lathe
