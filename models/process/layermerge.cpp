// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/layermerge.h"
#include "core/ids.h"
#include "core/paths.h"
#include "core/treeremoval.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {

namespace {

/// What stands at one relative path once all layers are laid over each other.
struct Entry
{
    QByteArray source; ///< Absolute.
    struct stat status = {};
};
using Entries = QMap<QByteArray, Entry>;

void removeBelow(Entries &entries, const QByteArray &path)
{
    for (auto it = entries.lowerBound(path + '/'); it != entries.end() && it.key().startsWith(path + '/');)
        it = entries.erase(it);
}

void collect(const QByteArray &root, const QByteArray &relative, Entries &entries)
{
    const QByteArray here = relative.isEmpty() ? root : root + '/' + relative;
    const QStringList names =
        QDir(QFile::decodeName(here)).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        const QByteArray path = relative.isEmpty() ? QFile::encodeName(name) : relative + '/' + QFile::encodeName(name);
        Entry entry;
        entry.source = root + '/' + path;
        if (lstat(entry.source.constData(), &entry.status) != 0)
            continue;
        const bool directory = S_ISDIR(entry.status.st_mode);
        if (!directory)
            removeBelow(entries, path); // a file hides a lower layer's folder of that name
        entries[path] = entry;
        if (directory)
            collect(root, path, entries);
    }
}

bool copyFile(const Entry &entry, const QByteArray &target)
{
    QFile in(QFile::decodeName(entry.source));
    QFile out(QFile::decodeName(target));
    if (!in.open(QIODevice::ReadOnly) || !out.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return false;
    while (!in.atEnd()) {
        const QByteArray part = in.read(1 << 20);
        if (out.write(part) != part.size())
            return false;
    }
    return fchmod(out.handle(), entry.status.st_mode & 0777) == 0;
}

bool put(const Entry &entry, const QByteArray &target)
{
    if (S_ISDIR(entry.status.st_mode))
        return mkdir(target.constData(), 0755) == 0;
    if (S_ISLNK(entry.status.st_mode)) {
        QByteArray link(4096, '\0');
        const ssize_t size = readlink(entry.source.constData(), link.data(), size_t(link.size()) - 1);
        return size > 0 && symlink(link.left(size).constData(), target.constData()) == 0;
    }
    if (!S_ISREG(entry.status.st_mode))
        return true; // sockets and devices have no place in a layer
    return linkat(AT_FDCWD, entry.source.constData(), AT_FDCWD, target.constData(), 0) == 0 || copyFile(entry, target);
}

QByteArray keyOf(const Entries &entries)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (auto it = entries.cbegin(); it != entries.cend(); ++it) {
        const struct stat &s = it->status;
        const qint64 numbers[] = {qint64(s.st_dev), qint64(s.st_ino),  s.st_size,
                                  s.st_mtim.tv_sec, s.st_mtim.tv_nsec, s.st_mode};
        hash.addData(it.key());
        hash.addData(QByteArrayView(reinterpret_cast<const char *>(numbers), S_ISDIR(s.st_mode) ? 0 : sizeof numbers));
        hash.addData(QByteArrayView("\0", 1));
    }
    return hash.result().toHex().left(32);
}

} // namespace

Result<QString> mergedLayers(const QStringList &layers, const QString &cacheDir, CacheLease *lease)
{
    Entries entries;
    for (const QString &layer : layers)
        collect(QFile::encodeName(QDir(layer).absolutePath()), {}, entries);
    const auto parent = paths::makePrivate(cacheDir);
    if (!parent)
        return tl::unexpected(parent.error());
    const QString key = QString::fromLatin1(keyOf(entries)), target = cacheDir + u'/' + key;
    CacheLease own;
    CacheLease &inUse = lease ? *lease : own;
    inUse = CacheFolder(cacheDir).take(key);
    if (inUse)
        return target;
    CacheFolder(cacheDir).sweepLeftovers();
    const QString part = cacheDir + QStringLiteral("/.unpack-%1-").arg(getpid()) + newUuid();
    bool ok = mkdir(QFile::encodeName(part).constData(), 0755) == 0;
    for (auto it = entries.cbegin(); ok && it != entries.cend(); ++it) // sorted: a folder comes before what is in it
        ok = put(*it, QFile::encodeName(part) + '/' + it.key());
    const QString problem = qt_error_string();
    if (ok)
        inUse = CacheFolder(cacheDir).put(QFileInfo(part).fileName(), key);
    if (inUse)
        return target;
    removeTree(part);
    return fail(
        ErrorCode::Io,
        QCoreApplication::translate("lathe", "The layers cannot be merged below %1; check the free space there.")
            .arg(cacheDir),
        problem);
}

} // namespace lathe
