// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/zipoutput.h"
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {

static constexpr std::uint64_t sendBytes = 8 << 20; ///< That much at a time goes to the disk ahead.
static constexpr std::size_t bufferBytes = 1 << 18; ///< Small enough to stay in the processor's cache until it is written.

ZipOutput::ZipOutput(const QString &file) : m_file(file)
{
    const QFileInfo info(file);
    m_target = QFile::encodeName(info.isSymLink() && info.exists() ? info.canonicalFilePath() : info.absoluteFilePath());
    const qsizetype slash = m_target.lastIndexOf('/');
    m_folder = m_target.left(std::max<qsizetype>(slash, 1));
    m_temporary = m_target.left(slash + 1) + "." + m_target.mid(slash + 1) + ".lathe-XXXXXX";
    m_buffer.reserve(bufferBytes);
}

ZipOutput::~ZipOutput()
{
    if (m_fd >= 0) {
        ::close(m_fd);
        ::unlink(m_temporary.constData());
    }
}

Result<> ZipOutput::open()
{
    if (QFileInfo(m_file).isDir()) {
        errno = EISDIR;
        return failed();
    }
    m_fd = ::mkostemp(m_temporary.data(), O_CLOEXEC);
    if (m_fd < 0 || ::fchmod(m_fd, 0644) != 0)
        return failed();
    return {};
}

Result<> ZipOutput::write(const char *data, std::size_t size)
{
    m_offset += size;
    while (size > 0) {
        const std::size_t fits = std::min(size, bufferBytes - m_buffer.size());
        m_buffer.append(data, fits);
        data += fits;
        size -= fits;
        if (m_buffer.size() == bufferBytes)
            if (auto done = flush(); !done)
                return done;
    }
    return {};
}

Result<> ZipOutput::flush()
{
    if (m_buffer.empty())
        return {};
    if (auto done = out(m_buffer.data(), m_buffer.size()); !done)
        return done;
    if (m_offset - m_sentAt >= sendBytes) { // the disk begins while the rest is made: less to wait for at the end
        ::sync_file_range(m_fd, off_t(m_sentAt), 0, SYNC_FILE_RANGE_WRITE);
        m_sentAt = m_offset;
    }
    m_buffer = m_hash.add(std::move(m_buffer));
    m_buffer.reserve(bufferBytes);
    return {};
}

Result<> ZipOutput::openMember(std::size_t headerBytes)
{
    if (auto done = flush(); !done)
        return done;
    m_memberAt = m_offset;
    m_headerBytes = headerBytes;
    const std::string room(headerBytes, 0);
    return writeMember(room.data(), room.size());
}

Result<> ZipOutput::rewindMember()
{
    m_offset = m_memberAt + m_headerBytes;
    return ::ftruncate(m_fd, off_t(m_offset)) == 0 && ::lseek(m_fd, off_t(m_offset), SEEK_SET) >= 0 ? Result<>() : failed();
}

Result<> ZipOutput::writeMember(const char *data, std::size_t size)
{
    m_offset += size;
    return out(data, size);
}

Result<> ZipOutput::closeMember(const std::string &header, const std::function<void(const char *data, std::size_t size)> &use)
{
    if (::pwrite(m_fd, header.data(), header.size(), off_t(m_memberAt)) != ssize_t(header.size()))
        return failed();
    for (std::uint64_t at = m_memberAt; at < m_offset;) {
        m_buffer.resize(std::min<std::uint64_t>(bufferBytes, m_offset - at));
        const ssize_t n = ::pread(m_fd, m_buffer.data(), m_buffer.size(), off_t(at));
        if (n <= 0) {
            m_buffer.clear();
            return failed();
        }
        m_buffer.resize(std::size_t(n));
        const std::uint64_t skipped = at == m_memberAt ? header.size() : 0; // much smaller than the buffer
        use(m_buffer.data() + skipped, std::size_t(n) - skipped);
        at += std::uint64_t(n);
        m_buffer = m_hash.add(std::move(m_buffer));
    }
    m_buffer.reserve(bufferBytes);
    return {};
}

Result<QByteArray> ZipOutput::finish()
{
    if (auto done = flush(); !done)
        return tl::unexpected(done.error());
    return m_hash.result();
}

Result<> ZipOutput::commit()
{
    if (::fsync(m_fd) != 0)
        return failed();
    const int fd = std::exchange(m_fd, -1);
    if (::close(fd) != 0 || ::rename(m_temporary.constData(), m_target.constData()) != 0) {
        auto error = failed();
        ::unlink(m_temporary.constData());
        return error;
    }
    if (const int dir = ::open(m_folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); dir >= 0) {
        ::fsync(dir);
        ::close(dir);
    }
    return {};
}

Result<> ZipOutput::failed() const
{
    const int saved = errno;
    return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The package %1 cannot be written: %2. Nothing was changed.")
        .arg(m_file, qt_error_string(saved)), {}, QStringLiteral("LTH-PKG-009"));
}

Result<> ZipOutput::out(const char *data, std::size_t size)
{
    while (size > 0) {
        const ssize_t n = ::write(m_fd, data, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            const bool full = errno == ENOSPC || errno == EDQUOT;
            if (!full || !makeRoom)
                return failed();
            std::exchange(makeRoom, nullptr)();
            continue;
        }
        data += n;
        size -= std::size_t(n);
    }
    return {};
}

} // namespace lathe
