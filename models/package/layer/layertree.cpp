// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/layer/layertree.h"
#include "core/limits.h"
#include "core/sha256.h"
#include "package/entryrules.h"
#include "package/layer/inputfacts.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <elf.h>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {

namespace fs = std::filesystem;

static QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

static fs::path native(const QString &path)
{
    return fs::path(QFile::encodeName(path).toStdString());
}

static QString shown(const fs::path &path)
{
    return QFile::decodeName(QByteArray::fromStdString(path.string()));
}

static tl::unexpected<Error> ioError(const fs::path &path, const std::error_code &error)
{
    return fail(ErrorCode::Io, tr("The layer cannot be written at %1: %2.").arg(shown(path), QString::fromStdString(error.message())));
}

/// What was to be read: gone since it was seen, or not for this user.
static tl::unexpected<Error> unreadable(const fs::path &path, int number)
{
    if (number == ENOENT)
        return fail(ErrorCode::Conflict, tr("%1 was deleted while the layer was made. Repeat.").arg(shown(path)), {}, QStringLiteral("LTH-LYR-030"));
    return fail(ErrorCode::Io, tr("%1 cannot be read: %2. Change its permissions or leave it out.").arg(shown(path), qt_error_string(number)), {}, QStringLiteral("LTH-LYR-030"));
}

tl::unexpected<Error> layerTooLarge(qint64 bytes, const QString &largest)
{
    return fail(ErrorCode::TooLarge, tr("The layer has %1 bytes; Lambda allows %2 for a function with all its layers. Leave something out, or use a container image.").arg(bytes).arg(limits::unzippedBytes),
                largest, QStringLiteral("LTH-LYR-009"));
}

static constexpr int maxEntries = 100000; ///< As an archive may have, see ExtractLimits.

/// Whether `path` is `folder` or lies in it; both canonical.
static bool isBelow(const fs::path &path, const fs::path &folder)
{
    const auto end = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return end.first == folder.end();
}

/// Where a link in a layer's source leads when it leads out of it: there it would lead nowhere on Lambda.
static bool leadsOut(const fs::path &relative, const fs::path &to)
{
    const fs::path lands = (relative.parent_path() / to).lexically_normal();
    return to.is_absolute() || (!lands.empty() && *lands.begin() == "..");
}

static bool sameBytes(const fs::path &a, const fs::path &b)
{
    std::error_code ignored;
    if (fs::file_size(a, ignored) != fs::file_size(b, ignored))
        return false;
    std::ifstream left(a, std::ios::binary), right(b, std::ios::binary);
    return left && right &&
           std::equal(std::istreambuf_iterator<char>(left), std::istreambuf_iterator<char>(), std::istreambuf_iterator<char>(right));
}

namespace {

/// Copies trees over one another into one folder.
class TreeCopy
{
public:
    TreeCopy(fs::path root, QList<LayerNote> &notes, const std::function<void(int, qint64)> &onCopied, const std::atomic_bool *cancel)
        : m_root(std::move(root)), m_notes(notes), m_onCopied(onCopied), m_cancel(cancel)
    {
    }

    Result<> copyPlacement(const LayerPlacement &one)
    {
        m_made = one.made;
        return copy(native(one.source), native(one.target));
    }

private:
    Result<> copy(const fs::path &source, const fs::path &relative, int depth = 0)
    {
        if (m_cancel && m_cancel->load())
            return fail(ErrorCode::Cancelled, tr("The layer was cancelled."));
        if (depth > 200)
            return fail(ErrorCode::TooLarge, tr("%1 has too many folders inside one another. Move them up, or leave them out.").arg(shown(source)), {}, QStringLiteral("LTH-LYR-009"));
        if (const QString problem = entryrules::nameProblem(relative.string()); !problem.isEmpty() && !relative.empty())
            return fail(ErrorCode::Config, tr("%1 cannot be in a layer: %2. Rename it.").arg(entryrules::shown(relative.string()), problem), {}, QStringLiteral("LTH-LYR-029"));
        std::error_code error;
        const fs::file_status status = fs::symlink_status(source, error);
        if (!fs::exists(status)) {
            if (const QString name = shown(source); name.contains(QChar(0xfffd))) // QString has other bytes than the name
                return fail(ErrorCode::Config, tr("%1 cannot be in a layer: %2. Rename it.").arg(name, tr("the name is not valid UTF-8")), {}, QStringLiteral("LTH-LYR-029"));
            return unreadable(source, error ? error.value() : ENOENT);
        }
        if (++m_entries > maxEntries)
            return fail(ErrorCode::TooLarge, tr("The layer has more than %1 files and folders. Leave something out, or use a container image.").arg(maxEntries), shown(source), QStringLiteral("LTH-LYR-009"));
        const fs::path target = m_root / relative;
        fs::create_directories(target.parent_path(), error);
        if (error)
            return ioError(target.parent_path(), error);
        if (fs::is_symlink(status))
            return copyLink(source, target, depth);
        if (fs::is_directory(status))
            return copyFolder(source, relative, depth);
        if (fs::is_regular_file(status))
            return copyFile(source, relative);
        m_notes.append({LayerNote::Kind::LeftOut, tr("%1 is left out: it is neither a file, a folder nor a link.").arg(shown(source)), shown(source), {}});
        return {};
    }

