// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/ziparchive.h"
#include <condition_variable>
#include <mutex>
#include <set>

namespace lathe {

/// Unpacks a checked archive below an open folder, on all cores. Every step goes through openat() without following links;
/// files are made with O_EXCL, links come last, so nothing is ever written through one. Modes are 0755 and 0644 whatever
/// the umask. Used once, on one thread; cleaning up after a failure is the caller's.
class TreeExtractor
{
public:
    TreeExtractor(const ZipArchive &archive, int rootFd, QString shownDir, ExtractWatch watch = {});
    Result<> run();

private:
    class FolderHandle;
    Result<> makeFolders();
    Result<> makeLinks();
    void work();
    Result<> writeFile(const ZipMember &member, FolderHandle &folder, void *decompressor) const;
    Result<> failed(const std::string &path) const;
    bool reserve(std::uint64_t bytes);
    void release(std::uint64_t bytes);

    static constexpr std::uint64_t budgetBytes = 64 * 1024 * 1024; ///< In memory at a time; one larger member goes alone.

    const ZipArchive &m_archive;
    const int m_root;
    const QString m_dir;
    std::vector<const ZipMember *> m_files;
    std::mutex m_mutex;
    std::condition_variable m_room;
    std::size_t m_next = 0;
    std::uint64_t m_inFlight = 0;
    Result<> m_outcome;
    const ExtractWatch m_watch;
    qint64 m_done = 0, m_total = 0; ///< Bytes.
};

} // namespace lathe
