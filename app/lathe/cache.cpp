// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cacheprune.h"
#include "shared.h"
#include "workerthread.h"

namespace lathe {

namespace {

QString gigabytesText(qint64 bytes)
{
    return QStringLiteral("%1 GB").arg(double(bytes) / (1 << 30), 0, 'g', 4);
}

void listCaches(const CacheRules &rules, Console &console, CommandScope &scope)
{
    onOwnThread<Result<QList<CacheReport>>>(
        &scope, [rules]() -> Result<QList<CacheReport>> { return cacheReports(CachePlaces::standard(), rules); },
        [rules, &console, &scope](const Result<QList<CacheReport>> &reports) {
            QJsonArray rows;
            qint64 bytes = 0, freeable = 0;
            for (const CacheReport &cache : *reports) {
                bytes += cache.bytes;
                freeable += cache.freeableBytes;
                rows.append(QJsonObject{{QStringLiteral("name"), cache.name},
                                        {QStringLiteral("path"), cache.path},
                                        {QStringLiteral("entries"), cache.entries},
                                        {QStringLiteral("inUse"), cache.inUse},
                                        {QStringLiteral("bytes"), cache.bytes},
                                        {QStringLiteral("freeableBytes"), cache.freeableBytes}});
                if (!console.isJson())
                    console.line(QStringLiteral("%1  %2  %3 to free  %4 entries%5")
                                     .arg(cache.name.leftJustified(12), sizeText(cache.bytes).rightJustified(9),
                                          sizeText(cache.freeableBytes).rightJustified(9))
                                     .arg(cache.entries, 5)
                                     .arg(cache.inUse > 0 ? QStringLiteral(", %1 in use").arg(cache.inUse) : QString()));
            }
            if (console.isJson())
                console.object({{QStringLiteral("ok"), true},
                                {QStringLiteral("caches"), rows},
                                {QStringLiteral("bytes"), bytes},
                                {QStringLiteral("freeableBytes"), freeable},
                                {QStringLiteral("imageBound"), rules.imageBytes}});
            else
                console.say(QStringLiteral("%1 in %2. 'lathe cache prune%3' frees %4. Container images may take %5.")
                                .arg(sizeText(bytes), CachePlaces::standard().cacheDir,
                                     rules.all ? QStringLiteral(" --all") : QString(), sizeText(freeable),
                                     gigabytesText(rules.imageBytes)));
            scope.finish(0);
        });
}

int bound(const Arguments &args, Console &console)
{
    const CachePlaces places = CachePlaces::standard();
    if (!args.positional(1).isEmpty()) {
        bool ok = false;
        const double gigabytes = args.positional(1).toDouble(&ok);
        if (!ok || gigabytes < 1 || gigabytes > 1e6)
            return console.error({ErrorCode::Usage,
                                  QStringLiteral("'lathe cache size' takes the gigabytes that container images may take, "
                                                 "1 or more, not '%1'.")
                                      .arg(args.positional(1)),
                                  {},
                                  {}});
        if (const auto set = setImageCacheBytes(places, qint64(gigabytes * 1024 * 1024 * 1024)); !set)
            return console.error(set.error());
    }
    const qint64 bytes = imageCacheBytes(places);
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("imageBound"), bytes}});
    else
        console.line(QStringLiteral("Container images may take %1").arg(gigabytesText(bytes)));
    return 0;
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    CacheRules rules;
    rules.all = args.has(QStringLiteral("all"));
    rules.imageBytes = imageCacheBytes(CachePlaces::standard());
    const QString action = args.positional(0);
    if (action.isEmpty() || action == u"list")
        return listCaches(rules, console, scope);
    if (action == u"size")
        return scope.finish(bound(args, console));
    if (action != u"prune")
        return scope.finish(console.error(
            {ErrorCode::Usage, QStringLiteral("'%1' is none of list, prune and size.").arg(action), {}, {}}));
    if (const QString name = args.positional(1); !name.isEmpty()) {
        if (!cacheNames().contains(name))
            return scope.finish(console.error({ErrorCode::Usage,
                                               QStringLiteral("There is no cache '%1': they are %2.")
                                                   .arg(name, cacheNames().join(QStringLiteral(", "))),
                                               {},
                                               {}}));
        rules.only = {name};
    }
    prune(rules, console, scope);
}

} // namespace

void prune(const CacheRules &rules, Console &console, CommandScope &scope)
{
    const auto cancel = std::make_shared<std::atomic_bool>(false);
    scope.onInterrupt = [cancel] { cancel->store(true); };
    const auto tell = [&console, &scope](const CacheProgress &at) {
        const QString text =
            QStringLiteral("Freeing %1: %2 of %3").arg(at.name, sizeText(at.bytes), sizeText(at.totalBytes));
        QMetaObject::invokeMethod(&scope, [&console, text] { console.progress(text); }, Qt::QueuedConnection);
    };
    onOwnThread<Result<CacheOutcome>>(
        &scope,
        [rules, tell, cancel]() -> Result<CacheOutcome> {
            return pruneCaches(CachePlaces::standard(), rules, tell, cancel.get());
        },
        [cancel, &console, &scope](const Result<CacheOutcome> &outcome) {
            console.progress({});
            if (console.isJson())
                console.object({{QStringLiteral("ok"), !cancel->load()},
                                {QStringLiteral("removed"), outcome->removed},
                                {QStringLiteral("freedBytes"), outcome->bytes},
                                {QStringLiteral("leftovers"), outcome->leftovers},
                                {QStringLiteral("inUse"), outcome->inUse}});
            else
                console.line(QStringLiteral("Freed %1: %2 entries%3%4")
                                 .arg(sizeText(outcome->bytes))
                                 .arg(outcome->removed)
                                 .arg(outcome->leftovers > 0
                                          ? QStringLiteral(", %1 leftovers of killed processes").arg(outcome->leftovers)
                                          : QString(),
                                      outcome->inUse > 0 ? QStringLiteral("; %1 stay, they are in use").arg(outcome->inUse)
                                                         : QString()));
            scope.finish(cancel->load() ? 130 : 0);
        });
}

CommandSpec cacheCommand()
{
    return {QStringLiteral("cache"),
            QStringLiteral("Say what Lathe keeps to be faster, and free what nobody uses"),
            {QStringLiteral("[list|prune|size]"), QStringLiteral("[CACHE|GIGABYTES]")},
            {{QStringLiteral("all"),
              {},
              {},
              QStringLiteral("Everything that is not in use, also what was used lately and built images with a tag")}},
            QStringLiteral("  lathe cache\n  lathe cache prune\n  lathe cache prune packages --all\n  lathe cache size 40\n"),
            run};
}

} // namespace lathe
