// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/deflatequeue.h"
#include "package/memberpacker.h"
#include <algorithm>

namespace lathe {

/// What an entry costs in memory while it is worked on: the file and its deflated form.
static qint64 cost(const TreeEntry &entry) { return 2 * entry.bytes + 4096; }

static qint64 kept(const Result<PackedMember> &result, const TreeEntry &entry)
{
    return std::min(result ? qint64(result->size) + 4096 : 4096, cost(entry));
}

DeflateQueue::DeflateQueue(int rootFd, std::vector<const TreeEntry *> entries, const PackingRules &rules, int threads, const std::atomic_bool *cancel)
    : m_rootFd(rootFd), m_entries(std::move(entries)), m_rules(rules), m_cancel(cancel), m_results(m_entries.size())
{
    const auto count = std::min<std::size_t>(std::size_t(std::max(threads, 1)), m_entries.size());
    for (std::size_t i = 0; i < count; ++i)
        m_threads.emplace_back([this] { work(); });
}

DeflateQueue::~DeflateQueue()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_room.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

/// Takes the next entries for a thread: one, and the small ones behind it, so that the lock is not taken for each. Waits for
/// room; the entry that is waited for always finds it, for everything before it has been taken. Nothing: the work is done.
std::size_t DeflateQueue::claim(std::unique_lock<std::mutex> &lock)
{
    constexpr std::size_t mostEntries = 32;
    constexpr qint64 mostBytes = 512 * 1024;
    while (!m_stop && m_nextToStart < m_entries.size()) {
        const qint64 need = cost(*m_entries[m_nextToStart]);
        if (m_inFlight > 0 && m_inFlight + need > budgetBytes) {
            ++m_waitingForRoom;
            m_room.wait(lock);
            --m_waitingForRoom;
            continue;
        }
        std::size_t count = 1;
        qint64 together = need;
        while (count < mostEntries && m_nextToStart + count < m_entries.size()) {
            const qint64 more = cost(*m_entries[m_nextToStart + count]);
            if (together + more > mostBytes)
                break;
            together += more;
            ++count;
        }
        m_nextToStart += count;
        m_inFlight += together;
        return count;
    }
    return 0;
}

void DeflateQueue::work()
{
    MemberPacker packer(m_rootFd, m_rules, m_cancel);
    std::vector<std::unique_ptr<Result<PackedMember>>> batch;
    std::unique_lock lock(m_mutex);
    while (const std::size_t count = claim(lock)) {
        const std::size_t first = m_nextToStart - count;
        lock.unlock();
        batch.clear();
        for (std::size_t i = 0; i < count; ++i)
            batch.push_back(std::make_unique<Result<PackedMember>>(packer.pack(*m_entries[first + i])));
        lock.lock();
        for (std::size_t i = 0; i < count; ++i) {
            m_inFlight += kept(*batch[i], *m_entries[first + i]) - cost(*m_entries[first + i]);
            m_results[first + i] = std::move(batch[i]);
        }
        m_ready.notify_one();
        if (m_waitingForRoom > 0)
            m_room.notify_all();
    }
}

Result<PackedMember> DeflateQueue::take()
{
    std::unique_lock lock(m_mutex);
    const std::size_t index = m_nextToTake++;
    m_ready.wait(lock, [&] { return m_results[index] != nullptr; });
    const auto result = std::move(m_results[index]);
    m_inFlight -= kept(*result, *m_entries[index]);
    const bool wanted = m_waitingForRoom > 0;
    lock.unlock();
    if (wanted)
        m_room.notify_all();
    return std::move(*result);
}

} // namespace lathe
