// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// lathe version: what a deployed function is now, kept under a number that never changes.
#include "core/async.h"
#include "deployedfunction.h"

namespace lathe {

namespace {

QString text(const QJsonObject &version, const char *member) { return version.value(QLatin1String(member)).toString(); }

/// Which aliases name a version, or give it a share.
QStringList aliasesOf(const QJsonArray &aliases, const QString &version)
{
    QStringList names;
    for (const QJsonValue &value : aliases) {
        const QJsonObject alias = value.toObject();
        const QJsonObject weights = alias.value(QLatin1String("RoutingConfig")).toObject().value(QLatin1String("AdditionalVersionWeights")).toObject();
        if (text(alias, "FunctionVersion") == version || weights.contains(version))
            names << text(alias, "Name");
    }
    return names;
}

QJsonObject row(const QJsonObject &version, const QJsonArray &aliases)
{
    return {{QStringLiteral("version"), text(version, "Version")}, {QStringLiteral("description"), text(version, "Description")}, {QStringLiteral("arn"), text(version, "FunctionArn")},
        {QStringLiteral("lastModified"), text(version, "LastModified")}, {QStringLiteral("runtime"), text(version, "Runtime")}, {QStringLiteral("codeSha256"), text(version, "CodeSha256")},
        {QStringLiteral("codeBytes"), version.value(QLatin1String("CodeSize"))},
        {QStringLiteral("aliases"), QJsonArray::fromStringList(aliasesOf(aliases, text(version, "Version")))}};
}

void print(const DeployedFunction &f, const QJsonArray &versions, const QJsonArray &aliases)
{
    QJsonArray rows;
    for (const QJsonValue &version : versions)
        rows.append(row(version.toObject(), aliases));
    f.done({{QStringLiteral("versions"), rows}}, [&] {
        for (const QJsonValue &value : versions) {
            const QJsonObject version = value.toObject();
            f.console.line(QStringLiteral("%1  %2  %3  %4  %5").arg(text(version, "Version").leftJustified(8), text(version, "LastModified").left(19), text(version, "CodeSha256").left(8),
                aliasesOf(aliases, text(version, "Version")).join(QStringLiteral(", ")).leftJustified(16), text(version, "Description")).trimmed());
        }
    });
}

void list(const DeployedFunction &f)
{
    whenDone(f.client().listVersions(f.name), &f.scope, [f](const Result<QJsonObject> &versions) {
        if (!versions)
            return f.fail(versions.error());
        whenDone(f.client().listAliases(f.name), &f.scope, [f, all = versions->value(QLatin1String("Versions")).toArray()](const Result<QJsonObject> &aliases) {
            aliases ? print(f, all, aliases->value(QLatin1String("Aliases")).toArray()) : f.fail(aliases.error());
        });
    });
}

void publish(const DeployedFunction &f)
{
    QJsonObject request;
    for (const auto &[option, member] : {std::pair{QStringLiteral("description"), QStringLiteral("Description")}, {QStringLiteral("code-sha256"), QStringLiteral("CodeSha256")}})
        if (f.args.has(option))
            request.insert(member, f.args.value(option));
    whenDone(f.client().publishVersion(f.name, request), &f.scope, [f](const Result<QJsonObject> &version) {
        if (!version)
            return f.fail(version.error());
        f.done(row(*version, {}), [&] {
            f.console.line(text(*version, "Version"));
            f.console.say(QStringLiteral("%1 is version %2. Point an alias at it: lathe alias set live --version %2").arg(f.name, text(*version, "Version")));
        });
    });
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    const QString verb = args.positional(0);
    if (verb != u"publish" && verb != u"list")
        return scope.finish(console.error({ErrorCode::Usage, QStringLiteral("'%1' is none of publish and list.").arg(verb), {}, {}}));
    DeployedFunction::open(args, args.positional(1), console, scope, [verb](const DeployedFunction &f) { verb == u"list" ? list(f) : publish(f); });
}

} // namespace

CommandSpec versionCommand()
{
    return {QStringLiteral("version"), QStringLiteral("Publish a version of a deployed function, list its versions and aliases"),
        {QStringLiteral("publish|list"), QStringLiteral("[FUNCTION]")},
        QList<OptionSpec>{{QStringLiteral("description"), {}, QStringLiteral("TEXT"), QStringLiteral("publish: what is in it")},
            {QStringLiteral("code-sha256"), {}, QStringLiteral("SHA256"), QStringLiteral("publish: only if the code is this one, as 'lathe deploy --json' gave it")}}
            + targetOptions() + projectOptions(),
        QStringLiteral("  lathe version publish\n  lathe version publish hello --description 'faster' --target aws:dev\n  lathe version list --json\n"), run};
}

} // namespace lathe
