// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Under bubblewrap nobody may attach a mount of another namespace: the files of /tmp go over to the new one, whose size is
// the same, so that they fit. Hard links stay links and holes stay holes for the same reason.
#include "common.h"
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <unordered_map>

namespace lathe::init {

namespace {

constexpr int depthLimit = 256; // two descriptors a level

class TreeCopy
{
public:
    explicit TreeCopy(int root) : m_root(root) {}
    void folder(int from, int to, const std::string &path, int depth);

private:
    void entry(int from, int to, const char *name, const std::string &path, int depth);
    static void content(int from, int to, off_t bytes);

    const int m_root;
    std::unordered_map<ino_t, std::string> m_linked; ///< Files with several names that are there already.
};

void TreeCopy::content(int from, int to, off_t bytes)
{
    if (ftruncate(to, bytes) != 0)
        return;
    static constexpr size_t room = 256 * 1024;
    const std::unique_ptr<char[]> buffer(new char[room]);
    for (off_t at = 0; at < bytes;) {
        const off_t data = lseek(from, at, SEEK_DATA);
        if (data < 0)
            return; // holes up to the end
        const off_t hole = lseek(from, data, SEEK_HOLE);
        for (at = data; at < hole;) {
            const ssize_t n = pread(from, buffer.get(), std::min(room, size_t(hole - at)), at);
            if (n <= 0 || pwrite(to, buffer.get(), size_t(n), at) != n)
                return;
            at += n;
        }
    }
}

void TreeCopy::entry(int from, int to, const char *name, const std::string &path, int depth)
{
    struct stat status = {};
    if (fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    const timespec times[2] = {status.st_atim, status.st_mtim};
    const mode_t mode = status.st_mode & 07777;
    if (S_ISDIR(status.st_mode)) {
        fchmodat(from, name, 0700, 0); // its owner may look into it; the old one goes anyway
        const int old = openat(from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        const int made = mkdirat(to, name, 0700) == 0 ? openat(to, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
        if (old >= 0 && made >= 0 && depth < depthLimit)
            folder(old, made, path, depth + 1);
        fchmod(made, mode);
        futimens(made, times);
        close(old);
        close(made);
    } else if (S_ISLNK(status.st_mode)) {
        char target[4096];
        const ssize_t size = readlinkat(from, name, target, sizeof target - 1);
        if (size > 0 && symlinkat(std::string(target, size_t(size)).c_str(), to, name) == 0)
            utimensat(to, name, times, AT_SYMLINK_NOFOLLOW);
    } else if (S_ISFIFO(status.st_mode)) {
        mkfifoat(to, name, mode);
    } else if (S_ISREG(status.st_mode)) {
        if (status.st_nlink > 1) {
            const auto [known, isNew] = m_linked.try_emplace(status.st_ino, path);
            if (!isNew && linkat(m_root, known->second.c_str(), to, name, 0) == 0)
                return;
        }
        fchmodat(from, name, 0600, 0);
        const int old = openat(from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
        const int made = openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (old >= 0 && made >= 0)
            content(old, made, status.st_size);
        fchmod(made, mode);
        futimens(made, times);
        close(old);
        close(made);
    }
}

void TreeCopy::folder(int from, int to, const std::string &path, int depth)
{
    const int own = openat(from, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = own < 0 ? nullptr : fdopendir(own);
    if (!stream) {
        close(own);
        return;
    }
    while (const dirent *one = readdir(stream)) {
        const std::string name = one->d_name;
        if (name != "." && name != "..")
            entry(from, to, name.c_str(), path.empty() ? name : path + '/' + name, depth);
    }
    closedir(stream);
}

} // namespace

void keepTmp(const Spec &spec)
{
    if (spec.tmp == initproto::Tmp::Own)
        return;
    const int root = open("/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        fail("/tmp");
    if (spec.tmp == initproto::Tmp::Given) {
        TreeCopy(root).folder(initproto::TmpFd, root, {}, 0);
        close(initproto::TmpFd);
    }
    Message message;
    message.type = Message::TmpMount;
    send(message, root);
    close(root);
}

} // namespace lathe::init
