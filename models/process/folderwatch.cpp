// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/folderwatch.h"
#include <QFile>
#include <array>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <string_view>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace lathe {

static_assert(FolderWatch::opens == IN_OPEN && FolderWatch::changes == (IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE));
static constexpr int maxDepth = 128;

FolderWatch::~FolderWatch()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

bool FolderWatch::start(const QStringList &roots, quint32 mask, bool bytecode, const std::atomic_bool *cancel)
{
    if (m_fd >= 0)
        ::close(m_fd);
    m_folders.clear();
    m_whole = true;
    m_fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (m_fd < 0)
        return false;
    for (const QString &root : roots)
        add(QFile::encodeName(root), mask, bytecode, cancel, 0);
    return !m_folders.isEmpty();
}

void FolderWatch::add(const QByteArray &folder, quint32 mask, bool bytecode, const std::atomic_bool *cancel, int depth)
{
    if (depth > maxDepth || (cancel && *cancel))
        return;
    const int watch = ::inotify_add_watch(m_fd, folder.constData(), mask | IN_ONLYDIR | (depth > 0 ? IN_DONT_FOLLOW : 0));
    if (watch < 0) {
        m_whole = m_whole && errno == ENOENT; // ENOSPC: fs.inotify.max_user_watches
        return;
    }
    m_folders.insert(watch, folder);
    std::vector<QByteArray> below;
    {
        const std::unique_ptr<DIR, int (*)(DIR *)> dir(::opendir(folder.constData()), ::closedir);
        while (const dirent *entry = dir ? ::readdir(dir.get()) : nullptr) {
            const std::string_view name = entry->d_name;
            if (name == "." || name == ".." || name == ".git" || name == ".lathe" || (!bytecode && name == "__pycache__"))
                continue;
            bool isFolder = entry->d_type == DT_DIR;
            if (entry->d_type == DT_UNKNOWN) {
                struct stat st = {};
                isFolder = ::fstatat(::dirfd(dir.get()), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
            }
            if (isFolder)
                below.push_back(folder + '/' + entry->d_name);
        }
    }
    for (const QByteArray &path : below)
        add(path, mask, bytecode, cancel, depth + 1);
}

bool FolderWatch::read(const std::function<void(const QByteArray &)> &seen)
{
    bool all = true;
    alignas(inotify_event) std::array<char, 65536> buffer;
    for (ssize_t size; m_fd >= 0 && (size = ::read(m_fd, buffer.data(), buffer.size())) > 0;)
        for (const char *at = buffer.data(); at < buffer.data() + size;) {
            inotify_event event;
            std::memcpy(&event, at, sizeof event);
            if (event.mask & IN_Q_OVERFLOW)
                all = false;
            else if (event.len > 0 && !((event.mask & IN_OPEN) && (event.mask & IN_ISDIR)))
                if (const auto folder = m_folders.constFind(event.wd); folder != m_folders.cend())
                    seen(*folder + '/' + QByteArray(at + sizeof event)); // ends with a NUL
            at += sizeof event + event.len;
        }
    return all;
}

} // namespace lathe
