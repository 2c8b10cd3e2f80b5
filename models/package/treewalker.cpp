// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/treewalker.h"
#include "package/entryrules.h"
#include "package/packageerrors.h"
#include <QCoreApplication>
#include <algorithm>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {

namespace {
constexpr int maxDepth = 128;          ///< Folders inside folders; each holds a descriptor while it is walked.
constexpr int mostThreads = 4;         ///< More wait for the kernel's locks, and each may hold maxDepth descriptors.
constexpr int foldersBeforeHelp = 32;  ///< Starting threads costs more than walking a small tree.
constexpr int mostWaiting = 8;         ///< Folders that are left for others; each holds a descriptor.
constexpr std::size_t bufferBytes = 64 * 1024;

std::string joined(const std::string &dir, std::string_view name)
{
    std::string path;
    path.reserve(dir.size() + 1 + name.size());
    path = dir;
    if (!path.empty())
        path += '/';
    return path += name;
}
} // namespace

struct TreeWalker::Worker
{
    std::vector<TreeEntry> found;
    std::vector<std::size_t> names; ///< Hashes of the folded names of the folder that is read.
    std::unique_ptr<char[]> buffer{new char[bufferBytes]};
};

TreeWalker::~TreeWalker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_done = true;
        m_stopped = true;
    }
    m_changed.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
    for (const Folder &folder : m_waiting)
        ::close(folder.fd);
}

Result<std::vector<TreeEntry>> TreeWalker::walk(int rootFd)
{
    Worker worker;
    m_busy = 1;
    if (auto done = walkFolder(worker, {rootFd, {}, {}, 0}); !done)
        stop(done.error());
    std::unique_lock lock(m_mutex);
    --m_busy;
    for (workOff(worker, lock); m_busy > 0; workOff(worker, lock)) {
        ++m_idle;
        m_changed.wait(lock, [this] { return m_busy == 0 || !m_waiting.empty(); });
        --m_idle;
    }
    m_done = true;
    lock.unlock();
    m_changed.notify_all();
    std::sort(worker.found.begin(), worker.found.end(), storedBefore); // the others sort theirs at the same time
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
    if (m_error)
        return tl::unexpected(*m_error);
    std::vector<TreeEntry> all = std::move(worker.found);
    for (std::vector<TreeEntry> &part : m_found) {
        std::vector<TreeEntry> both;
        both.reserve(all.size() + part.size());
        std::merge(std::move_iterator(all.begin()), std::move_iterator(all.end()), std::move_iterator(part.begin()), std::move_iterator(part.end()),
            std::back_inserter(both), storedBefore);
        all = std::move(both);
    }
    return all;
}

void TreeWalker::stop(Error error)
{
    const std::lock_guard lock(m_mutex);
    if (!m_error)
        m_error = std::move(error);
    m_stopped = true;
}

/// Takes what was handed over until nothing waits; `lock` is held before and after.
void TreeWalker::workOff(Worker &worker, std::unique_lock<std::mutex> &lock)
{
    while (!m_waiting.empty()) {
        Folder folder = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_offered = int(m_waiting.size());
        ++m_busy;
        lock.unlock();
        if (auto done = walkFolder(worker, std::move(folder)); !done)
            stop(done.error());
        lock.lock();
        --m_busy;
    }
    if (m_busy == 0)
        m_changed.notify_all();
}

void TreeWalker::work()
{
    Worker worker;
    std::unique_lock lock(m_mutex);
    while (!m_done) {
        ++m_idle;
        m_changed.wait(lock, [this] { return m_done || !m_waiting.empty(); });
        --m_idle;
        workOff(worker, lock);
    }
    lock.unlock();
    std::sort(worker.found.begin(), worker.found.end(), storedBefore);
    lock.lock();
    m_found.push_back(std::move(worker.found));
}

/// Leaves the folder for the next thread that has nothing to do; false when enough are left already.
bool TreeWalker::handOver(Folder &folder)
{
    if (m_folders < foldersBeforeHelp) { // the first thread is alone
        if (++m_folders == foldersBeforeHelp) {
            const int threads = int(std::clamp(std::thread::hardware_concurrency(), 1U, unsigned(mostThreads)));
            for (int i = 1; i < threads; ++i)
                m_threads.emplace_back([this] { work(); });
        }
        return false;
    }
    if (m_offered.load(std::memory_order_relaxed) >= mostWaiting)
        return false;
    const std::lock_guard lock(m_mutex);
    m_waiting.push_back(std::move(folder));
    m_offered = int(m_waiting.size());
    if (m_idle > 0)
        m_changed.notify_one();
    return true;
}

Result<> TreeWalker::walkFolder(Worker &worker, Folder folder)
{
    const std::unique_ptr<const int, void (*)(const int *)> closer(&folder.fd, [](const int *fd) { ::close(*fd); });
    std::vector<std::string> folders;
    bool empty = true;
    if (auto done = readNames(worker, folder, folders, empty); !done)
        return done;
    for (const std::string &name : folders)
        if (auto done = visitFolder(worker, folder, name); !done)
            return done;
    if (empty && !folder.path.empty() && !folder.state.excluded) {
        TreeEntry entry;
        entry.path = std::move(folder.path);
        entry.kind = TreeEntry::Kind::EmptyFolder;
        entry.executable = true;
        keep(worker, std::move(entry));
    }
    return {};
}

