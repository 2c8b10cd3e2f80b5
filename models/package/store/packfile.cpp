// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/store/packfile.h"
#include "core/ids.h"
#include "core/sha256.h"
#include "package/zipformat.h"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {

namespace {
constexpr std::uint64_t headMagic = 0x314b4341'50454854, footMagic = 0x31444e45'4b434150; // "THEPACK1", "PACKEND1"
constexpr std::size_t bufferBytes = 1 << 20;
constexpr char temporaryPrefix[] = "x-";

const unsigned char *raw(const std::string &bytes) { return reinterpret_cast<const unsigned char *>(bytes.data()); }

bool readAll(int fd, std::uint64_t offset, std::uint64_t size, char *into)
{
    while (size > 0) {
        const ssize_t n = ::pread(fd, into, size, off_t(offset));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        into += n;
        offset += std::uint64_t(n);
        size -= std::uint64_t(n);
    }
    return true;
}

void putRecord(std::string &out, const PackRecord &r)
{
    out.append(reinterpret_cast<const char *>(r.hash.data()), r.hash.size());
    zip::put<std::uint64_t>(out, r.offset);
    zip::put<std::uint64_t>(out, r.packed);
    zip::put<std::uint64_t>(out, r.bytes);
    zip::put<std::uint32_t>(out, r.crc);
    zip::put<std::uint32_t>(out, r.packedCrc);
    zip::put<std::uint64_t>(out, r.deflated ? 1 : 0);
}

PackRecord recordAt(const unsigned char *at)
{
    PackRecord r;
    std::memcpy(r.hash.data(), at, 32);
    r.offset = zip::get<std::uint64_t>(at + 32);
    r.packed = zip::get<std::uint64_t>(at + 40);
    r.bytes = zip::get<std::uint64_t>(at + 48);
    r.crc = zip::get<std::uint32_t>(at + 56);
    r.packedCrc = zip::get<std::uint32_t>(at + 60);
    r.deflated = at[64] != 0;
    return r;
}
} // namespace

std::unique_ptr<PackFile> PackFile::open(int dirFd, const std::string &name, std::uint64_t recipe)
{
    const int fd = ::openat(dirFd, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return nullptr;
    std::unique_ptr<PackFile> pack(new PackFile(fd, name));
    return pack->load(recipe) ? std::move(pack) : nullptr;
}

PackFile::~PackFile()
{
    ::close(m_fd);
}

bool PackFile::load(std::uint64_t recipe)
{
    struct stat st = {};
    if (::fstat(m_fd, &st) != 0 || !S_ISREG(st.st_mode) || std::uint64_t(st.st_size) < headBytes + footBytes)
        return false;
    m_fileBytes = std::uint64_t(st.st_size);
    std::string head(headBytes, 0), foot(footBytes, 0);
    if (!readAll(m_fd, 0, headBytes, head.data()) || zip::get<std::uint64_t>(raw(head)) != headMagic || zip::get<std::uint64_t>(raw(head) + 8) != recipe)
        return false;
    if (!readAll(m_fd, m_fileBytes - footBytes, footBytes, foot.data()) || zip::get<std::uint64_t>(raw(foot)) != footMagic)
        return false;
    const auto count = zip::get<std::uint64_t>(raw(foot) + 8), start = zip::get<std::uint64_t>(raw(foot) + 16);
    if (count > m_fileBytes / recordBytes || start > m_fileBytes || start + count * recordBytes + footBytes != m_fileBytes)
        return false;
    std::string list(count * recordBytes, 0);
    if (!readAll(m_fd, start, list.size(), list.data())
        || Sha256::of(QByteArrayView(list.data(), qsizetype(list.size()))) != QByteArrayView(foot.data() + 24, 32))
        return false;
    m_records.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        m_records.push_back(recordAt(raw(list) + i * recordBytes));
        const PackRecord &r = m_records.back();
        if (r.offset > start || r.packed > start - r.offset)
            return false;
    }
    return true;
}

bool PackFile::readRaw(std::uint64_t offset, std::uint64_t packed, char *into) const
{
    return readAll(m_fd, offset, packed, into);
}

bool PackFile::read(const PackRecord &record, char *into) const
{
    return readAll(m_fd, record.offset, record.packed, into) && libdeflate_crc32(0, into, record.packed) == record.packedCrc;
}

