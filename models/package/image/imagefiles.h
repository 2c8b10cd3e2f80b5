// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <memory>
#include <string>

namespace lathe {

/// Bytes one after another. Used on one thread.
class ByteSource
{
public:
    virtual ~ByteSource() = default;
    /// Up to `size` bytes; 0 at the end, below 0 when they cannot be read.
    virtual qint64 read(char *buffer, qint64 size) = 0;
    qint64 size = -1; ///< As the container says; -1 when it does not.
};

/// The files that make up a saved image: a folder, or a tar file with one inside (plain, gzip or zstd). Nothing outside
/// of it is ever opened: names are resolved beneath the folder, links of a tar only to its own entries. Used on one
/// thread.
class ImageFiles
{
public:
    /// Errors: NotFound, Config (neither a folder nor a tar file), Io, Unsupported (no libarchive).
    static Result<std::unique_ptr<ImageFiles>> at(const QString &path);
    virtual ~ImageFiles() = default;

    /// Its size in bytes, or -1 when there is no such file.
    virtual qint64 sizeOf(const std::string &name) const = 0;
    bool contains(const std::string &name) const { return sizeOf(name) >= 0; }
    virtual Result<std::unique_ptr<ByteSource>> open(const std::string &name) const = 0;
    /// A whole small file: at most limits::imageManifestBytes.
    Result<QByteArray> small(const std::string &name) const;
};

/// Every complaint about an image, with its stable id.
tl::unexpected<Error> imageDamaged(const QString &what, const QString &detail = {});

} // namespace lathe
