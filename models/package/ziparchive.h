// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "package/packagereader.h"
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lathe {

/// One checked member of an archive.
struct ZipMember
{
    enum class Kind { File, Folder, Link };
    std::string path;      ///< UTF-8, without a trailing slash; passed entryrules::nameProblem().
    Kind kind = Kind::File;
    bool executable = false;
    bool deflated = false;
    std::uint32_t crc = 0;
    std::uint64_t packed = 0, bytes = 0;
    std::uint64_t dataOffset = 0;
    std::string target;    ///< Of a link; passed entryrules::linkProblem().
};

/// An untrusted zip, opened and checked as a whole: end record, central directory and every local header must tell the same
/// story, members may neither overlap nor lie outside, names follow entryrules, sizes keep to the limits. What open() returns
/// is safe to unpack but for the members' contents, which read() checks. A script or program in front of the archive is allowed. Reads with pread, so a file that shrinks meanwhile
/// is an error and not a signal. Const use from any number of threads.
class ZipArchive
{
public:
    static Result<ZipArchive> open(const QString &file, const ExtractLimits &limits);
    ZipArchive(ZipArchive &&other) noexcept;
    ZipArchive(const ZipArchive &) = delete;
    ~ZipArchive();

    const std::vector<ZipMember> &members() const { return m_members; } ///< Sorted by path.
    int fd() const { return m_fd; }

    /// The content of a member: exactly `bytes` bytes with the right CRC. `decompressor` is a libdeflate_decompressor.
    Result<std::unique_ptr<char[]>> read(const ZipMember &member, void *decompressor) const;

private:
    struct Central;
    struct End;
    ZipArchive() = default;
    Result<> readDirectory(const ExtractLimits &limits);
    Result<End> findEnd() const;
    Result<> widenEnd(End &end, std::uint64_t locator, std::uint64_t told) const;
    Result<> readCentral(const std::string &directory, const End &end, const ExtractLimits &limits);
    Result<> checkFront(std::uint64_t first, std::uint64_t base) const;
    Result<> checkLocal(Central &central, std::uint64_t directoryStart, std::uint64_t &end) const;
    Result<> checkDescriptor(const Central &central, std::uint64_t &end) const;
    Result<> checkPlaces(std::vector<Central> &all, std::uint64_t directoryStart, std::uint64_t base);
    Result<> checkTogether();
    Result<std::string> bytesAt(std::uint64_t offset, std::uint64_t size) const;

    QString m_file;
    int m_fd = -1;
    std::uint64_t m_size = 0;
    std::vector<ZipMember> m_members;
};

/// The Error for a refused archive: `what` names the reason, `entry` (may be empty) the member. Ids: LTH-PKG-010 damaged,
/// 011 refused name or type, 012 a limit, 013 encrypted or an unknown method, 014 wrong content.
tl::unexpected<Error> refusedZip(const QString &file, const std::string &entry, const QString &what, const char *id);

} // namespace lathe
