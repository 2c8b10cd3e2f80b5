// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <algorithm>
#include <atomic>
#include <ctime>
#include <mutex>
#include <thread>

namespace lathe {

/// Of the clock that goes on while a virtual machine stands still (a snapshot of it takes seconds), and is the same in all processes.
inline qint64 monotonicMs()
{
    timespec at{};
    ::clock_gettime(CLOCK_MONOTONIC, &at);
    return qint64(at.tv_sec) * 1000 + at.tv_nsec / 1000000;
}

/// Watches for the times in which nothing on this machine ran: what a program promises to do within a second it cannot do then. Owned by a
/// test, with a thread of its own.
class Standstills
{
public:
    struct Time
    {
        qint64 from, to; ///< As monotonicMs().
    };
    Standstills() : m_thread([this] { watch(); }) {}
    ~Standstills()
    {
        m_stop = true;
        m_thread.join();
    }
    /// When the machine had still `ms` to run until `until`.
    qint64 before(qint64 until, qint64 ms) const
    {
        const std::lock_guard guard(m_mutex);
        return before(m_seen, until, ms);
    }
    static qint64 before(const QList<Time> &seen, qint64 until, qint64 ms)
    {
        for (auto it = seen.crbegin(); it != seen.crend(); ++it) {
            if (it->from >= until)
                continue;
            const qint64 ran = until - std::min(it->to, until);
            if (ran >= ms)
                break;
            ms -= ran;
            until = it->from;
        }
        return until - ms;
    }

private:
    void watch()
    {
        for (qint64 last = monotonicMs(); !m_stop;) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            const qint64 now = monotonicMs();
            if (now - last > 50) {
                const std::lock_guard guard(m_mutex);
                m_seen.append({last, now});
            }
            last = now;
        }
    }
    mutable std::mutex m_mutex;
    QList<Time> m_seen;
    std::atomic_bool m_stop = false;
    std::thread m_thread; // last: the others are there when it begins
};

} // namespace lathe
