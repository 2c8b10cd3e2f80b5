// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historystore.h"
#include "core/atomicfile.h"
#include "core/figuretext.h"
#include "core/limits.h"
#include "core/prices.h"
#include "history/historyfile.h"
#include "history/rundifference.h"
#include "runrecording.h"
#include "shared.h"
#include <QDateTime>
#include <QFile>
#include <QJsonDocument>

namespace lathe {

namespace {

constexpr double mib = 1024.0 * 1024.0;

QJsonObject entryObject(const HistoryEntry &entry, bool bodies)
{
    QJsonObject object = QJsonDocument::fromJson(entryLine(entry, bodies)).object();
    object.remove(QStringLiteral("lathe"));
    object.insert(QStringLiteral("started"), QDateTime::fromMSecsSinceEpoch(entry.startedMs, Qt::UTC).toString(Qt::ISODateWithMs));
    if (entry.outcome.report.memoryMib > 0)
        object.insert(QStringLiteral("wouldCostUsd"), entry.wouldCost());
    return object;
}

QString line(int place, const HistoryEntry &entry)
{
    const InvocationReport &report = entry.outcome.report;
    return QStringLiteral("%1  %2  %3  %4  %5  %6 ms  %7 MB  %8").arg(place, 3).arg(entry.id.left(8),
        QDateTime::fromMSecsSinceEpoch(entry.startedMs).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")), entry.function, entry.status())
        .arg(report.durationMs, 0, 'f', 1).arg(report.maxMemoryUsedMib).arg(entry.where + (entry.eventName.isEmpty() ? QString() : QStringLiteral(", ") + entry.eventName));
}

Result<HistoryFilter> filterFrom(const Arguments &args)
{
    HistoryFilter filter;
    filter.function = args.value(QStringLiteral("function"));
    filter.status = args.value(QStringLiteral("status"));
    filter.text = args.value(QStringLiteral("search"));
    if (!filter.status.isEmpty() && !QStringList{QStringLiteral("success"), QStringLiteral("error"), QStringLiteral("timeout")}.contains(filter.status))
        return fail(ErrorCode::Usage, QStringLiteral("--status takes success, error or timeout, not '%1'.").arg(filter.status));
    bool ok = true;
    filter.most = args.has(QStringLiteral("limit")) ? args.value(QStringLiteral("limit")).toInt(&ok) : 20;
    if (!ok || filter.most < 1)
        return fail(ErrorCode::Usage, QStringLiteral("--limit takes a number of runs, not '%1'.").arg(args.value(QStringLiteral("limit"))));
    return filter;
}

int list(HistoryStore &store, const Arguments &args, Console &console)
{
    const auto filter = filterFrom(args);
    const auto found = filter ? store.find(*filter) : tl::unexpected(filter.error());
    if (!found)
        return console.error(found.error());
    QJsonArray rows;
    for (const HistoryEntry &entry : *found)
        if (console.isJson())
            rows.append(entryObject(entry, false));
    const bool isFiltered = !filter->function.isEmpty() || !filter->status.isEmpty() || !filter->text.isEmpty();
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("runs"), rows}});
    else
        for (qsizetype i = 0; i < found->size(); ++i)
            console.line(isFiltered ? line(0, found->at(i)).mid(5) : line(int(i) + 1, found->at(i)));
    if (found->isEmpty() && !console.isJson())
        console.say(isFiltered ? QStringLiteral("No run is like that.") : QStringLiteral("No run yet. Make one: lathe invoke"));
    return 0;
}

