// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/image/archiveapi.h"
#include "package/image/imagemanifest.h"
#include "package/image/rootbuilder.h"
#include <atomic>
#include <functional>

namespace lathe {

/// What all layers of an image together may take; counted down while they are read.
struct ImageBudget
{
    qint64 bytes = 0;
    qint64 entries = 0;
    int ratio = 0; ///< Refused above it, for a layer that unpacks to more than 64 MB.
};

/// Puts one layer's entries on a root file system: decompressed (gzip, zstd or plain), checked against both of its
/// digests, within the budget. Names that lead out, devices and pipes are never made. Used once, on one thread.
class LayerReader
{
public:
    LayerReader(const ArchiveApi &api, const ImageFiles &files, const ImageLayer &layer, ImageBudget &budget,
                const std::atomic_bool *cancel);

    /// `onBytes`: how many stored bytes were read since the last call.
    Result<> apply(RootBuilder &root, const std::function<void(qint64)> &onBytes);
    /// The digest of the tar inside, for layers that name none. Takes as long as reading them.
    Result<QByteArray> diffId();

private:
    class Stream;
    Result<> entry(Stream &stream, struct archive_entry *entry, RootBuilder &root);
    Result<> put(Stream &stream, struct archive_entry *entry, const std::string &path, RootBuilder &root);
    bool writeContent(Stream &stream, int fd, qint64 bytes);
    tl::unexpected<Error> tooLarge() const;

    const ArchiveApi &m_api;
    const ImageFiles &m_files;
    const ImageLayer &m_layer;
    ImageBudget &m_budget;
    const std::atomic_bool *m_cancel;
    Result<> m_contentError; ///< Why writeContent() stopped, when it was not the disk.
};

} // namespace lathe
