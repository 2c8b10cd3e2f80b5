// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/cache/cacheprune.h"
#include "core/atomicfile.h"
#include "core/cachefolder.h"
#include "core/paths.h"
#include "core/timeouts.h"
#include "package/image/localimages.h"
#include "package/store/memberstore.h"
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace lathe {

namespace {

enum class Form {
    Folders, ///< As CacheFolder has them.
    Growing, ///< The same, but each use writes there: a size does not hold.
    Files,   ///< Plain files that are made again; one that was written a moment ago may be on its way to somebody.
    Members, ///< The store of deflated members, with a bound of its own.
    Kept     ///< A few hundred kilobytes that each start needs.
};

struct Kind
{
    const char *name;
    Form form;
};
constexpr Kind kinds[] = {{"images", Form::Folders},       {"builds", Form::Folders},  {"unpacked", Form::Folders},
                          {"layers", Form::Folders},       {"layer-builds", Form::Folders}, {"build-tools", Form::Growing},   {"packages", Form::Files},
                          {"members", Form::Members},      {"other", Form::Kept}};

struct Item
{
    CacheEntry entry;
    QString tag;
    bool goes = false;
};

struct Cache
{
    Kind kind;
    QString dir;
    QList<Item> items;
    bool isImages() const { return qstrcmp(kind.name, "images") == 0 || qstrcmp(kind.name, "builds") == 0; }
};

qint64 secondsAgo(std::chrono::milliseconds time)
{
    return QDateTime::currentSecsSinceEpoch() - std::chrono::duration_cast<std::chrono::seconds>(time).count();
}

QList<Item> filesIn(const QString &dir)
{
    QList<Item> items;
    for (const QFileInfo &file : QDir(dir).entryInfoList(QDir::Files | QDir::NoSymLinks, QDir::Time | QDir::Reversed)) {
        const qint64 written = file.lastModified().toSecsSinceEpoch();
        items.append(Item{{file.fileName(), file.size(), written, written > secondsAgo(timeouts::freshPackage)}, {}});
    }
    return items;
}

/// What stands beside the caches that have a name.
Item otherThings(const QString &cacheDir)
{
    Item item;
    for (const QFileInfo &entry : QDir(cacheDir).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        const bool named = std::any_of(std::begin(kinds), std::end(kinds),
                                       [&](const Kind &kind) { return entry.fileName() == QLatin1String(kind.name); });
        if (!named)
            item.entry.bytes += entry.isDir() && !entry.isSymLink() ? bytesOnDisk(entry.absoluteFilePath()) : entry.size();
    }
    return item;
}

QList<Cache> cachesIn(const CachePlaces &places, const CacheRules &rules, const std::atomic_bool *cancel = nullptr)
{
    QList<Cache> caches;
    const auto tags = LocalImages(places.tagsDir).tagsByFolder();
    for (const Kind &kind : kinds) {
        if (cancel && cancel->load()) // the bytes of a large cache take seconds
            break;
        const QString name = QLatin1String(kind.name);
        Cache cache{kind, places.cacheDir + u'/' + name, {}};
        if (!rules.only.isEmpty() && !rules.only.contains(name))
            continue;
        if (kind.form == Form::Growing) {
            for (CacheEntry entry : CacheFolder(cache.dir).entries(false)) {
                entry.bytes = cancel && cancel->load() ? 0 : bytesOnDisk(cache.dir + u'/' + entry.key);
                cache.items.append(Item{entry, {}});
            }
        } else if (kind.form == Form::Folders) {
            for (const CacheEntry &entry : CacheFolder(cache.dir).entries())
                cache.items.append({entry, tags.value(cache.dir + u'/' + entry.key + QStringLiteral("/image"))});
        } else if (kind.form == Form::Files) {
            cache.items = filesIn(cache.dir);
        } else if (kind.form == Form::Members) {
            if (QDir(cache.dir).exists())
                cache.items.append(Item{{name, bytesOnDisk(cache.dir), QDateTime::currentSecsSinceEpoch(), false}, {}});
        } else {
            cache.dir = places.cacheDir;
            cache.items.append(otherThings(places.cacheDir));
        }
        caches.append(cache);
    }
    return caches;
}

/// Marks what the rules let go, whether or not somebody uses it at this moment.
void mark(QList<Cache> &caches, const CacheRules &rules)
{
    const qint64 oldest = secondsAgo(timeouts::unusedCache);
    QList<Item *> images;
    qint64 bytes = 0;
    for (Cache &cache : caches)
        for (Item &item : cache.items) {
            if (cache.kind.form == Form::Kept)
                continue;
            item.goes = rules.all || (cache.kind.form != Form::Members && item.tag.isEmpty() && item.entry.usedSecs < oldest);
            if (!cache.isImages() || item.goes)
                continue;
            images.append(&item);
            bytes += item.entry.bytes;
        }
    std::stable_sort(images.begin(), images.end(),
                     [](const Item *a, const Item *b) { return a->entry.usedSecs < b->entry.usedSecs; });
    for (Item *image : images) {
        if (bytes <= rules.imageBytes)
            break;
        if (image->entry.inUse || !image->tag.isEmpty())
            continue;
        image->goes = true;
        bytes -= image->entry.bytes;
    }
}

bool removeItem(const Cache &cache, const Item &item, const CachePlaces &places, CacheOutcome &outcome)
{
    if (item.entry.inUse && cache.kind.form == Form::Files) {
        ++outcome.inUse;
        return false;
    }
    if (cache.kind.form == Form::Files)
        return QFile::remove(cache.dir + u'/' + item.entry.key);
    if (cache.kind.form == Form::Members)
        return MemberStore::clear(cache.dir);
    const auto removal = CacheFolder(cache.dir).remove(item.entry.key);
    if (removal == CacheFolder::Removal::InUse)
        ++outcome.inUse;
    if (removal == CacheFolder::Removal::Removed && !item.tag.isEmpty())
        LocalImages(places.tagsDir).forget(item.tag);
    return removal == CacheFolder::Removal::Removed;
}

} // namespace

CachePlaces CachePlaces::standard()
{
    return {paths::cache(), paths::data() + QStringLiteral("/images"), paths::config() + QStringLiteral("/caches.json")};
}

QStringList cacheNames()
{
    QStringList names;
    for (const Kind &kind : kinds)
        if (kind.form != Form::Kept)
            names.append(QLatin1String(kind.name));
    return names;
}

qint64 imageCacheBytes(const CachePlaces &places)
{
    const auto text = readFile(places.configFile, 4096);
    const qint64 bytes = text ? QJsonDocument::fromJson(*text).object().value(QLatin1String("imageBytes")).toInteger() : 0;
    return bytes >= limits::imageCacheMinBytes ? bytes : limits::imageCacheBytes;
}

Result<> setImageCacheBytes(const CachePlaces &places, qint64 bytes)
{
    if (bytes < limits::imageCacheMinBytes)
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "Container images may take 1 GB or more."));
    if (const auto made = paths::makePrivate(QFileInfo(places.configFile).path()); !made)
        return tl::unexpected(made.error());
    return writeFileAtomically(places.configFile,
                               QJsonDocument(QJsonObject{{QStringLiteral("imageBytes"), bytes}}).toJson(), 0600);
}