bool PackFile::readInPieces(const PackRecord &record, const std::function<bool(const char *data, std::size_t size)> &use) const
{
    const std::unique_ptr<char[]> piece(new char[bufferBytes]);
    std::uint32_t crc = 0;
    for (std::uint64_t done = 0; done < record.packed;) {
        const auto size = std::size_t(std::min<std::uint64_t>(bufferBytes, record.packed - done));
        if (!readAll(m_fd, record.offset + done, size, piece.get()) || !use(piece.get(), size))
            return false;
        crc = libdeflate_crc32(crc, piece.get(), size);
        done += size;
    }
    return crc == record.packedCrc;
}

void PackFile::touch() const
{
    ::futimens(m_fd, nullptr);
}

bool PackFileWriter::begin()
{
    m_temporary = temporaryPrefix + randomBytes(8).toHex().toStdString();
    m_fd = ::openat(m_dirFd, m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (m_fd < 0 || ::flock(m_fd, LOCK_EX | LOCK_NB) != 0)
        return false;
    std::string head;
    zip::put<std::uint64_t>(head, headMagic);
    zip::put<std::uint64_t>(head, m_recipe);
    return out(head.data(), head.size());
}

bool PackFileWriter::flush()
{
    const char *data = m_buffer.data();
    std::size_t left = m_buffer.size();
    while (left > 0) {
        const ssize_t n = ::write(m_fd, data, left);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        data += n;
        left -= std::size_t(n);
    }
    m_buffer.clear();
    return true;
}

bool PackFileWriter::out(const char *data, std::size_t size)
{
    m_offset += size;
    m_buffer.append(data, size);
    return m_buffer.size() < bufferBytes || flush();
}

void PackFileWriter::add(PackRecord record, const char *data)
{
    beginMember();
    append(data, record.packed);
    endMember(record);
}

void PackFileWriter::beginMember()
{
    if (!m_ended && m_fd < 0 && !begin())
        abandon(errno);
    m_memberAt = m_offset;
    m_memberCrc = 0;
}

void PackFileWriter::append(const char *data, std::size_t size)
{
    if (m_ended)
        return;
    m_memberCrc = libdeflate_crc32(m_memberCrc, data, size);
    if (!out(data, size))
        abandon(errno);
}

void PackFileWriter::endMember(PackRecord record)
{
    if (m_ended)
        return;
    record.offset = m_memberAt;
    record.packedCrc = m_memberCrc;
    m_records.push_back(record);
}

bool PackFileWriter::commit()
{
    if (m_ended)
        return m_error == 0;
    if (m_records.empty()) {
        abandon(0);
        return true;
    }
    std::string list;
    list.reserve(m_records.size() * PackFile::recordBytes);
    for (const PackRecord &r : m_records)
        putRecord(list, r);
    const QByteArray hash = Sha256::of(QByteArrayView(list.data(), qsizetype(list.size())));
    std::string foot;
    const std::uint64_t start = m_offset;
    zip::put<std::uint64_t>(foot, footMagic);
    zip::put<std::uint64_t>(foot, m_records.size());
    zip::put<std::uint64_t>(foot, start);
    foot.append(hash.constData(), 32);
    // Not synced: after a power cut, what is damaged is found by its checksums and made again.
    if (!out(list.data(), list.size()) || !out(foot.data(), foot.size()) || !flush()
        || ::renameat(m_dirFd, m_temporary.c_str(), m_dirFd, (hash.toHex().left(32) + ".pack").constData()) != 0) {
        abandon(errno);
        return false;
    }
    m_ended = true;
    ::close(std::exchange(m_fd, -1));
    return true;
}

void PackFileWriter::abandon(int error)
{
    if (m_ended)
        return;
    m_ended = true;
    m_error = error;
    m_buffer = {};
    m_records.clear();
    if (m_fd >= 0) {
        ::unlinkat(m_dirFd, m_temporary.c_str(), 0);
        ::close(std::exchange(m_fd, -1));
    }
}

void sweepTemporaryPacks(int dirFd)
{
    const int copy = ::openat(dirFd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = copy < 0 ? nullptr : ::fdopendir(copy);
    if (!dir)
        return;
    while (const dirent *entry = ::readdir(dir)) {
        if (std::strncmp(entry->d_name, temporaryPrefix, sizeof temporaryPrefix - 1) != 0)
            continue;
        const int fd = ::openat(dirFd, entry->d_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
        struct stat st = {};
        // A writer takes its lock right after it made the file: only what is older than a minute can be a stray.
        if (fd >= 0 && ::fstat(fd, &st) == 0 && st.st_mtime + 60 < ::time(nullptr) && ::flock(fd, LOCK_EX | LOCK_NB) == 0)
            ::unlinkat(dirFd, entry->d_name, 0);
        if (fd >= 0)
            ::close(fd);
    }
    ::closedir(dir);
}

} // namespace lathe
