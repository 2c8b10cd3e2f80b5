// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/filecopy.h"
#include "core/treeremoval.h"
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {

namespace fs = std::filesystem;

namespace {

constexpr size_t pieceBytes = 256 * 1024; ///< Between two looks for a stop.

QString translated(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

bool isThere(const QString &path)
{
    struct stat about;
    return lstat(QFile::encodeName(path).constData(), &about) == 0;
}

struct Descriptor
{
    explicit Descriptor(int given) : fd(given) {}
    ~Descriptor()
    {
        if (fd >= 0)
            close(fd);
    }
    Q_DISABLE_COPY_MOVE(Descriptor)
    const int fd;
};

/// One copy of several sources: the bytes that are done, the bytes there are, and who wants to know.
class Copying
{
public:
    Copying(const std::atomic_bool &stopped, const std::function<void(qint64, qint64)> &progress) : m_stopped(stopped), m_progress(progress) {}

    void measure(const fs::path &source)
    {
        std::error_code code;
        const auto add = [&](const fs::path &path) {
            if (fs::is_regular_file(fs::symlink_status(path, code)))
                if (const auto bytes = fs::file_size(path, code); !code)
                    m_total += qint64(bytes);
        };
        add(source);
        if (!fs::is_directory(fs::symlink_status(source, code)))
            return;
        for (fs::recursive_directory_iterator it(source, code), end; !code && it != end && !m_stopped; it.increment(code))
            add(it->path());
    }

    /// 0, or errno; ECANCELED when it was stopped.
    int copy(const fs::path &from, const fs::path &to)
    {
        std::error_code code;
        const fs::file_status kind = fs::symlink_status(from, code);
        if (code)
            return code.value();
        if (fs::is_directory(kind))
            return copyFolder(from, to);
        if (fs::is_regular_file(kind))
            return copyFile(from, to);
        if (fs::is_symlink(kind))
            fs::copy_symlink(from, to, code);
        return code.value();
    }

private:
    int copyFolder(const fs::path &from, const fs::path &to)
    {
        if (mkdir(to.c_str(), 0777) != 0)
            return errno;
        std::error_code code;
        for (fs::directory_iterator it(from, code), end; !code && it != end; it.increment(code)) {
            if (m_stopped)
                return ECANCELED;
            if (const int number = copy(it->path(), to / it->path().filename()); number != 0)
                return number;
        }
        if (code)
            return code.value();
        struct stat about;
        if (stat(from.c_str(), &about) == 0) { // last: a folder without rights to write could not be filled
            chmod(to.c_str(), (about.st_mode & 0777) | S_IRWXU); // its owner can remove it again
            const std::array<timespec, 2> times{about.st_atim, about.st_mtim};
            utimensat(AT_FDCWD, to.c_str(), times.data(), 0);
        }
        return 0;
    }

    int copyFile(const fs::path &from, const fs::path &to)
    {
        const Descriptor source(open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
        struct stat about;
        if (source.fd < 0 || fstat(source.fd, &about) != 0)
            return errno;
        if (!S_ISREG(about.st_mode)) // another thing took its place
            return 0;
        const Descriptor target(open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (target.fd < 0)
            return errno;
        std::vector<char> piece(pieceBytes);
        for (;;) {
            if (m_stopped)
                return ECANCELED;
            const ssize_t got = read(source.fd, piece.data(), piece.size());
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return errno;
            if (got == 0)
                break;
            for (ssize_t done = 0; done < got;) {
                const ssize_t written = write(target.fd, piece.data() + done, size_t(got - done));
                if (written < 0 && errno != EINTR)
                    return errno;
                done += qMax<ssize_t>(written, 0);
            }
            m_done += got;
            if (m_progress)
                m_progress(m_done, m_total);
        }
        const std::array<timespec, 2> times{about.st_atim, about.st_mtim};
        if (fchmod(target.fd, about.st_mode & 0777) != 0)
            return errno;
        futimens(target.fd, times.data());
        return 0;
    }

    const std::atomic_bool &m_stopped;
    const std::function<void(qint64, qint64)> &m_progress;
    qint64 m_done = 0;
    qint64 m_total = 0;
};

void takeBack(const QString &root, const FileCopyOutcome &outcome)
{
    for (const QString &path : outcome.made) {
        const QFileInfo info(path);
        info.isDir() && !info.isSymLink() ? void(removeTree(path)) : void(unlink(QFile::encodeName(path).constData()));
    }
    for (const TrashedFile &one : outcome.replaced)
        (void)restoreFile(root, one);
}

} // namespace

QStringList takenNames(const FileCopySpec &spec)
{
    QStringList taken;
    for (const QString &source : spec.sources)
        if (isThere(spec.dir + u'/' + QFileInfo(source).fileName()))
            taken += source;
    return taken;
}

QString copyProblem(const FileCopySpec &spec)
{
    const QString dir = QFileInfo(spec.dir).canonicalFilePath();
    for (const QString &source : spec.sources) {
        if (!isThere(source))
            return translated(QT_TRANSLATE_NOOP("lathe", "It is not there any more: %1")).arg(QFileInfo(source).fileName());
        const QFileInfo info(source);
        const QString real = info.canonicalFilePath();
        if (!info.isSymLink() && info.isDir() && (dir == real || dir.startsWith(real == QLatin1String("/") ? real : real + u'/')))
            return translated(QT_TRANSLATE_NOOP("lathe", "A folder cannot be copied into itself: %1")).arg(info.fileName());
    }
    return {};
}

Result<FileCopyOutcome> copyFiles(const FileCopySpec &spec, const std::atomic_bool &stopped, const std::function<void(qint64 done, qint64 total)> &progress)
{
    if (const QString why = copyProblem(spec); !why.isEmpty())
        return fail(ErrorCode::Usage, why);
    Copying copying(stopped, progress);
    for (const QString &source : spec.sources)
        copying.measure(QFile::encodeName(source).toStdString());
    FileCopyOutcome outcome;
    const auto one = [&](const QString &source) -> Result<> {
        QString target = spec.dir + u'/' + QFileInfo(source).fileName();
        if (const auto fine = checkNewFile(spec.root, target); !fine)
            return fine;
        if (isThere(target) && spec.taken == NameTaken::Skip) {
            outcome.skipped += source;
            return {};
        }
        if (isThere(target) && spec.taken == NameTaken::KeepBoth)
            target = freeCopyName(target);
        if (isThere(target) && spec.taken == NameTaken::Replace && QFileInfo(target).canonicalFilePath() != QFileInfo(source).canonicalFilePath()) {
            const auto trashed = trashFile(spec.root, target);
            if (!trashed)
                return tl::unexpected(trashed.error());
            outcome.replaced += *trashed;
        } else if (isThere(target) && spec.taken == NameTaken::Replace) { // by itself
            outcome.skipped += source;
            return {};
        }
        const bool fresh = !isThere(target);
        const int number = copying.copy(QFile::encodeName(source).toStdString(), QFile::encodeName(target).toStdString());
        if (fresh && isThere(target))
            outcome.made += target;
        return number == 0 ? Result<>() : Result<>(fileError(number == EEXIST ? target : source, number));
    };
    for (const QString &source : spec.sources) {
        const auto done = stopped ? Result<>(fileError(source, ECANCELED)) : one(source);
        if (done)
            continue;
        takeBack(spec.root, outcome);
        return tl::unexpected(done.error());
    }
    return outcome;
}

Result<> undoCopy(const QString &root, const FileCopyOutcome &outcome)
{
    for (const QString &path : outcome.made)
        if (const auto gone = trashFile(root, path); !gone && gone.error().code != ErrorCode::NotFound)
            return tl::unexpected(gone.error());
    for (const TrashedFile &one : outcome.replaced)
        if (const auto back = restoreFile(root, one); !back)
            return tl::unexpected(back.error());
    return {};
}

} // namespace lathe
