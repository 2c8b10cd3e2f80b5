// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace lathe {

/// Tells when files on disk may have changed; storms of changes are gathered into one signal. Files that are replaced by
/// renaming, deleted or made again stay watched. Owned by EditorTabs; window's thread.
/// The kernel is asked behind the next frame: beside thousands of files that takes milliseconds. What changed until then shows in the file's times.
class FileWatch : public QObject
{
    Q_OBJECT
public:
    explicit FileWatch(QObject *parent = nullptr);
    void watch(const QString &path);
    void forget(const QString &path);

signals:
    /// At most one in 150 ms; whether and how they changed is for the receiver to look.
    void settled(const QStringList &paths);

private:
    struct Stamp
    {
        qint64 size = -1;
        qint64 modified = 0, changed = 0; ///< Nanoseconds.
        quint64 inode = 0;
        bool operator==(const Stamp &) const = default;
    };
    static Stamp stampOf(const QString &path);
    void begin();
    void touched(const QString &path);
    void directoryTouched(const QString &dir);
    QFileSystemWatcher m_watcher;
    QSet<QString> m_paths;
    QSet<QString> m_touched;
    QHash<QString, Stamp> m_new; ///< Not yet with the kernel, and how they were.
    QTimer m_begin;
    QTimer m_settle;
};

} // namespace lathe
