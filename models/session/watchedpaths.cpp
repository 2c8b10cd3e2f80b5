// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/watchedpaths.h"
#include "core/limits.h"
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <ctime>
#include <sys/stat.h>

namespace lathe {

static std::chrono::nanoseconds sinceEpoch(const timespec &at)
{
    return std::chrono::seconds(at.tv_sec) + std::chrono::nanoseconds(at.tv_nsec);
}

std::chrono::nanoseconds fileClock()
{
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME_COARSE, &now); // current_time() of the kernel: never ahead of a later file's stamp
    return sinceEpoch(now);
}

bool changedSince(const QStringList &paths, std::chrono::nanoseconds moment)
{
    return std::any_of(paths.begin(), paths.end(), [moment](const QString &path) {
        struct stat st = {};
        return ::stat(QFile::encodeName(path).constData(), &st) == 0 && sinceEpoch(st.st_ctim) >= moment;
    });
}

QStringList watchedPaths(const Project &project)
{
    QStringList wanted{project.root};
    if (!project.templateFile.isEmpty())
        wanted += project.templateFile;
    const QString events = project.root + QStringLiteral("/events");
    if (!QFileInfo(events).isDir())
        return wanted;
    QStringList dirs{events};
    const auto folders = QDir(events).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &folder : folders.mid(0, limits::watchedEventFolders))
        dirs += events + u'/' + folder;
    wanted += dirs;
    QStringList files;
    for (const QString &dir : std::as_const(dirs))
        for (const QString &name : QDir(dir).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
            files += dir + u'/' + name;
    return wanted + files.mid(0, limits::watchedEventFiles);
}

} // namespace lathe
