// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/backgroundhash.h"

namespace lathe {

BackgroundHash::~BackgroundHash()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_end = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void BackgroundHash::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_end || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        std::string chunk = std::move(m_waiting.front());
        m_waiting.erase(m_waiting.begin());
        m_busy = true;
        lock.unlock();
        m_hash.add(QByteArrayView(chunk.data(), qsizetype(chunk.size())));
        chunk.clear();
        lock.lock();
        m_busy = false;
        m_free.push_back(std::move(chunk));
        m_changed.notify_all();
    }
}

std::string BackgroundHash::add(std::string chunk)
{
    if (!m_any) { // a small package needs no thread
        m_any = true;
        m_hash.add(QByteArrayView(chunk.data(), qsizetype(chunk.size())));
        chunk.clear();
        return chunk;
    }
    if (!m_thread.joinable())
        m_thread = std::thread([this] { work(); });
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_waiting.size() < mostChunks; });
    m_waiting.push_back(std::move(chunk));
    m_changed.notify_all();
    if (m_free.empty())
        return {};
    chunk = std::move(m_free.back());
    m_free.pop_back();
    return chunk;
}

QByteArray BackgroundHash::result()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_waiting.empty() && !m_busy; });
    return m_hash.result();
}

} // namespace lathe
