// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/eventmaker.h"
#include "events/expectation.h"
#include "shared.h"
#include <QDir>
#include <algorithm>

namespace lathe {

namespace {

void list(const Project &project, Console &console, CommandScope &scope)
{
    QJsonArray rows;
    for (const EventFile &event : EventStore(project.root).events()) {
        const auto expected = expectationFor(event.path);
        rows.append(QJsonObject{{QStringLiteral("name"), event.name}, {QStringLiteral("function"), event.function}, {QStringLiteral("path"), event.path},
            {QStringLiteral("expectation"), expected && expected->saysAnything()}});
        if (!console.isJson())
            console.line(QDir(project.root).relativeFilePath(event.path) + (expected ? expected->saysAnything() ? QStringLiteral("  (with an expectation)") : QString() : QStringLiteral("  ") + expected.error().text));
    }
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("events"), rows}});
    else if (rows.isEmpty())
        console.say(QStringLiteral("No test event yet. Make one from a template: lathe events new s3-put"));
    scope.finish(0);
}

void templates(Console &console, CommandScope &scope)
{
    QJsonArray rows;
    for (const EventTemplate &one : eventTemplates()) {
        QJsonObject parameters;
        for (const EventParameter &parameter : eventParameters(one.body))
            parameters.insert(parameter.name, QString::fromUtf8(parameter.value));
        rows.append(QJsonObject{{QStringLiteral("id"), one.id}, {QStringLiteral("title"), one.title}, {QStringLiteral("parameters"), parameters}});
        if (!console.isJson())
            console.line(QStringLiteral("%1 %2%3").arg(one.id.leftJustified(34), one.title, parameters.isEmpty() ? QString() : QStringLiteral("  [%1]").arg(parameters.keys().join(QStringLiteral(", ")))));
    }
    QJsonArray envelopes;
    for (const EventEnvelope &one : eventEnvelopes())
        envelopes.append(one.id);
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("templates"), rows}, {QStringLiteral("envelopes"), envelopes}});
    scope.finish(0);
}

/// NAME=VALUE,NAME=VALUE: a comma of a value is written "\\,", a backslash before it "\\\\"; what has no "=" belongs to the value before.
Result<QList<std::pair<QString, QString>>> valuesOf(const QString &text)
{
    QStringList parts{QString()};
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\\' && i + 1 < text.size() && (text[i + 1] == u',' || text[i + 1] == u'\\'))
            parts.last() += text[++i];
        else if (text[i] == u',' && QStringView(text).mid(i + 1).contains(u'=') && !QStringView(text).mid(i + 1).split(u'=').first().contains(u','))
            parts.append(QString());
        else
            parts.last() += text[i];
    }
    QList<std::pair<QString, QString>> values;
    for (const QString &pair : std::as_const(parts)) {
        if (!pair.contains(u'=') || pair.section(u'=', 0, 0).trimmed().isEmpty())
            return fail(ErrorCode::Usage, QStringLiteral("--set takes NAME=VALUE,NAME=VALUE …, not '%1'. A comma of a value is written '\\,'.").arg(pair));
        values.append({pair.section(u'=', 0, 0).trimmed(), pair.section(u'=', 1)});
    }
    return values;
}

Result<QByteArray> made(const QByteArray &body, const Arguments &args)
{
    const auto values = args.has(QStringLiteral("set")) ? valuesOf(args.value(QStringLiteral("set"))) : Result<QList<std::pair<QString, QString>>>();
    if (!values)
        return tl::unexpected(values.error());
    return madeEvent(body, *values, args.value(QStringLiteral("in")).split(u',', Qt::SkipEmptyParts));
}

/// A template's body by its id, or a file's ("-": standard input).
Result<QByteArray> source(const QString &what)
{
    if (what == u"-" || what.contains(u'/') || what.endsWith(QLatin1String(".json")))
        return eventFrom(what);
    QStringList near;
    if (const auto one = eventTemplate(what))
        return one->body;
    for (const EventTemplate &one : eventTemplateTitles()) {
        if (one.id.startsWith(what.left(3)))
            near.append(one.id);
    }
    return fail(ErrorCode::Usage, near.isEmpty() ? QStringLiteral("There is no event template '%1'. All of them: lathe events templates").arg(what)
                                                 : QStringLiteral("There is no event template '%1'. Near it: %2").arg(what, near.join(QStringLiteral(", "))));
}

void make(const Arguments &args, Console &console, CommandScope &scope)
{
    const QString what = args.positional(1);
    if (what.isEmpty())
        return scope.finish(console.error({ErrorCode::Usage, QStringLiteral("Name a template, as in: lathe events new s3-put. All of them: lathe events templates"), {}, {}}));
    const auto body = source(what);
    const auto event = body ? made(*body, args) : body;
    if (!event)
        return scope.finish(console.error(event.error()));
    if (args.has(QStringLiteral("print"))) {
        if (console.isJson())
            console.object({{QStringLiteral("ok"), true}, {QStringLiteral("event"), QString::fromUtf8(*event)}});
        else
            console.data(*event);
        return scope.finish(0);
    }
    const QString root = args.value(QStringLiteral("project"), QDir::currentPath());
    if (!QFileInfo(root).isDir())
        return scope.finish(console.error({ErrorCode::Config, QStringLiteral("The project folder %1 does not exist. Name it with -C.").arg(root), {}, {}}));
    const QString name = args.positional(2).isEmpty() ? (what == u"-" ? QStringLiteral("event") : QFileInfo(what).completeBaseName()) : args.positional(2);
    const auto saved = EventStore(QFileInfo(root).canonicalFilePath()).save(name, *event, args.has(QStringLiteral("force")));
    if (!saved)
        return scope.finish(console.error(saved.error()));
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("path"), saved->path}});
    else
        console.line(saved->path);
    console.say(QStringLiteral("Next: lathe invoke -e '%1'").arg(QDir::current().relativeFilePath(saved->path)));
    scope.finish(0);
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    const QString action = args.positional(0);
    if (action == u"templates")
        return templates(console, scope);
    if (action == u"new")
        return make(args, console, scope);
    if (!action.isEmpty() && action != u"list")
        return scope.finish(console.error({ErrorCode::Usage, QStringLiteral("Say 'lathe events' for the list, 'lathe events templates', or 'lathe events new TEMPLATE [NAME]'."), {}, {}}));
    const auto project = projectFrom(args, console);
    project ? list(*project, console, scope) : scope.finish(console.error(project.error()));
}

} // namespace

CommandSpec eventsCommand()
{
    return {QStringLiteral("events"), QStringLiteral("List test events, or make one from a template"), {QStringLiteral("[list|templates|new]"), QStringLiteral("[TEMPLATE]"), QStringLiteral("[NAME]")},
        QList<OptionSpec>{{QStringLiteral("set"), {}, QStringLiteral("NAME=VALUE,…"), QStringLiteral("Values for the parameters of the template and its envelopes; a comma of a value: \\,")},
            {QStringLiteral("in"), {}, QStringLiteral("NAME,…"), QStringLiteral("Put the event inside others, the innermost first: sns,sqs is SNS in SQS")},
            {QStringLiteral("print"), {}, {}, QStringLiteral("Print the event and write no file")},
            {QStringLiteral("force"), {}, {}, QStringLiteral("Replace an event of that name")}}
            + projectOptions(),
        QStringLiteral("  lathe events\n  lathe events templates\n  lathe events new s3-put upload --set bucket=photos,key=cat.jpg\n  lathe events new s3-put --in sns,sqs --print\n"
                       "  echo '{\"id\": 1}' | lathe events new - order --in sqs\n"),
        run};
}

} // namespace lathe
