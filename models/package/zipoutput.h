// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "package/backgroundhash.h"
#include <QByteArray>
#include <functional>
#include <string>

namespace lathe {

/// The temporary file beside a zip that is being made: hashed while it is written, renamed at the end, removed if it is not.
/// Owned by the writer, on its thread.
class ZipOutput
{
public:
    explicit ZipOutput(const QString &file);
    ~ZipOutput();
    ZipOutput(const ZipOutput &) = delete;
    ZipOutput &operator=(const ZipOutput &) = delete;

    Result<> open();
    Result<> write(const char *data, std::size_t size);
    Result<> write(const std::string &bytes) { return write(bytes.data(), bytes.size()); }

    /// A member whose header is known at its end only: room for the header is left, what follows is hashed by closeMember().
    Result<> openMember(std::size_t headerBytes);
    /// What was written since openMember() is dropped.
    Result<> rewindMember();
    Result<> writeMember(const char *data, std::size_t size);
    /// Puts the header in its place and hands the member's bytes to `use`, piece by piece, while they pass through the hash.
    Result<> closeMember(const std::string &header, const std::function<void(const char *data, std::size_t size)> &use);

    /// Everything is written; the SHA-256 of all bytes.
    Result<QByteArray> finish();
    /// Gives the file its name, after finish(); on any thread, as long as nothing else is called.
    Result<> commit();

    std::uint64_t offset() const { return m_offset; }
    /// Called once when the disk is full, before it is tried a last time.
    std::function<void()> makeRoom;

    /// The file that will be replaced: a link's target where it is one.
    const QByteArray &target() const { return m_target; }

private:
    Result<> failed() const;
    Result<> flush();
    Result<> out(const char *data, std::size_t size);

    QString m_file;
    QByteArray m_target, m_folder, m_temporary;
    int m_fd = -1;
    std::uint64_t m_offset = 0, m_memberAt = 0, m_sentAt = 0;
    std::size_t m_headerBytes = 0;
    std::string m_buffer;
    BackgroundHash m_hash;
};

} // namespace lathe
