// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/packagewriter.h"
#include "core/limits.h"
#include "core/sha256.h"
#include "package/deflatequeue.h"
#include "package/entryrules.h"
#include "package/packagetree.h"
#include "package/zipformat.h"
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {
namespace {

/// The temporary file beside the zip: hashed while it is written, renamed at the end, removed if it is not.
class ZipOutput
{
public:
    explicit ZipOutput(const QString &file) : m_file(file)
    {
        const QFileInfo info(file);
        m_target = QFile::encodeName(info.isSymLink() && info.exists() ? info.canonicalFilePath() : info.absoluteFilePath());
        const qsizetype slash = m_target.lastIndexOf('/');
        m_folder = m_target.left(std::max<qsizetype>(slash, 1));
        m_temporary = m_target.left(slash + 1) + "." + m_target.mid(slash + 1) + ".lathe-XXXXXX";
    }
    ~ZipOutput()
    {
        if (m_fd >= 0) {
            ::close(m_fd);
            ::unlink(m_temporary.constData());
        }
    }
    ZipOutput(const ZipOutput &) = delete;
    ZipOutput &operator=(const ZipOutput &) = delete;

    Result<> open()
    {
        if (QFileInfo(m_file).isDir()) {
            errno = EISDIR;
            return failed();
        }
        m_fd = ::mkostemp(m_temporary.data(), O_CLOEXEC);
        if (m_fd < 0 || ::fchmod(m_fd, 0644) != 0)
            return failed();
        return {};
    }

    Result<> write(const char *data, std::size_t size)
    {
        m_hash.add(QByteArrayView(data, qsizetype(size)));
        offset += size;
        if (m_buffer.size() + size < bufferBytes) {
            m_buffer.append(data, size);
            return {};
        }
        if (auto done = out(m_buffer.data(), m_buffer.size()); !done)
            return done;
        m_buffer.clear();
        return out(data, size);
    }

    Result<QByteArray> commit()
    {
        if (auto done = out(m_buffer.data(), m_buffer.size()); !done)
            return tl::unexpected(done.error());
        if (::fsync(m_fd) != 0)
            return tl::unexpected(failed().error());
        const int fd = std::exchange(m_fd, -1);
        if (::close(fd) != 0 || ::rename(m_temporary.constData(), m_target.constData()) != 0) {
            const auto error = failed().error();
            ::unlink(m_temporary.constData());
            return tl::unexpected(error);
        }
        if (const int dir = ::open(m_folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); dir >= 0) {
            ::fsync(dir);
            ::close(dir);
        }
        return m_hash.result();
    }

    std::uint64_t offset = 0;

private:
    static constexpr std::size_t bufferBytes = 1 << 20;

    Result<> failed() const
    {
        const int saved = errno;
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The package %1 cannot be written: %2. Nothing was changed.")
            .arg(m_file, qt_error_string(saved)), {}, QStringLiteral("LTH-PKG-009"));
    }

    Result<> out(const char *data, std::size_t size)
    {
        while (size > 0) {
            const ssize_t n = ::write(m_fd, data, size);
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                return failed();
            data += n;
            size -= std::size_t(n);
        }
        return {};
    }

    QString m_file;
    QByteArray m_target, m_folder, m_temporary;
    int m_fd = -1;
    std::string m_buffer;
    Sha256 m_hash;
};

struct Fields
{
    std::string name;
    std::uint16_t flags = 0, method = 0;
    std::uint32_t crc = 0, attributes = 0;
    std::uint64_t packed = 0, bytes = 0, offset = 0;
};

/// What local and central header share, from "version needed" to the two sizes; members here are always below 4 GB.
void putCommon(std::string &out, const Fields &f)
{
    zip::put<std::uint16_t>(out, 20);
    zip::put<std::uint16_t>(out, f.flags);
    zip::put<std::uint16_t>(out, f.method);
    zip::put<std::uint16_t>(out, 0);
    zip::put<std::uint16_t>(out, zip::dosDate1980);
    zip::put<std::uint32_t>(out, f.crc);
    zip::put<std::uint32_t>(out, std::uint32_t(f.packed));
    zip::put<std::uint32_t>(out, std::uint32_t(f.bytes));
    zip::put<std::uint16_t>(out, std::uint16_t(f.name.size()));
}

std::string localHeader(const Fields &f)
{
    std::string out;
    zip::put<std::uint32_t>(out, zip::localSignature);
    putCommon(out, f);
    zip::put<std::uint16_t>(out, 0);
    return out + f.name;
}

void putCentral(std::string &out, const Fields &f)
{
    zip::put<std::uint32_t>(out, zip::centralSignature);
    zip::put<std::uint16_t>(out, 3 << 8 | 20); // made by Unix, 2.0
    putCommon(out, f);
    zip::put<std::uint16_t>(out, 0); // extra
    zip::put<std::uint16_t>(out, 0); // comment
    zip::put<std::uint16_t>(out, 0); // disk
    zip::put<std::uint16_t>(out, 0); // internal attributes
    zip::put<std::uint32_t>(out, f.attributes);
    zip::put<std::uint32_t>(out, std::uint32_t(f.offset));
    out += f.name;
}

std::string endRecords(std::uint64_t entries, std::uint64_t start, std::uint64_t size)
{
    std::string out;
    const bool large = entries >= zip::all16 || start + size >= zip::all32;
    if (large) {
        zip::put<std::uint32_t>(out, zip::end64Signature);
        zip::put<std::uint64_t>(out, zip::end64Size - 12);
        zip::put<std::uint16_t>(out, 3 << 8 | 45);
        zip::put<std::uint16_t>(out, 45);
        zip::put<std::uint32_t>(out, 0);
        zip::put<std::uint32_t>(out, 0);
        zip::put<std::uint64_t>(out, entries);
        zip::put<std::uint64_t>(out, entries);
        zip::put<std::uint64_t>(out, size);
        zip::put<std::uint64_t>(out, start);
        zip::put<std::uint32_t>(out, zip::end64LocatorSignature);
        zip::put<std::uint32_t>(out, 0);
        zip::put<std::uint64_t>(out, start + size);
        zip::put<std::uint32_t>(out, 1);
    }
    zip::put<std::uint32_t>(out, zip::endSignature);
    zip::put<std::uint16_t>(out, 0);
    zip::put<std::uint16_t>(out, 0);
    zip::put<std::uint16_t>(out, std::uint16_t(std::min<std::uint64_t>(entries, zip::all16)));
    zip::put<std::uint16_t>(out, std::uint16_t(std::min<std::uint64_t>(entries, zip::all16)));
    zip::put<std::uint32_t>(out, std::uint32_t(std::min<std::uint64_t>(size, zip::all32)));
    zip::put<std::uint32_t>(out, std::uint32_t(std::min<std::uint64_t>(start, zip::all32)));
    zip::put<std::uint16_t>(out, 0);
    return out;
}

Fields fieldsOf(const TreeEntry &entry, const std::string &prefix)
{
    Fields f;
    f.name = prefix + entry.storedName();
    const bool ascii = std::all_of(f.name.begin(), f.name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    f.flags = ascii ? 0 : zip::flagUtf8;
    const std::uint32_t mode = entry.kind == TreeEntry::Kind::Link ? 0120777
        : entry.kind == TreeEntry::Kind::EmptyFolder ? 040755 : entry.executable ? 0100755 : 0100644;
    f.attributes = mode << 16 | (entry.kind == TreeEntry::Kind::EmptyFolder ? 0x10 : 0);
    f.bytes = std::uint64_t(entry.bytes);
    return f;
}

Result<std::string> checkedPrefix(const QString &prefix)
{
    std::string text = prefix.toStdString();
    while (!text.empty() && text.back() == '/')
        text.pop_back();
    if (text.empty())
        return text;
    if (const QString problem = entryrules::nameProblem(text); !problem.isEmpty())
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "The prefix %1 cannot be used: %2.").arg(prefix, problem));
    return text + '/';
}

