// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/runspool.h"
#include "core/ids.h"
#include "core/paths.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <cstdio>

namespace lathe {

Result<> RunSpool::put(HistoryEntry entry) const
{
    if (entry.id.isEmpty())
        entry.id = newUuid();
    boundEntry(&entry);
    if (!QFile::exists(m_dir))
        if (const auto made = paths::makePrivate(m_dir); !made)
            return tl::unexpected(made.error());
    const QString name = m_dir + QStringLiteral("/%1-%2").arg(entry.startedMs, 13, 10, QLatin1Char('0')).arg(entry.id);
    QFile file(name + QStringLiteral(".part"));
    const QByteArray line = entryLine(entry);
    const bool written = file.open(QIODevice::WriteOnly | QIODevice::NewOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(line) == line.size() && file.flush();
    file.close();
    if (written && std::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(name + QStringLiteral(".run")).constData()) == 0)
        return {};
    const QString why = file.errorString();
    file.remove();
    return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The run cannot be kept in the history; check the free space and permissions of %1.").arg(m_dir), why);
}

QStringList RunSpool::waiting() const
{
    QStringList files;
    for (const QString &name : QDir(m_dir).entryList(QDir::Files, QDir::Name)) // without a pattern: compiling it takes longer than the rest
        if (name.endsWith(QLatin1String(".run")))
            files.append(m_dir + u'/' + name);
    return files;
}

} // namespace lathe
