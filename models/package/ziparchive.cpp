// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/ziparchive.h"
#include "package/entryrules.h"
#include "package/zipformat.h"
#include <QCoreApplication>
#include <QFile>
#include <algorithm>
#include <fcntl.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {

namespace {
constexpr std::uint64_t maxDirectoryBytes = 64 * 1024 * 1024;
constexpr std::uint64_t ratioFromBytes = 10 * 1024 * 1024;
constexpr std::uint64_t maxFrontBytes = 1024 * 1024; ///< Of a script or program in front of the archive.
constexpr char damaged[] = "LTH-PKG-010", badName[] = "LTH-PKG-011", overLimit[] = "LTH-PKG-012", unreadableForm[] = "LTH-PKG-013",
    badContent[] = "LTH-PKG-014";
constexpr std::uint16_t comparedFlags = zip::flagEncrypted | zip::flagDescriptor | zip::flagPatch | zip::flagStrong | zip::flagUtf8 | zip::flagMasked;

QString say(const char *text) { return QCoreApplication::translate("lathe", text); }
const unsigned char *raw(const std::string &bytes) { return reinterpret_cast<const unsigned char *>(bytes.data()); }

/// One block of an extra field list; false in `ok` when the list is torn.
template <class F>
bool eachExtra(std::string_view extra, F use)
{
    const auto *at = reinterpret_cast<const unsigned char *>(extra.data());
    std::size_t left = extra.size();
    while (left >= 4) {
        const auto id = zip::get<std::uint16_t>(at);
        const std::size_t size = zip::get<std::uint16_t>(at + 2);
        if (size > left - 4)
            return false;
        use(id, std::string_view(reinterpret_cast<const char *>(at) + 4, size));
        at += 4 + size;
        left -= 4 + size;
    }
    return true; // up to three bytes of padding are common (zipalign)
}

/// Fills those of the given values that are all ones from the zip64 block, in their fixed order. False: the block is short, or
/// there are two: which of them counts, every program decides for itself.
bool widen(std::string_view extra, std::initializer_list<std::uint64_t *> values)
{
    std::string_view block;
    int found = 0;
    eachExtra(extra, [&](std::uint16_t id, std::string_view data) {
        if (id == 1) {
            block = data;
            ++found;
        }
    });
    if (found > 1)
        return false;
    for (std::uint64_t *value : values) {
        if (*value != zip::all32)
            continue;
        if (block.size() < 8)
            return false;
        *value = zip::get<std::uint64_t>(reinterpret_cast<const unsigned char *>(block.data()));
        block.remove_prefix(8);
    }
    return true;
}

} // namespace

tl::unexpected<Error> refusedZip(const QString &file, const std::string &entry, const QString &what, const char *id)
{
    const std::string_view kind = id;
    const QString text = entry.empty()
        ? QCoreApplication::translate("lathe", "The archive %1 was refused: %2.").arg(file, what)
        : QCoreApplication::translate("lathe", "The archive %1 was refused because of %2: %3.").arg(file, entryrules::shown(entry), what);
    const QString remedy = kind == badName ? say(QT_TRANSLATE_NOOP("lathe", "Rename it or leave it out where the archive is made."))
        : kind == overLimit ? say(QT_TRANSLATE_NOOP("lathe", "Leave out what is not needed where the archive is made."))
        : kind == unreadableForm ? say(QT_TRANSLATE_NOOP("lathe", "Make it again with deflate or uncompressed, and without a password."))
        : kind == badContent ? say(QT_TRANSLATE_NOOP("lathe", "Get it again, or make it again."))
                             : say(QT_TRANSLATE_NOOP("lathe", "Make it again with another tool."));
    return fail(kind == overLimit ? ErrorCode::TooLarge : ErrorCode::Verification, text + u' ' + remedy, {}, QString::fromLatin1(id));
}

/// A central header with what its local header has to confirm.
struct ZipArchive::Central
{
    ZipMember member;
    std::string rawName;
    std::uint16_t flags = 0, method = 0;
    std::uint64_t offset = 0;
};

