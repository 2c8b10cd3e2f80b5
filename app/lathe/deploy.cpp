// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async.h"
#include "core/paths.h"
#include "deploy/deployer.h"
#include "functionbuilds.h"
#include "readycode.h"
#include "remote.h"
#include "shared.h"
#include <QTemporaryDir>

namespace lathe {

namespace {

QString lineText(const PlanLine &line)
{
    const auto shown = [&line](const QString &value) { return value.isEmpty() ? QStringLiteral("(none)") : line.sensitive ? QStringLiteral("••••••") : value; };
    switch (line.kind) {
    case ChangeKind::Create:
        return QStringLiteral("  + %1: %2").arg(line.field, shown(line.after));
    case ChangeKind::Update:
        return QStringLiteral("  ~ %1: %2 → %3").arg(line.field, shown(line.before), shown(line.after));
    case ChangeKind::Remove:
        return QStringLiteral("  - %1: %2").arg(line.field, shown(line.before));
    case ChangeKind::Same:
        break;
    }
    return QStringLiteral("    %1: %2").arg(line.field, shown(line.after));
}

/// Deploys the functions one after the other: plan, review, apply. Owned by its scope.
class DeployRun : public QObject
{
public:
    DeployRun(QList<FunctionDefinition> functions, QList<LayerDefinition> layers, const Arguments &args, Console &console, CommandScope &scope)
        : QObject(&scope), m_functions(std::move(functions)), m_layers(std::move(layers)), m_args(args), m_console(console), m_scope(scope)
    {
    }

    /// The worker uses the target's connection, which is another child of this: without an end here that would go first.
    ~DeployRun() override { delete m_deployer; }

    void start()
    {
        Remote::openWhenFree(m_args, m_console, this, [this](const Result<Remote *> &remote) {
            if (!remote)
                return m_scope.finish(m_console.error(remote.error()));
            m_remote = *remote;
            begin();
        });
    }

private:
    void begin()
    {
        DeployOptions options;
        options.targetName = m_remote->target().title;
        options.role = m_args.value(QStringLiteral("role"));
        options.publish = m_args.has(QStringLiteral("publish"));
        options.alias = m_args.value(QStringLiteral("alias"));
        options.isLocal = m_remote->target().isLocal;
        options.workDir = m_work.path();
        options.mayBuild = true;
        options.layers = m_layers;
        if (m_args.has(QStringLiteral("sign")) || m_args.has(QStringLiteral("key")))
            options.signWith = m_args.value(QStringLiteral("key"));
        const auto policy = signaturePolicyFrom(m_args);
        if (!policy)
            return m_scope.finish(m_console.error(policy.error()));
        options.signatures = *policy;
        m_deployer = new Deployer(m_remote->client(), options, this);
        connect(m_deployer, &Deployer::progressed, this, [this](int step, int steps, const QString &title, double fraction) {
            m_console.progress(fraction >= 0 ? QStringLiteral("[%1/%2] %3 %4 %").arg(step).arg(steps).arg(title).arg(int(fraction * 100))
                                             : QStringLiteral("[%1/%2] %3").arg(step).arg(steps).arg(title));
        });
        next();
    }

    void next()
    {
        if (m_functions.isEmpty())
            return done();
        const FunctionDefinition function = m_functions.takeFirst();
        whenDone(m_deployer->plan(function), this, [this](const Result<DeployPlan> &plan) {
            if (!plan)
                return failed(plan.error());
            review(*plan);
        });
    }

    void review(const DeployPlan &plan)
    {
        for (const QString &warning : plan.warnings)
            m_console.warn(warning);
        const bool differs = std::any_of(plan.lines.begin(), plan.lines.end(), [](const PlanLine &line) { return line.kind != ChangeKind::Same; });
        m_console.say(plan.isEmpty() ? QStringLiteral("%1: nothing to do on %2").arg(plan.functionName, plan.targetName)
                      : differs ? QStringLiteral("%1 on %2:").arg(plan.functionName, plan.targetName)
                                : QStringLiteral("%1: unchanged on %2; a version is published if the newest one is older than this code").arg(plan.functionName, plan.targetName));
        for (const PlanLine &line : plan.lines)
            if (line.kind != ChangeKind::Same)
                m_console.say(lineText(line));
        if (m_args.has(QStringLiteral("dry-run"))) {
            m_results.append(QJsonObject{{QStringLiteral("name"), plan.functionName}, {QStringLiteral("changed"), !plan.isEmpty()}, {QStringLiteral("codeSha256"), plan.codeSha256}});
            return next();
        }
        if (!plan.isEmpty() && !m_remote->target().isLocal && !m_args.has(QStringLiteral("yes"))) {
            if (!m_console.canAsk())
                return m_scope.finish(m_console.error({ErrorCode::Usage, QStringLiteral("This would change %1. Add --yes to do it without a question, or --dry-run to only look.").arg(plan.targetName), {}, {}}));
            if (!m_console.confirm(QStringLiteral("Deploy to %1?").arg(plan.targetName)))
                return m_scope.finish(130);
        }
        whenDone(m_deployer->apply(plan), this, [this](const Result<DeployResult> &result) {
            if (!result)
                return failed(result.error());
            QJsonObject row{{QStringLiteral("name"), result->functionName}, {QStringLiteral("arn"), result->functionArn}, {QStringLiteral("version"), result->version},
                {QStringLiteral("codeSha256"), result->codeSha256}, {QStringLiteral("changed"), result->changed}, {QStringLiteral("seconds"), result->seconds},
                {QStringLiteral("publishedLayers"), QJsonArray::fromStringList(result->publishedLayers)}};
            for (const auto &[key, value] : {std::pair{"alias", result->alias}, {"url", result->url}})
                if (!value.isEmpty())
                    row.insert(QLatin1String(key), value);
            m_results.append(row);
            if (!m_console.isJson())
                m_console.line(result->functionArn);
            if (!m_console.isJson() && !result->url.isEmpty())
                m_console.line(result->url);
            next();
        });
    }

