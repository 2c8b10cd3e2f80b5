// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/filewatch.h"
#include <QFile>
#include <QFileInfo>
#include <sys/stat.h>
#include <utility>

namespace lathe {

FileWatch::FileWatch(QObject *parent) : QObject(parent)
{
    m_begin.setSingleShot(true);
    m_begin.setInterval(50);
    connect(&m_begin, &QTimer::timeout, this, &FileWatch::begin);
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
    m_new.insert(path, stampOf(path));
    m_begin.start();
}

FileWatch::Stamp FileWatch::stampOf(const QString &path)
{
    struct ::stat s = {};
    if (::stat(QFile::encodeName(path).constData(), &s) != 0)
        return {};
    const auto nanoseconds = [](const ::timespec &t) { return qint64(t.tv_sec) * 1'000'000'000 + t.tv_nsec; };
    return {s.st_size, nanoseconds(s.st_mtim), nanoseconds(s.st_ctim), s.st_ino};
}

void FileWatch::begin()
{
    const QHash<QString, Stamp> starting = std::exchange(m_new, {});
    for (auto it = starting.begin(); it != starting.end(); ++it) {
        m_watcher.addPath(it.key());
        m_watcher.addPath(QFileInfo(it.key()).absolutePath());
        if (stampOf(it.key()) != it.value())
            touched(it.key());
    }
}

void FileWatch::forget(const QString &path)
{
    m_paths.remove(path);
    m_touched.remove(path);
    m_new.remove(path);
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
