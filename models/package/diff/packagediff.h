// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "package/packagewriter.h"

namespace lathe {

/// One of the two things that are compared: a zip, or a folder as it would be packaged.
struct PackageSource
{
    QString label;       ///< For messages and the head of text differences, e.g. "thumbnail (deployed)".
    QString zip;         ///< When not empty; else `folder` counts.
    PackageSpec folder;
};

/// What stands at one path on one side.
struct PackageFileState
{
    enum class Kind { File, Folder, Link };
    Kind kind = Kind::File;
    bool executable = false;
    qint64 bytes = 0;
    qint64 packedBytes = -1;  ///< -1: not packed (a folder's file).
    QString target;           ///< Of a link.
    bool operator==(const PackageFileState &) const = default;
};

struct PackageChange
{
    enum class Kind { Added, Removed, Changed };
    Kind kind = Kind::Changed;
    QString path;
    PackageFileState before, after; ///< `before` of an added and `after` of a removed one mean nothing.
    bool content = false;           ///< Other bytes, another target, or another kind of thing; else only the x bit differs.
    bool mode = false;              ///< The x bit differs.
    QString textDiff;               ///< Unified, without the two file lines; empty where a side is not text or is too large.
    bool textCut = false;           ///< `textDiff` stops before the end.
    QStringList symbolsAdded, symbolsRemoved; ///< Exported dynamic symbols, when both sides are ELF files. Sorted.
};

struct PackageSide
{
    QString label;
    int entries = 0;
    qint64 bytes = 0;         ///< Unzipped.
    qint64 zipBytes = -1;     ///< -1: a folder.
    QString codeSha256;       ///< As Lambda reports it; empty: a folder.
};

/// What turns package A into package B. A value.
struct PackageDiff
{
    PackageSide before, after;
    QList<PackageChange> changes; ///< Sorted by path.
    int same = 0;                 ///< Entries that do not differ.
    bool isSame() const { return changes.isEmpty(); }
};

struct PackageDiffOptions
{
    bool text = true;
    bool symbols = true;
    int contextLines = 3;
    qint64 textBytes = 1024 * 1024; ///< Larger files are not compared line by line.
    int textLines = 1000;           ///< A longer difference is cut.
};

/// Compares what the two hold: names, kinds, x bits and every byte; times, order and compression do not count. Zips are checked as
/// extractPackage() checks them. Blocking; any thread.
Result<PackageDiff> comparePackages(const PackageSource &before, const PackageSource &after, const PackageDiffOptions &options = {},
    const std::function<void(const PackageProgress &)> &progress = {}, const std::atomic_bool *cancel = nullptr);

/// The value as the command's --json prints it.
QByteArray packageDiffJson(const PackageDiff &diff);

} // namespace lathe
