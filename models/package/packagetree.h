// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "package/packagewriter.h"
#include <atomic>
#include <string>
#include <vector>

namespace lathe {

/// One thing that goes into a package, as it stood when the folder was walked.
struct TreeEntry
{
    enum class Kind { File, Link, EmptyFolder };
    std::string path;    ///< Below the root, UTF-8, forward slashes.
    Kind kind = Kind::File;
    bool executable = false;
    qint64 bytes = 0;
    std::string target;  ///< Of a link.
    quint64 device = 0, inode = 0;
    qint64 modifiedNs = 0, changedNs = 0; ///< mtime and ctime.

    std::string storedName() const { return kind == Kind::EmptyFolder ? path + '/' : path; }
};

/// The order of a package: stored names as bytes.
bool storedBefore(const TreeEntry &a, const TreeEntry &b);

/// Walks the root of `spec` without following links and returns what its patterns leave, sorted by stored name as bytes. Refuses
/// links that leave the root, names that no package may hold, sockets, pipes and devices (LTH-PKG-00x names each).
/// `skipped` (may be null) is a path below the root that stays out: the zip that is being written. Blocking; any thread.
Result<std::vector<TreeEntry>> walkPackageTree(const PackageSpec &spec, const std::string *skipped, const std::atomic_bool *cancel);

} // namespace lathe
