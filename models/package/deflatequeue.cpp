// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/deflatequeue.h"
#include "package/entryrules.h"
#include <QCoreApplication>
#include <fcntl.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {

/// What an entry costs in memory while it is worked on: the file and its deflated form.
static qint64 cost(const TreeEntry &entry) { return 2 * entry.bytes + 4096; }

static tl::unexpected<Error> changed(const TreeEntry &entry, const QString &detail)
{
    return fail(ErrorCode::Conflict, QCoreApplication::translate("lathe", "%1 changed while it was being packaged. Try again.")
        .arg(entryrules::shown(entry.path)), detail, QStringLiteral("LTH-PKG-005"));
}

static bool sameFile(const struct stat &st, const TreeEntry &entry)
{
    return S_ISREG(st.st_mode) && st.st_dev == entry.device && st.st_ino == entry.inode && st.st_size == entry.bytes
        && qint64(st.st_mtim.tv_sec) * 1'000'000'000 + st.st_mtim.tv_nsec == entry.modifiedNs;
}

DeflateQueue::DeflateQueue(int rootFd, const std::vector<TreeEntry> &entries, int level, int threads, const std::atomic_bool *cancel)
    : m_rootFd(rootFd), m_entries(entries), m_level(level), m_cancel(cancel), m_results(entries.size())
{
    const auto count = std::min<std::size_t>(std::size_t(std::max(threads, 1)), std::max<std::size_t>(entries.size(), 1));
    for (std::size_t i = 0; i < count; ++i)
        m_threads.emplace_back([this] { work(); });
}

DeflateQueue::~DeflateQueue()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_room.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void DeflateQueue::work()
{
    libdeflate_compressor *compressor = libdeflate_alloc_compressor(m_level);
    std::unique_lock lock(m_mutex);
    while (!m_stop && m_nextToStart < m_entries.size()) {
        // The entry that is waited for always finds room: everything before it has been taken.
        const std::size_t index = m_nextToStart;
        const qint64 need = cost(m_entries[index]);
        if (m_inFlight > 0 && m_inFlight + need > budgetBytes) {
            m_room.wait(lock);
            continue;
        }
        ++m_nextToStart;
        m_inFlight += need;
        lock.unlock();
        auto result = std::make_unique<Result<PackedMember>>(pack(m_entries[index], compressor));
        lock.lock();
        const qint64 kept = result->has_value() ? qint64(result->value().size) + 4096 : 4096;
        m_inFlight += std::min(kept, need) - need;
        m_results[index] = std::move(result);
        m_ready.notify_all();
        m_room.notify_all();
    }
    lock.unlock();
    if (compressor)
        libdeflate_free_compressor(compressor);
}

Result<PackedMember> DeflateQueue::take()
{
    std::unique_lock lock(m_mutex);
    const std::size_t index = m_nextToTake++;
    m_ready.wait(lock, [&] { return m_results[index] != nullptr; });
    const auto result = std::move(m_results[index]);
    const qint64 kept = result->has_value() ? qint64(result->value().size) + 4096 : 4096;
    m_inFlight -= std::min(kept, cost(m_entries[index]));
    lock.unlock();
    m_room.notify_all();
    return std::move(*result);
}

Result<PackedMember> DeflateQueue::pack(const TreeEntry &entry, void *compressor) const
{
    if (cancelled())
        return fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Packaging was cancelled."));
    PackedMember member;
    if (entry.kind == TreeEntry::Kind::EmptyFolder)
        return member;
    if (entry.kind == TreeEntry::Kind::Link) {
        member.size = entry.target.size();
        member.data.reset(new char[member.size]);
        entry.target.copy(member.data.get(), member.size);
        member.crc = libdeflate_crc32(0, member.data.get(), member.size);
        return member;
    }
    const auto size = std::size_t(entry.bytes);
    const int fd = ::openat(m_rootFd, entry.path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        const int saved = errno;
        if (saved == ENOENT || saved == ENOTDIR || saved == ELOOP)
            return changed(entry, qt_error_string(saved));
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "%1 cannot be read: %2. Change its permissions or leave it out with a pattern.")
            .arg(entryrules::shown(entry.path), qt_error_string(saved)), {}, QStringLiteral("LTH-PKG-004"));
    }
    const std::unique_ptr<const int, void (*)(const int *)> closer(&fd, [](const int *f) { ::close(*f); });
    struct stat st = {};
    if (::fstat(fd, &st) != 0 || !sameFile(st, entry))
        return changed(entry, QStringLiteral("before"));
    std::unique_ptr<char[]> content(new (std::nothrow) char[size + 1]);
    if (!content || !compressor)
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "There is not enough memory to package %1.")
            .arg(entryrules::shown(entry.path)), {}, QStringLiteral("LTH-PKG-004"));
    std::size_t done = 0;
    while (done <= size) { // one byte more than expected shows a file that grew
        const ssize_t n = ::read(fd, content.get() + done, std::min<std::size_t>(size + 1 - done, 4 << 20));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "%1 cannot be read: %2.")
                .arg(entryrules::shown(entry.path), qt_error_string(errno)), {}, QStringLiteral("LTH-PKG-004"));
        if (n == 0)
            break;
        if (cancelled())
            return fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Packaging was cancelled."));
        done += std::size_t(n);
    }
    if (done != size || ::fstat(fd, &st) != 0 || !sameFile(st, entry))
        return changed(entry, QStringLiteral("while reading"));
    member.crc = libdeflate_crc32(0, content.get(), size);
    member.size = size;
    if (size > 1) {
        std::unique_ptr<char[]> packed(new (std::nothrow) char[size]);
        const std::size_t n = packed ? libdeflate_deflate_compress(static_cast<libdeflate_compressor *>(compressor), content.get(), size,
                                           packed.get(), size - 1) : 0;
        if (n > 0) { // shrunk
            member.deflated = true;
            member.size = n;
            member.data.reset(new char[n]);
            std::copy_n(packed.get(), n, member.data.get());
            return member;
        }
    }
    member.data = std::move(content);
    return member;
}

} // namespace lathe
