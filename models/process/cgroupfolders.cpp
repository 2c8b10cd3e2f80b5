// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/cgroupfolders.h"
#include <QDir>
#include <QFile>
#include <unistd.h>

namespace lathe {

// mountinfo writes blanks and backslashes as octal numbers.
static QByteArray unescaped(const QByteArray &text)
{
    QByteArray out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        bool ok = false;
        const int code = text[i] == '\\' ? text.mid(i + 1, 3).toInt(&ok, 8) : 0;
        out += ok ? char(code) : text[i];
        i += ok ? 3 : 0;
    }
    return out;
}

// The folder under `mount` (which shows the subtree `root`) of the group `path`.
static QString folderOf(const QByteArray &mount, const QByteArray &root, const QByteArray &path)
{
    QByteArray rest = path;
    if (root != "/" && (path == root || path.startsWith(root + '/')))
        rest = path.mid(root.size());
    return QDir::cleanPath(QFile::decodeName(mount + '/' + rest));
}

CgroupFolders cgroupFolders(const QByteArray &mountInfo, const QByteArray &cgroup)
{
    QList<std::pair<QByteArrayList, QByteArray>> own; // controllers → path
    for (const QByteArray &line : cgroup.split('\n')) {
        const qsizetype first = line.indexOf(':'), second = line.indexOf(':', first + 1);
        if (first > 0 && second > first)
            own.append({line.mid(first + 1, second - first - 1).split(','), line.mid(second + 1)});
    }
    const auto pathOf = [&](const QByteArray &controller) {
        for (const auto &[controllers, path] : own)
            if (controllers.contains(controller))
                return path;
        return QByteArray();
    };
    CgroupFolders found;
    QStringList v1 = {QString(), QString(), QString()};
    for (const QByteArray &line : mountInfo.split('\n')) {
        const qsizetype dash = line.indexOf(" - ");
        const QByteArrayList front = line.left(dash).split(' '), back = line.mid(dash + 3).split(' ');
        if (dash < 0 || front.size() < 5 || back.size() < 3)
            continue;
        const QByteArray root = unescaped(front[3]), mount = unescaped(front[4]);
        if (back[0] == "cgroup2" && !pathOf("").isEmpty()) {
            found.v2Root = QFile::decodeName(mount);
            found.v2 = folderOf(mount, root, pathOf(""));
        }
        if (back[0] != "cgroup")
            continue;
        const QByteArrayList options = back[2].split(',');
        int at = 0;
        for (const char *controller : {"memory", "pids", "cpu"}) {
            if (options.contains(controller) && !pathOf(controller).isEmpty())
                v1[at] = folderOf(mount, root, pathOf(controller));
            ++at;
        }
    }
    if (!v1[0].isEmpty())
        found.v1 = v1;
    return found;
}

QString delegatedFolder(const QString &own, const QString &root)
{
    QString folder = own;
    while (!folder.isEmpty() && (folder == root || folder.startsWith(root + u'/'))) {
        QFile control(folder + QStringLiteral("/cgroup.subtree_control"));
        if (control.open(QIODevice::ReadOnly) && control.readAll().simplified().split(' ').contains("memory") &&
            access(QFile::encodeName(folder).constData(), W_OK) == 0)
            return folder;
        if (folder == root)
            break;
        folder = folder.left(folder.lastIndexOf(u'/'));
    }
    return {};
}

} // namespace lathe
