// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// lathe alias: names for versions of a deployed function, and how two versions share an alias's invocations.
#include "core/async.h"
#include "deployedfunction.h"

namespace lathe {

namespace {

/// "--weight 4=0.1" as a version and its share; "none": no second version.
struct Weight
{
    QString version;
    double share = 0;
    QJsonObject routing() const
    {
        return {{QStringLiteral("AdditionalVersionWeights"), version.isEmpty() ? QJsonObject() : QJsonObject{{version, share}}}};
    }
};

Result<Weight> weightFrom(const QString &text)
{
    if (text == u"none")
        return Weight{};
    const qsizetype at = text.indexOf(u'=');
    const bool percent = text.endsWith(u'%');
    bool number = false;
    const double value = text.mid(at + 1).chopped(percent ? 1 : 0).toDouble(&number) / (percent ? 100 : 1);
    if (at < 1 || !number || !(value >= 0 && value <= 1))
        return fail(ErrorCode::Usage, QStringLiteral("--weight takes VERSION=SHARE with a share from 0 to 1 or in percent, e.g. 4=0.1 or 4=10%, or none; not '%1'.").arg(text));
    return Weight{text.left(at), value};
}

QString percent(double share) { return QString::number(share * 100, 'g', 4) + u'%'; }

QJsonObject weightsOf(const QJsonObject &alias)
{
    return alias.value(QLatin1String("RoutingConfig")).toObject().value(QLatin1String("AdditionalVersionWeights")).toObject();
}

QString text(const QJsonObject &alias, const char *member) { return alias.value(QLatin1String(member)).toString(); }

/// "3 90%, 4 10%", or the version alone.
QString versionsText(const QJsonObject &alias)
{
    const QJsonObject weights = weightsOf(alias);
    double left = 1;
    QString others;
    for (auto it = weights.begin(); it != weights.end(); ++it) {
        left -= it.value().toDouble();
        others += QStringLiteral(", %1 %2").arg(it.key(), percent(it.value().toDouble()));
    }
    return others.isEmpty() ? text(alias, "FunctionVersion") : text(alias, "FunctionVersion") + u' ' + percent(left) + others;
}

QJsonObject row(const QJsonObject &alias)
{
    return {{QStringLiteral("name"), text(alias, "Name")}, {QStringLiteral("version"), text(alias, "FunctionVersion")}, {QStringLiteral("weights"), weightsOf(alias)},
        {QStringLiteral("description"), text(alias, "Description")}, {QStringLiteral("arn"), text(alias, "AliasArn")}, {QStringLiteral("revisionId"), text(alias, "RevisionId")}};
}

void list(const DeployedFunction &f)
{
    whenDone(f.client().listAliases(f.name), &f.scope, [f](const Result<QJsonObject> &answer) {
        if (!answer)
            return f.fail(answer.error());
        QJsonArray rows;
        QStringList lines;
        for (const QJsonValue &value : answer->value(QLatin1String("Aliases")).toArray()) {
            const QJsonObject alias = value.toObject();
            rows.append(row(alias));
            lines << QStringLiteral("%1  %2  %3").arg(text(alias, "Name").leftJustified(16), versionsText(alias).leftJustified(20), text(alias, "Description")).trimmed();
        }
        f.done({{QStringLiteral("aliases"), rows}}, [&] {
            for (const QString &line : lines)
                f.console.line(line);
            if (lines.isEmpty())
                f.console.say(QStringLiteral("%1 has no aliases yet. Make one: lathe alias set live --version 1").arg(f.name));
        });
    });
}

void finish(const DeployedFunction &f, const QJsonObject &alias)
{
    f.done({{QStringLiteral("alias"), row(alias)}}, [&] { f.console.line(QStringLiteral("%1: %2").arg(text(alias, "Name"), versionsText(alias))); });
}

void show(const DeployedFunction &f, const QString &name)
{
    whenDone(f.client().getAlias(f.name, name), &f.scope, [f](const Result<QJsonObject> &alias) { alias ? finish(f, *alias) : f.fail(alias.error()); });
}

/// What is to be sent. A version alone gets all invocations: who promotes a version wants no share left over.
QJsonObject changes(const DeployedFunction &f, const std::optional<Weight> &weight)
{
    QJsonObject request;
    if (f.args.has(QStringLiteral("version")))
        request.insert(QStringLiteral("FunctionVersion"), f.args.value(QStringLiteral("version")));
    if (f.args.has(QStringLiteral("description")))
        request.insert(QStringLiteral("Description"), f.args.value(QStringLiteral("description")));
    if (weight || f.args.has(QStringLiteral("version")))
        request.insert(QStringLiteral("RoutingConfig"), weight.value_or(Weight()).routing());
    return request;
}

/// Makes the alias, or changes what was looked at; a change by somebody else in between is refused by the service.
void set(const DeployedFunction &f, const QString &name, const std::optional<Weight> &weight)
{
    whenDone(f.client().getAlias(f.name, name), &f.scope, [f, name, weight](const Result<QJsonObject> &now) {
        const bool missing = !now && now.error().code == ErrorCode::NotFound;
        if (!now && !missing)
            return f.fail(now.error());
        if (missing && !f.args.has(QStringLiteral("version")))
            return f.usage(QStringLiteral("%1 has no alias %2 yet; say which version it names: lathe alias set %2 --version 1").arg(f.name, name));
        QJsonObject request = changes(f, weight);
        QJsonObject after = missing ? QJsonObject() : *now;
        for (auto it = request.begin(); it != request.end(); ++it)
            after.insert(it.key(), it.value());
        const QString before = missing ? QStringLiteral("(none)") : versionsText(*now);
        if (!f.mayChange(QStringLiteral("%1 of %2: %3 → %4").arg(name, f.name, before, versionsText(after))))
            return;
        if (missing)
            request.insert(QStringLiteral("Name"), name);
        else
            request.insert(QStringLiteral("RevisionId"), now->value(QLatin1String("RevisionId")));
        whenDone(missing ? f.client().createAlias(f.name, request) : f.client().updateAlias(f.name, name, request), &f.scope,
            [f](const Result<QJsonObject> &alias) { alias ? finish(f, *alias) : f.fail(alias.error()); });
    });
}

void remove(const DeployedFunction &f, const QString &name)
{
    // The service takes the deletion of what is not there for done; a wrong name should be told.
    whenDone(f.client().getAlias(f.name, name), &f.scope, [f, name](const Result<QJsonObject> &alias) {
        if (!alias)
            return f.fail(alias.error());
        if (!f.mayChange(QStringLiteral("Delete %1 of %2 (%3)").arg(name, f.name, versionsText(*alias))))
            return;
        whenDone(f.client().deleteAlias(f.name, name), &f.scope, [f, name](const Result<> &removed) {
            if (!removed)
                return f.fail(removed.error());
            f.done({{QStringLiteral("deleted"), name}}, [&] { f.console.say(QStringLiteral("%1 deleted").arg(name)); });
        });
    });
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    const auto usage = [&](const QString &text) { scope.finish(console.error({ErrorCode::Usage, text, {}, {}})); };
    const QString verb = args.positional(0), name = args.positional(1);
    if (verb != u"list" && verb != u"show" && verb != u"set" && verb != u"delete")
        return usage(QStringLiteral("'%1' is none of list, show, set and delete.").arg(verb));
    if (verb != u"list" && name.isEmpty())
        return usage(QStringLiteral("Name an alias: lathe alias %1 NAME").arg(verb));
    std::optional<Weight> weight;
    if (args.has(QStringLiteral("weight"))) {
        const auto read = weightFrom(args.value(QStringLiteral("weight")));
        if (!read)
            return scope.finish(console.error(read.error()));
        weight = *read;
    }
    if (verb == u"set" && !weight && !args.has(QStringLiteral("version")) && !args.has(QStringLiteral("description")))
        return usage(QStringLiteral("Say what %1 is to be: --version, --weight or --description.").arg(name));
    DeployedFunction::open(args, args.value(QStringLiteral("function")), console, scope, [verb, name, weight](const DeployedFunction &f) {
        if (verb == u"list")
            return list(f);
        if (verb == u"show")
            return show(f, name);
        verb == u"set" ? set(f, name, weight) : remove(f, name);
    });
}

} // namespace

CommandSpec aliasCommand()
{
    return {QStringLiteral("alias"), QStringLiteral("Name versions of a deployed function, and let two share its invocations"),
        {QStringLiteral("list|show|set|delete"), QStringLiteral("[NAME]")},
        QList<OptionSpec>{
            {QStringLiteral("function"), QStringLiteral("f"), QStringLiteral("FUNCTION"), QStringLiteral("Function of the project, or its name or ARN at the target (default: the project's only one)")},
            {QStringLiteral("version"), {}, QStringLiteral("VERSION"), QStringLiteral("set: the version that it names; all invocations go there unless --weight says otherwise")},
            {QStringLiteral("weight"), QStringLiteral("w"), QStringLiteral("VERSION=SHARE"), QStringLiteral("set: a second version and its share of the invocations, 0.1 or 10%; none: no second version")},
            {QStringLiteral("description"), {}, QStringLiteral("TEXT"), QStringLiteral("set: what it is for")},
            {QStringLiteral("yes"), QStringLiteral("y"), {}, QStringLiteral("Do not ask before changing a target other than local")}}
            + targetOptions() + projectOptions(),
        QStringLiteral("  lathe alias set live --version 3\n  lathe alias set live --weight 4=10%\n  lathe alias set live --version 4\n  lathe alias list --json\n"
                       "  lathe alias delete live --function hello --target aws:dev\n  lathe invoke --target local --qualifier live\n"),
        run};
}

} // namespace lathe