int show(HistoryStore &store, const Arguments &args, Console &console)
{
    const auto entry = store.entry(args.positional(1).isEmpty() ? QStringLiteral("last") : args.positional(1));
    if (!entry)
        return console.error(entry.error());
    const QString part = args.value(QStringLiteral("part"));
    if (!part.isEmpty()) {
        const QHash<QString, QByteArray> parts{{QStringLiteral("event"), entry->event}, {QStringLiteral("response"), entry->outcome.payload},
            {QStringLiteral("log"), entry->outcome.log}, {QStringLiteral("partial"), entry->partial}};
        if (!parts.contains(part))
            return console.error({ErrorCode::Usage, QStringLiteral("--part takes event, response, log or partial, not '%1'.").arg(part), {}, {}});
        console.data(parts.value(part));
        return 0;
    }
    double rate = 0;
    bool ok = true;
    if (args.has(QStringLiteral("per-month")))
        rate = args.value(QStringLiteral("per-month")).toDouble(&ok);
    if (!ok || !(rate >= 0) || rate > 1e15) // "nan" is a number to Qt
        return console.error({ErrorCode::Usage, QStringLiteral("--per-month takes a number of invocations, not '%1'.").arg(args.value(QStringLiteral("per-month"))), {}, {}});
    if (console.isJson()) {
        QJsonObject object = entryObject(*entry, true);
        object.insert(QStringLiteral("ok"), true);
        object.insert(QStringLiteral("prices"), QJsonObject{{QStringLiteral("date"), QLatin1String(prices::date)}, {QStringLiteral("region"), QLatin1String(prices::region)}});
        if (rate > 0)
            object.insert(QStringLiteral("wouldCostUsdPerMonth"), entry->wouldCost(rate));
        console.object(object);
        return 0;
    }
    console.say(line(0, *entry).mid(5));
    if (entry->outcome.report.memoryMib > 0) {
        console.say(QStringLiteral("Would cost $%1 per million runs (%2, prices of %3, without the free tier)").arg(entry->wouldCost(1e6), 0, 'f', 2).arg(QLatin1String(prices::region), QLatin1String(prices::date)));
        if (rate > 0)
            console.say(QStringLiteral("%1 runs a month: $%2").arg(rate, 0, 'f', 0).arg(entry->wouldCost(rate), 0, 'f', 2));
    }
    for (const QString &note : entry->notes)
        console.say(QStringLiteral("Note: ") + note);
    console.log(entry->outcome.log);
    console.data(entry->outcome.payload);
    return 0;
}

int difference(HistoryStore &store, const Arguments &args, Console &console)
{
    const auto before = store.entry(args.positional(1).isEmpty() ? QStringLiteral("2") : args.positional(1));
    const auto after = store.entry(args.positional(2).isEmpty() ? QStringLiteral("last") : args.positional(2));
    if (!before || !after)
        return console.error(before ? after.error() : before.error());
    QJsonArray rows;
    static constexpr const char *kinds[] = {"added", "removed", "changed"};
    for (const RunDifference &one : runDifferences(*before, *after)) {
        if (console.isJson()) {
            QJsonObject row{{QStringLiteral("kind"), QLatin1String(kinds[one.kind])}, {QStringLiteral("what"), one.what}, {QStringLiteral("path"), one.path}};
            insertPayload(row, one.before, QStringLiteral("before"));
            insertPayload(row, one.after, QStringLiteral("after"));
            rows.append(row);
            continue;
        }
        const QString what = one.path.isEmpty() ? one.what : one.what + u' ' + one.path;
        if (one.kind != RunDifference::Added)
            console.line(QStringLiteral("- %1: %2").arg(what, QString::fromUtf8(printable(one.before))));
        if (one.kind != RunDifference::Removed)
            console.line(QStringLiteral("+ %1: %2").arg(what, QString::fromUtf8(printable(one.after))));
    }
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("before"), before->id}, {QStringLiteral("after"), after->id}, {QStringLiteral("differences"), rows}});
    return 0;
}