ZipArchive::ZipArchive(ZipArchive &&other) noexcept
    : m_file(std::move(other.m_file)), m_fd(std::exchange(other.m_fd, -1)), m_size(other.m_size), m_members(std::move(other.m_members)) {}

ZipArchive::~ZipArchive()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

Result<ZipArchive> ZipArchive::open(const QString &file, const ExtractLimits &limits)
{
    ZipArchive archive;
    archive.m_file = file;
    archive.m_fd = ::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st = {};
    if (archive.m_fd < 0 || ::fstat(archive.m_fd, &st) != 0) {
        const int saved = errno;
        return fail(saved == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
            QCoreApplication::translate("lathe", "The archive %1 cannot be read: %2. Check its path and permissions.").arg(file, qt_error_string(saved)), {}, QStringLiteral("LTH-PKG-010"));
    }
    if (!S_ISREG(st.st_mode))
        return refusedZip(file, {}, say(QT_TRANSLATE_NOOP("lathe", "it is not a file")), damaged);
    archive.m_size = std::uint64_t(st.st_size);
    if (auto done = archive.readDirectory(limits); !done)
        return tl::unexpected(done.error());
    if (auto done = archive.checkTogether(); !done)
        return tl::unexpected(done.error());
    return archive;
}

Result<std::string> ZipArchive::bytesAt(std::uint64_t offset, std::uint64_t size) const
{
    std::string bytes;
    if (offset <= m_size && size <= m_size - offset)
        bytes.resize(size);
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::pread(m_fd, bytes.data() + done, bytes.size() - done, off_t(offset + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        done += std::size_t(n);
    }
    if (done != size)
        return refusedZip(m_file, {}, say(QT_TRANSLATE_NOOP("lathe", "it is cut off or damaged")), damaged);
    return bytes;
}

/// Where the directory is, as the records at the end of the file tell.
struct ZipArchive::End
{
    std::uint64_t count = 0, size = 0, start = 0;
    std::uint64_t directoryEnd = 0; ///< Of the file: where the first of these records stands.
    std::uint64_t base = 0;         ///< What stands in front of the archive and is not counted in its offsets.
};

/// The end record is the last one, and its comment reaches exactly the end of the file. A second one that could be meant makes it
/// ambiguous: other programs take the last signature that they find, whatever follows it.
Result<ZipArchive::End> ZipArchive::findEnd() const
{
    const auto refuse = [this](const char *why) -> Result<End> { return refusedZip(m_file, {}, say(why), damaged); };
    if (m_size < zip::endSize)
        return refuse(QT_TRANSLATE_NOOP("lathe", "it is not a zip file"));
    const std::uint64_t tailSize = std::min<std::uint64_t>(m_size, zip::endSize + 65535 + zip::end64LocatorSize);
    const std::uint64_t tailStart = m_size - tailSize;
    const auto tail = bytesAt(tailStart, tailSize);
    if (!tail)
        return tl::unexpected(tail.error());
    std::size_t at = 0;
    bool behind = false;
    int candidates = 0;
    for (std::size_t i = 0; i + zip::endSize <= tail->size(); ++i) {
        if (zip::get<std::uint32_t>(raw(*tail) + i) != zip::endSignature)
            continue;
        behind = i + zip::endSize + zip::get<std::uint16_t>(raw(*tail) + i + 20) != tail->size();
        if (!behind) {
            at = i;
            ++candidates;
        }
    }
    if (candidates == 0)
        return refuse(QT_TRANSLATE_NOOP("lathe", "it is not a zip file, or it is cut off"));
    if (candidates > 1 || behind)
        return refuse(QT_TRANSLATE_NOOP("lathe", "it has two end records"));
    const unsigned char *e = raw(*tail) + at;
    End end{zip::get<std::uint16_t>(e + 10), zip::get<std::uint32_t>(e + 12), zip::get<std::uint32_t>(e + 16), tailStart + at, 0};
    const std::uint16_t disk = zip::get<std::uint16_t>(e + 4);
    const bool wide = at >= zip::end64LocatorSize && zip::get<std::uint32_t>(e - zip::end64LocatorSize) == zip::end64LocatorSignature;
    if (disk != zip::get<std::uint16_t>(e + 6) || zip::get<std::uint16_t>(e + 8) != end.count || (disk != 0 && !(wide && disk == zip::all16)))
        return refuse(QT_TRANSLATE_NOOP("lathe", "it is one part of several"));
    if (wide)
        if (auto done = widenEnd(end, end.directoryEnd - zip::end64LocatorSize, zip::get<std::uint64_t>(e - zip::end64LocatorSize + 8)); !done)
            return tl::unexpected(done.error());
    if (end.start > end.directoryEnd || end.size > end.directoryEnd - end.start || end.size > maxDirectoryBytes)
        return refuse(QT_TRANSLATE_NOOP("lathe", "its directory is not where its end record says"));
    end.base = end.directoryEnd - end.size - end.start;
    return end;
}

/// Takes over the zip64 record that stands at `told`, or right before its locator where something stands in front of the archive.
Result<> ZipArchive::widenEnd(End &end, std::uint64_t locator, std::uint64_t told) const
{
    const auto refuse = [this]() -> Result<> { return refusedZip(m_file, {}, say(QT_TRANSLATE_NOOP("lathe", "its zip64 records contradict each other")), damaged); };
    if (told > locator || locator - told < zip::end64Size)
        return refuse();
    std::uint64_t at = told;
    auto record = bytesAt(at, zip::end64Size);
    if (record && zip::get<std::uint32_t>(raw(*record)) != zip::end64Signature) {
        at = locator - zip::end64Size;
        record = bytesAt(at, zip::end64Size);
    }
    if (!record)
        return tl::unexpected(record.error());
    const unsigned char *r = raw(*record);
    const auto count = zip::get<std::uint64_t>(r + 32), size = zip::get<std::uint64_t>(r + 40), start = zip::get<std::uint64_t>(r + 48);
    if (zip::get<std::uint32_t>(r) != zip::end64Signature || zip::get<std::uint64_t>(r + 4) != locator - at - 12
        || zip::get<std::uint64_t>(r + 24) != count || zip::get<std::uint32_t>(r + 16) != zip::get<std::uint32_t>(r + 20)
        || (end.count != zip::all16 && end.count != count) || (end.size != zip::all32 && end.size != size)
        || (end.start != zip::all32 && end.start != start))
        return refuse();
    end = {count, size, start, at, 0};
    // Both distances must be the same: of the record from where it is told to be, and of the directory.
    if (at != told && (start > at || size > at - start || at - size - start != at - told))
        return refuse();
    return {};
}

Result<> ZipArchive::readDirectory(const ExtractLimits &limits)
{
    const auto end = findEnd();
    if (!end)
        return tl::unexpected(end.error());
    if (end->count > std::uint64_t(std::max(limits.entries, 0)))
        return refusedZip(m_file, {}, QCoreApplication::translate("lathe", "it has %1 entries, more than %2").arg(end->count).arg(limits.entries), overLimit);
    const auto directory = bytesAt(end->start + end->base, end->size);
    if (!directory)
        return tl::unexpected(directory.error());
    if (end->count > end->size / zip::centralSize)
        return refusedZip(m_file, {}, say(QT_TRANSLATE_NOOP("lathe", "its directory is not where its end record says")), damaged);
    if (end->base > 0 && (end->count == 0 || zip::get<std::uint32_t>(raw(*directory)) != zip::centralSignature))
        return refusedZip(m_file, {}, say(QT_TRANSLATE_NOOP("lathe", "its directory is not where its end record says")), damaged);
    return readCentral(*directory, *end, limits);
}

/// A script or a program in front of the archive (self-extracting ones, Python's zipapp, Spring Boot's executable jars) is left
/// alone, unless it could be taken for an archive of its own by who reads from the beginning.
Result<> ZipArchive::checkFront(std::uint64_t first, std::uint64_t base) const
{
    const auto refuse = [this](const char *why) -> Result<> { return refusedZip(m_file, {}, say(why), damaged); };
    if (first > maxFrontBytes)
        return refuse(QT_TRANSLATE_NOOP("lathe", "something stands before its first entry"));
    const auto front = bytesAt(0, first + 4);
    if (!front)
        return tl::unexpected(front.error());
    if (base > 0 && (first != base || zip::get<std::uint32_t>(raw(*front) + first) != zip::localSignature))
        return refuse(QT_TRANSLATE_NOOP("lathe", "its directory is not where its end record says"));
    for (std::size_t at = 0; at < first; ++at)
        for (const std::uint32_t signature : {zip::localSignature, zip::centralSignature, zip::endSignature, zip::descriptorSignature})
            if (at + 4 <= first && zip::get<std::uint32_t>(raw(*front) + at) == signature)
                return refuse(QT_TRANSLATE_NOOP("lathe", "something stands before its first entry"));
    return {};
}

/// The name in UTF-8. Without the UTF-8 flag, the Unicode path block of Info-ZIP counts when it belongs to this very name.
static std::string nameOf(const std::string &rawName, std::uint16_t flags, std::string_view extra)
{
    std::string name = rawName;
    if (!(flags & zip::flagUtf8))
        eachExtra(extra, [&](std::uint16_t id, std::string_view data) {
            const auto *d = reinterpret_cast<const unsigned char *>(data.data());
            if (id == 0x7075 && data.size() > 5 && d[0] == 1
                && zip::get<std::uint32_t>(d + 1) == libdeflate_crc32(0, rawName.data(), rawName.size()))
                name.assign(data.substr(5));
        });
    return name;
}

/// Sets kind and x bit from "made by" and attributes; an empty text when the kind is one that may be unpacked.
static QString kindOf(ZipMember &member, std::uint8_t host, std::uint32_t attributes, bool slash, std::string_view extra)
{
    const std::uint32_t mode = host == 3 || host == 19 ? attributes >> 16 : 0;
    QString problem;
    eachExtra(extra, [&](std::uint16_t id, std::string_view data) {
        const std::uint32_t type = id == 0x756e && data.size() >= 6
            ? zip::get<std::uint16_t>(reinterpret_cast<const unsigned char *>(data.data()) + 4) & 0170000U : 0;
        if ((id == 0x000d && data.size() > 12 && (mode & 0170000) != 0120000) || (type != 0 && type != 0100000 && type != 040000))
            problem = say(QT_TRANSLATE_NOOP("lathe", "it is a hard link, a link or a device in an extra field"));
    });
    if (!problem.isEmpty())
        return problem;
    member.executable = (mode & 0111) != 0;
    switch (mode & 0170000) {
    case 0:
        member.kind = slash || (host != 3 && host != 19 && (attributes & 0x10)) ? ZipMember::Kind::Folder : ZipMember::Kind::File;
        break;
    case 0100000:
        member.kind = slash && member.bytes == 0 ? ZipMember::Kind::Folder : ZipMember::Kind::File;
        break;
    case 040000: member.kind = ZipMember::Kind::Folder; break;
    case 0120000: member.kind = ZipMember::Kind::Link; break;
    default: return say(QT_TRANSLATE_NOOP("lathe", "it is a device, a pipe or a socket"));
    }
    if (slash && member.kind != ZipMember::Kind::Folder)
        return say(QT_TRANSLATE_NOOP("lathe", "its name is a folder's and its type is not"));
    if (member.kind == ZipMember::Kind::Folder && member.bytes != 0)
        return say(QT_TRANSLATE_NOOP("lathe", "it is a folder with content"));
    if (member.kind == ZipMember::Kind::Link && member.bytes > 4096)
        return say(QT_TRANSLATE_NOOP("lathe", "the target of the link is empty, too long or holds a NUL byte"));
    return {};
}

Result<> ZipArchive::readCentral(const std::string &directory, const End &end, const ExtractLimits &limits)
{
    const std::uint64_t start = end.start + end.base;
    std::vector<Central> all;
    all.reserve(end.count);
    std::uint64_t total = 0;
    std::size_t at = 0;
    for (std::uint64_t i = 0; i < end.count; ++i) {
        const unsigned char *c = raw(directory) + at;
        if (directory.size() - at < zip::centralSize || zip::get<std::uint32_t>(c) != zip::centralSignature)
            return refusedZip(m_file, {}, say(QT_TRANSLATE_NOOP("lathe", "its directory is damaged")), damaged);
        const std::size_t nameSize = zip::get<std::uint16_t>(c + 28), extraSize = zip::get<std::uint16_t>(c + 30), commentSize = zip::get<std::uint16_t>(c + 32);
        if (directory.size() - at - zip::centralSize < nameSize + extraSize + commentSize)
            return refusedZip(m_file, {}, say(QT_TRANSLATE_NOOP("lathe", "its directory is damaged")), damaged);
        Central x;
        x.rawName = directory.substr(at + zip::centralSize, nameSize);
        const std::string_view extra = std::string_view(directory).substr(at + zip::centralSize + nameSize, extraSize);
        at += zip::centralSize + nameSize + extraSize + commentSize;
        x.flags = zip::get<std::uint16_t>(c + 8);
        x.method = zip::get<std::uint16_t>(c + 10);
        ZipMember &m = x.member;
        m.crc = zip::get<std::uint32_t>(c + 16);
        m.packed = zip::get<std::uint32_t>(c + 20);
        m.bytes = zip::get<std::uint32_t>(c + 24);
        x.offset = zip::get<std::uint32_t>(c + 42);
        if (x.flags & (zip::flagEncrypted | zip::flagStrong | zip::flagMasked))
            return refusedZip(m_file, x.rawName, say(QT_TRANSLATE_NOOP("lathe", "it is encrypted")), unreadableForm);
        if ((x.flags & zip::flagPatch) || (x.method != zip::methodStore && x.method != zip::methodDeflate))
            return refusedZip(m_file, x.rawName, QCoreApplication::translate("lathe", "its compression method %1 is neither store nor deflate").arg(x.method), unreadableForm);
        if (!widen(extra, {&m.bytes, &m.packed, &x.offset}))
            return refusedZip(m_file, x.rawName, say(QT_TRANSLATE_NOOP("lathe", "its zip64 records contradict each other")), damaged);
        if (x.offset >= end.start || m.packed > end.start - x.offset || (x.method == zip::methodStore && m.packed != m.bytes))
            return refusedZip(m_file, x.rawName, say(QT_TRANSLATE_NOOP("lathe", "its sizes or its place are wrong")), damaged);
        x.offset += end.base;
        std::string name = nameOf(x.rawName, x.flags, extra);
        while (name.size() > 2 && name.compare(0, 2, "./") == 0)
            name.erase(0, 2);
        const bool slash = !name.empty() && name.back() == '/';
        if (slash)
            name.pop_back();
        const bool rootItself = name == "." && slash;
        QString problem = rootItself ? QString() : entryrules::nameProblem(name);
        if (problem.isEmpty())
            problem = kindOf(m, c[5], zip::get<std::uint32_t>(c + 38), slash, extra);
        if (!problem.isEmpty())
            return refusedZip(m_file, x.rawName, problem, badName);
        if (m.bytes > std::uint64_t(limits.totalBytes) || (total += m.bytes) > std::uint64_t(limits.totalBytes))
            return refusedZip(m_file, x.rawName, QCoreApplication::translate("lathe", "the archive unpacks to more than %1 bytes").arg(limits.totalBytes), overLimit);
        if (m.bytes > ratioFromBytes && m.bytes / std::max<std::uint64_t>(m.packed, 1) >= std::uint64_t(limits.ratio))
            return refusedZip(m_file, x.rawName, QCoreApplication::translate("lathe", "it unpacks to more than %1 times its size").arg(limits.ratio), overLimit);
        m.deflated = x.method == zip::methodDeflate;
        m.path = std::move(name);
        all.push_back(std::move(x));
    }
    if (at != directory.size())
        return refusedZip(m_file, {}, say(QT_TRANSLATE_NOOP("lathe", "its directory is damaged")), damaged);
    return checkPlaces(all, start, end.base);
}

Result<> ZipArchive::checkPlaces(std::vector<Central> &all, std::uint64_t directoryStart, std::uint64_t base)
{
    std::sort(all.begin(), all.end(), [](const Central &a, const Central &b) { return a.offset < b.offset; });
    if (!all.empty() && all.front().offset != 0)
        if (auto done = checkFront(all.front().offset, base); !done)
            return done;
    std::uint64_t end = 0;
    for (Central &x : all) {
        if (x.offset < end)
            return refusedZip(m_file, x.rawName, say(QT_TRANSLATE_NOOP("lathe", "it overlaps another entry")), damaged);
        if (auto done = checkLocal(x, directoryStart, end); !done)
            return done;
        if (end > directoryStart)
            return refusedZip(m_file, x.rawName, say(QT_TRANSLATE_NOOP("lathe", "it overlaps the directory")), damaged);
        if (x.member.path != ".")
            m_members.push_back(std::move(x.member));
    }
    std::sort(m_members.begin(), m_members.end(), [](const ZipMember &a, const ZipMember &b) { return a.path < b.path; });
    return {};
}

Result<> ZipArchive::checkLocal(Central &x, std::uint64_t directoryStart, std::uint64_t &end) const
{
    const auto refuse = [&](const char *why) -> Result<> { return refusedZip(m_file, x.rawName, say(why), damaged); };
    const auto head = bytesAt(x.offset, zip::localSize + x.rawName.size());
    if (!head || zip::get<std::uint32_t>(raw(*head)) != zip::localSignature)
        return refuse(QT_TRANSLATE_NOOP("lathe", "its header is missing"));
    const unsigned char *h = raw(*head);
    const std::size_t nameSize = zip::get<std::uint16_t>(h + 26), extraSize = zip::get<std::uint16_t>(h + 28);
    const std::uint16_t flags = zip::get<std::uint16_t>(h + 6);
    if (((flags ^ x.flags) & comparedFlags) != 0 || zip::get<std::uint16_t>(h + 8) != x.method || nameSize != x.rawName.size()
        || head->compare(zip::localSize, nameSize, x.rawName) != 0)
        return refuse(QT_TRANSLATE_NOOP("lathe", "its header and the directory contradict each other"));
    const auto extra = bytesAt(x.offset + zip::localSize + nameSize, extraSize);
    if (!extra)
        return tl::unexpected(extra.error());
    const std::uint64_t crc = zip::get<std::uint32_t>(h + 14);
    std::uint64_t packed = zip::get<std::uint32_t>(h + 18), bytes = zip::get<std::uint32_t>(h + 22);
    ZipMember &m = x.member;
    const bool streamed = flags & zip::flagDescriptor;
    const bool open = streamed && (packed == zip::all32 || bytes == zip::all32); // a placeholder: the descriptor tells
    if (!open && !widen(*extra, {&bytes, &packed}))
        return refuse(QT_TRANSLATE_NOOP("lathe", "its zip64 records contradict each other"));
    const auto fits = [&](std::uint64_t local, std::uint64_t central) { return local == central || (streamed && (local == 0 || local == zip::all32)); };
    if (!fits(crc, m.crc) || !fits(packed, m.packed) || !fits(bytes, m.bytes))
        return refuse(QT_TRANSLATE_NOOP("lathe", "its header and the directory contradict each other"));
    m.dataOffset = x.offset + zip::localSize + nameSize + extraSize;
    if (m.dataOffset > directoryStart || m.packed > directoryStart - m.dataOffset)
        return refuse(QT_TRANSLATE_NOOP("lathe", "it overlaps the directory"));
    end = m.dataOffset + m.packed;
    return streamed ? checkDescriptor(x, end) : Result<>();
}

/// A data descriptor comes with or without its signature and with sizes of 4 or 8 bytes; one of the four must fit.
Result<> ZipArchive::checkDescriptor(const Central &x, std::uint64_t &end) const
{
    const auto bytes = bytesAt(end, std::min<std::uint64_t>(24, m_size - end));
    if (!bytes)
        return tl::unexpected(bytes.error());
    const unsigned char *d = raw(*bytes);
    const bool known = bytes->size() >= 4 && zip::get<std::uint32_t>(d) == zip::descriptorSignature;
    for (const std::size_t skip : {std::size_t(4), std::size_t(0)}) {
        if (skip == 4 && !known)
            continue;
        if (bytes->size() < skip + 12 || zip::get<std::uint32_t>(d + skip) != x.member.crc)
            continue;
        if (bytes->size() >= skip + 20 && zip::get<std::uint64_t>(d + skip + 4) == x.member.packed
            && zip::get<std::uint64_t>(d + skip + 12) == x.member.bytes) {
            end += skip + 20;
            return {};
        }
        if (zip::get<std::uint32_t>(d + skip + 4) == x.member.packed && zip::get<std::uint32_t>(d + skip + 8) == x.member.bytes) {
            end += skip + 12;
            return {};
        }
    }
    return refusedZip(m_file, x.rawName, say(QT_TRANSLATE_NOOP("lathe", "its data descriptor and the directory contradict each other")), damaged);
}

/// What only shows when all members are known: twins, things below links, links' targets.
Result<> ZipArchive::checkTogether()
{
    entryrules::TwinFinder twins;
    using Twin = entryrules::TwinFinder::Kind;
    const std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor *)> inflater(libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
    for (ZipMember &m : m_members) {
        const Twin kind = m.kind == ZipMember::Kind::File ? Twin::File : m.kind == ZipMember::Kind::Link ? Twin::Link : Twin::Folder;
        QString problem = twins.add(m.path, kind);
        if (problem.isEmpty() && m.kind == ZipMember::Kind::Link) {
            const auto target = read(m, inflater.get());
            if (!target)
                return tl::unexpected(target.error());
            m.target.assign(target->get(), m.bytes);
            problem = entryrules::linkProblem(m.path, m.target);
        }
        if (!problem.isEmpty())
            return refusedZip(m_file, m.path, problem, badName);
    }
    return {};
}

Result<std::unique_ptr<char[]>> ZipArchive::read(const ZipMember &m, void *decompressor) const
{
    const auto load = [&](char *into) {
        std::uint64_t done = 0;
        while (done < m.packed) {
            const ssize_t n = ::pread(m_fd, into + done, m.packed - done, off_t(m.dataOffset + done));
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                return false;
            done += std::uint64_t(n);
        }
        return true;
    };
    std::unique_ptr<char[]> content(new (std::nothrow) char[m.bytes + 1]);
    if (!content || !decompressor)
        return refusedZip(m_file, m.path, say(QT_TRANSLATE_NOOP("lathe", "there is not enough memory")), overLimit);
    bool good = false;
    if (!m.deflated) {
        good = load(content.get());
    } else {
        std::unique_ptr<char[]> packed(new (std::nothrow) char[m.packed + 1]);
        std::size_t used = 0, made = 0;
        good = packed && load(packed.get())
            && libdeflate_deflate_decompress_ex(static_cast<libdeflate_decompressor *>(decompressor), packed.get(), m.packed, content.get(),
                   m.bytes, &used, &made) == LIBDEFLATE_SUCCESS
            && used == m.packed && made == m.bytes;
    }
    if (!good)
        return refusedZip(m_file, m.path, say(QT_TRANSLATE_NOOP("lathe", "its content is damaged or not of the size it claims")), badContent);
    if (libdeflate_crc32(0, content.get(), m.bytes) != m.crc)
        return refusedZip(m_file, m.path, say(QT_TRANSLATE_NOOP("lathe", "its content does not have the checksum it claims")), badContent);
    return content;
}

} // namespace lathe
