// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>
#include <memory>

namespace lathe {

/// Keeps one entry of a cache from being removed, by this process and by others, as long as a copy lives: a shared
/// flock() on its folder, which the kernel drops with a killed process. A value; any thread.
class CacheLease
{
public:
    CacheLease() = default;
    explicit operator bool() const { return bool(m_fd); }
    /// A specification with a lease is the same as one without: it says nothing about what is run.
    bool operator==(const CacheLease &) const { return true; }
    /// On an open folder, e.g. one that is still being made: the lease goes along when it is renamed.
    static CacheLease on(int folderFd);

private:
    explicit CacheLease(int fd);
    std::shared_ptr<const int> m_fd;
    friend class CacheFolder;
};

/// An entry of a cache.
struct CacheEntry
{
    QString key;
    qint64 bytes = 0;    ///< What it takes on the disk.
    qint64 usedSecs = 0; ///< Since 1970: when it was made or last taken.
    bool inUse = false;
};

/// A folder whose entries are folders named after their content: never changed once they have their name, and free to
/// go when nobody holds a lease. Half-made ones have names that begin with ".unpack-PID-" or ".build-PID-". A value;
/// every process of the user may use it at the same time; blocking, any thread.
class CacheFolder
{
public:
    explicit CacheFolder(QString dir) : m_dir(std::move(dir)) {}

    /// The entry, kept from now on and noted as used; an empty lease when there is none.
    CacheLease take(const QString &key) const;
    /// Gives a finished folder of this cache its key, and keeps it; another's of that key if one was faster, `made` is
    /// gone then. An empty lease with errno: it could not be renamed, and stays.
    CacheLease put(const QString &made, const QString &key) const;
    /// All entries, the longest unused first. `measured`: with their bytes, which are counted once an entry.
    QList<CacheEntry> entries(bool measured = true) const;

    enum class Removal { Removed, InUse, Failed };
    /// Removes the entry unless somebody keeps it. `evenInUse`: who has it open keeps reading what it has open.
    Removal remove(const QString &key, bool evenInUse = false) const;
    /// Removes what killed processes left half-made, or half-removed. Returns how many.
    int sweepLeftovers() const;

private:
    QString m_dir;
};

/// Blocks of all files below `dir`, each once however many names it has; links are not followed.
qint64 bytesOnDisk(const QString &dir);

} // namespace lathe
