// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/watchedpaths.h"
#include "core/limits.h"
#include <QDir>
#include <QFileInfo>

namespace lathe {

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
