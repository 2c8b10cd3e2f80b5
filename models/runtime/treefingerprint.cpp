// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/treefingerprint.h"
#include "core/ids.h"
#include <QCryptographicHash>
#include <QFile>
#include <algorithm>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace lathe {

static constexpr int maxDepth = 64;

/// False when the tree is too large to look at.
static bool addFolder(int fd, QCryptographicHash &hash, int &left, int depth)
{
    std::unique_ptr<DIR, int (*)(DIR *)> dir(fdopendir(fd), &closedir);
    if (!dir) {
        close(fd);
        return true;
    }
    std::vector<std::string> names;
    while (const dirent *entry = readdir(dir.get())) {
        const std::string name = entry->d_name;
        if (name != "." && name != ".." && name != ".git" && name != "__pycache__")
            names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    for (const std::string &name : names) {
        if (--left < 0 || depth > maxDepth)
            return false;
        struct stat st = {};
        if (fstatat(dirfd(dir.get()), name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (S_ISDIR(st.st_mode)) {
            hash.addData(QByteArrayView(name.c_str(), qsizetype(name.size()) + 1));
            const int child = openat(dirfd(dir.get()), name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
            if (child >= 0 && !addFolder(child, hash, left, depth + 1))
                return false;
            continue;
        }
        const qint64 facts[] = {qint64(st.st_size), qint64(st.st_mtim.tv_sec), qint64(st.st_mtim.tv_nsec), qint64(st.st_ctim.tv_sec),
            qint64(st.st_ctim.tv_nsec), qint64(st.st_ino), qint64(st.st_mode)};
        hash.addData(QByteArrayView(name.c_str(), qsizetype(name.size()) + 1));
        hash.addData(QByteArrayView(reinterpret_cast<const char *>(facts), qsizetype(sizeof facts)));
    }
    return true;
}

QString treeFingerprint(const QStringList &dirs, int most, bool emptyWhenLarger)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    int left = most;
    for (const QString &dir : dirs) {
        hash.addData(dir.toUtf8());
        const int fd = open(QFile::encodeName(dir).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd >= 0 && !addFolder(fd, hash, left, 0))
            return emptyWhenLarger ? QString() : newUuid();
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace lathe
