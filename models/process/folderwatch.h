// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QHash>
#include <QStringList>
#include <atomic>
#include <functional>

namespace lathe {

/// The kernel's news (inotify) of what happens in folders and all folders below: one watch a folder, none a file, so that 28,000
/// files in 3,000 folders cost some milliseconds and a megabyte of the kernel's. Not copyable; one thread at a time.
class FolderWatch
{
public:
    static constexpr quint32 opens = 0x20;       ///< IN_OPEN
    static constexpr quint32 changes = 0x3c8;    ///< IN_CLOSE_WRITE, IN_MOVED_FROM, IN_MOVED_TO, IN_CREATE, IN_DELETE

    FolderWatch() = default;
    ~FolderWatch();
    Q_DISABLE_COPY(FolderWatch)

    /// Watches `roots`; folders named .git and .lathe are left out, with `bytecode` false also __pycache__. Blocking. False when
    /// the kernel gives no watch at all; isWhole() tells whether it gave all.
    bool start(const QStringList &roots, quint32 mask, bool bytecode, const std::atomic_bool *cancel = nullptr);
    int descriptor() const { return m_fd; } ///< Readable when there is news.
    bool isWhole() const { return m_whole; }
    int folders() const { return int(m_folders.size()); }
    /// Takes what has come in; each with the absolute path. Never blocks. False when news was lost since the last call.
    bool read(const std::function<void(const QByteArray &path)> &seen);

private:
    void add(const QByteArray &folder, quint32 mask, bool bytecode, const std::atomic_bool *cancel, int depth);
    int m_fd = -1;
    bool m_whole = true;
    QHash<int, QByteArray> m_folders;
};

} // namespace lathe