Result<> checkSize(const std::vector<TreeEntry> &entries)
{
    qint64 total = 0;
    for (const TreeEntry &entry : entries)
        total += entry.bytes;
    if (total <= limits::unzippedBytes)
        return {};
    std::vector<const TreeEntry *> largest;
    for (const TreeEntry &entry : entries)
        largest.push_back(&entry);
    std::stable_sort(largest.begin(), largest.end(), [](const TreeEntry *a, const TreeEntry *b) { return a->bytes > b->bytes; });
    largest.resize(std::min<std::size_t>(largest.size(), 10));
    QString detail;
    for (const TreeEntry *entry : largest)
        detail += QStringLiteral("%1  %2\n").arg(entry->bytes, 12).arg(entryrules::shown(entry->path));
    QLocale c = QLocale::c();
    c.setNumberOptions(QLocale::DefaultNumberOptions); // with commas
    return fail(ErrorCode::TooLarge, QCoreApplication::translate("lathe",
        "The package unzips to %1 bytes, Lambda's limit is %2. Leave out what the function does not need with patterns, or move libraries to a layer or a container image.")
        .arg(c.toString(total), c.toString(limits::unzippedBytes)), detail, QStringLiteral("LTH-PKG-001"));
}

/// The path of `file` below the root of the package, or nothing.
std::string pathBelow(const QString &rootDir, const QString &file)
{
    const QString root = QFileInfo(rootDir).canonicalFilePath() + u'/';
    const QFileInfo info(file);
    const QString real = QFileInfo(info.absolutePath()).canonicalFilePath() + u'/' + info.fileName();
    return real.startsWith(root) ? QFile::encodeName(real.mid(root.size())).toStdString() : std::string();
}

