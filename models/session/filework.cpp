// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/filework.h"
#include "core/treeremoval.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {

namespace {

constexpr qsizetype nameBytesMax = 255; // NAME_MAX of Linux' file systems

QString translated(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

/// There, or a link that leads nowhere.
bool isThere(const QString &path)
{
    struct stat about;
    return lstat(QFile::encodeName(path).constData(), &about) == 0;
}

bool isSame(const QString &one, const QString &other)
{
    struct stat a, b;
    return lstat(QFile::encodeName(one).constData(), &a) == 0 && lstat(QFile::encodeName(other).constData(), &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

tl::unexpected<Error> refused(const QString &path, int number)
{
    return fileError(path, number);
}

/// Whether `dir`, with all links followed, is the project's root or below it.
Result<> checkFolder(const QString &root, const QString &dir)
{
    const QString top = QFileInfo(root).canonicalFilePath(), real = QFileInfo(dir).canonicalFilePath();
    if (real.isEmpty() || top.isEmpty())
        return refused(dir, ENOENT);
    if (real != top && !real.startsWith(top == QLatin1String("/") ? top : top + u'/'))
        return fail(ErrorCode::Config, translated(QT_TRANSLATE_NOOP("lathe", "A link leads out of the project: %1. Change the file where it really is.")).arg(dir), real);
    return {};
}

Result<> checkFile(const QString &root, const QString &path)
{
    if (path == root || !path.startsWith(root + u'/'))
        return fail(ErrorCode::Config, translated(QT_TRANSLATE_NOOP("lathe", "This is no file of the project: %1")).arg(path));
    if (const auto inside = checkFolder(root, QFileInfo(path).path()); !inside)
        return inside;
    if (!isThere(path))
        return refused(path, ENOENT);
    return {};
}

Result<> checkNew(const QString &root, const QString &path)
{
    if (const QString why = fileNameProblem(QFileInfo(path).fileName()); !why.isEmpty())
        return fail(ErrorCode::Usage, why, path);
    return checkFolder(root, QFileInfo(path).path());
}

/// The kernel's own "do not overwrite" where the file system has it.
int renameQuietly(const QString &from, const QString &to)
{
    const QByteArray source = QFile::encodeName(from), target = QFile::encodeName(to);
    if (renameat2(AT_FDCWD, source.constData(), AT_FDCWD, target.constData(), RENAME_NOREPLACE) == 0)
        return 0;
    if (errno == EEXIST && isSame(from, to)) // only the case differs, and the disk ignores it
        return std::rename(source.constData(), target.constData()) == 0 ? 0 : errno;
    const bool lacking = errno == ENOSYS || (errno == EINVAL && !to.startsWith(from + u'/'));
    if (!lacking)
        return errno;
    if (isThere(to))
        return EEXIST;
    return std::rename(source.constData(), target.constData()) == 0 ? 0 : errno;
}

/// Makes the user's trash where there is none yet. Without it Qt 6.4 would make "files" and "info" in the current folder and use those.
bool hasHomeTrash()
{
    const QString trash = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/Trash");
    for (const QString &part : {trash + QStringLiteral("/files"), trash + QStringLiteral("/info")})
        if (!QDir().mkpath(part) || access(QFile::encodeName(part).constData(), W_OK | X_OK) != 0)
            return false;
    return true;
}

/// "app-copy.py" for "app.py", ".env-copy" for ".env".
QString freeCopy(const QString &path, bool folder)
{
    const QString name = QFileInfo(path).fileName(), dir = QFileInfo(path).path() + u'/';
    const qsizetype dot = folder ? -1 : name.lastIndexOf(u'.');
    const QString stem = dot > 0 ? name.left(dot) : name, end = dot > 0 ? name.mid(dot) : QString();
    QString copy = dir + stem + QStringLiteral("-copy") + end;
    for (int n = 2; isThere(copy); ++n)
        copy = dir + stem + QStringLiteral("-copy-%1").arg(n) + end;
    return copy;
}

/// Makes what a name says, with the folders in it; those go again when it fails.
Result<QString> makeInFolders(const QString &root, const QString &dir, const QString &name, int (*make)(const char *path))
{
    if (const QString why = newNameProblem(name); !why.isEmpty())
        return fail(ErrorCode::Usage, why, dir + u'/' + name);
    if (const auto inside = checkFolder(root, dir); !inside)
        return tl::unexpected(inside.error());
    QStringList made;
    const auto step = [&](const QString &place, bool last) -> Result<> {
        const QByteArray path = QFile::encodeName(place);
        if (const int number = last ? make(path.constData()) : mkdir(path.constData(), 0777) == 0 ? 0 : errno; number != 0)
            return !last && number == EEXIST && QFileInfo(place).isDir() ? checkFolder(root, place) : Result<>(refused(place, number));
        made.prepend(place);
        return {};
    };
    for (qsizetype at = name.indexOf(u'/'), last = 0; !last; at = name.indexOf(u'/', at + 1)) {
        last = at < 0;
        if (const auto done = step(dir + u'/' + name.left(at), last); !done) {
            for (const QString &place : made)
                rmdir(QFile::encodeName(place).constData());
            return tl::unexpected(done.error());
        }
    }
    return dir + u'/' + name;
}

} // namespace

tl::unexpected<Error> fileError(const QString &path, int number)
{
    const QString why = QString::fromLocal8Bit(std::strerror(number));
    const QString name = QFileInfo(path).fileName();
    switch (number) {
    case EEXIST:
    case ENOTEMPTY:
        return fail(ErrorCode::AlreadyExists, translated(QT_TRANSLATE_NOOP("lathe", "There is something of this name already: %1. Choose another name.")).arg(name), path);
    case ENOENT:
    case ENOTDIR:
        return fail(ErrorCode::NotFound, translated(QT_TRANSLATE_NOOP("lathe", "It is not there any more: %1")).arg(name), path);
    case EACCES:
    case EPERM:
    case EROFS:
        return fail(ErrorCode::Io, translated(QT_TRANSLATE_NOOP("lathe", "The folder may not be changed: %1. Look at its permissions.")).arg(QFileInfo(path).path()), why);
    case ENOSPC:
    case EDQUOT:
        return fail(ErrorCode::Io, translated(QT_TRANSLATE_NOOP("lathe", "The disk is full: %1")).arg(QFileInfo(path).path()), why);
    case EINVAL:
        return fail(ErrorCode::Usage, translated(QT_TRANSLATE_NOOP("lathe", "A folder cannot be moved into itself: %1")).arg(name), path);
    case ECANCELED:
        return fail(ErrorCode::Cancelled, translated(QT_TRANSLATE_NOOP("lathe", "Stopped.")));
    default:
        return fail(ErrorCode::Io, translated(QT_TRANSLATE_NOOP("lathe", "The file could not be changed: %1")).arg(name), why);
    }
}

Result<> checkNewFile(const QString &root, const QString &path)
{
    return checkNew(root, path);
}

QString freeCopyName(const QString &path)
{
    const QFileInfo info(path);
    return freeCopy(path, info.isDir() && !info.isSymLink());
}

QString fileNameProblem(const QString &name)
{
    if (name.trimmed().isEmpty())
        return translated(QT_TRANSLATE_NOOP("lathe", "A name is needed."));
    if (name == QLatin1String(".") || name == QLatin1String(".."))
        return translated(QT_TRANSLATE_NOOP("lathe", "This name means a folder: choose another one."));
    if (name.contains(u'/') || name.contains(QChar(u'\0')))
        return translated(QT_TRANSLATE_NOOP("lathe", "A name has no / and no NUL."));
    if (QFile::encodeName(name).size() > nameBytesMax)
        return translated(QT_TRANSLATE_NOOP("lathe", "The name is too long: at most 255 bytes in UTF-8."));
    return {};
}

QString newNameProblem(const QString &name)
{
    for (const QString &part : name.split(u'/'))
        if (const QString why = fileNameProblem(part); !why.isEmpty())
            return why;
    return {};
}

Result<QString> makeFile(const QString &root, const QString &dir, const QString &name)
{
    return makeInFolders(root, dir, name, [](const char *path) {
        const int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        return file < 0 ? errno : (close(file), 0);
    });
}

Result<QString> makeFolder(const QString &root, const QString &dir, const QString &name)
{
    return makeInFolders(root, dir, name, [](const char *path) { return mkdir(path, 0777) == 0 ? 0 : errno; });
}

Result<FileMove> moveFile(const QString &root, const QString &from, const QString &to)
{
    if (const auto file = checkFile(root, from); !file)
        return tl::unexpected(file.error());
    if (const auto fine = checkNew(root, to); !fine)
        return tl::unexpected(fine.error());
    if (const int number = renameQuietly(from, to); number != 0)
        return refused(number == EEXIST ? to : from, number);
    return FileMove{from, to};
}

Result<QString> duplicateFile(const QString &root, const QString &path, const std::atomic_bool &stopped)
{
    namespace fs = std::filesystem;
    if (const auto file = checkFile(root, path); !file)
        return tl::unexpected(file.error());
    const fs::path from = QFile::encodeName(path).toStdString();
    std::error_code code;
    const bool folder = fs::is_directory(fs::symlink_status(from, code));
    const QString copy = freeCopy(path, folder);
    const fs::path to = QFile::encodeName(copy).toStdString();
    if (const auto fine = checkNew(root, copy); !fine)
        return tl::unexpected(fine.error());
    if (folder)
        fs::create_directory(to, code);
    else
        fs::copy(from, to, fs::copy_options::copy_symlinks, code);
    for (fs::recursive_directory_iterator it = folder && !code ? fs::recursive_directory_iterator(from, code) : fs::recursive_directory_iterator(), end;
         !code && it != end && !stopped; it.increment(code)) {
        const fs::file_status kind = it->symlink_status(code);
        const fs::path target = to / it->path().lexically_relative(from);
        if (fs::is_directory(kind))
            fs::create_directory(target, code);
        else if (fs::is_symlink(kind) || fs::is_regular_file(kind)) // sockets and pipes are no content
            fs::copy(it->path(), target, fs::copy_options::copy_symlinks, code);
    }
    if (!code && !stopped)
        return copy;
    if (code != std::errc::file_exists)
        removeTree(copy);
    return refused(copy, stopped ? ECANCELED : code.value());
}

Result<TrashedFile> trashFile(const QString &root, const QString &path)
{
    if (const auto file = checkFile(root, path); !file)
        return tl::unexpected(file.error());
    if (access(QFile::encodeName(QFileInfo(path).path()).constData(), W_OK | X_OK) != 0)
        return refused(path, errno);
    TrashedFile trashed{path, {}};
    if (!hasHomeTrash() || !QFile::moveToTrash(path, &trashed.inTrash) || trashed.inTrash.isEmpty())
        return isThere(path) ? Result<TrashedFile>(fail(ErrorCode::Unsupported, translated(QT_TRANSLATE_NOOP("lathe", "There is no trash for this place: %1")).arg(path)))
                             : Result<TrashedFile>(refused(path, ENOENT));
    return trashed;
}

Result<QString> restoreFile(const QString &root, const TrashedFile &trashed)
{
    const QFileInfo place(trashed.path), kept(trashed.inTrash);
    if (!isThere(trashed.inTrash))
        return fail(ErrorCode::NotFound, translated(QT_TRANSLATE_NOOP("lathe", "It is not in the trash any more: %1")).arg(place.fileName()), trashed.inTrash);
    QDir().mkpath(place.path());
    if (const auto fine = checkNew(root, trashed.path); !fine)
        return tl::unexpected(fine.error());
    if (const int number = renameQuietly(trashed.inTrash, trashed.path); number != 0)
        return refused(trashed.path, number);
    QFile::remove(QFileInfo(kept.path()).path() + QStringLiteral("/info/") + kept.fileName() + QStringLiteral(".trashinfo"));
    return trashed.path;
}

Result<> deleteFile(const QString &root, const QString &path)
{
    if (const auto file = checkFile(root, path); !file)
        return file;
    const QFileInfo info(path);
    const bool gone = info.isDir() && !info.isSymLink() ? removeTree(path) : unlink(QFile::encodeName(path).constData()) == 0;
    return gone ? Result<>() : Result<>(refused(path, errno));
}

} // namespace lathe
