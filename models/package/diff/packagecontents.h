// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/diff/packagediff.h"
#include <memory>
#include <vector>

namespace lathe {

/// A zip or a folder as a sorted list whose contents can be read. Owned by one comparison; one thread.
class PackageContents
{
public:
    struct Entry
    {
        std::string path;
        PackageFileState state;
        std::size_t index = 0; ///< For read().
    };

    static Result<std::unique_ptr<PackageContents>> open(const PackageSource &source, const std::atomic_bool *cancel);
    virtual ~PackageContents() = default;
    const std::vector<Entry> &entries() const { return m_entries; } ///< Sorted by path.
    /// The bytes of a file.
    virtual Result<QByteArray> read(const Entry &entry) const = 0;
    /// What is known of a file's content without reading it: 0 means nothing, two that differ mean that the contents do.
    virtual quint32 checksum(const Entry &entry) const = 0;

protected:
    std::vector<Entry> m_entries;
};

} // namespace lathe
