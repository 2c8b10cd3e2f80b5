// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ids.h"
#include <QDateTime>
#include <QRandomGenerator>
#include <QUuid>

namespace lathe {

QString newUuid() { return QUuid::createUuid().toString(QUuid::WithoutBraces); }

QByteArray randomBytes(int count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    for (char &c : bytes)
        c = char(QRandomGenerator::system()->bounded(256));
    return bytes;
}

QByteArray newTraceId()
{
    const QByteArray time = QByteArray::number(QDateTime::currentSecsSinceEpoch(), 16).rightJustified(8, '0');
    return "Root=1-" + time + '-' + randomBytes(12).toHex() + ";Parent=" + randomBytes(8).toHex() + ";Sampled=0";
}

QString lambdaTimestamp(qint64 msSinceEpoch)
{
    return QDateTime::fromMSecsSinceEpoch(msSinceEpoch, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")) + QStringLiteral("+0000");
}

} // namespace lathe
