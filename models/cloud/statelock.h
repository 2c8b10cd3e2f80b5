// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QString>

namespace lathe {

/// An advisory lock (flock) on a file, held by this value and given back when it is destroyed or the process dies, however
/// it dies. The file holds the owner's process id. Movable; any thread.
class StateLock
{
public:
    enum Mode { Try, Wait };
    /// Takes the lock. Try: fails at once with Conflict, LTH-SRV-002 and the owner's pid when another holds it; Wait: waits
    /// for the other, meant for locks that are held for milliseconds.
    static Result<StateLock> acquire(const QString &file, Mode mode = Try);
    StateLock(StateLock &&other) noexcept;
    StateLock &operator=(StateLock &&other) noexcept;
    ~StateLock();
    Q_DISABLE_COPY(StateLock)

private:
    explicit StateLock(int fd) : m_fd(fd) {}
    int m_fd = -1;
};

} // namespace lathe
