// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFile>
#include <QString>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

/// Tells when somebody has read a file or listed a folder to its end, without an event loop: a test can then do something before
/// what was read arrives.
class ReadWatch
{
public:
    explicit ReadWatch(const QString &path) : m_fd(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK))
    {
        ::inotify_add_watch(m_fd, QFile::encodeName(path).constData(), IN_CLOSE_NOWRITE);
    }
    ~ReadWatch() { ::close(m_fd); }
    Q_DISABLE_COPY(ReadWatch)
    /// False after `milliseconds` without.
    bool wait(int milliseconds = 20000) const
    {
        pollfd one{m_fd, POLLIN, 0};
        return ::poll(&one, 1, milliseconds) == 1;
    }

private:
    int m_fd;
};
