// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <atomic>
#include <functional>

namespace lathe {

/// What goes into a deployment package.
struct PackageSpec
{
    QString rootDir;          ///< Its content becomes the zip's root.
    QStringList patterns;     ///< gitignore-like, in order; "!x" puts back. After the defaults.
    bool defaultExcludes = true; ///< .git, .lathe, __pycache__, *.pyc, .DS_Store, .aws-sam, .serverless, node_modules/.bin caches, events/ …
    QString prefix;           ///< e.g. "python/" for a layer; empty for a function.
    int level = 6;            ///< libdeflate level 1 (fast) to 12.
    int threads = 0;          ///< That many deflate at once; 0: one a core. The bytes do not depend on it.
    bool fast = false;        ///< Level 1 whatever `level` says; what is small or compressed already is stored as it is.
    QString storeDir;         ///< Where packed members are kept for the next package; empty: nowhere. The bytes do not depend on it.
    bool operator==(const PackageSpec &) const = default;
};

struct PackageEntry
{
    QString path;             ///< Inside the zip, forward slashes.
    qint64 bytes = 0;         ///< Uncompressed.
    qint64 packedBytes = 0;
    bool executable = false;
    bool operator==(const PackageEntry &) const = default;
};

struct PackageReport
{
    QString file;             ///< The zip that was written.
    qint64 zipBytes = 0;
    qint64 unzippedBytes = 0;
    QByteArray sha256;        ///< Raw 32 bytes of the zip.
    QList<PackageEntry> entries; ///< Sorted by path.
    int reusedFiles = 0;      ///< Taken from the store, as they were deflated before.
    bool unchanged = false;   ///< `file` was this very package already and was left as it is.
    QStringList warnings;     ///< What does no harm to the package: the store could not be used.
    QString codeSha256() const { return QString::fromLatin1(sha256.toBase64()); } ///< As Lambda reports it.
};

struct PackageProgress
{
    enum class Phase { Looking, Packing, Finishing }; ///< Walking the folder (no totals yet), members, the end and the store.
    int files = 0;
    int totalFiles = 0;
    qint64 bytes = 0;
    qint64 totalBytes = 0;
    Phase phase = Phase::Packing;
};

/// The files that would go in, sorted by path as bytes; nothing is written. Blocking; any thread.
Result<QList<PackageEntry>> listPackage(const PackageSpec &spec);

/// Writes a deterministic zip: same tree, same bytes on any clock, time zone, umask, locale, user and directory order, for
/// any number of threads. Times are 1980-01-01, modes 0755/0644, names sorted as bytes; symbolic links inside the root are
/// kept, links that leave it are an error with the link named. The result replaces `file` atomically. Fails with
/// TooLarge over 262,144,000 unzipped bytes before anything is written (LTH-PKG-001, largest entries in the detail).
/// With `storeDir`, files that did not change since the last package are copied as they were packed; `file` is left alone when it
/// is this very package already. Blocking; any thread. `cancel` may become true at any time.
Result<PackageReport> writePackage(const PackageSpec &spec, const QString &file,
    const std::function<void(const PackageProgress &)> &progress = {}, const std::atomic_bool *cancel = nullptr);

} // namespace lathe