    tl::unexpected<Error> conflict(const fs::path &source, const fs::path &target) const
    {
        const auto first = m_from.find(target.string());
        return fail(ErrorCode::Conflict,
                    tr("Two different files want to be %1 in the layer: %2 and %3. Leave one of them out.")
                        .arg(shown(target.lexically_relative(m_root)), first == m_from.end() ? tr("another") : shown(first->second), shown(source)),
                    {}, QStringLiteral("LTH-LYR-003"));
    }

    Result<> copyLink(const fs::path &source, const fs::path &target, int depth)
    {
        std::error_code error;
        const fs::path to = fs::read_symlink(source, error);
        if (error)
            return ioError(source, error);
        // A link out of the folder would lead nowhere on Lambda: what it points at is copied.
        const fs::path relative = target.lexically_relative(m_root);
        if (leadsOut(relative, to)) {
            if (m_made) { // an install script's link to ~/.aws must not bring its content
                m_notes.append({LayerNote::Kind::Warning, tr("The link %1 leads out of what was installed and is left out.").arg(shown(relative)), shown(source), {}});
                return {};
            }
            const fs::path real = fs::canonical(source, error);
            if (error) {
                m_notes.append({LayerNote::Kind::LeftOut, tr("The link %1 leads nowhere and is left out.").arg(shown(source)), shown(source), {}});
                return {};
            }
            const fs::path here = fs::canonical(source.parent_path(), error);
            const bool round = isBelow(here, real) || std::any_of(m_following.begin(), m_following.end(), [&](const fs::path &one) { return isBelow(one, real); });
            if (round) {
                m_notes.append({LayerNote::Kind::LeftOut, tr("The link %1 leads to a folder that holds the link itself, and is left out.").arg(shown(source)), shown(source), {}});
                return {};
            }
            if (m_following.empty()) // a stranger's folder may lead to what its user would not give away
                m_notes.append({LayerNote::Kind::Made, tr("The link %1 leads out of the folder: what it leads to was copied (%2).").arg(shown(relative), shown(real)), shown(source), shown(relative)});
            m_following.push_back(real);
            auto done = copy(real, relative, depth + 1);
            m_following.pop_back();
            return done;
        }
        if (fs::exists(fs::symlink_status(target, error)))
            return fs::is_symlink(target, error) && fs::read_symlink(target, error) == to ? Result<>() : conflict(source, target);
        fs::create_symlink(to, target, error);
        if (error)
            return ioError(target, error);
        m_from.emplace(target.string(), source);
        return {};
    }

    Result<> copyFolder(const fs::path &source, const fs::path &relative, int depth)
    {
        const fs::path target = m_root / relative;
        std::error_code error;
        if (fs::exists(fs::symlink_status(target, error)) && !fs::is_directory(fs::symlink_status(target, error)))
            return conflict(source, target);
        fs::create_directory(target, error);
        if (error)
            return ioError(target, error);
        ::chmod(target.c_str(), 0755);
        fs::directory_iterator it(source, error);
        if (error)
            return unreadable(source, error.value());
        for (; it != fs::directory_iterator(); it.increment(error)) {
            const std::string name = it->path().filename().string();
            if (isJunk(QString::fromStdString(name)))
                continue;
            if (auto done = copy(it->path(), relative / name, depth + 1); !done)
                return done;
            if (error)
                return unreadable(source, error.value());
        }
        return {};
    }

