// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/xray/openedfiles.h"
#include "process/folderwatch.h"
#include <memory>
#include <mutex>
#include <thread>

namespace lathe {

/// Records which files of a package runs open, from outside: the sandbox shows the very same files, so the kernel tells of
/// every open (source, native library, data, by whichever program) without a hook in the function and without privileges.
/// Chosen over the interpreters' own hooks, which see no native loads, and over ptrace or seccomp notifications, which
/// halt the function at each open; access times are no way either, as the files are mounted read-only. Price: what another
/// program opens meanwhile counts as opened too, so a file is rather kept than called unopened. Owner's thread; reads on a
/// thread of its own, so that the kernel's queue of 16,384 opens does not run over.
class OpenRecorder
{
public:
    struct Recording
    {
        QSet<QByteArray> paths; ///< Absolute.
        bool whole = true;      ///< False: the kernel lost some, or not every folder could be watched.
    };

    OpenRecorder() = default;
    ~OpenRecorder();
    Q_DISABLE_COPY(OpenRecorder)

    /// Begins to watch these folders; blocks while they are walked (some ms a thousand folders). False: nothing can be watched.
    bool start(const QStringList &roots);
    bool isRunning() const { return m_thread.joinable(); }
    /// What was opened since start() or the last take().
    Recording take();
    int folders() const { return m_watch.folders(); }

private:
    void drain();
    void work();
    FolderWatch m_watch;
    std::mutex m_mutex;
    Recording m_recording;
    std::thread m_thread;
    int m_stop = -1; ///< eventfd
};

} // namespace lathe