PackageEntry shownEntry(const Fields &f, bool executable)
{
    return {QString::fromStdString(f.name), qint64(f.bytes), qint64(f.packed), executable};
}

} // namespace

Result<QList<PackageEntry>> listPackage(const PackageSpec &spec)
{
    const auto prefix = checkedPrefix(spec.prefix);
    if (!prefix)
        return tl::unexpected(prefix.error());
    const auto entries = walkPackageTree(spec, nullptr, nullptr);
    if (!entries)
        return tl::unexpected(entries.error());
    QList<PackageEntry> list;
    list.reserve(qsizetype(entries->size()));
    for (const TreeEntry &entry : *entries)
        list.append(shownEntry(fieldsOf(entry, *prefix), entry.executable));
    return list;
}

/// Writes members and directory to `output`; fills everything of `report` but the hash.
static Result<> writeMembers(const std::vector<TreeEntry> &entries, const std::string &prefix, DeflateQueue &queue, ZipOutput &output,
    PackageReport &report, const std::function<void(const PackageProgress &)> &progress, const std::atomic_bool *cancel)
{
    std::string directory;
    PackageProgress state;
    state.totalFiles = int(entries.size());
    for (const TreeEntry &entry : entries)
        state.totalBytes += entry.bytes;
    QElapsedTimer sinceShown;
    if (progress)
        progress(state);
    sinceShown.start();
    for (const TreeEntry &entry : entries) {
        if (cancel && *cancel)
            return fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Packaging was cancelled."));
        const auto member = queue.take();
        if (!member)
            return tl::unexpected(member.error());
        Fields f = fieldsOf(entry, prefix);
        f.method = member->deflated ? zip::methodDeflate : zip::methodStore;
        f.crc = member->crc;
        f.packed = member->size;
        f.offset = output.offset;
        putCentral(directory, f);
        const std::string header = localHeader(f);
        if (auto done = output.write(header.data(), header.size()); !done)
            return done;
        if (auto done = output.write(member->data.get(), member->size); !done)
            return done;
        report.entries.append(shownEntry(f, entry.executable));
        ++state.files;
        state.bytes += entry.bytes;
        if (progress && (sinceShown.elapsed() >= 20 || state.files == state.totalFiles)) {
            progress(state);
            sinceShown.start();
        }
    }
    const std::uint64_t start = output.offset;
    if (auto done = output.write(directory.data(), directory.size()); !done)
        return done;
    const std::string end = endRecords(entries.size(), start, directory.size());
    if (auto done = output.write(end.data(), end.size()); !done)
        return done;
    report.unzippedBytes = state.bytes;
    report.zipBytes = qint64(output.offset);
    return {};
}

Result<PackageReport> writePackage(const PackageSpec &spec, const QString &file,
    const std::function<void(const PackageProgress &)> &progress, const std::atomic_bool *cancel)
{
    const auto prefix = checkedPrefix(spec.prefix);
    if (!prefix)
        return tl::unexpected(prefix.error());
    const std::string own = pathBelow(spec.rootDir, file);
    const auto entries = walkPackageTree(spec, own.empty() ? nullptr : &own, cancel);
    if (!entries)
        return tl::unexpected(entries.error());
    if (entries->empty())
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe",
            "There is nothing to package in %1: it is empty or the patterns leave everything out.").arg(spec.rootDir), {},
            QStringLiteral("LTH-PKG-008"));
    if (auto fits = checkSize(*entries); !fits)
        return tl::unexpected(fits.error());
    const int root = ::open(QFile::encodeName(spec.rootDir).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<const int, void (*)(const int *)> closer(&root, [](const int *fd) { ::close(*fd); });
    PackageReport report;
    report.file = file;
    ZipOutput output(file);
    if (auto opened = output.open(); !opened)
        return tl::unexpected(opened.error());
    const int threads = spec.threads > 0 ? spec.threads : int(std::clamp(std::thread::hardware_concurrency(), 1U, 16U));
    DeflateQueue queue(root, *entries, std::clamp(spec.level, 1, 12), threads, cancel);
    if (auto done = writeMembers(*entries, *prefix, queue, output, report, progress, cancel); !done)
        return tl::unexpected(done.error());
    auto hash = output.commit();
    if (!hash)
        return tl::unexpected(hash.error());
    report.sha256 = *hash;
    return report;
}

} // namespace lathe