    Result<> copyFile(const fs::path &source, const fs::path &relative)
    {
        const fs::path target = m_root / relative;
        std::error_code error;
        if (fs::exists(fs::symlink_status(target, error)))
            return fs::is_regular_file(fs::symlink_status(target, error)) && sameBytes(source, target) ? Result<>() : conflict(source, target);
        struct stat from = {};
        ::stat(source.c_str(), &from);
        if (m_bytes + qint64(from.st_size) > limits::unzippedBytes) // before the disk is filled with it
            return layerTooLarge(m_bytes + qint64(from.st_size), shown(source));
        fs::copy_file(source, target, error);
        if (error && ::access(source.c_str(), R_OK) != 0)
            return unreadable(source, errno);
        if (error)
            return ioError(target, error);
        m_from.emplace(target.string(), source);
        ::chmod(target.c_str(), (from.st_mode & S_IXUSR) || needsExecution(source, relative, from.st_mode) ? 0755 : 0644);
        m_bytes += qint64(from.st_size);
        if (++m_files % 64 == 0 && m_onCopied)
            m_onCopied(m_files, m_bytes);
        return {};
    }

    /// Programs lose their bit on the way through file systems and archives without one.
    bool needsExecution(const fs::path &source, const fs::path &relative, mode_t mode)
    {
        const std::string parent = relative.parent_path().string();
        if ((mode & S_IXUSR) || (parent != "bin" && parent != "extensions" && relative != "bootstrap"))
            return false;
        if (parent == "bin" && !isProgram(shown(source)))
            return false;
        m_notes.append({LayerNote::Kind::Made, tr("%1 was not executable; it is in the layer.").arg(shown(relative)), shown(source), shown(relative)});
        return true;
    }

    const fs::path m_root;
    QList<LayerNote> &m_notes;
    const std::function<void(int, qint64)> &m_onCopied;
    const std::atomic_bool *m_cancel;
    std::unordered_map<std::string, fs::path> m_from;
    std::vector<fs::path> m_following; ///< What links lead to that is being copied.
    int m_files = 0, m_entries = 0;
    qint64 m_bytes = 0;
    bool m_made = false; ///< Of the placement that is copied.
};

} // namespace

Result<> copyPlacements(const QList<LayerPlacement> &placements, const QString &dir, QList<LayerNote> &notes,
                        const std::function<void(int, qint64)> &onCopied, const std::atomic_bool *cancel)
{
    TreeCopy copy(native(dir), notes, onCopied, cancel);
    for (const LayerPlacement &one : placements)
        if (auto done = copy.copyPlacement(one); !done)
            return done;
    return {};
}

/// The processor of an ELF file, or 0.
static int elfMachine(const QByteArray &head)
{
    if (head.size() < 20 || !head.startsWith("\x7f" "ELF"))
        return 0;
    return quint8(head[18]) | quint8(head[19]) << 8;
}

