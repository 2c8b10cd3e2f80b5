// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/image/localimages.h"
#include "core/atomicfile.h"
#include "core/paths.h"
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

namespace lathe {

LocalImages::LocalImages() : m_dir(paths::data() + QStringLiteral("/images")) {}

QString LocalImages::fileOf(const QString &tag) const
{
    const bool named = tag.indexOf(u':', tag.lastIndexOf(u'/') + 1) > 0;
    const QString whole = named ? tag : tag + QStringLiteral(":latest");
    return m_dir + u'/' + QString::fromLatin1(QUrl::toPercentEncoding(whole, {}, "."));
}

std::optional<ImageReference> LocalImages::find(const QString &tag) const
{
    if (tag.isEmpty() || tag.size() > 200)
        return std::nullopt;
    const auto path = readFile(fileOf(tag), 4096);
    if (!path)
        return std::nullopt;
    const QString dir = QString::fromUtf8(path->trimmed());
    return QFileInfo(dir + QStringLiteral("/index.json")).isFile() ? std::optional(ImageReference{dir, {}})
                                                                   : std::nullopt;
}

void LocalImages::forget(const QString &tag) const
{
    QFile::remove(fileOf(tag));
}

QHash<QString, QString> LocalImages::tagsByFolder() const
{
    QHash<QString, QString> tags;
    for (const QFileInfo &entry : QDir(m_dir).entryInfoList(QDir::Files | QDir::Hidden))
        if (const auto path = readFile(entry.absoluteFilePath(), 4096))
            tags.insert(QDir::cleanPath(QString::fromUtf8(*path).trimmed()), QUrl::fromPercentEncoding(entry.fileName().toUtf8()));
    return tags;
}

Result<> LocalImages::remember(const QString &tag, const QString &layoutDir) const
{
    if (tag.isEmpty() || tag.size() > 200)
        return {};
    if (const auto made = paths::makePrivate(m_dir); !made)
        return tl::unexpected(made.error());
    return writeFileAtomically(fileOf(tag), layoutDir.toUtf8() + '\n', 0600);
}

} // namespace lathe
