// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFileSystemWatcher>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace lathe {

/// Tells when files on disk may have changed; storms of changes are gathered into one signal. Files that are replaced by
/// renaming, deleted or made again stay watched. Owned by EditorTabs; window's thread.
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
    void touched(const QString &path);
    void directoryTouched(const QString &dir);
    QFileSystemWatcher m_watcher;
    QSet<QString> m_paths;
    QSet<QString> m_touched;
    QTimer m_settle;
};

} // namespace lathe
