// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDateTime>
#include <QList>
#include <QString>

namespace lathe {

/// One image that this machine keeps: unpacked to run, or built from a Dockerfile.
struct KeptImage
{
    enum class Kind { Unpacked, Built };
    Kind kind = Kind::Unpacked;
    QString path;     ///< Absolute folder.
    QString tag;      ///< Of a built one that still has it; else empty.
    qint64 bytes = 0; ///< What its files take on the disk.
    QDateTime usedAt; ///< UTC: last run, or the build.
    bool inUse = false; ///< An environment runs in it, or it is being read.
};

/// What <cache>/images and <cache>/builds hold, the longest unused first. Half-made folders are not listed. Blocking
/// (it looks at every file); any thread but the window's. The folders are read from `cacheDir`, the tags from
/// `tagsDir`.
QList<KeptImage> keptImages(const QString &cacheDir, const QString &tagsDir);

} // namespace lathe
