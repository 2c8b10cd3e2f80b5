// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/packagetree.h"
#include "package/xray/nativefile.h"
#include <QHash>
#include <array>
#include <atomic>
#include <functional>
#include <optional>

namespace lathe {

/// What reading a file once tells.
struct FileFacts
{
    std::array<char, 32> sha256{};
    qint64 packedBytes = 0;  ///< Deflated as the package writer does (files over 16 MB in pieces, which differs by less than 0.1 %).
    std::optional<NativeFile> native;
    bool read = false;       ///< False: it could not be read, or changed meanwhile.
};

/// Reads many files on all cores, and remembers what it found by device, inode, size and time, in memory and in a file, so
/// that what did not change is not read again. measure() is for one thread at a time; it blocks.
class FileFactsStore
{
public:
    /// `cacheFile` may be empty: nothing is kept between two starts. Damaged or foreign content is ignored.
    explicit FileFactsStore(QString cacheFile = {});

    /// One root's files; `facts` gets one row for each of `entries`. `done(files, bytes)` is called from any of the threads,
    /// now and then. False when it was cancelled.
    bool measure(const QString &root, const std::vector<TreeEntry> &entries, std::vector<FileFacts> &facts, int threads,
        const std::function<void(int, qint64)> &done, const std::atomic_bool *cancel);
    /// Writes what measure() learned, if anything; rows that were not asked for since the start go when there are too many.
    void save();
    int filesRead() const { return m_filesRead; } ///< Since the start; the others came from memory.

private:
    struct Key
    {
        quint64 device = 0, inode = 0;
        qint64 bytes = 0, modifiedNs = 0;
        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed) { return qHashMulti(seed, key.device, key.inode, key.bytes, key.modifiedNs); }
    };
    struct Row
    {
        std::array<char, 32> sha256{};
        qint64 packedBytes = 0;
        bool native = false;
        bool used = false;
    };
    void load();

    QString m_cacheFile;
    QHash<Key, Row> m_rows;
    bool m_changed = false;
    bool m_loaded = false;
    std::atomic_int m_filesRead = 0;
};

} // namespace lathe
