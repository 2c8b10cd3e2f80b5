// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/image/imagecache.h"
#include "core/cachefolder.h"
#include "package/image/localimages.h"
#include <algorithm>

namespace lathe {

QList<KeptImage> keptImages(const QString &cacheDir, const QString &tagsDir)
{
    QList<KeptImage> kept;
    const auto tags = LocalImages(tagsDir).tagsByFolder();
    for (const auto &[name, kind] :
         {std::pair("/images", KeptImage::Kind::Unpacked), std::pair("/builds", KeptImage::Kind::Built)}) {
        const QString dir = cacheDir + QLatin1String(name);
        for (const CacheEntry &entry : CacheFolder(dir).entries()) {
            const QString path = dir + u'/' + entry.key + QLatin1String(kind == KeptImage::Kind::Built ? "/image" : "");
            kept.append({kind, path, tags.value(path), entry.bytes, QDateTime::fromSecsSinceEpoch(entry.usedSecs, Qt::UTC), entry.inUse});
        }
    }
    std::stable_sort(kept.begin(), kept.end(),
                     [](const KeptImage &a, const KeptImage &b) { return a.usedAt < b.usedAt; });
    return kept;
}

} // namespace lathe
