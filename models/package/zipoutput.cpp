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
    if (m_buffer.size() + size <= bufferBytes) {
        m_buffer.append(data, size);
        return {};
    }
    if (auto done = out(m_buffer.data(), m_buffer.size()); !done)
        return done;
    m_buffer.clear();
    if (size < bufferBytes) {
        m_buffer.append(data, size);
        return {};
    }
    return out(data, size);
}

Result<QByteArray> ZipOutput::commit()
{
    if (auto done = out(m_buffer.data(), m_buffer.size()); !done)
        return tl::unexpected(done.error());
    if (::fsync(m_fd) != 0)
        return tl::unexpected(failed().error());
    const int fd = std::exchange(m_fd, -1);
    if (::close(fd) != 0 || ::rename(m_temporary.constData(), m_target.constData()) != 0) {
        const auto error = failed().error();
        ::unlink(m_temporary.constData());
        return tl::unexpected(error);
    }
    if (const int dir = ::open(m_folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); dir >= 0) {
        ::fsync(dir);
        ::close(dir);
    }
    return m_hash.result();
}

Result<> ZipOutput::failed() const
{
    const int saved = errno;
    return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The package %1 cannot be written: %2. Nothing was changed.")
        .arg(m_file, qt_error_string(saved)), {}, QStringLiteral("LTH-PKG-009"));
}

Result<> ZipOutput::out(const char *data, std::size_t size)
{
    m_hash.add(QByteArrayView(data, qsizetype(size)));
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
