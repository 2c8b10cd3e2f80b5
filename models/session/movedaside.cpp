// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/movedaside.h"
#include <QDateTime>
#include <QFile>

namespace lathe {

QString moveAside(const QString &file)
{
    const QString base = file + QStringLiteral(".damaged-") + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddHHmmss"));
    QString target = base;
    for (int n = 2; QFile::exists(target) && n < 100; ++n)
        target = base + u'-' + QString::number(n);
    return QFile::rename(file, target) ? target : QString();
}

} // namespace lathe
