// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/movedaside.h"
#include "core/atomicfile.h"
#include <QDateTime>
#include <QFile>
#include <sys/stat.h>

namespace lathe {

Result<QByteArray> readStateFile(const QString &file, qint64 maxBytes)
{
    struct stat st = {};
    const bool isOther = ::stat(QFile::encodeName(file).constData(), &st) == 0 && !S_ISREG(st.st_mode);
    Result<QByteArray> bytes = readFile(file, maxBytes);
    if (!bytes && (isOther || bytes.error().code == ErrorCode::TooLarge))
        return fail(ErrorCode::Verification, bytes.error().text, bytes.error().detail);
    return bytes;
}

QString moveAside(const QString &file)
{
    const QString base = file + QStringLiteral(".damaged-") + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddHHmmss"));
    QString target = base;
    for (int n = 2; QFile::exists(target) && n < 100; ++n)
        target = base + u'-' + QString::number(n);
    return QFile::rename(file, target) ? target : QString();
}

} // namespace lathe
