// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async.h"
#include "core/paths.h"
#include "deploy/deployer.h"
#include "events/eventstore.h"
#include "project/samples.h"
#include "remote.h"
#include "runtime/interpreters.h"
#include "runtime/specfromproject.h"
#include "shared.h"
#include <QElapsedTimer>
#include <QTemporaryDir>

namespace lathe {

namespace {

/// The main job without a window, on the very modules that the window uses: open the sample, package it, run it on its test
/// event, deploy it to the embedded endpoint, invoke the deployed function, compare the two answers. Owned by its scope.
class Tour : public QObject
{
public:
    Tour(const Arguments &args, Console &console, CommandScope &scope) : QObject(&scope), m_args(args), m_console(console), m_scope(scope) {}

    ~Tour() override { delete m_deployer; } // before the connection that it uses

    void start()
    {
        m_sample = m_args.positional(0).isEmpty() ? QStringLiteral("hello-python") : m_args.positional(0);
        const QString dir = m_work.path() + u'/' + m_sample;
        m_clock.start();
        const auto made = copySample(m_sample, dir);
        if (!made)
            return stop(made.error());
        ProjectContext context = ProjectContext::fromProcess();
        context.plainRuntime = runtimeOnThisMachine;
        context.inlineDir = paths::cache() + QStringLiteral("/inline");
        const auto project = readProject(dir, context);
        if (!project)
            return stop(project.error());
        const auto function = functionFrom(*project, {});
        if (!function)
            return stop(function.error());
        m_function = *function;
        tell(QStringLiteral("Open"), QStringLiteral("sample %1: function %2, handler %3, %4").arg(m_sample, m_function.name, m_function.handler.text, m_function.runtime.text));
        const EventStore store(dir);
        const auto events = store.events(m_function.name);
        m_event = "{}";
        m_eventName = QStringLiteral("{}");
        for (const EventFile &event : events) { // the first one for which the sample says what it expects
            if (!QFileInfo::exists(event.path.chopped(5) + QStringLiteral(".expected.json")))
                continue;
            m_event = store.read(event).value_or("{}");
            m_eventName = event.name;
            break;
        }

        // A state folder of its own: the tour leaves the user's functions alone.
        Arguments target = m_args;
        target.values.insert(QStringLiteral("state"), m_work.path() + QStringLiteral("/endpoint"));
        target.values.insert(QStringLiteral("target"), QStringLiteral("local"));
        const auto remote = Remote::open(target, m_console, this);
        if (!remote)
            return stop(remote.error());
        m_remote = *remote;
        DeployOptions options;
        options.targetName = QStringLiteral("local");
        options.isLocal = true;
        options.workDir = m_work.path();
        m_deployer = new Deployer(m_remote->client(), options, this);
        whenDone(m_deployer->plan(m_function), this, [this](const Result<DeployPlan> &plan) { packaged(plan); });
    }

private:
    void packaged(const Result<DeployPlan> &plan)
    {
        if (!plan)
            return stop(plan.error());
        m_plan = *plan;
        tell(QStringLiteral("Package"), QStringLiteral("%1, CodeSha256 %2").arg(sizeText(m_plan.packageBytes), m_plan.codeSha256));
        const auto spec = functionSpecFor(m_function);
        if (!spec)
            return stop(spec.error());
        m_service = new RuntimeService(runtimeOptions(true), this);
        InvokeRequest request;
        request.payload = m_event;
        whenDone(m_service->invoke(spec->spec, request), this, [this](const Result<InvokeOutcome> &outcome) { ran(outcome); });
    }

    void ran(const Result<InvokeOutcome> &outcome)
    {
        if (!outcome)
            return stop(outcome.error());
        m_local = outcome->payload;
        tell(QStringLiteral("Run"), QStringLiteral("event %1 → %2").arg(m_eventName, cut(m_local)));
        m_console.log("        " + outcome->report.reportLine() + '\n');
        if (!outcome->ok())
            return stop({ErrorCode::Verification, QStringLiteral("The sample failed on this machine."), QString::fromUtf8(outcome->log), {}});
        whenDone(m_deployer->apply(m_plan), this, [this](const Result<DeployResult> &result) {
            if (!result)
                return stop(result.error());
            tell(QStringLiteral("Deploy"), QStringLiteral("%1 at %2").arg(result->functionArn, m_remote->target().aws.url().toString()));
            whenDone(m_remote->client().invoke(result->functionName, m_event), this, [this](const Result<InvokeAnswer> &answer) { compared(answer); });
        });
    }

    void compared(const Result<InvokeAnswer> &answer)
    {
        if (!answer)
            return stop(answer.error());
        tell(QStringLiteral("Invoke"), QStringLiteral("HTTP %1 → %2").arg(answer->status).arg(cut(answer->payload)));
        if (!answer->functionError.isEmpty())
            return stop({ErrorCode::Verification, QStringLiteral("The deployed function failed."), QString::fromUtf8(answer->logTail), {}});
        if (answer->payload != m_local)
            return stop({ErrorCode::Verification, QStringLiteral("The deployed function answers differently from the local run."), {}, {}});
        tell(QStringLiteral("Compare"), QStringLiteral("both answers are the same %1 bytes").arg(m_local.size()));
        if (m_console.isJson())
            m_console.object({{QStringLiteral("ok"), true}, {QStringLiteral("steps"), m_steps}});
        m_scope.finish(0);
    }

    static QString cut(const QByteArray &bytes) { return QString::fromUtf8(bytes.left(200)) + (bytes.size() > 200 ? QStringLiteral(" …") : QString()); }

    void tell(const QString &step, const QString &result)
    {
        m_steps.append(QJsonObject{{QStringLiteral("step"), step}, {QStringLiteral("result"), result}, {QStringLiteral("ms"), m_clock.elapsed()}});
        if (!m_console.isJson())
            m_console.line(QStringLiteral("%1 %2 ms  %3").arg(step.leftJustified(8), QString::number(m_clock.elapsed()).rightJustified(5), result));
        m_clock.restart();
    }

    void stop(const Error &error) { m_scope.finish(m_console.error(error)); }

    Arguments m_args;
    Console &m_console;
    CommandScope &m_scope;
    QTemporaryDir m_work{workFolder().value_or(paths::temporary()) + QStringLiteral("/files-XXXXXX")};
    QElapsedTimer m_clock;
    QString m_sample, m_eventName;
    FunctionDefinition m_function;
    QByteArray m_event, m_local;
    DeployPlan m_plan;
    Remote *m_remote = nullptr;
    Deployer *m_deployer = nullptr;
    RuntimeService *m_service = nullptr;
    QJsonArray m_steps;
};

void run(const Arguments &args, Console &console, CommandScope &scope) { (new Tour(args, console, scope))->start(); }

} // namespace

CommandSpec tourCommand()
{
    return {QStringLiteral("tour"), QStringLiteral("The main job on a sample, headless: package, run, deploy locally, invoke, compare"), {QStringLiteral("[SAMPLE]")}, {},
        QStringLiteral("  lathe tour\n  lathe tour hello-node --json\n"), run};
}

} // namespace lathe
