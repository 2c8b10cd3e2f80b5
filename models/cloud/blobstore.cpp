// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/blobstore.h"
#include "core/atomicfile.h"
#include "core/paths.h"
#include "core/sha256.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace lathe {

QString BlobStore::path(const QByteArray &sha256Hex) const
{
    return m_dir + u'/' + QString::fromLatin1(sha256Hex.first(2)) + u'/' + QString::fromLatin1(sha256Hex);
}

bool BlobStore::contains(const QByteArray &sha256Hex) const { return sha256Hex.size() == 64 && QFile::exists(path(sha256Hex)); }

Result<QByteArray> BlobStore::put(const QByteArray &bytes) const
{
    const QByteArray hex = Sha256::of(bytes).toHex();
    const QString file = path(hex);
    if (QFileInfo(file).size() == bytes.size() && QFile::exists(file))
        return hex;
    if (!QDir().mkpath(QFileInfo(file).path()))
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The folder %1 cannot be created.").arg(QFileInfo(file).path()));
    if (auto written = writeFileAtomically(file, bytes, 0600); !written)
        return tl::unexpected(written.error());
    return hex;
}

void BlobStore::remove(const QByteArray &sha256Hex) const { QFile::remove(path(sha256Hex)); }

int BlobStore::sweep(const QSet<QByteArray> &wanted) const
{
    int removed = 0;
    const auto folders = QDir(m_dir).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QFileInfo &folder : folders) {
        const auto files = QDir(folder.filePath()).entryInfoList(QDir::Files | QDir::Hidden);
        for (const QFileInfo &file : files)
            if (!wanted.contains(file.fileName().toLatin1()) && QFile::remove(file.filePath()))
                ++removed;
    }
    return removed;
}

} // namespace lathe
