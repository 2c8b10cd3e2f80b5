// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/limits.h"
#include "core/result.h"
#include <QStringList>
#include <atomic>
#include <functional>

namespace lathe {

/// Where Lathe's caches are.
struct CachePlaces
{
    QString cacheDir;   ///< paths::cache()
    QString tagsDir;    ///< Tags of built images.
    QString configFile; ///< What the user set.
    static CachePlaces standard();
};

/// What may go. Nothing that somebody uses goes, whatever is said here.
struct CacheRules
{
    bool all = false; ///< Everything, tagged builds too; else what nobody used for 30 days and images over their bound.
    qint64 imageBytes = limits::imageCacheBytes; ///< What unpacked and built images may take together.
    QStringList only; ///< Names of caches; empty: each.
};

/// One cache as it is.
struct CacheReport
{
    QString name; ///< Of the folder: "images", "builds", "unpacked", "layers", "layer-builds", "build-tools", "packages", "members", "other".
    QString path;
    int entries = 0;
    int inUse = 0;
    qint64 bytes = 0;
    qint64 freeableBytes = 0; ///< By these rules.
};

struct CacheProgress
{
    QString name;
    qint64 bytes = 0; ///< Freed so far.
    qint64 totalBytes = 0;
};

struct CacheOutcome
{
    int removed = 0;
    int inUse = 0; ///< Would have gone, but somebody used them.
    int leftovers = 0; ///< Of killed processes.
    qint64 bytes = 0;
};

/// The names that CacheRules::only takes.
QStringList cacheNames();
/// The bound that the user set for images, or the default.
qint64 imageCacheBytes(const CachePlaces &places);
/// Errors: Usage below 1 GB; Io.
Result<> setImageCacheBytes(const CachePlaces &places, qint64 bytes);

/// Each cache with its size and what pruneCaches() would free. Entries are measured once; blocking, any thread but the
/// window's.
QList<CacheReport> cacheReports(const CachePlaces &places, const CacheRules &rules = {});

/// Frees what the rules say, the longest unused first, and what killed processes left. Safe beside other processes that
/// do the same or use what is there. Blocking; any thread; `progress` on it.
CacheOutcome pruneCaches(const CachePlaces &places, const CacheRules &rules,
                         const std::function<void(const CacheProgress &)> &progress = {},
                         const std::atomic_bool *cancel = nullptr);

/// After an image was added: the longest unused ones go until the rest is within the bound.
void boundImages(const CachePlaces &places);

} // namespace lathe