    /// Functions before the one that failed are deployed and stay so: it is said which.
    void failed(const Error &error)
    {
        m_console.progress({});
        QStringList names;
        for (const QJsonValue &value : std::as_const(m_results))
            names << value.toObject().value(QStringLiteral("name")).toString();
        if (!names.isEmpty() && !m_args.has(QStringLiteral("dry-run")))
            m_console.say(QStringLiteral("Deployed before the failure: %1. The next deploy finds them unchanged.").arg(names.join(QStringLiteral(", "))));
        m_scope.finish(m_console.error(error, {{QStringLiteral("functions"), m_results}}));
    }

    void done()
    {
        m_console.progress({});
        if (m_console.isJson())
            m_console.object({{QStringLiteral("ok"), true}, {QStringLiteral("target"), m_remote->target().id}, {QStringLiteral("endpoint"), m_remote->target().aws.url().toString()},
                {QStringLiteral("functions"), m_results}});
        m_scope.finish(0);
    }

    QList<FunctionDefinition> m_functions;
    QList<LayerDefinition> m_layers;
    Arguments m_args;
    Console &m_console;
    CommandScope &m_scope;
    QTemporaryDir m_work{workFolder().value_or(paths::temporary()) + QStringLiteral("/files-XXXXXX")};
    Remote *m_remote = nullptr;
    Deployer *m_deployer = nullptr;
    QJsonArray m_results;
};

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    const auto project = projectFrom(args, console);
    if (!project)
        return scope.finish(console.error(project.error()));
    QList<FunctionDefinition> functions = project->functions;
    if (!args.positional(0).isEmpty() || functions.isEmpty()) {
        const auto function = functionFrom(*project, args.positional(0));
        if (!function)
            return scope.finish(console.error(function.error()));
        functions = {*function};
    }
    buildFunctions(functions, *project, BuildWhen::Needed, args, console, scope, [layers = project->layers, args, &console, &scope](const QList<BuiltFunction> &built) mutable {
        QList<FunctionDefinition> ready;
        for (const BuiltFunction &one : built)
            if (!one.isLayer)
                ready << one.function;
        for (LayerDefinition &layer : layers) // where the plan finds what it tells of them
            for (const BuiltFunction &one : built)
                if (one.isLayer && one.function.name == layer.name)
                    layer.dir = one.outcome->dir;
        (new DeployRun(ready, layers, args, console, scope))->start();
    });
}

} // namespace

CommandSpec deployCommand()
{
    return {QStringLiteral("deploy"), QStringLiteral("Show what differs, then deploy the project's functions"), {QStringLiteral("[FUNCTION]")},
        targetOptions()
            + QList<OptionSpec>{{QStringLiteral("yes"), QStringLiteral("y"), {}, QStringLiteral("Do not ask before changing a target other than local")},
                {QStringLiteral("dry-run"), QStringLiteral("n"), {}, QStringLiteral("Only show what differs")},
                {QStringLiteral("publish"), {}, {}, QStringLiteral("Publish a version afterwards")},
                {QStringLiteral("alias"), {}, QStringLiteral("NAME"), QStringLiteral("Publish a version and point this alias at it (default: the template's AutoPublishAlias)")},
                {QStringLiteral("role"), {}, QStringLiteral("ARN"), QStringLiteral("Execution role for functions that name none")},
                {QStringLiteral("sign"), {}, {}, QStringLiteral("Sign packages and layers; keys are made by 'lathe key new NAME'")},
                {QStringLiteral("key"), {}, QStringLiteral("NAME"), QStringLiteral("Key to sign with, when there are several")},
                signatureOption(),
                {QStringLiteral("handler"), {}, QStringLiteral("FILE.FUNCTION"), QStringLiteral("Handler of a bare folder")},
                {QStringLiteral("runtime"), {}, QStringLiteral("ID"), QStringLiteral("Runtime of a bare folder")}}
            + buildOptions() + projectOptions(),
        QStringLiteral("  lathe deploy\n  lathe deploy hello --target aws:dev --dry-run\n  lathe deploy -C photos --target http://127.0.0.1:4566 --yes\n"), run};
}

} // namespace lathe
