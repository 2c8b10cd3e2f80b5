// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/atomicfile.h"
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {

static Error ioError(const QString &path, const char *what)
{
    const int saved = errno;
    QString text = (QFileInfo::exists(path) ? QCoreApplication::translate("lathe", "%1 could not be saved: %2. The old file is unchanged.") : QCoreApplication::translate("lathe", "%1 could not be saved: %2."))
                       .arg(path, qt_error_string(saved));
    if (saved == EACCES || saved == EPERM || saved == EROFS)
        text += u' ' + QCoreApplication::translate("lathe", "Allow writing to its folder, or choose another one.");
    else if (saved == ENOSPC || saved == EDQUOT)
        text += u' ' + QCoreApplication::translate("lathe", "Make room on the disk and try again.");
    return {ErrorCode::Io, text, QString::fromLatin1(what), QStringLiteral("LTH-FILE-001")};
}

static bool writeAll(int fd, const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.constData() + done, size_t(bytes.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        done += n;
    }
    return true;
}

namespace {

/// A file's new bytes, on the disk under a name of their own.
struct Staged
{
    QString path;
    QString target; ///< Where a link leads.
    QByteArray folder;
    QByteArray temporary;
};

} // namespace

static Result<Staged> stage(const QString &path, const QByteArray &bytes, int mode)
{
    QString target = path;
    if (const QFileInfo info(path); info.isSymLink()) {
        const QString real = info.canonicalFilePath();
        target = real.isEmpty() ? info.symLinkTarget() : real;
    }
    const QFileInfo info(target);
    const QByteArray folder = QFile::encodeName(info.absolutePath());
    QByteArray temporary = folder + "/." + QFile::encodeName(info.fileName()) + ".lathe-XXXXXX";
    struct stat old = {};
    const bool existed = ::stat(QFile::encodeName(target).constData(), &old) == 0;
    if (existed && ::access(QFile::encodeName(target).constData(), W_OK) != 0)
        return tl::unexpected(ioError(path, "access")); // rename would replace a read-only file
    const int fd = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (fd < 0)
        return tl::unexpected(ioError(path, "mkostemp"));
    const char *failed = nullptr;
    if (!writeAll(fd, bytes))
        failed = "write";
    else if (::fchmod(fd, existed ? old.st_mode & 07777 : mode_t(mode)) != 0)
        failed = "fchmod";
    else if (::fsync(fd) != 0)
        failed = "fsync";
    const int savedErrno = errno;
    if (existed && ::fchown(fd, old.st_uid, old.st_gid) != 0) { /* not ours to give away: keep our own */
    }
    if (::close(fd) != 0 && !failed)
        failed = "close";
    else
        errno = savedErrno;
    if (failed) {
        const Error error = ioError(path, failed);
        ::unlink(temporary.constData());
        return tl::unexpected(error);
    }
    return Staged{path, target, folder, temporary};
}

static Result<> replace(const Staged &staged)
{
    if (::rename(staged.temporary.constData(), QFile::encodeName(staged.target).constData()) != 0) {
        const Error error = ioError(staged.path, "rename");
        ::unlink(staged.temporary.constData());
        return tl::unexpected(error);
    }
    if (const int dir = ::open(staged.folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); dir >= 0) {
        ::fsync(dir);
        ::close(dir);
    }
    return {};
}

Result<> writeFileAtomically(const QString &path, const QByteArray &bytes, int mode)
{
    return stage(path, bytes, mode).and_then(replace);
}

Result<> writeFilesAtomically(const QList<std::pair<QString, QByteArray>> &files)
{
    QList<Staged> staged;
    QList<std::optional<QByteArray>> before;
    Result<> done;
    for (const auto &[path, bytes] : files) {
        const auto old = readFile(path);
        auto one = old || old.error().code == ErrorCode::NotFound ? stage(path, bytes, 0644) : Result<Staged>(tl::unexpected(old.error()));
        if (!one) {
            done = tl::unexpected(one.error());
            break;
        }
        staged.append(*one);
        before.append(old ? std::optional(*old) : std::nullopt);
    }
    qsizetype replaced = 0;
    while (done && replaced < staged.size())
        if (done = replace(staged.at(replaced)); done)
            ++replaced;
    if (done)
        return done;
    for (qsizetype i = 0; i < staged.size(); ++i) {
        if (i >= replaced)
            ::unlink(staged.at(i).temporary.constData());
        else if (before.at(i))
            (void)writeFileAtomically(staged.at(i).path, *before.at(i));
        else
            QFile::remove(staged.at(i).path);
    }
    return done;
}

Result<QByteArray> readFile(const QString &path, qint64 maxBytes)
{
    QFile file(path);
    struct stat st = {};
    if (::stat(QFile::encodeName(path).constData(), &st) != 0 && errno == ENOENT)
        return fail(ErrorCode::NotFound, QCoreApplication::translate("lathe", "%1 does not exist.").arg(path));
    // A pipe in a folder would be waited for; what a shell hands over (<(command), /dev/stdin) is meant to be.
    if ((S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode) || S_ISCHR(st.st_mode)) && !path.startsWith(QLatin1String("/dev/")) && !path.startsWith(QLatin1String("/proc/")))
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "%1 is a pipe, a socket or a device, not a file.").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "%1 cannot be read: %2.").arg(path, file.errorString()));
    const QByteArray bytes = file.read(maxBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "%1 cannot be read: %2.").arg(path, file.errorString()));
    if (bytes.size() > maxBytes)
        return fail(ErrorCode::TooLarge, QCoreApplication::translate("lathe", "%1 is larger than %2 bytes.").arg(path).arg(maxBytes));
    return bytes;
}

int sweepStrayFiles(const QString &dir)
{
    int removed = 0;
    const QDateTime limit = QDateTime::currentDateTime().addSecs(-60);
    const auto found = QDir(dir).entryInfoList({QStringLiteral(".*.lathe-??????")}, QDir::Files | QDir::Hidden);
    for (const QFileInfo &info : found)
        if (info.lastModified() < limit && QFile::remove(info.filePath()))
            ++removed;
    return removed;
}

} // namespace lathe