QList<CacheReport> cacheReports(const CachePlaces &places, const CacheRules &rules)
{
    QList<Cache> caches = cachesIn(places, rules);
    mark(caches, rules);
    QList<CacheReport> reports;
    for (const Cache &cache : caches) {
        CacheReport report{QLatin1String(cache.kind.name), cache.dir};
        for (const Item &item : cache.items) {
            report.entries += cache.kind.form != Form::Kept;
            report.inUse += item.entry.inUse;
            report.bytes += item.entry.bytes;
            report.freeableBytes += item.goes && !item.entry.inUse ? item.entry.bytes : 0;
        }
        reports.append(report);
    }
    return reports;
}

CacheOutcome pruneCaches(const CachePlaces &places, const CacheRules &rules,
                         const std::function<void(const CacheProgress &)> &progress, const std::atomic_bool *cancel)
{
    CacheOutcome outcome;
    QList<Cache> caches = cachesIn(places, rules, cancel);
    mark(caches, rules);
    CacheProgress at;
    for (const Cache &cache : caches)
        for (const Item &item : cache.items)
            at.totalBytes += item.goes ? item.entry.bytes : 0;
    for (const Cache &cache : caches) {
        at.name = QLatin1String(cache.kind.name);
        if (cache.kind.form == Form::Folders || cache.kind.form == Form::Growing)
            outcome.leftovers += CacheFolder(cache.dir).sweepLeftovers();
        for (const Item &item : cache.items) {
            if (!item.goes)
                continue;
            if (cancel && cancel->load())
                return outcome;
            if (progress)
                progress(at);
            if (!removeItem(cache, item, places, outcome))
                continue;
            ++outcome.removed;
            outcome.bytes += item.entry.bytes;
            at.bytes = outcome.bytes;
        }
    }
    if (progress)
        progress(at);
    return outcome;
}

void boundImages(const CachePlaces &places)
{
    CacheRules rules;
    rules.imageBytes = imageCacheBytes(places);
    rules.only = {QStringLiteral("images"), QStringLiteral("builds")};
    pruneCaches(places, rules);
}

} // namespace lathe