int exported(HistoryStore &store, const Arguments &args, Console &console)
{
    auto filter = filterFrom(args);
    if (!filter)
        return console.error(filter.error());
    filter->bodies = true;
    if (!args.has(QStringLiteral("limit")))
        filter->most = std::numeric_limits<int>::max();
    const auto found = store.find(*filter);
    if (!found)
        return console.error(found.error());
    const QByteArray lines = historyLines(*found);
    const QString file = args.positional(1);
    if (file.isEmpty() || file == u"-") {
        console.data(lines);
        return 0;
    }
    if (const auto written = writeFileAtomically(file, lines, 0600); !written)
        return console.error(written.error());
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("runs"), found->size()}, {QStringLiteral("file"), file}});
    console.say(QStringLiteral("%1 runs written to %2").arg(found->size()).arg(file));
    return 0;
}

int imported(HistoryStore &store, const Arguments &args, Console &console)
{
    const QString name = args.positional(1);
    if (name.isEmpty())
        return console.error({ErrorCode::Usage, QStringLiteral("Name the file that 'lathe history export' wrote, or - for standard input."), {}, {}});
    QFile file(name);
    if (!(name == u"-" ? file.open(0, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly)))
        return console.error({ErrorCode::Config, QStringLiteral("The file %1 cannot be read: %2. Name one that 'lathe history export' wrote.").arg(name, file.errorString()), {}, {}});
    const auto entries = historyFromLines(file, name);
    if (!entries)
        return console.error(entries.error());
    const auto added = store.add(*entries);
    if (!added)
        return console.error(added.error());
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("runs"), entries->size()}, {QStringLiteral("added"), *added}});
    console.say(QStringLiteral("%1 of %2 runs are new").arg(*added).arg(entries->size()));
    return 0;
}

int cleared(HistoryStore &store, const Arguments &args, Console &console)
{
    const QString function = args.value(QStringLiteral("function"));
    if (function.isEmpty() && console.canAsk() && !console.confirm(QStringLiteral("Remove all runs of all functions?")))
        return 130;
    const auto removed = store.clear(function);
    if (!removed)
        return console.error(removed.error());
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("removed"), *removed}});
    console.say(QStringLiteral("%1 runs removed").arg(*removed));
    return 0;
}

int bounded(HistoryStore &store, const Arguments &args, Console &console)
{
    if (!args.positional(1).isEmpty()) {
        bool ok = false;
        const int megabytes = args.positional(1).toInt(&ok);
        if (!ok || megabytes < 1)
            return console.error({ErrorCode::Usage, QStringLiteral("'lathe history size' takes the megabytes that runs may take, not '%1'.").arg(args.positional(1)), {}, {}});
        if (const auto set = store.setBound(qint64(megabytes) * 1024 * 1024); !set)
            return console.error(set.error());
    }
    const auto bound = store.bound(), used = store.used();
    if (!bound || !used)
        return console.error(bound ? used.error() : bound.error());
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("bytes"), *used}, {QStringLiteral("most"), *bound}});
    else
        console.line(QStringLiteral("%1 of %2 MB").arg(double(*used) / mib, 0, 'f', 1).arg(double(*bound) / mib, 0, 'f', 0));
    return 0;
}

