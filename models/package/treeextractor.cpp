// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/treeextractor.h"
#include "package/entryrules.h"
#include <QCoreApplication>
#include <algorithm>
#include <fcntl.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace lathe {

/// The folder that the last file went to, kept open: neighbours in the sorted list share it.
class TreeExtractor::FolderHandle
{
public:
    explicit FolderHandle(int root) : m_root(root) {}
    ~FolderHandle() { reset(); }
    FolderHandle(const FolderHandle &) = delete;
    FolderHandle &operator=(const FolderHandle &) = delete;

    /// A descriptor of the folder `path` stands in, or -1 with errno. Valid until the next call.
    int parentOf(std::string_view path)
    {
        const std::size_t slash = path.rfind('/');
        if (slash == path.npos)
            return m_root;
        const std::string_view dir = path.substr(0, slash);
        if (m_fd >= 0 && dir == m_dir)
            return m_fd;
        reset();
        int at = m_root;
        for (std::size_t from = 0; from <= dir.size();) {
            const std::size_t end = std::min(dir.find('/', from), dir.size());
            const int fd = ::openat(at, std::string(dir.substr(from, end - from)).c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            const int saved = errno;
            if (at != m_root)
                ::close(at);
            if (fd < 0) {
                errno = saved;
                return -1;
            }
            at = fd;
            from = end + 1;
        }
        m_fd = at;
        m_dir = dir;
        return m_fd;
    }

    static std::string nameOf(const std::string &path)
    {
        const std::size_t slash = path.rfind('/');
        return slash == path.npos ? path : path.substr(slash + 1);
    }

private:
    void reset()
    {
        if (m_fd >= 0)
            ::close(m_fd);
        m_fd = -1;
    }
    int m_root;
    int m_fd = -1;
    std::string m_dir;
};

TreeExtractor::TreeExtractor(const ZipArchive &archive, int rootFd, QString shownDir, ExtractWatch watch)
    : m_archive(archive), m_root(rootFd), m_dir(std::move(shownDir)), m_watch(std::move(watch)) {}

Result<> TreeExtractor::failed(const std::string &path) const
{
    const int saved = errno;
    return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "%1 cannot be unpacked to %2: %3. Nothing was kept.")
        .arg(entryrules::shown(path), m_dir, qt_error_string(saved)), {}, QStringLiteral("LTH-PKG-015"));
}

Result<> TreeExtractor::makeFolders()
{
    std::set<std::string> folders; // parents sort before what lies in them
    for (const ZipMember &m : m_archive.members()) {
        std::string dir = m.kind == ZipMember::Kind::Folder ? m.path : m.path.substr(0, std::min(m.path.rfind('/'), m.path.size()));
        if (m.kind != ZipMember::Kind::Folder && dir.size() == m.path.size())
            continue;
        while (!dir.empty() && folders.insert(dir).second) {
            const std::size_t slash = dir.rfind('/');
            dir.resize(slash == dir.npos ? 0 : slash);
        }
    }
    FolderHandle parent(m_root);
    for (const std::string &path : folders) {
        const std::string name = FolderHandle::nameOf(path);
        const int at = parent.parentOf(path);
        if (at < 0 || ::mkdirat(at, name.c_str(), 0755) != 0)
            return failed(path);
        const int fd = ::openat(at, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        const bool good = fd >= 0 && ::fchmod(fd, 0755) == 0; // whatever the umask took
        const int saved = errno;
        if (fd >= 0)
            ::close(fd);
        errno = saved;
        if (!good)
            return failed(path);
    }
    return {};
}

Result<> TreeExtractor::makeLinks()
{
    FolderHandle parent(m_root);
    for (const ZipMember &m : m_archive.members()) {
        if (m.kind != ZipMember::Kind::Link)
            continue;
        const int at = parent.parentOf(m.path);
        if (at < 0 || ::symlinkat(m.target.c_str(), at, FolderHandle::nameOf(m.path).c_str()) != 0)
            return failed(m.path);
    }
    return {};
}

Result<> TreeExtractor::writeFile(const ZipMember &member, FolderHandle &folder, void *decompressor) const
{
    const auto content = m_archive.read(member, decompressor);
    if (!content)
        return tl::unexpected(content.error());
    const int at = folder.parentOf(member.path);
    const int fd = at < 0 ? -1 : ::openat(at, FolderHandle::nameOf(member.path).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return failed(member.path);
    const char *data = content->get();
    std::uint64_t left = member.bytes;
    bool good = true;
    while (good && left > 0) {
        const ssize_t n = ::write(fd, data, left);
        if (n < 0 && errno == EINTR)
            continue;
        good = n > 0;
        if (good) {
            data += n;
            left -= std::uint64_t(n);
        }
    }
    good = good && ::fchmod(fd, member.executable ? 0755 : 0644) == 0;
    const int saved = errno;
    if (::close(fd) != 0 && good)
        return failed(member.path);
    errno = saved;
    return good ? Result<>() : failed(member.path);
}

bool TreeExtractor::reserve(std::uint64_t bytes)
{
    std::unique_lock lock(m_mutex);
    m_room.wait(lock, [&] { return m_inFlight == 0 || m_inFlight + bytes <= budgetBytes; });
    m_inFlight += bytes;
    return m_outcome.has_value();
}

void TreeExtractor::release(std::uint64_t bytes)
{
    {
        const std::lock_guard lock(m_mutex);
        m_inFlight -= bytes;
    }
    m_room.notify_all();
}

void TreeExtractor::work()
{
    const std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor *)> inflater(libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
    FolderHandle folder(m_root);
    constexpr std::size_t batch = 16; // neighbours, so that the open folder serves several
    for (;;) {
        std::size_t from = 0;
        {
            const std::lock_guard lock(m_mutex);
            if (!m_outcome || m_next >= m_files.size())
                return;
            from = m_next;
            m_next = std::min(m_next + batch, m_files.size());
        }
        for (std::size_t i = from; i < std::min(from + batch, m_files.size()); ++i) {
            const ZipMember &member = *m_files[i];
            const std::uint64_t need = member.bytes + member.packed;
            const bool goOn = reserve(need);
            const bool cancelled = m_watch.cancel && m_watch.cancel->load();
            Result<> done = cancelled ? Result<>(fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Stopped."))) : goOn ? writeFile(member, folder, inflater.get()) : Result<>();
            release(need);
            if (!goOn)
                return;
            if (!done) {
                const std::lock_guard lock(m_mutex);
                if (m_outcome)
                    m_outcome = std::move(done);
                return;
            }
            if (m_watch.progress) {
                const std::lock_guard lock(m_mutex);
                m_watch.progress(m_done += qint64(member.bytes), m_total);
            }
        }
    }
}

Result<> TreeExtractor::run()
{
    if (auto done = makeFolders(); !done)
        return done;
    for (const ZipMember &m : m_archive.members())
        if (m.kind == ZipMember::Kind::File) {
            m_files.push_back(&m);
            m_total += qint64(m.bytes);
        }
    const std::size_t count = std::min<std::size_t>(std::clamp(std::thread::hardware_concurrency(), 1U, 8U), m_files.size() / 32 + 1);
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < count; ++i)
        threads.emplace_back([this] { work(); });
    work();
    for (std::thread &thread : threads)
        thread.join();
    if (!m_outcome)
        return m_outcome;
    return makeLinks();
}

} // namespace lathe
