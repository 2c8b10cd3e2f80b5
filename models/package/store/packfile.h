// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lathe {

using ContentHash = std::array<unsigned char, 32>; ///< SHA-256 of a file's content.

/// Where a member stands in a pack, and what it must be.
struct PackRecord
{
    ContentHash hash{};
    std::uint64_t offset = 0, packed = 0, bytes = 0;
    std::uint32_t crc = 0;       ///< CRC-32 of the content, as the zip has it.
    std::uint32_t packedCrc = 0; ///< CRC-32 of the packed bytes: what stands here is checked before it is used.
    bool deflated = false;
    bool operator==(const PackRecord &) const = default;
};

/// One immutable file of packed members, opened for reading: data, then a list of records, then a foot with the list's SHA-256.
/// Owned by the MemberStore; const use from any number of threads. Another process may delete the file meanwhile: what is open stays.
class PackFile
{
public:
    /// Nothing when it cannot be read, is damaged, or was made by another recipe (level and deflate library).
    static std::unique_ptr<PackFile> open(int dirFd, const std::string &name, std::uint64_t recipe);
    ~PackFile();
    PackFile(const PackFile &) = delete;
    PackFile &operator=(const PackFile &) = delete;

    const std::string &name() const { return m_name; }
    const std::vector<PackRecord> &records() const { return m_records; }
    std::uint64_t fileBytes() const { return m_fileBytes; }
    /// `record.packed` bytes to `into`; false when they cannot be read or are not what they were.
    bool read(const PackRecord &record, char *into) const;
    /// Hands the bytes to `use` in pieces, so that a large member needs no memory; it is told of all of them before they are checked.
    bool readInPieces(const PackRecord &record, const std::function<bool(const char *data, std::size_t size)> &use) const;
    /// The same for `packed` bytes from `offset` on, unchecked.
    bool readRaw(std::uint64_t offset, std::uint64_t packed, char *into) const;
    /// For the sweep: this pack was of use now.
    void touch() const;

    static constexpr std::uint64_t headBytes = 16, recordBytes = 72, footBytes = 56;

private:
    PackFile(int fd, std::string name) : m_fd(fd), m_name(std::move(name)) {}
    bool load(std::uint64_t recipe);
    int m_fd;
    std::string m_name;
    std::uint64_t m_fileBytes = 0;
    std::vector<PackRecord> m_records;
};

/// Writes a pack under a temporary name that is locked while its writer lives, and gives it its name at the end: of the same
/// members, the same name. On one thread. The first failure ends it for good; nothing of it stays then.
class PackFileWriter
{
public:
    PackFileWriter(int dirFd, std::uint64_t recipe) : m_dirFd(dirFd), m_recipe(recipe) {}
    ~PackFileWriter() { abandon(0); }
    PackFileWriter(const PackFileWriter &) = delete;
    PackFileWriter &operator=(const PackFileWriter &) = delete;

    /// `record` needs everything but its offset and packedCrc.
    void add(PackRecord record, const char *data);
    /// The same in pieces: begin, append as often as needed, then end with what add() takes.
    void beginMember();
    void append(const char *data, std::size_t size);
    void endMember(PackRecord record);
    /// Writes the list and renames the file; true also when there was nothing to write.
    bool commit();
    /// Gives the space back; later calls do nothing.
    void abandon(int error);
    std::size_t size() const { return m_records.size(); }
    int error() const { return m_error; } ///< errno of the first failure, or 0.

private:
    bool begin();
    bool out(const char *data, std::size_t size);
    bool flush();
    int m_dirFd;
    std::uint64_t m_recipe;
    int m_fd = -1, m_error = 0;
    bool m_ended = false;
    std::string m_temporary, m_buffer;
    std::uint64_t m_offset = 0, m_memberAt = 0;
    std::uint32_t m_memberCrc = 0;
    std::vector<PackRecord> m_records;
};

/// Temporary names: "x-…" while they are written. Removes those whose writer is gone.
void sweepTemporaryPacks(int dirFd);

} // namespace lathe
