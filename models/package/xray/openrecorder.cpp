// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/xray/openrecorder.h"
#include <array>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace lathe {

OpenRecorder::~OpenRecorder()
{
    if (m_thread.joinable()) {
        const std::uint64_t one = 1;
        (void)!::write(m_stop, &one, sizeof one);
        m_thread.join();
    }
    if (m_stop >= 0)
        ::close(m_stop);
}

bool OpenRecorder::start(const QStringList &roots)
{
    if (isRunning() || !m_watch.start(roots, FolderWatch::opens, true))
        return false;
    m_stop = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (m_stop < 0)
        return false;
    m_thread = std::thread([this] { work(); });
    return true;
}

void OpenRecorder::drain()
{
    const std::lock_guard lock(m_mutex);
    if (!m_watch.read([this](const QByteArray &path) { m_recording.paths.insert(path); }))
        m_recording.whole = false;
}

void OpenRecorder::work()
{
    for (;;) {
        std::array<pollfd, 2> waits{{{m_watch.descriptor(), POLLIN, 0}, {m_stop, POLLIN, 0}}};
        if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR)
            return;
        if (waits[1].revents != 0)
            return;
        drain();
    }
}

OpenRecorder::Recording OpenRecorder::take()
{
    drain(); // what the thread has not read yet
    const std::lock_guard lock(m_mutex);
    Recording taken = std::exchange(m_recording, {});
    taken.whole = taken.whole && m_watch.isWhole();
    return taken;
}

} // namespace lathe
