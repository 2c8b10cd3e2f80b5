// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/image/imagecache.h"
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QSet>
#include <QUrl>
#include <algorithm>
#include <sys/stat.h>

namespace lathe {

namespace {

/// Blocks that belong to the tree, each once however many names it has; links are not followed.
qint64 bytesOnDisk(const QString &dir)
{
    qint64 bytes = 0;
    QSet<quint64> several;
    QDirIterator it(dir, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) {
        struct stat status = {};
        if (::lstat(QFile::encodeName(it.next()).constData(), &status) != 0)
            continue;
        if (!S_ISDIR(status.st_mode) && status.st_nlink > 1) {
            if (several.contains(status.st_ino))
                continue;
            several.insert(status.st_ino);
        }
        bytes += qint64(status.st_blocks) * 512;
    }
    return bytes;
}

/// The folders of built images and their tags, as LocalImages remembers them.
QHash<QString, QString> tagsByFolder(const QString &tagsDir)
{
    QHash<QString, QString> tags;
    for (const QFileInfo &entry : QDir(tagsDir).entryInfoList(QDir::Files | QDir::Hidden)) {
        QFile file(entry.absoluteFilePath());
        if (file.open(QIODevice::ReadOnly))
            tags.insert(QDir::cleanPath(QString::fromUtf8(file.readAll()).trimmed()),
                        QUrl::fromPercentEncoding(entry.fileName().toUtf8()));
    }
    return tags;
}

} // namespace

QList<KeptImage> keptImages(const QString &cacheDir, const QString &tagsDir)
{
    QList<KeptImage> kept;
    const auto tags = tagsByFolder(tagsDir);
    for (const auto &[name, kind] :
         {std::pair("/images", KeptImage::Kind::Unpacked), std::pair("/builds", KeptImage::Kind::Built)}) {
        for (const QFileInfo &entry :
             QDir(cacheDir + QLatin1String(name)).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
            const QString path =
                entry.absoluteFilePath() + (kind == KeptImage::Kind::Built ? QStringLiteral("/image") : QString());
            kept.append({kind, path, tags.value(path), bytesOnDisk(path), entry.lastModified().toUTC()});
        }
    }
    std::stable_sort(kept.begin(), kept.end(),
                     [](const KeptImage &a, const KeptImage &b) { return a.usedAt < b.usedAt; });
    return kept;
}

} // namespace lathe
