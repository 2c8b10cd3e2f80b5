// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/deflatequeue.h"
#include <algorithm>
#include <functional>
#include <optional>

namespace lathe {

/// A file that is not held in memory: read in pieces of one MiB, which several threads deflate and which make one stream. The
/// bytes depend on the content alone. Owned by the writer, on its thread, which it blocks; the file is opened once.
class LargeFile
{
public:
    /// Above it a file is packed in pieces.
    static constexpr qint64 fromBytes = 8 * 1024 * 1024;
    static constexpr std::size_t pieceBytes = 1024 * 1024;
    using Use = std::function<Result<>(const char *data, std::size_t size)>;

    LargeFile(int rootFd, const TreeEntry &entry, const PackingRules &rules, int threads, const std::atomic_bool *cancel)
        : m_entry(entry), m_rules(rules), m_threads(threads), m_cancel(cancel), m_rootFd(rootFd) {}
    ~LargeFile();
    LargeFile(const LargeFile &) = delete;
    LargeFile &operator=(const LargeFile &) = delete;

    /// Reads all of it: crc(), hash() (with a store), isWorthDeflating(). What is no longer what the walk saw is an error (LTH-PKG-005).
    Result<> look();
    std::uint32_t crc() const { return m_crc; }
    const ContentHash &hash() const { return m_hash; }
    bool isWorthDeflating() const { return m_worth; }

    /// Hands out the deflated pieces in their order; stops, and says false, once they are no smaller than the file.
    Result<bool> deflate(const Use &use);
    /// Hands out the content as it is.
    Result<> copy(const Use &use);

private:
    struct Work;
    Result<std::size_t> readPiece(std::size_t index, char *into) const;
    void work(Work &work);
    std::size_t pieces() const { return (std::size_t(m_entry.bytes) + pieceBytes - 1) / pieceBytes; }
    std::size_t sizeOf(std::size_t index) const { return std::min(pieceBytes, std::size_t(m_entry.bytes) - index * pieceBytes); }

    const TreeEntry &m_entry;
    const PackingRules m_rules;
    const int m_threads;
    const std::atomic_bool *m_cancel;
    const int m_rootFd;
    int m_fd = -1;
    std::uint32_t m_crc = 0;
    ContentHash m_hash{};
    bool m_worth = true;
    std::vector<std::uint32_t> m_pieceCrcs; ///< What was read first must be what is packed.
};

} // namespace lathe