Result<> TreeWalker::readNames(Worker &worker, const Folder &folder, std::vector<std::string> &folders, bool &empty)
{
    worker.names.clear();
    for (;;) {
        if (m_cancel && *m_cancel)
            return packageerrors::cancelled();
        if (m_stopped)
            return {};
        const ssize_t size = ::getdents64(folder.fd, worker.buffer.get(), bufferBytes);
        if (size < 0 && errno != ENOENT) // deleted a moment ago: it has no names
            return packageerrors::unreadable(folder.path);
        if (size <= 0)
            break;
        for (ssize_t at = 0; at < size;) {
            const auto *entry = reinterpret_cast<const dirent64 *>(worker.buffer.get() + at);
            at += entry->d_reclen;
            const std::string_view name = entry->d_name;
            if (name == "." || name == "..")
                continue;
            empty = false;
            if (auto done = visit(worker, folder, entry->d_name, entry->d_type, folders); !done)
                return done;
        }
    }
    std::sort(worker.names.begin(), worker.names.end());
    if (std::adjacent_find(worker.names.begin(), worker.names.end()) != worker.names.end())
        m_doubts = true;
    return {};
}

Result<> TreeWalker::visit(Worker &worker, const Folder &folder, const char *name, unsigned char type, std::vector<std::string> &folders)
{
    struct stat st = {};
    const bool looked = type == DT_UNKNOWN;
    if (looked) {
        if (::fstatat(folder.fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            return errno == ENOENT ? Result<>() : packageerrors::unreadable(joined(folder.path, name)); // deleted a moment ago: not part of the tree
        type = IFTODT(st.st_mode);
    }
    if (type == DT_DIR) {
        folders.emplace_back(name);
        worker.names.push_back(entryrules::foldedHash(name));
        return {};
    }
    std::string path = joined(folder.path, name);
    if (m_patterns.decide(path, false, folder.state).excluded || (m_skipped && path == *m_skipped))
        return {};
    if (type == DT_LNK) {
        worker.names.push_back(entryrules::foldedHash(name));
        return visitLink(worker, folder, name, std::move(path));
    }
    if (!looked && type == DT_REG && ::fstatat(folder.fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? Result<>() : packageerrors::unreadable(path);
    if (type != DT_REG || !S_ISREG(st.st_mode))
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe",
            "%1 is a socket, a pipe or a device and cannot be packaged. Delete it or leave it out with a pattern.")
            .arg(entryrules::shown(path)), {}, QStringLiteral("LTH-PKG-007"));
    worker.names.push_back(entryrules::foldedHash(name));
    TreeEntry entry;
    entry.path = std::move(path);
    entry.device = st.st_dev;
    entry.inode = st.st_ino;
    entry.modifiedNs = qint64(st.st_mtim.tv_sec) * 1'000'000'000 + st.st_mtim.tv_nsec;
    entry.changedNs = qint64(st.st_ctim.tv_sec) * 1'000'000'000 + st.st_ctim.tv_nsec;
    entry.executable = (st.st_mode & S_IXUSR) != 0;
    entry.bytes = st.st_size;
    keep(worker, std::move(entry));
    return {};
}

Result<> TreeWalker::visitFolder(Worker &worker, const Folder &folder, const std::string &name)
{
    if (m_stopped)
        return {};
    Folder next{-1, joined(folder.path, name), {}, folder.depth + 1};
    next.state = m_patterns.decide(next.path, true, folder.state);
    if (next.state.excluded && !m_patterns.mayReturnBelow(next.path, next.state))
        return {};
    if (next.depth > maxDepth)
        return fail(ErrorCode::TooLarge, QCoreApplication::translate("lathe", "%1: folders are nested more than %2 deep. Move them up, or leave them out with a pattern.")
            .arg(entryrules::shown(next.path)).arg(maxDepth), {}, QStringLiteral("LTH-PKG-006"));
    next.fd = ::openat(folder.fd, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (next.fd < 0)
        return errno == ENOENT ? Result<>() : packageerrors::unreadable(next.path);
    return handOver(next) ? Result<>() : walkFolder(worker, std::move(next));
}

Result<> TreeWalker::visitLink(Worker &worker, const Folder &folder, const char *name, std::string path)
{
    char target[4097];
    const ssize_t size = ::readlinkat(folder.fd, name, target, sizeof target);
    if (size < 0)
        return errno == ENOENT ? Result<>() : packageerrors::unreadable(path);
    TreeEntry entry;
    entry.path = std::move(path);
    entry.kind = TreeEntry::Kind::Link;
    entry.executable = true;
    entry.target.assign(target, std::size_t(size));
    entry.bytes = qint64(size);
    if (const QString problem = entryrules::linkProblem(entry.path, entry.target); !problem.isEmpty())
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe",
            "The symbolic link %1 -> %2 cannot be packaged: %3. Point it inside the folder by a relative path, or leave it out with a pattern.")
            .arg(entryrules::shown(entry.path), entryrules::shown(entry.target), problem), {}, QStringLiteral("LTH-PKG-002"));
    keep(worker, std::move(entry));
    return {};
}

void TreeWalker::keep(Worker &worker, TreeEntry entry)
{
    if (!m_doubts && !entryrules::nameProblem(entry.path).isEmpty())
        m_doubts = true;
    worker.found.push_back(std::move(entry));
}

} // namespace lathe
