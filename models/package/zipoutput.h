// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "core/sha256.h"
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
    /// Gives the file its name; the SHA-256 of all its bytes.
    Result<QByteArray> commit();

    std::uint64_t offset() const { return m_offset; }
    /// Called once when the disk is full, before it is tried a last time.
    std::function<void()> makeRoom;

    /// The file that will be replaced: a link's target where it is one.
    const QByteArray &target() const { return m_target; }

private:
    Result<> failed() const;
    Result<> out(const char *data, std::size_t size);

    QString m_file;
    QByteArray m_target, m_folder, m_temporary;
    int m_fd = -1;
    std::uint64_t m_offset = 0;
    std::string m_buffer;
    Sha256 m_hash;
};

} // namespace lathe
