// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/runspool.h"
#include "core/ids.h"
#include "core/paths.h"
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <cstdio>

namespace lathe {

static constexpr QLatin1String unfinished(".part");

RunSpool::Place::Place(const QString &path) : m_file(std::make_unique<QFile>(path))
{
    if (!m_file->open(QIODevice::WriteOnly | QIODevice::NewOnly) || !m_file->setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        m_file->close();
}

RunSpool::Place::~Place()
{
    if (m_file)
        m_file->remove();
}

std::unique_ptr<RunSpool::Place> RunSpool::place() const
{
    if (!QFile::exists(m_dir) && !paths::makePrivate(m_dir))
        return {};
    auto place = std::make_unique<Place>(m_dir + u'/' + newUuid() + unfinished);
    return place->m_file->isOpen() ? std::move(place) : nullptr;
}

Result<> RunSpool::put(HistoryEntry entry, std::unique_ptr<Place> place) const
{
    if (entry.id.isEmpty())
        entry.id = newUuid();
    boundEntry(&entry);
    if (!QFile::exists(m_dir))
        if (const auto made = paths::makePrivate(m_dir); !made)
            return tl::unexpected(made.error());
    const QString name = m_dir + QStringLiteral("/%1-%2").arg(entry.startedMs, 13, 10, QLatin1Char('0')).arg(entry.id);
    if (!place)
        place = std::make_unique<Place>(name + unfinished);
    QFile &file = *place->m_file;
    const QByteArray line = entryLine(entry);
    const bool written = file.isOpen() && file.write(line) == line.size() && file.flush();
    const QString why = file.errorString();
    file.close();
    if (!written || std::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(name + QStringLiteral(".run")).constData()) != 0)
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The run cannot be kept in the history; check the free space and permissions of %1.").arg(m_dir), why);
    place->m_file.reset();
    return {};
}

QStringList RunSpool::waiting() const
{
    QStringList files;
    for (const QString &name : QDir(m_dir).entryList(QDir::Files, QDir::Name)) // without a pattern: compiling it takes longer than the rest
        if (name.endsWith(QLatin1String(".run")))
            files.append(m_dir + u'/' + name);
    return files;
}

void RunSpool::sweep() const
{
    const QDateTime old = QDateTime::currentDateTimeUtc().addDays(-1); // no run takes longer, whatever its debugger does
    for (const QFileInfo &info : QDir(m_dir).entryInfoList(QDir::Files))
        if (info.fileName().endsWith(unfinished) && info.lastModified() < old)
            QFile::remove(info.filePath());
}

} // namespace lathe
