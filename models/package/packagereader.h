// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/cachefolder.h"
#include "core/result.h"
#include "package/packagewriter.h"
#include <atomic>
#include <functional>
#include <limits>

namespace lathe {

/// Bounds of an extraction; the defaults are Lambda's.
struct ExtractLimits
{
    qint64 totalBytes = 262144000;
    int entries = 100000;
    int ratio = 200;            ///< Refused above it, for entries that unpack to more than 10 MB.

    /// What Lambda itself takes: it has a bound on the whole, which holds bombs down too, and none on the ratio.
    static ExtractLimits lambda() { return {.ratio = std::numeric_limits<int>::max()}; }
};

/// How an extraction is followed and ended.
struct ExtractWatch
{
    std::function<void(qint64 bytes, qint64 total)> progress; ///< Unpacked so far; on any thread, one call at a time.
    const std::atomic_bool *cancel = nullptr;                 ///< May become true at any time: ErrorCode::Cancelled.
};

/// Lists a zip without extracting. Refuses what extractPackage() refuses by name. Blocking; any thread.
Result<QList<PackageEntry>> readPackageList(const QString &zipFile, const ExtractLimits &limits = {});

/// Unpacks an untrusted zip below `dir`, which must not exist yet or be empty. Every path is resolved below an open folder
/// (no "..", absolute paths, backslashes, links that leave, devices, NUL, twins by case or Unicode form, encrypted or
/// overlapping entries); LTH-PKG-01x names the entry. On any failure nothing is left behind. Blocking; any thread.
Result<> extractPackage(const QString &zipFile, const QString &dir, const ExtractLimits &limits = {}, const ExtractWatch &watch = {});

/// Unpacks once per content: returns the folder <cacheDir>/<sha256 hex> with the zip's content, which is made if it is
/// missing (in a temporary name, then renamed, so a killed process leaves no half tree). With a `lease` it stays as long as that is kept. Blocking; any thread.
Result<QString> unpackCached(const QString &zipFile, const QByteArray &sha256, const QString &cacheDir, const ExtractLimits &limits = {},
    CacheLease *lease = nullptr);

} // namespace lathe
