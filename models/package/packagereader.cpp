// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/packagereader.h"
#include "core/sha256.h"
#include "package/missingfolders.h"
#include "package/treeextractor.h"
#include "package/ziparchive.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <dirent.h>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace lathe {

static tl::unexpected<Error> folderError(const QString &dir, const QString &why)
{
    return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The archive cannot be unpacked to %1: %2.").arg(dir, why), {}, QStringLiteral("LTH-PKG-015"));
}

Result<QList<PackageEntry>> readPackageList(const QString &zipFile, const ExtractLimits &limits)
{
    const auto archive = ZipArchive::open(zipFile, limits);
    if (!archive)
        return tl::unexpected(archive.error());
    QList<PackageEntry> list;
    list.reserve(qsizetype(archive->members().size()));
    for (const ZipMember &m : archive->members())
        list.append({QString::fromStdString(m.kind == ZipMember::Kind::Folder ? m.path + '/' : m.path), qint64(m.bytes), qint64(m.packed), m.executable});
    return list;
}

/// Removes what `dir` holds, and the folder itself when `all`.
static void clear(const QString &dir, bool all)
{
    std::error_code ignored;
    const std::filesystem::path path(QFile::encodeName(dir).toStdString());
    if (all) {
        std::filesystem::remove_all(path, ignored);
        return;
    }
    for (std::filesystem::directory_iterator it(path, ignored), end; !ignored && it != end; it.increment(ignored)) {
        std::error_code each;
        std::filesystem::remove_all(it->path(), each);
    }
}

Result<> extractPackage(const QString &zipFile, const QString &dir, const ExtractLimits &limits, const ExtractWatch &watch)
{
    const auto archive = ZipArchive::open(zipFile, limits);
    if (!archive)
        return tl::unexpected(archive.error());
    const QByteArray name = QFile::encodeName(dir);
    const MissingFolders parents(QFileInfo(dir).absolutePath());
    if (!QDir().mkpath(QFileInfo(dir).absolutePath()))
        return folderError(dir, QCoreApplication::translate("lathe", "its parent cannot be created"));
    const bool made = ::mkdir(name.constData(), 0755) == 0;
    if (!made && errno != EEXIST)
        return folderError(dir, qt_error_string(errno));
    const int root = ::open(name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (root < 0)
        return folderError(dir, qt_error_string(errno));
    Result<> done;
    {
        const std::unique_ptr<const int, void (*)(const int *)> closer(&root, [](const int *fd) { ::close(*fd); });
        if (!made && !QDir(dir).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
            return folderError(dir, QCoreApplication::translate("lathe", "the folder is not empty"));
        if (::fchmod(root, 0755) != 0)
            return folderError(dir, qt_error_string(errno));
        done = TreeExtractor(*archive, root, dir, watch).run();
    }
    if (!done) {
        clear(dir, made);
        parents.remove();
    }
    return done;
}

static QByteArray sha256Of(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    Sha256 hash;
    QByteArray chunk(1 << 18, Qt::Uninitialized);
    qint64 size = 0;
    while ((size = file.read(chunk.data(), chunk.size())) > 0)
        hash.add(QByteArrayView(chunk).first(size));
    return size < 0 ? QByteArray() : hash.result();
}

Result<QString> unpackCached(const QString &zipFile, const QByteArray &sha256, const QString &cacheDir, const ExtractLimits &limits, CacheLease *lease)
{
    if (sha256.size() != 32)
        return fail(ErrorCode::Internal, QCoreApplication::translate("lathe", "The hash of the archive %1 is not a SHA-256.").arg(zipFile));
    const QString key = QString::fromLatin1(sha256.toHex()), target = cacheDir + u'/' + key;
    CacheLease inUse = CacheFolder(cacheDir).take(key);
    if (lease)
        *lease = inUse;
    if (inUse)
        return target;
    if (!QDir().mkpath(cacheDir))
        return folderError(cacheDir, QCoreApplication::translate("lathe", "its parent cannot be created"));
    CacheFolder(cacheDir).sweepLeftovers();
    QByteArray temporary = QFile::encodeName(cacheDir + QStringLiteral("/.unpack-%1-XXXXXX").arg(::getpid()));
    if (!::mkdtemp(temporary.data()))
        return folderError(cacheDir, qt_error_string(errno));
    const QString folder = QFile::decodeName(temporary);
    QByteArray found;
    std::thread hashing([&] { found = sha256Of(zipFile); });
    auto done = extractPackage(zipFile, folder, limits);
    hashing.join();
    if (done && found != sha256)
        done = fail(ErrorCode::Verification, QCoreApplication::translate("lathe", "The archive %1 is not the one it should be: its SHA-256 differs.").arg(zipFile),
            QString::fromLatin1(found.toHex()), QStringLiteral("LTH-PKG-016"));
    if (done) {
        inUse = CacheFolder(cacheDir).put(QFileInfo(folder).fileName(), key);
        if (!inUse)
            done = folderError(target, qt_error_string(errno));
    }
    clear(folder, true); // gone already when it was renamed
    if (!done)
        return tl::unexpected(done.error());
    if (lease)
        *lease = inUse;
    return target;
}

} // namespace lathe
