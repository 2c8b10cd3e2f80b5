// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/filewatch.h"
#include <QFileInfo>

namespace lathe {

FileWatch::FileWatch(QObject *parent) : QObject(parent)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(150);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &FileWatch::touched);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &FileWatch::directoryTouched);
    connect(&m_settle, &QTimer::timeout, this, [this] {
        const QStringList paths(m_touched.begin(), m_touched.end());
        m_touched.clear();
        for (const QString &path : paths)
            if (m_paths.contains(path) && QFileInfo::exists(path))
                m_watcher.addPath(path); // a replaced file is another one
        emit settled(paths);
    });
}

void FileWatch::watch(const QString &path)
{
    m_paths.insert(path);
    m_watcher.addPath(path);
    m_watcher.addPath(QFileInfo(path).absolutePath());
}

void FileWatch::forget(const QString &path)
{
    m_paths.remove(path);
    m_touched.remove(path);
    m_watcher.removePath(path);
    const QString dir = QFileInfo(path).absolutePath();
    for (const QString &other : std::as_const(m_paths))
        if (QFileInfo(other).absolutePath() == dir)
            return;
    m_watcher.removePath(dir);
}

void FileWatch::touched(const QString &path)
{
    m_touched.insert(path);
    if (!m_settle.isActive()) // not started anew: an endless storm must not hide the change
        m_settle.start();
}

void FileWatch::directoryTouched(const QString &dir)
{
    for (const QString &path : std::as_const(m_paths))
        if (QFileInfo(path).absolutePath() == dir)
            touched(path);
}

} // namespace lathe
