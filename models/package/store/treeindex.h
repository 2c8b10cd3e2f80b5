// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/packagetree.h"
#include "package/store/packfile.h"

namespace lathe {

/// What the last package of one folder was made of: a file that stands as it stood then (device, inode, size, mtime, ctime) has
/// the content hash that it had then and is not read again. As git does it, a file that was changed just before or while it was
/// read is not believed. A value; load() and save() block, on any thread.
class TreeIndex
{
public:
    struct Entry
    {
        TreeEntry tree;
        ContentHash hash{};
        std::uint64_t packed = 0;
        std::uint32_t crc = 0;
        bool deflated = false;
    };

    /// `key` names the folder and everything that decides what goes in. Empty when there is none or it is damaged.
    static TreeIndex load(int dirFd, const std::string &key);
    /// Replaces the stored one as a whole. False when it cannot be written; the old one stays then.
    bool save(int dirFd, const std::string &key) const;

    /// For each entry of a walk (sorted as here) the one that knows its content, or nullptr. Links and empty folders are known
    /// when they are the same.
    std::vector<const Entry *> match(const std::vector<TreeEntry> &walked) const;
    /// Whether every walked entry is known and none is gone: the package would be the same.
    bool isWhole(const std::vector<TreeEntry> &walked, const std::vector<const Entry *> &known) const;

    std::vector<Entry> entries; ///< In the order of the package.
    qint64 walkedNs = 0;        ///< Clock when that walk began.
    QByteArray zipSha256;       ///< Of the package that was made of it.
    qint64 zipBytes = 0;

    /// A file must be older than this before the walk: file systems tell times in steps of up to two seconds (FAT).
    static constexpr qint64 racyNs = 2'000'000'000;
};

} // namespace lathe
