// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/image/imagefiles.h"
#include "core/limits.h"
#include "package/image/archiveapi.h"
#include "process/spawn.h"
#include <QCoreApplication>
#include <QFile>
#include <fcntl.h>
#include <linux/openat2.h>
#include <map>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lathe {

tl::unexpected<Error> imageDamaged(const QString &what, const QString &detail)
{
    return fail(ErrorCode::Config,
                QCoreApplication::translate("lathe", "The image is damaged or is none that Lathe reads: %1. Save it "
                                                     "again with \"docker save\" or \"skopeo copy\".")
                    .arg(what),
                detail, QStringLiteral("LTH-IMG-003"));
}

namespace {

constexpr int maxNames = 100000; ///< Entries of a tar file that holds an image; real ones have a few dozen.

QString shown(const std::string &name)
{
    return QString::fromUtf8(name.substr(0, 200));
}

/// "./a//b" as "a/b"; empty when it is no name below the image.
std::string plain(const std::string &name)
{
    std::string out;
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t end = std::min(name.find('/', at), name.size());
        const std::string part = name.substr(at, end - at);
        at = end + 1;
        if (part.empty() || part == ".")
            continue;
        if (part == "..") {
            const std::size_t slash = out.rfind('/');
            if (out.empty())
                return {};
            out.resize(slash == out.npos ? 0 : slash);
            continue;
        }
        out += (out.empty() ? "" : "/") + part;
    }
    return out;
}

class FileSource : public ByteSource
{
public:
    FileSource(OwnedFd fd, qint64 bytes) : m_fd(std::move(fd)) { size = bytes; }
    qint64 read(char *buffer, qint64 count) override
    {
        for (;;) {
            const ssize_t n = ::read(m_fd.get(), buffer, std::size_t(count));
            if (n >= 0 || errno != EINTR)
                return n;
        }
    }

private:
    OwnedFd m_fd;
};

class FolderFiles : public ImageFiles
{
public:
    explicit FolderFiles(OwnedFd root) : m_root(std::move(root)) {}
    qint64 sizeOf(const std::string &name) const override
    {
        const OwnedFd fd = fileAt(name);
        struct stat status = {};
        return fd && ::fstat(fd.get(), &status) == 0 ? status.st_size : -1;
    }
    Result<std::unique_ptr<ByteSource>> open(const std::string &name) const override
    {
        OwnedFd fd = fileAt(name);
        struct stat status = {};
        if (!fd || ::fstat(fd.get(), &status) != 0)
            return imageDamaged(QCoreApplication::translate("lathe", "the file %1 is missing").arg(shown(name)),
                                qt_error_string());
        return std::make_unique<FileSource>(std::move(fd), status.st_size);
    }

private:
    OwnedFd fileAt(const std::string &name) const
    {
        open_how how = {};
        how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
        how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
        OwnedFd fd(int(::syscall(SYS_openat2, m_root.get(), name.c_str(), &how, sizeof how)));
        struct stat status = {};
        if (fd && (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)))
            fd.reset();
        return fd;
    }

    OwnedFd m_root;
};

/// One pass over the tar up to the entry that is read.
class TarSource : public ByteSource
{
public:
    TarSource(const ArchiveApi &api, OwnedFd fd, ArchiveApi::Handle reader, qint64 bytes)
        : m_api(api), m_fd(std::move(fd)), m_reader(std::move(reader))
    {
        size = bytes;
    }
    qint64 read(char *buffer, qint64 count) override { return m_api.data(m_reader.get(), buffer, std::size_t(count)); }

private:
    const ArchiveApi m_api;
    OwnedFd m_fd;
    ArchiveApi::Handle m_reader;
};

class TarFiles : public ImageFiles
{
public:
    TarFiles(const ArchiveApi &api, QByteArray file) : m_api(api), m_file(std::move(file)) {}

    Result<> index()
    {
        OwnedFd fd;
        const auto reader = start(fd);
        if (!reader)
            return damaged(nullptr);
        archive_entry *entry = nullptr;
        int status = ARCHIVE_OK;
        struct stat file = {};
        if (::fstat(fd.get(), &file) != 0 || !S_ISREG(file.st_mode))
            return damaged(nullptr);
        qint64 passed = 0;
        for (int i = 0; (status = m_api.nextHeader(reader.get(), &entry)) >= ARCHIVE_WARN && status != ARCHIVE_EOF;
             ++i) {
            if (i >= maxNames)
                return imageDamaged(QCoreApplication::translate("lathe", "it has too many files"));
            // What is passed over is decompressed too, once for each layer: the layers' own limits would come too late.
            static constexpr qint64 always = 64 * 1024 * 1024;
            passed += std::clamp<qint64>(m_api.size(entry), 0, limits::imageBytes);
            if (passed > always && passed / limits::imageRatio > file.st_size)
                return imageDamaged(QCoreApplication::translate("lathe", "it unpacks to far more than its size promises"));
            const char *raw = m_api.pathname(entry);
            const std::string name = raw ? plain(raw) : std::string();
            if (name.empty())
                continue;
            const char *link = m_api.symlink(entry);
            const std::size_t slash = name.rfind('/');
            if (link) // old archives share equal layers by links, relative to their folder
                m_entries[name] = {-1, 0, plain(name.substr(0, slash == name.npos ? 0 : slash + 1) + link)};
            else if (m_api.hardlink(entry))
                m_entries[name] = {-1, 0, plain(m_api.hardlink(entry))};
            else if (m_api.filetype(entry) == AE_IFREG)
                m_entries[name] = {i, m_api.size(entry), {}};
        }
        return status == ARCHIVE_EOF ? Result<>() : damaged(reader.get());
    }

