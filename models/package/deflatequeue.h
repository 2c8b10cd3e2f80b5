// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "package/packagetree.h"
#include "package/store/packfile.h"
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace lathe {

class MemberStore;

/// One member of a zip, ready to be written.
struct PackedMember
{
    std::unique_ptr<char[]> data; ///< Deflated, or as it is.
    std::size_t size = 0;
    std::uint32_t crc = 0;
    bool deflated = false;
    ContentHash hash{};           ///< Only with a store.
    bool stored = false;          ///< Taken from the store.
    const PackFile *damaged = nullptr; ///< The pack that should have had it.
};

/// How members are packed: everything that their bytes depend on, and where they may be found ready.
struct PackingRules
{
    int level = 6;
    bool fast = false;                    ///< Small files, and content that is compressed by its own signature, stay as they are.
    const MemberStore *store = nullptr;   ///< May be null. Outlives the queue.
};

/// Reads and deflates files on threads of its own and hands them out in their order, with at most `budgetBytes` in memory
/// (a single larger file goes alone). Owned by the writer; take() on one thread. The destructor ends the threads.
class DeflateQueue
{
public:
    DeflateQueue(int rootFd, std::vector<const TreeEntry *> entries, const PackingRules &rules, int threads, const std::atomic_bool *cancel);
    ~DeflateQueue();
    DeflateQueue(const DeflateQueue &) = delete;
    DeflateQueue &operator=(const DeflateQueue &) = delete;

    /// The next member, in order. Blocks until it is ready.
    Result<PackedMember> take();

    static constexpr qint64 budgetBytes = 24 * 1024 * 1024;

private:
    void work();
    std::size_t claim(std::unique_lock<std::mutex> &lock);

    const int m_rootFd;
    const std::vector<const TreeEntry *> m_entries;
    const PackingRules m_rules;
    const std::atomic_bool *m_cancel;
    std::mutex m_mutex;
    std::condition_variable m_ready, m_room;
    std::vector<std::unique_ptr<Result<PackedMember>>> m_results;
    std::size_t m_nextToStart = 0, m_nextToTake = 0;
    qint64 m_inFlight = 0;
    int m_waitingForRoom = 0;
    bool m_stop = false;
    std::vector<std::thread> m_threads;
};

} // namespace lathe
