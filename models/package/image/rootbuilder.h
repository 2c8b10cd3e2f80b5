// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/spawn.h"
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace lathe {

/// Builds an image's file system below an open folder, layer upon layer. Folders on the way to an entry are resolved by
/// the kernel with that folder as the root (openat2, RESOLVE_IN_ROOT), so an earlier layer's symbolic link leads where
/// it will lead when the image runs and never out; the entry itself is never followed. Files are made anew with O_EXCL
/// and never written again, so hard links are safe. Paths are plain ("a/b", no "..", no empty part). All answers are
/// false with errno. Used on one thread; cleaning up after a failure is the owner's.
class RootBuilder
{
public:
    explicit RootBuilder(int rootFd) : m_root(rootFd) {}

    /// From here on "whiteout" and "opaque" leave alone what is added.
    void beginLayer() { m_made.clear(); }

    bool folder(const std::string &path, unsigned mode);
    /// `write` gets the open file.
    bool file(const std::string &path, unsigned mode, std::int64_t modified, const std::function<bool(int fd)> &write);
    bool symbolicLink(const std::string &path, const std::string &target);
    bool hardLink(const std::string &path, const std::string &target);
    /// Takes away what lower layers have there.
    bool whiteout(const std::string &path);
    /// Takes away what lower layers have inside this folder.
    bool opaque(const std::string &path);
    /// Makes the places that a sandbox mounts over: never links, whatever the image holds.
    bool mountPoints();

private:
    int openFolder(const std::string &path, bool make);
    int parentOf(const std::string &path, std::string &name, bool make);
    bool makeFolder(int parent, const std::string &name);
    bool remove(int parent, const std::string &name);
    bool removeLower(int parent, const std::string &name);
    bool clearLower(int folder, int depth);
    void noteMade(int parent, const std::string &name);

    const int m_root;
    OwnedFd m_last; ///< The folder that the last entry went to: neighbours share it.
    std::string m_lastPath;
    bool m_haveLast = false;
    std::unordered_set<std::uint64_t> m_made;       ///< Inodes of this layer.
    std::unordered_map<std::uint64_t, int> m_depth; ///< Of every folder made, by inode.
};

} // namespace lathe
