// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/sha256.h"
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace lathe {

/// The SHA-256 of what is written, computed on a thread of its own while its owner goes on: hashing takes as long as copying.
/// The thread begins with the second chunk. Owned by one ZipOutput, used on its thread.
class BackgroundHash
{
public:
    BackgroundHash() = default;
    ~BackgroundHash();
    BackgroundHash(const BackgroundHash &) = delete;
    BackgroundHash &operator=(const BackgroundHash &) = delete;

    /// Takes the chunk and gives an empty one back, with its room. Blocks while too many wait.
    std::string add(std::string chunk);
    /// Waits for the rest. Nothing may be added afterwards.
    QByteArray result();

    static constexpr std::size_t mostChunks = 4; ///< Waiting ones.

private:
    void work();

    Sha256 m_hash;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::string> m_waiting, m_free;
    bool m_busy = false, m_end = false, m_any = false;
    std::thread m_thread;
};

} // namespace lathe