static Result<> hashFile(const fs::path &path, Sha256 &hash, QByteArray *head)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC); // whatever bytes its name is of
    QFile file;
    if (fd < 0 || !file.open(fd, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
        return unreadable(path, errno);
    QByteArray chunk(1 << 18, Qt::Uninitialized);
    bool first = true;
    for (qint64 size; (size = file.read(chunk.data(), chunk.size())) > 0; first = false) {
        if (first)
            *head = chunk.left(std::min<qint64>(size, 64));
        hash.add(QByteArrayView(chunk).first(size));
    }
    return {};
}

namespace {

/// Reads what a layer would be made of, for its hash alone.
class SourceHash
{
public:
    explicit SourceHash(const std::atomic_bool *cancel) : m_cancel(cancel) {}

    Result<> add(const fs::path &source, const fs::path &relative, int depth = 0)
    {
        if (m_cancel && m_cancel->load())
            return fail(ErrorCode::Cancelled, tr("The layer was cancelled."));
        struct stat status = {};
        if (::lstat(source.c_str(), &status) != 0)
            return unreadable(source, errno);
        if (++m_entries > maxEntries || depth > 200)
            return line(relative, "…"); // copying it says what is wrong
        std::error_code error;
        if (S_ISLNK(status.st_mode)) {
            const fs::path to = fs::read_symlink(source, error);
            const fs::path real = leadsOut(relative, to) ? fs::canonical(source, error) : fs::path();
            if (auto told = line(relative, "l " + QByteArray::fromStdString(to.string())); real.empty() || error)
                return told;
            const fs::path here = fs::canonical(source.parent_path(), error);
            if (isBelow(here, real) || std::any_of(m_following.begin(), m_following.end(), [&](const fs::path &one) { return isBelow(one, real); }))
                return {};
            m_following.push_back(real);
            auto done = add(real, relative, depth + 1);
            m_following.pop_back();
            return done;
        }
        if (S_ISDIR(status.st_mode))
            return addFolder(source, relative, depth);
        if (!S_ISREG(status.st_mode))
            return line(relative, "o"); // a pipe would be waited for; copying leaves it out
        m_bytes += status.st_size;
        if (m_bytes > limits::unzippedBytes)
            return layerTooLarge(m_bytes, shown(source));
        Sha256 one;
        QByteArray head;
        if (auto read = hashFile(source, one, &head); !read)
            return read;
        return line(relative, (status.st_mode & S_IXUSR ? "x " : "f ") + one.result().toHex());
    }
    QByteArray result() { return m_all.result(); }

private:
    Result<> addFolder(const fs::path &source, const fs::path &relative, int depth)
    {
        (void)line(relative, "d");
        std::error_code error;
        std::vector<std::string> names;
        for (fs::directory_iterator it(source, error), end; !error && it != end; it.increment(error))
            if (std::string name = it->path().filename().string(); !isJunk(QString::fromStdString(name)))
                names.push_back(std::move(name));
        if (error)
            return unreadable(source, error.value());
        std::sort(names.begin(), names.end());
        for (const std::string &name : names)
            if (auto done = add(source / name, relative / name, depth + 1); !done)
                return done;
        return {};
    }
    Result<> line(const fs::path &relative, const QByteArray &text)
    {
        m_all.add(QByteArray::fromStdString(relative.string()) + '\0' + text + '\n');
        return {};
    }

    const std::atomic_bool *m_cancel;
    Sha256 m_all;
    std::vector<fs::path> m_following;
    int m_entries = 0;
    qint64 m_bytes = 0;
};

} // namespace

Result<QByteArray> layerSourceHash(const LayerPlacement &one, const std::atomic_bool *cancel)
{
    SourceHash hash(cancel);
    if (auto done = hash.add(native(one.source), native(one.target)); !done)
        return tl::unexpected(done.error());
    return hash.result();
}

Result<LayerTreeFacts> layerTreeFacts(const QString &dir, const QString &architecture, const std::atomic_bool *cancel)
{
    const fs::path root = native(dir);
    std::error_code error;
    std::vector<fs::path> paths;
    for (fs::recursive_directory_iterator it(root, fs::directory_options::skip_permission_denied, error), end; !error && it != end; it.increment(error))
        paths.push_back(it->path().lexically_relative(root));
    if (error)
        return unreadable(root, error.value());
    std::sort(paths.begin(), paths.end(), [](const fs::path &a, const fs::path &b) { return a.native() < b.native(); });
    LayerTreeFacts facts;
    Sha256 all;
    const int wanted = architecture == QLatin1String("arm64") ? EM_AARCH64 : EM_X86_64;
    for (const fs::path &relative : paths) {
        if (cancel && cancel->load())
            return fail(ErrorCode::Cancelled, tr("The layer was cancelled."));
        const fs::path path = root / relative;
        struct stat status = {};
        if (::lstat(path.c_str(), &status) != 0)
            return unreadable(path, errno);
        QByteArray line;
        if (S_ISLNK(status.st_mode)) {
            line = "l " + QByteArray::fromStdString(fs::read_symlink(path, error).string());
        } else if (S_ISDIR(status.st_mode)) {
            line = "d";
            if (relative.parent_path().empty())
                facts.topFolders.append(shown(relative));
        } else if (!S_ISREG(status.st_mode)) {
            line = "o"; // a pipe would be waited for; copying leaves it out
        } else {
            Sha256 one;
            QByteArray head;
            if (auto read = hashFile(path, one, &head); !read)
                return tl::unexpected(read.error());
            line = (status.st_mode & 0100 ? "x " : "f ") + one.result().toHex();
            ++facts.files;
            facts.bytes += status.st_size;
            if (const int machine = elfMachine(head); machine && facts.native.size() < 2000) {
                facts.native.append(shown(relative));
                if (machine != wanted)
                    facts.foreign.append(shown(relative));
            }
        }
        all.add(QByteArray::fromStdString(relative.string()) + '\0' + line + '\n');
    }
    facts.hash = all.result();
    return facts;
}

Result<> copyLayerTree(const QString &from, const QString &to)
{
    std::error_code error;
    fs::create_directories(native(to).parent_path(), error);
    if (!error)
        fs::copy(native(from), native(to), fs::copy_options::recursive | fs::copy_options::copy_symlinks, error);
    if (error)
        return ioError(native(to), error);
    return {};
}

} // namespace lathe