    qint64 sizeOf(const std::string &name) const override
    {
        const Entry *entry = entryOf(name);
        return entry ? entry->bytes : -1;
    }

    Result<std::unique_ptr<ByteSource>> open(const std::string &name) const override
    {
        const Entry *wanted = entryOf(name);
        if (!wanted)
            return imageDamaged(QCoreApplication::translate("lathe", "the file %1 is missing").arg(shown(name)));
        OwnedFd fd;
        auto reader = start(fd);
        if (!reader)
            return tl::unexpected(damaged(nullptr).error());
        archive_entry *entry = nullptr;
        for (int i = 0; i <= wanted->number; ++i)
            if (const int status = m_api.nextHeader(reader.get(), &entry);
                status < ARCHIVE_WARN || status == ARCHIVE_EOF)
                return tl::unexpected(damaged(reader.get()).error());
        return std::make_unique<TarSource>(m_api, std::move(fd), std::move(reader), wanted->bytes);
    }

private:
    struct Entry
    {
        int number = -1;
        qint64 bytes = 0;
        std::string link;
    };

    const Entry *entryOf(std::string name) const
    {
        for (int hops = 0; hops < 16; ++hops) {
            const auto found = m_entries.find(plain(name));
            if (found == m_entries.end())
                return nullptr;
            if (found->second.link.empty())
                return found->second.number >= 0 ? &found->second : nullptr;
            name = found->second.link;
        }
        return nullptr;
    }

    ArchiveApi::Handle start(OwnedFd &fd) const
    {
        ArchiveApi::Handle reader = m_api.reader();
        fd.reset(::open(m_file.constData(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
        if (!reader || !fd || m_api.supportTar(reader.get()) != ARCHIVE_OK ||
            m_api.supportGzip(reader.get()) < ARCHIVE_WARN || m_api.supportZstd(reader.get()) < ARCHIVE_WARN ||
            m_api.openFd(reader.get(), fd.get(), 1 << 18) != ARCHIVE_OK)
            return {nullptr, m_api.readFree};
        return reader;
    }

    Result<> damaged(struct archive *reader) const
    {
        const char *why = reader ? m_api.errorString(reader) : nullptr;
        return imageDamaged(
            QCoreApplication::translate("lathe", "%1 is not a whole tar file").arg(QFile::decodeName(m_file)),
            why ? QString::fromUtf8(why) : QString());
    }

    const ArchiveApi m_api;
    const QByteArray m_file;
    std::map<std::string, Entry> m_entries;
};

} // namespace

Result<QByteArray> ImageFiles::small(const std::string &name) const
{
    auto source = open(name);
    if (!source)
        return tl::unexpected(source.error());
    const auto tooLarge = [&] {
        return imageDamaged(QCoreApplication::translate("lathe", "the file %1 is too large").arg(shown(name)));
    };
    if ((*source)->size > limits::imageManifestBytes)
        return tooLarge();
    QByteArray bytes;
    char buffer[65536];
    for (;;) {
        const qint64 n = (*source)->read(buffer, sizeof buffer);
        if (n < 0)
            return imageDamaged(QCoreApplication::translate("lathe", "the file %1 cannot be read").arg(shown(name)));
        if (n == 0)
            return bytes;
        bytes.append(buffer, n);
        if (bytes.size() > limits::imageManifestBytes)
            return tooLarge();
    }
}

Result<std::unique_ptr<ImageFiles>> ImageFiles::at(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat status = {};
    if (::stat(name.constData(), &status) != 0)
        return fail(ErrorCode::NotFound,
                    QCoreApplication::translate("lathe",
                                                "The image %1 does not exist. Save it there with \"docker save "
                                                "-o FILE NAME\" or \"skopeo copy … oci:FOLDER\".")
                        .arg(path),
                    qt_error_string(), QStringLiteral("LTH-IMG-002"));
    if (S_ISDIR(status.st_mode)) {
        OwnedFd root(::open(name.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!root)
            return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "%1 cannot be read.").arg(path),
                        qt_error_string(), QStringLiteral("LTH-IMG-002"));
        return std::make_unique<FolderFiles>(std::move(root));
    }
    if (!S_ISREG(status.st_mode))
        return imageDamaged(QCoreApplication::translate("lathe", "%1 is neither a folder nor a file").arg(path));
    const auto api = ArchiveApi::load();
    if (!api)
        return tl::unexpected(api.error());
    auto files = std::make_unique<TarFiles>(*api, name);
    if (auto indexed = files->index(); !indexed)
        return tl::unexpected(indexed.error());
    return files;
}

} // namespace lathe
