// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/packagetree.h"
#include "package/entryrules.h"
#include "package/ignorefile.h"
#include "package/ignorepatterns.h"
#include <QCoreApplication>
#include <QFile>
#include <algorithm>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {
namespace {

constexpr int maxDepth = 128; ///< Folders inside folders; each holds a descriptor while it is walked.

class Walker
{
public:
    Walker(const PackageSpec &spec, const std::string *skipped, const std::atomic_bool *cancel)
        : m_skipped(skipped), m_cancel(cancel)
    {
        const QStringList defaults = spec.defaultExcludes ? defaultPackageExcludes() : QStringList();
        m_patterns = IgnorePatterns(defaults + (spec.defaultExcludes ? readIgnoreFile(spec.rootDir) : QStringList()) + spec.patterns, int(defaults.size()));
    }

    /// Takes over `fd`.
    Result<> walk(int fd, const std::string &dir, const IgnorePatterns::State &state, int depth)
    {
        DIR *stream = ::fdopendir(fd);
        if (!stream) {
            ::close(fd);
            return unreadable(dir);
        }
        const std::unique_ptr<DIR, int (*)(DIR *)> guard(stream, ::closedir);
        bool empty = true;
        for (;;) {
            if (m_cancel && *m_cancel)
                return fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Packaging was cancelled."));
            errno = 0;
            const dirent *entry = ::readdir(stream);
            if (!entry) {
                if (errno != 0)
                    return unreadable(dir);
                break;
            }
            const std::string_view name = entry->d_name;
            if (name == "." || name == "..")
                continue;
            empty = false;
            if (auto done = visit(::dirfd(stream), entry->d_name, dir, state, depth); !done)
                return done;
        }
        if (empty && !dir.empty() && !state.excluded)
            found.push_back({dir, TreeEntry::Kind::EmptyFolder, true, 0, {}, 0, 0, 0, 0});
        return {};
    }

    std::vector<TreeEntry> found;

private:
    static tl::unexpected<Error> unreadable(const std::string &path)
    {
        const int saved = errno;
        return fail(ErrorCode::Io,
            QCoreApplication::translate("lathe", "%1 cannot be read: %2. Change its permissions or leave it out with a pattern.")
                .arg(path.empty() ? QStringLiteral(".") : entryrules::shown(path), qt_error_string(saved)), {}, QStringLiteral("LTH-PKG-004"));
    }

