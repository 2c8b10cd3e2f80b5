// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/packageerrors.h"
#include "package/entryrules.h"
#include <QCoreApplication>
#include <fcntl.h>
#include <sys/stat.h>

namespace lathe {

namespace packageerrors {

tl::unexpected<Error> cancelled()
{
    return fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Packaging was cancelled."));
}

tl::unexpected<Error> changed(const std::string &path, const QString &detail)
{
    return fail(ErrorCode::Conflict, QCoreApplication::translate("lathe", "%1 changed while it was being packaged. Try again.")
        .arg(entryrules::shown(path)), detail, QStringLiteral("LTH-PKG-005"));
}

tl::unexpected<Error> unreadable(const std::string &path)
{
    const int saved = errno;
    return fail(ErrorCode::Io,
        QCoreApplication::translate("lathe", "%1 cannot be read: %2. Change its permissions or leave it out with a pattern.")
            .arg(path.empty() ? QStringLiteral(".") : entryrules::shown(path), qt_error_string(saved)), {}, QStringLiteral("LTH-PKG-004"));
}

} // namespace packageerrors

Result<int> openEntry(int rootFd, const TreeEntry &entry)
{
    const int fd = ::openat(rootFd, entry.path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd >= 0)
        return fd;
    if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP)
        return packageerrors::changed(entry.path, qt_error_string(errno));
    return packageerrors::unreadable(entry.path);
}

bool isSameFile(int fd, const TreeEntry &entry)
{
    struct stat st = {};
    return ::fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_dev == entry.device && st.st_ino == entry.inode && st.st_size == entry.bytes
        && qint64(st.st_mtim.tv_sec) * 1'000'000'000 + st.st_mtim.tv_nsec == entry.modifiedNs;
}

} // namespace lathe
