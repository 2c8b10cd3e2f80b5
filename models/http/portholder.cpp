// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/portholder.h"
#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QSet>
#include <unistd.h>

namespace lathe {

static QByteArray contentOf(const QString &file)
{
    QFile f(file);
    return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
}

/// Inodes of the sockets that listen on `port`, as "socket:[123]". Format: proc(5), /proc/net/tcp.
static QSet<QByteArray> listeningSockets(quint16 port)
{
    static constexpr int localAddress = 1, state = 3, inode = 9;
    const QByteArray wanted = ':' + QByteArray::number(port, 16).rightJustified(4, '0').toUpper();
    QSet<QByteArray> found;
    for (const char *table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        const auto lines = contentOf(QLatin1String(table)).split('\n');
        for (const QByteArray &line : lines) {
            const auto fields = line.simplified().split(' ');
            if (fields.size() > inode && fields[localAddress].endsWith(wanted) && fields[state] == "0A")
                found.insert("socket:[" + fields[inode] + ']');
        }
    }
    return found;
}

static bool holds(const QByteArray &fdFolder, const QSet<QByteArray> &sockets)
{
    const auto fds = QDir(QFile::decodeName(fdFolder)).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot, QDir::Unsorted);
    for (const QString &fd : fds) {
        char target[64]; // "socket:[<64 bits>]"; a longer one is no socket
        const ssize_t n = ::readlink((fdFolder + '/' + QFile::encodeName(fd)).constData(), target, sizeof target);
        if (n > 0 && sockets.contains(QByteArray(target, n)))
            return true;
    }
    return false;
}

QString portHolder(quint16 port)
{
    const auto sockets = listeningSockets(port);
    if (sockets.isEmpty())
        return {};
    const auto processes = QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs, QDir::Unsorted);
    for (const QString &pid : processes) {
        if (!holds("/proc/" + pid.toLatin1() + "/fd", sockets))
            continue;
        QString name = QString::fromUtf8(contentOf(QStringLiteral("/proc/%1/comm").arg(pid)).trimmed());
        name.removeIf([](QChar c) { return !c.isPrint(); });
        return name.isEmpty() ? QString() : QStringLiteral("%1 (pid %2)").arg(name, pid);
    }
    return {};
}

} // namespace lathe
