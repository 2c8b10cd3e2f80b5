// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/statelock.h"
#include <QCoreApplication>
#include <QFile>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace lathe {

Result<StateLock> StateLock::acquire(const QString &file, Mode mode)
{
    const int fd = ::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The file %1 cannot be opened; check the folder's permissions.").arg(file), qt_error_string());
    StateLock lock(fd);
    int taken = -1;
    do {
        taken = ::flock(fd, mode == Try ? LOCK_EX | LOCK_NB : LOCK_EX);
    } while (taken != 0 && errno == EINTR);
    if (taken != 0) {
        char text[24] = {};
        const ssize_t n = ::pread(fd, text, sizeof text - 1, 0);
        const QString pid = QString::fromLatin1(text, int(qMax<ssize_t>(n, 0))).trimmed();
        return fail(ErrorCode::Conflict,
            QCoreApplication::translate("lathe", "Another endpoint uses this state folder (process %1): stop it, or choose another folder with --state.")
                .arg(pid.isEmpty() ? QStringLiteral("?") : pid), file, QStringLiteral("LTH-SRV-002"));
    }
    const QByteArray pid = QByteArray::number(getpid()) + '\n';
    if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, pid.constData(), size_t(pid.size()), 0) != pid.size())
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The file %1 cannot be written; check the free space.").arg(file), qt_error_string());
    return lock;
}

StateLock::StateLock(StateLock &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}

StateLock &StateLock::operator=(StateLock &&other) noexcept
{
    std::swap(m_fd, other.m_fd);
    return *this;
}

StateLock::~StateLock()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

} // namespace lathe
