// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/ignorepatterns.h"
#include "package/packagetree.h"
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace lathe {

/// Finds what a package holds, on up to four threads: one reads a folder's names in one go, asks the kernel about those files
/// only that the patterns leave, and leaves some subfolders to whichever thread has nothing to do. Threads are started for
/// large trees only. Owned by one walkPackageTree(), which it blocks; used once.
class TreeWalker
{
public:
    TreeWalker(const IgnorePatterns &patterns, const std::string *skipped, const std::atomic_bool *cancel)
        : m_patterns(patterns), m_skipped(skipped), m_cancel(cancel) {}
    ~TreeWalker();
    TreeWalker(const TreeWalker &) = delete;
    TreeWalker &operator=(const TreeWalker &) = delete;

    /// Takes over `rootFd`. What was found, sorted as it stands in a package.
    Result<std::vector<TreeEntry>> walk(int rootFd);
    /// Whether a name, or two of one folder, must be looked at more closely; when not, every name is valid and has no twin.
    bool hasDoubts() const { return m_doubts; }

private:
    struct Folder
    {
        int fd = -1;
        std::string path;
        IgnorePatterns::State state;
        int depth = 0;
    };
    struct Worker; ///< What one thread has found, and its buffer.

    Result<> walkFolder(Worker &worker, Folder folder);
    Result<> readNames(Worker &worker, const Folder &folder, std::vector<std::string> &folders, bool &empty);
    Result<> visit(Worker &worker, const Folder &folder, const char *name, unsigned char type, std::vector<std::string> &folders);
    Result<> visitFolder(Worker &worker, const Folder &folder, const std::string &name);
    Result<> visitLink(Worker &worker, const Folder &folder, const char *name, std::string path);
    void keep(Worker &worker, TreeEntry entry);
    bool handOver(Folder &folder);
    void work();
    void workOff(Worker &worker, std::unique_lock<std::mutex> &lock);
    void stop(Error error);

    const IgnorePatterns &m_patterns;
    const std::string *m_skipped;
    const std::atomic_bool *m_cancel;
    std::atomic_bool m_doubts = false, m_stopped = false;
    std::atomic_int m_offered = 0; ///< Size of m_waiting, to be looked at without the lock.
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Folder> m_waiting; ///< Handed over, not yet taken.
    int m_busy = 0;               ///< Folders that were taken or are the root.
    int m_idle = 0;               ///< Threads that wait for one.
    bool m_done = false;
    int m_folders = 0;            ///< Of the first thread, until there are others.
    std::optional<Error> m_error;
    std::vector<std::vector<TreeEntry>> m_found;
    std::vector<std::thread> m_threads;
};

} // namespace lathe
