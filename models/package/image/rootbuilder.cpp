// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/image/rootbuilder.h"
#include "core/limits.h"
#include "core/treeremoval.h"
#include <cerrno>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <vector>

namespace lathe {

static int openInRoot(int root, const std::string &path, std::uint64_t flags)
{
    open_how how = {};
    how.flags = flags | O_CLOEXEC;
    how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
    const char *name = path.empty() ? "." : path.c_str();
    for (int attempt = 0;; ++attempt) { // EAGAIN: something was renamed on the way, which is nobody's business here
        const int fd = int(::syscall(SYS_openat2, root, name, &how, sizeof how));
        if (fd >= 0 || errno != EAGAIN || attempt > 16)
            return fd;
    }
}

static bool isFolder(int parent, const std::string &name)
{
    struct stat status = {};
    return ::fstatat(parent, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
}

void RootBuilder::noteMade(int parent, const std::string &name)
{
    struct stat status = {};
    if (::fstatat(parent, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0)
        m_made.insert(status.st_ino);
}

bool RootBuilder::makeFolder(int parent, const std::string &name)
{
    struct stat above = {}, status = {};
    if (::fstat(parent, &above) != 0)
        return false;
    const auto known = m_depth.find(above.st_ino);
    const int depth = known == m_depth.end() ? 1 : known->second + 1;
    if (depth > limits::imageDepth) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (::mkdirat(parent, name.c_str(), 0700) != 0 || ::fchmodat(parent, name.c_str(), 0755, 0) != 0 ||
        ::fstatat(parent, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    m_depth[status.st_ino] = depth;
    m_made.insert(status.st_ino);
    return true;
}

int RootBuilder::openFolder(const std::string &path, bool make)
{
    const int there = openInRoot(m_root, path, O_PATH | O_DIRECTORY);
    if (there >= 0 || errno != ENOENT || !make || path.empty())
        return there;
    const std::size_t slash = path.rfind('/');
    const std::string name = slash == path.npos ? path : path.substr(slash + 1);
    const OwnedFd parent(openFolder(slash == path.npos ? std::string() : path.substr(0, slash), true));
    if (!parent)
        return -1;
    if (!makeFolder(parent.get(), name)) {
        // A link whose target no layer has made: it makes room for a folder.
        if (errno != EEXIST || !remove(parent.get(), name) || !makeFolder(parent.get(), name))
            return -1;
    }
    return ::openat(parent.get(), name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

int RootBuilder::parentOf(const std::string &path, std::string &name, bool make)
{
    const std::size_t slash = path.rfind('/');
    name = slash == path.npos ? path : path.substr(slash + 1);
    const std::string dir = slash == path.npos ? std::string() : path.substr(0, slash);
    if (m_haveLast && dir == m_lastPath)
        return m_last.get();
    const int fd = openFolder(dir, make);
    if (fd < 0)
        return -1;
    m_last.reset(fd);
    m_lastPath = dir;
    m_haveLast = true;
    return fd;
}

bool RootBuilder::remove(int parent, const std::string &name)
{
    if (::unlinkat(parent, name.c_str(), 0) == 0 || errno == ENOENT) {
        m_haveLast = m_haveLast && parent == m_last.get(); // it may have been a link on the way to the kept folder
        return true;
    }
    m_haveLast = false; // `parent` may be the kept folder: the descriptor stays open until the next one
    return removeTree(parent, name);
}

bool RootBuilder::folder(const std::string &path, unsigned mode)
{
    if (path.empty())
        return true; // the root itself keeps 0755
    std::string name;
    const int parent = parentOf(path, name, true);
    if (parent < 0)
        return false;
    if (!isFolder(parent, name) && (!remove(parent, name) || !makeFolder(parent, name)))
        return false;
    noteMade(parent, name);
    return ::fchmodat(parent, name.c_str(), (mode & 0777) | 0700, 0) ==
           0; // its owner, who runs Lathe, can always clean up
}

bool RootBuilder::file(const std::string &path, unsigned mode, std::int64_t modified,
                       const std::function<bool(int fd)> &write)
{
    std::string name;
    const int parent = parentOf(path, name, true);
    if (parent < 0)
        return false;
    const auto create = [&] {
        return ::openat(parent, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    };
    OwnedFd fd(create());
    if (!fd && errno == EEXIST && remove(parent, name))
        fd.reset(create());
    if (!fd || !write(fd.get()))
        return false;
    const timespec times[2] = {{0, UTIME_OMIT}, {time_t(modified), 0}};
    ::futimens(fd.get(), times);
    struct stat status = {};
    if (::fstat(fd.get(), &status) == 0)
        m_made.insert(status.st_ino);
    // Lambda's user is not the file's owner there; here it is, so that it gets what others may. No set-user-id bit.
    return ::fchmod(fd.get(), (mode & 0077) | (mode & 0007) << 6) == 0;
}

bool RootBuilder::symbolicLink(const std::string &path, const std::string &target)
{
    std::string name;
    const int parent = parentOf(path, name, true);
    if (parent < 0)
        return false;
    if (::symlinkat(target.c_str(), parent, name.c_str()) != 0 &&
        (errno != EEXIST || !remove(parent, name) || ::symlinkat(target.c_str(), parent, name.c_str()) != 0))
        return false;
    noteMade(parent, name);
    return true;
}

bool RootBuilder::hardLink(const std::string &path, const std::string &target)
{
    const std::size_t slash = target.rfind('/');
    const OwnedFd from(openFolder(slash == target.npos ? std::string() : target.substr(0, slash), false));
    const std::string fromName = slash == target.npos ? target : target.substr(slash + 1);
    std::string name;
    const int parent = from ? parentOf(path, name, true) : -1;
    struct stat source = {}, there = {};
    if (parent < 0 || ::fstatat(from.get(), fromName.c_str(), &source, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    if (S_ISDIR(source.st_mode)) {
        errno = EISDIR;
        return false;
    }
    if (::fstatat(parent, name.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0 &&
        ((there.st_ino == source.st_ino && there.st_dev == source.st_dev) || !remove(parent, name)))
        return there.st_ino == source.st_ino && there.st_dev == source.st_dev; // it is that file already
    if (::linkat(from.get(), fromName.c_str(), parent, name.c_str(), 0) != 0)
        return false;
    m_made.insert(source.st_ino);
    return true;
}

bool RootBuilder::removeLower(int parent, const std::string &name)
{
    struct stat status = {};
    if (::fstatat(parent, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT;
    if (S_ISDIR(status.st_mode)) {
        const OwnedFd fd(::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!fd || !clearLower(fd.get(), 0))
            return false;
        if (m_made.contains(status.st_ino) || ::unlinkat(parent, name.c_str(), AT_REMOVEDIR) == 0)
            return true;
        return errno == ENOTEMPTY || errno == EEXIST; // something of this layer is in it
    }
    return m_made.contains(status.st_ino) || ::unlinkat(parent, name.c_str(), 0) == 0;
}

bool RootBuilder::clearLower(int folder, int depth)
{
    std::vector<std::string> names;
    if (depth > limits::imageDepth || !appendNames(folder, names))
        return false;
    for (const std::string &name : names) {
        struct stat status = {};
        if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
            return false;
        if (!S_ISDIR(status.st_mode)) {
            if (!m_made.contains(status.st_ino) && ::unlinkat(folder, name.c_str(), 0) != 0)
                return false;
            continue;
        }
        const OwnedFd fd(::openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!fd || !clearLower(fd.get(), depth + 1))
            return false;
        if (!m_made.contains(status.st_ino) && ::unlinkat(folder, name.c_str(), AT_REMOVEDIR) != 0 &&
            errno != ENOTEMPTY && errno != EEXIST)
            return false;
    }
    return true;
}

bool RootBuilder::whiteout(const std::string &path)
{
    std::string name;
    const int parent = parentOf(path, name, false);
    if (parent < 0)
        return errno == ENOENT || errno == ENOTDIR;
    const bool done = removeLower(parent, name);
    m_haveLast = false;
    return done;
}

bool RootBuilder::opaque(const std::string &path)
{
    const OwnedFd fd(openFolder(path, false));
    if (!fd)
        return errno == ENOENT || errno == ENOTDIR;
    m_haveLast = false;
    return clearLower(fd.get(), 0);
}

bool RootBuilder::mountPoints()
{
    m_haveLast = false;
    for (const char *name : {"proc", "dev", "tmp", "etc", "run"})
        if (!isFolder(m_root, name) && (!remove(m_root, name) || !makeFolder(m_root, name)))
            return false;
    const OwnedFd etc(::openat(m_root, "etc", O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    for (const char *name : {"hosts", "resolv.conf", "passwd"}) {
        struct stat status = {};
        if (::fstatat(etc.get(), name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode))
            continue;
        if (!remove(etc.get(), name))
            return false;
        const OwnedFd fd(::openat(etc.get(), name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
        if (!fd)
            return false;
    }
    const OwnedFd task(openFolder("var/task", true)); // a working folder for images that name none
    return bool(task) && ::fchmod(m_root, 0755) == 0;
}

} // namespace lathe