/// The same bytes on the code as it is now.
void replay(HistoryStore &store, const Arguments &args, Console &console, CommandScope &scope)
{
    const auto entry = store.entry(args.positional(1).isEmpty() ? QStringLiteral("last") : args.positional(1));
    if (!entry)
        return scope.finish(console.error(entry.error()));
    if (!entry->isEventWhole())
        return scope.finish(console.error({ErrorCode::TooLarge, QStringLiteral("The event of this run was too large to be kept whole; it cannot be replayed."), {}, {}}));
    for (const QString &note : entry->notes)
        if (note.startsWith(QLatin1String("event:")) || note.startsWith(QLatin1String("client context:")) || note.startsWith(QLatin1String("identity:")))
            console.warn(QStringLiteral("Not the same bytes: ") + note);
    const auto folder = workFolder();
    const auto written = folder ? writeFileAtomically(*folder + QStringLiteral("/event.json"), entry->event, 0600) : tl::unexpected(folder.error());
    if (!written)
        return scope.finish(console.error(written.error()));
    Arguments invoke;
    invoke.positionals = {entry->function};
    invoke.values = {{QStringLiteral("event"), *folder + QStringLiteral("/event.json")}, {QStringLiteral("event-name"), QStringLiteral("replay of %1").arg(entry->id.left(8))},
        {QStringLiteral("project"), args.value(QStringLiteral("project"), entry->project)}};
    for (const auto &[option, bytes] : {std::pair(QStringLiteral("client-context"), entry->clientContext), std::pair(QStringLiteral("identity"), entry->identity)}) {
        if (bytes.isEmpty())
            continue;
        const QString file = *folder + u'/' + option + QStringLiteral(".json");
        if (const auto kept = writeFileAtomically(file, bytes, 0600); !kept)
            return scope.finish(console.error(kept.error()));
        invoke.values.insert(option, file);
    }
    if (args.has(QStringLiteral("no-history")))
        invoke.values.insert(QStringLiteral("no-history"), {});
    invokeCommand().run(invoke, console, scope);
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    QStringList notes;
    const auto store = HistoryStore::open(HistoryStore::defaultDir(), &notes);
    for (const QString &note : notes)
        console.warn(note);
    if (!store)
        return scope.finish(console.error(store.error()));
    const QString action = args.positional(0);
    if (action == u"replay")
        return replay(**store, args, console, scope);
    for (const auto &[name, work] : {std::pair{QStringLiteral("list"), &list}, {QStringLiteral("show"), &show}, {QStringLiteral("diff"), &difference},
             {QStringLiteral("export"), &exported}, {QStringLiteral("import"), &imported}, {QStringLiteral("clear"), &cleared}, {QStringLiteral("size"), &bounded}})
        if (action == name || (action.isEmpty() && name == u"list"))
            return scope.finish(work(**store, args, console));
    scope.finish(console.error({ErrorCode::Usage, QStringLiteral("Say 'lathe history list', 'show', 'replay', 'diff', 'export', 'import', 'clear' or 'size'."), {}, {}}));
}

} // namespace

CommandSpec historyCommand()
{
    return {QStringLiteral("history"), QStringLiteral("Look at, compare, replay and export the runs that were made"),
        {QStringLiteral("[ACTION]"), QStringLiteral("[RUN|FILE]"), QStringLiteral("[RUN]")},
        {{QStringLiteral("function"), QStringLiteral("f"), QStringLiteral("NAME"), QStringLiteral("list, export, clear: runs of this function")},
            {QStringLiteral("status"), {}, QStringLiteral("success|error|timeout"), QStringLiteral("list, export: runs that ended so")},
            {QStringLiteral("search"), QStringLiteral("s"), QStringLiteral("TEXT"), QStringLiteral("list, export: runs with this text in event, response, log or names")},
            {QStringLiteral("limit"), QStringLiteral("n"), QStringLiteral("COUNT"), QStringLiteral("list, export: at most so many (default of list: 20)")},
            {QStringLiteral("part"), {}, QStringLiteral("event|response|log|partial"), QStringLiteral("show: these exact bytes and nothing else")},
            {QStringLiteral("per-month"), {}, QStringLiteral("COUNT"), QStringLiteral("show: what so many such runs a month would cost")},
            {QStringLiteral("project"), QStringLiteral("C"), QStringLiteral("DIR"), QStringLiteral("replay: on the code in this folder (default: where it ran)")},
            historyOption()},
        QStringLiteral("  lathe history\n  lathe history list --status error --search timeout\n  lathe history show last --per-month 1000000\n  lathe history replay 3\n"
                       "  lathe history diff 2 1\n  lathe history export runs.jsonl -f hello\n  lathe history size 512\n"),
        run};
}

} // namespace lathe