    Result<> visit(int dirFd, const char *name, const std::string &dir, const IgnorePatterns::State &parent, int depth)
    {
        const std::string path = dir.empty() ? std::string(name) : dir + '/' + name;
        struct stat st = {};
        if (::fstatat(dirFd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            return errno == ENOENT ? Result<>() : unreadable(path); // deleted a moment ago: not part of the tree
        const bool isDir = S_ISDIR(st.st_mode);
        const IgnorePatterns::State state = m_patterns.decide(path, isDir, parent);
        if (isDir) {
            if (state.excluded && !m_patterns.mayReturnBelow(path, state))
                return {};
            if (depth >= maxDepth)
                return fail(ErrorCode::TooLarge, QCoreApplication::translate("lathe", "%1: folders are nested more than %2 deep.")
                    .arg(entryrules::shown(path)).arg(maxDepth), {}, QStringLiteral("LTH-PKG-006"));
            const int fd = ::openat(dirFd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            return fd < 0 ? unreadable(path) : walk(fd, path, state, depth + 1);
        }
        if (state.excluded || (m_skipped && path == *m_skipped))
            return {};
        TreeEntry entry;
        entry.path = path;
        entry.device = st.st_dev;
        entry.inode = st.st_ino;
        entry.modifiedNs = qint64(st.st_mtim.tv_sec) * 1'000'000'000 + st.st_mtim.tv_nsec;
        entry.changedNs = qint64(st.st_ctim.tv_sec) * 1'000'000'000 + st.st_ctim.tv_nsec;
        if (S_ISLNK(st.st_mode))
            return visitLink(dirFd, name, std::move(entry));
        if (!S_ISREG(st.st_mode))
            return fail(ErrorCode::Config, QCoreApplication::translate("lathe",
                "%1 is a socket, a pipe or a device and cannot be packaged. Delete it or leave it out with a pattern.")
                .arg(entryrules::shown(path)), {}, QStringLiteral("LTH-PKG-007"));
        entry.executable = (st.st_mode & S_IXUSR) != 0;
        entry.bytes = st.st_size;
        found.push_back(std::move(entry));
        return {};
    }

    Result<> visitLink(int dirFd, const char *name, TreeEntry entry)
    {
        char target[4097];
        const ssize_t size = ::readlinkat(dirFd, name, target, sizeof target);
        if (size < 0)
            return unreadable(entry.path);
        entry.kind = TreeEntry::Kind::Link;
        entry.executable = true;
        entry.target.assign(target, std::size_t(size));
        entry.bytes = qint64(size);
        if (const QString problem = entryrules::linkProblem(entry.path, entry.target); !problem.isEmpty())
            return fail(ErrorCode::Config, QCoreApplication::translate("lathe",
                "The symbolic link %1 -> %2 cannot be packaged: %3. Point it inside the folder by a relative path, or leave it out with a pattern.")
                .arg(entryrules::shown(entry.path), entryrules::shown(entry.target), problem), {}, QStringLiteral("LTH-PKG-002"));
        found.push_back(std::move(entry));
        return {};
    }

    IgnorePatterns m_patterns;
    const std::string *m_skipped;
    const std::atomic_bool *m_cancel;
};

} // namespace

bool storedBefore(const TreeEntry &a, const TreeEntry &b)
{
    const std::size_t both = std::min(a.path.size(), b.path.size());
    if (const int order = std::memcmp(a.path.data(), b.path.data(), both); order != 0)
        return order < 0;
    const auto next = [both](const TreeEntry &e) { // the slash of an empty folder is not in its path
        return e.path.size() > both ? int(static_cast<unsigned char>(e.path[both])) : e.kind == TreeEntry::Kind::EmptyFolder ? int('/') : -1;
    };
    return next(a) < next(b);
}

Result<std::vector<TreeEntry>> walkPackageTree(const PackageSpec &spec, const std::string *skipped, const std::atomic_bool *cancel)
{
    const int root = ::open(QFile::encodeName(spec.rootDir).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (spec.rootDir.isEmpty() || root < 0) {
        const int saved = errno;
        if (root >= 0)
            ::close(root);
        return fail(saved == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
            QCoreApplication::translate("lathe", "The folder %1 cannot be packaged: %2.").arg(spec.rootDir, qt_error_string(saved)),
            {}, QStringLiteral("LTH-PKG-003"));
    }
    Walker walker(spec, skipped, cancel);
    if (auto done = walker.walk(root, {}, {}, 0); !done)
        return tl::unexpected(done.error());
    auto &found = walker.found;
    std::sort(found.begin(), found.end(), storedBefore);
    entryrules::TwinFinder twins;
    using Twin = entryrules::TwinFinder::Kind;
    for (const TreeEntry &entry : found) {
        QString problem = entryrules::nameProblem(entry.path);
        if (problem.isEmpty())
            problem = twins.add(entry.path, entry.kind == TreeEntry::Kind::File ? Twin::File
                : entry.kind == TreeEntry::Kind::Link ? Twin::Link : Twin::Folder);
        if (!problem.isEmpty())
            return fail(ErrorCode::Config, QCoreApplication::translate("lathe",
                "%1 cannot be packaged: %2. Rename it or leave it out with a pattern.").arg(entryrules::shown(entry.path), problem),
                {}, QStringLiteral("LTH-PKG-006"));
    }
    return std::move(found);
}

} // namespace lathe
