// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cachefolder.h"
#include "core/ownedfd.h"
#include "core/treeremoval.h"
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSet>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace lathe {

namespace {

OwnedFd openFolder(int parent, const QByteArray &name)
{
    return OwnedFd(::openat(parent, name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

/// Who takes an entry holds the whole cache shared, who removes one exclusively, each for a few system calls: between
/// finding and locking an entry nobody can take it away. On a file system without locks nothing is ever free to go.
OwnedFd lockedFolder(const QString &dir, int how)
{
    OwnedFd fd = openFolder(AT_FDCWD, QFile::encodeName(dir));
    while (fd && ::flock(fd.get(), how) != 0 && errno == EINTR) { }
    return fd;
}

bool isFree(int entry)
{
    return ::flock(entry, LOCK_EX | LOCK_NB) == 0;
}

bool isGone(const QString &leftover)
{
    const pid_t pid = leftover.section(u'-', 1, 1).toInt();
    return pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH;
}

QString sizeFile(const QString &dir, const QString &key)
{
    return dir + QStringLiteral("/.size-") + key;
}

qint64 measuredBytes(const QString &dir, const QString &key)
{
    QFile kept(sizeFile(dir, key));
    bool known = false;
    const QByteArray line = kept.open(QIODevice::ReadOnly) ? kept.read(32) : QByteArray();
    const qint64 bytes = line.trimmed().toLongLong(&known);
    kept.close();
    if (known && line.endsWith('\n'))
        return bytes;
    const qint64 counted = bytesOnDisk(dir + u'/' + key);
    if (kept.open(QIODevice::WriteOnly | QIODevice::Truncate)) // a torn number is counted again: it ends without a line
        kept.write(QByteArray::number(counted) + '\n');
    return counted;
}

} // namespace

CacheLease::CacheLease(int fd)
    : m_fd(fd < 0 ? nullptr : new const int(fd), [](const int *held) {
          if (held)
              ::close(*held);
          delete held;
      })
{
}

CacheLease CacheLease::on(int folderFd)
{
    OwnedFd own(::openat(folderFd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (own)
        (void)::flock(own.get(), LOCK_SH | LOCK_NB);
    return CacheLease(own.release());
}

CacheLease CacheFolder::take(const QString &key) const
{
    const OwnedFd cache = lockedFolder(m_dir, LOCK_SH);
    OwnedFd entry = cache ? openFolder(cache.get(), QFile::encodeName(key)) : OwnedFd();
    if (!entry || (::flock(entry.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK))
        return {};
    ::futimens(entry.get(), nullptr);
    return CacheLease(entry.release());
}

CacheLease CacheFolder::put(const QString &made, const QString &key) const
{
    const OwnedFd cache = openFolder(AT_FDCWD, QFile::encodeName(m_dir));
    const QByteArray from = QFile::encodeName(made), to = QFile::encodeName(key);
    const OwnedFd folder = cache ? openFolder(cache.get(), from) : OwnedFd();
    if (!folder)
        return {};
    const CacheLease own = CacheLease::on(folder.get()); // before anybody can find it
    static constexpr int patience = 100; // one may be made and removed again meanwhile
    for (int attempt = 0; attempt < patience; ++attempt) {
        if (::renameat(cache.get(), from.constData(), cache.get(), to.constData()) == 0)
            return own;
        if (errno != EEXIST && errno != ENOTEMPTY)
            return {};
        if (const CacheLease others = take(key)) {
            removeTree(cache.get(), from.toStdString());
            return others;
        }
        errno = EEXIST;
    }
    return {};
}

QList<CacheEntry> CacheFolder::entries(bool measured) const
{
    QList<CacheEntry> list;
    for (const QString &name : QDir(m_dir).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        CacheEntry entry;
        entry.key = name;
        {
            const OwnedFd cache = lockedFolder(m_dir, LOCK_EX);
            const OwnedFd fd = cache ? openFolder(cache.get(), QFile::encodeName(name)) : OwnedFd();
            struct stat status = {};
            if (!fd || ::fstat(fd.get(), &status) != 0)
                continue;
            entry.usedSecs = status.st_mtim.tv_sec;
            entry.inUse = !isFree(fd.get());
        }
        if (measured)
            entry.bytes = measuredBytes(m_dir, name);
        list.append(entry);
    }
    std::stable_sort(list.begin(), list.end(),
                     [](const CacheEntry &a, const CacheEntry &b) { return a.usedSecs < b.usedSecs; });
    return list;
}

CacheFolder::Removal CacheFolder::remove(const QString &key, bool evenInUse) const
{
    const QByteArray name = QFile::encodeName(key);
    OwnedFd cache = lockedFolder(m_dir, LOCK_EX);
    const OwnedFd entry = cache ? openFolder(cache.get(), name) : OwnedFd();
    if (!entry)
        return errno == ENOENT ? Removal::Removed : Removal::Failed;
    if (!isFree(entry.get()) && !evenInUse)
        return Removal::InUse;
    QByteArray aside = QFile::encodeName(m_dir + QStringLiteral("/.unpack-%1-XXXXXX").arg(::getpid()));
    if (!::mkdtemp(aside.data()))
        return Removal::Failed;
    const QByteArray asideName = aside.mid(aside.lastIndexOf('/') + 1);
    const bool moved = ::renameat(cache.get(), name.constData(), cache.get(), asideName.constData()) == 0;
    QFile::remove(sizeFile(m_dir, key));
    (void)::flock(cache.get(), LOCK_UN);
    return removeTree(cache.get(), asideName.toStdString()) && moved ? Removal::Removed : Removal::Failed;
}

int CacheFolder::sweepLeftovers() const
{
    int removed = 0;
    const OwnedFd cache = openFolder(AT_FDCWD, QFile::encodeName(m_dir));
    if (!cache)
        return 0;
    const QDir dir(m_dir);
    for (const QString &name : dir.entryList({QStringLiteral(".unpack-*"), QStringLiteral(".build-*")},
                                             QDir::Dirs | QDir::Hidden | QDir::NoSymLinks))
        if (isGone(name) && removeTree(cache.get(), QFile::encodeName(name).toStdString()))
            ++removed;
    for (const QString &name : dir.entryList({QStringLiteral(".size-*")}, QDir::Files | QDir::Hidden))
        if (!dir.exists(name.section(u'-', 1)))
            QFile::remove(dir.filePath(name));
    return removed;
}

qint64 bytesOnDisk(const QString &dir)
{
    qint64 bytes = 0;
    QSet<quint64> several;
    QDirIterator it(dir, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) {
        struct stat status = {};
        if (::lstat(QFile::encodeName(it.next()).constData(), &status) != 0)
            continue;
        if (!S_ISDIR(status.st_mode) && status.st_nlink > 1) {
            if (several.contains(status.st_ino))
                continue;
            several.insert(status.st_ino);
        }
        bytes += qint64(status.st_blocks) * 512;
    }
    return bytes;
}

} // namespace lathe
