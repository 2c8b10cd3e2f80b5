// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDir>
#include <QFile>
#include <sys/types.h>

namespace lathe::test {

/// Whether a process still runs; one that ended and waits to be reaped by somebody does not.
inline bool alive(pid_t pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (pid <= 0 || !stat.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = stat.readAll();
    const char state = text.mid(text.lastIndexOf(')') + 2, 1).isEmpty() ? 'X' : text[text.lastIndexOf(')') + 2];
    return state != 'Z' && state != 'X';
}

/// Processes on this machine whose command line contains `marker`.
inline QList<pid_t> marked(const QByteArray &marker)
{
    QList<pid_t> found;
    for (const QString &name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        bool number = false;
        const pid_t pid = name.toInt(&number);
        QFile line(QStringLiteral("/proc/%1/cmdline").arg(name));
        if (number && line.open(QIODevice::ReadOnly) && line.readAll().contains(marker) && alive(pid))
            found.append(pid);
    }
    return found;
}

} // namespace lathe::test
