// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtimes.h"
#include "runtime/interpreters.h"
#include "runtime/runtimeinstall.h"
#include "shared.h"
#include <QDate>
#include <QFutureWatcher>
#include <memory>

namespace lathe {

namespace {

/// What a person should know of one row, in a few words.
QString noteOn(const RuntimeStandIn &row, const QString &today)
{
    QStringList notes;
    const RuntimeInfo &info = *row.runtime;
    if (info.family == RuntimeFamily::Provided)
        notes << QStringLiteral("the project's own bootstrap");
    else if (row.interpreter)
        notes << (row.interpreter->exact ? QStringLiteral("exact") : QStringLiteral("stands in"));
    else
        notes << QStringLiteral("cannot run here");
    if (info.preview)
        notes << QStringLiteral("preview on Lambda");
    if (*info.blockCreate && today >= QLatin1String(info.blockCreate))
        notes << QStringLiteral("Lambda refuses new functions since %1").arg(QLatin1String(info.blockCreate));
    else if (*info.deprecated && today >= QLatin1String(info.deprecated))
        notes << QStringLiteral("deprecated since %1").arg(QLatin1String(info.deprecated));
    return notes.join(QStringLiteral("; "));
}

void list(Console &console, CommandScope &scope)
{
    if (console.isJson()) {
        QJsonArray sdks;
        for (const BundledSdkInfo &sdk : bundledSdks())
            sdks.append(QJsonObject{{QStringLiteral("name"), sdk.name}, {QStringLiteral("version"), sdk.version}, {QStringLiteral("folder"), sdk.folder}});
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("runtimes"), runtimeRows()}, {QStringLiteral("sdks"), sdks}});
    } else {
        const QString today = QDate::currentDate().toString(Qt::ISODate);
        for (const RuntimeStandIn &row : runtimeStandIns()) {
            const QString version = row.interpreter ? row.interpreter->version : QStringLiteral("-");
            QString text = QStringLiteral("%1 %2 %3").arg(QString::fromLatin1(row.runtime->id).leftJustified(16), version.leftJustified(10), noteOn(row, today));
            if (row.interpreter)
                text += QStringLiteral("  (%1)").arg(row.interpreter->path);
            console.line(text);
        }
        for (const BundledSdkInfo &sdk : bundledSdks())
            console.line(QStringLiteral("%1 %2 for functions that bring none; Lambda's version differs  (%3)").arg(sdk.name.leftJustified(16), sdk.version.leftJustified(10), sdk.folder));
    }
    scope.finish(0);
}

void install(const QString &id, Console &console, CommandScope &scope)
{
    const auto made = runtimeInstall(id, [&console, &scope](int fetched) {
        QMetaObject::invokeMethod(&scope, [&console, fetched] { console.progress(QStringLiteral("Fetching: %1").arg(fetched)); }, Qt::QueuedConnection);
    });
    if (!made)
        return scope.finish(console.error(made.error()));
    console.say(QStringLiteral("Fetching %1 from the npm registry (install scripts are off) …").arg(id));
    auto *watcher = new QFutureWatcher<Result<ChildOutcome>>(&scope);
    QObject::connect(watcher, &QFutureWatcherBase::finished, &scope, [watcher, plan = *made, &console, &scope] {
        const bool cancelled = watcher->future().isCanceled() || watcher->future().resultCount() == 0;
        const auto placed = finishRuntimeInstall(plan, cancelled ? fail(ErrorCode::Cancelled, QStringLiteral("cancelled")) : watcher->result());
        console.progress({});
        if (cancelled)
            return scope.finish(130);
        if (!placed)
            return scope.finish(console.error(placed.error()));
        if (console.isJson())
            console.object({{QStringLiteral("ok"), true}, {QStringLiteral("runtime"), plan.runtime}, {QStringLiteral("path"), *placed}});
        else
            console.line(*placed);
        scope.finish(0);
    });
    scope.onInterrupt = [watcher] { watcher->future().cancel(); };
    watcher->setFuture(runChild(made->fetch));
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    const QString action = args.positional(0);
    if (action.isEmpty() || action == u"list")
        return list(console, scope);
    if (action == u"install" && args.positionals.size() == 2)
        return install(args.positional(1), console, scope);
    scope.finish(console.error({ErrorCode::Usage, QStringLiteral("Say 'lathe runtime' for the table, or 'lathe runtime install nodejs22.x'."), {}, {}}));
}

} // namespace

QJsonArray runtimeRows()
{
    QJsonArray rows;
    for (const RuntimeStandIn &row : runtimeStandIns()) {
        QJsonObject object{{QStringLiteral("runtime"), QString::fromLatin1(row.runtime->id)}, {QStringLiteral("runs"), row.runs()},
            {QStringLiteral("deprecated"), QString::fromLatin1(row.runtime->deprecated)}, {QStringLiteral("blockCreate"), QString::fromLatin1(row.runtime->blockCreate)},
            {QStringLiteral("preview"), row.runtime->preview}};
        if (row.interpreter) {
            object.insert(QStringLiteral("interpreter"), row.interpreter->path);
            object.insert(QStringLiteral("version"), row.interpreter->version);
            object.insert(QStringLiteral("exact"), row.interpreter->exact);
        }
        rows.append(object);
    }
    return rows;
}

CommandSpec runtimeCommand()
{
    return {QStringLiteral("runtime"), QStringLiteral("Show what runs which runtime here, or install one"), {QStringLiteral("[install]"), QStringLiteral("[RUNTIME]")}, {},
        QStringLiteral("  lathe runtime\n  lathe runtime --json\n  lathe runtime install nodejs22.x\n  lathe runtime install aws-sdk-js\n"), run};
}

} // namespace lathe
