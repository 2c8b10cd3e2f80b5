// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/treeremoval.h"
#include "core/ownedfd.h"
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <string_view>
#include <sys/stat.h>

namespace lathe {

bool appendNames(int folder, std::vector<std::string> &names)
{
    const int fd = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = fd < 0 ? nullptr : ::fdopendir(fd);
    if (!stream) {
        if (fd >= 0)
            ::close(fd);
        return false;
    }
    const std::unique_ptr<DIR, int (*)(DIR *)> closer(stream, ::closedir);
    while (const dirent *entry = ::readdir(stream)) {
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..")
            names.emplace_back(name);
    }
    return true;
}

bool removeTree(int parentFd, const std::string &name)
{
    if (::unlinkat(parentFd, name.c_str(), 0) == 0 || errno == ENOENT)
        return true;
    // One folder after the other is emptied; a folder inside moves up beside the first, so depth costs nothing.
    std::vector<std::string> folders = {name};
    unsigned counter = 0;
    while (!folders.empty()) {
        const std::string folder = folders.back();
        ::fchmodat(parentFd, folder.c_str(), 0700, 0);
        const OwnedFd fd(::openat(parentFd, folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        std::vector<std::string> names;
        if (!fd || !appendNames(fd.get(), names))
            return false;
        for (const std::string &one : names) {
            if (::unlinkat(fd.get(), one.c_str(), 0) == 0 || ::unlinkat(fd.get(), one.c_str(), AT_REMOVEDIR) == 0)
                continue;
            ::fchmodat(fd.get(), one.c_str(), 0700, 0);
            std::string aside;
            do { // a name that is swept after a kill
                aside = ".unpack-" + std::to_string(::getpid()) + "-gone-" + std::to_string(counter++);
                errno = 0;
            } while (::renameat2(fd.get(), one.c_str(), parentFd, aside.c_str(), RENAME_NOREPLACE) != 0 &&
                     errno == EEXIST);
            if (errno != 0)
                return false;
            folders.push_back(aside);
        }
        if (::unlinkat(parentFd, folder.c_str(), AT_REMOVEDIR) != 0)
            return false;
        std::erase(folders, folder);
    }
    return true;
}

bool removeTree(const QString &path)
{
    const QByteArray whole = QFile::encodeName(QDir::cleanPath(QFileInfo(path).absoluteFilePath()));
    const qsizetype slash = whole.lastIndexOf('/');
    const QByteArray parent = slash > 0 ? whole.left(slash) : QByteArrayLiteral("/");
    const OwnedFd fd(::open(parent.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return fd ? removeTree(fd.get(), whole.mid(slash + 1).toStdString()) : errno == ENOENT;
}

} // namespace lathe
