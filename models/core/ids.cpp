// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ids.h"
#include <QDateTime>
#include <QRandomGenerator>
#include <sys/random.h>

namespace lathe {

/// From the kernel's generator with one call. Qt's asks the processor for each word: microseconds each on a virtual machine,
/// and there are two ids an invocation.
QByteArray randomBytes(int count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    for (int have = 0; have < count;) {
        const ssize_t got = getrandom(bytes.data() + have, size_t(count - have), 0);
        if (got <= 0) { // interrupted, or a kernel without it
            bytes[have] = char(QRandomGenerator::system()->bounded(256));
            ++have;
            continue;
        }
        have += int(got);
    }
    return bytes;
}

QString newUuid()
{
    QByteArray bytes = randomBytes(16);
    bytes[6] = char((bytes[6] & 0x0f) | 0x40); // version 4
    bytes[8] = char((bytes[8] & 0x3f) | 0x80); // variant of RFC 9562
    QByteArray text = bytes.toHex();
    for (const int dash : {8, 13, 18, 23})
        text.insert(dash, '-');
    return QString::fromLatin1(text);
}

QByteArray newTraceId()
{
    const QByteArray time = QByteArray::number(QDateTime::currentSecsSinceEpoch(), 16).rightJustified(8, '0');
    const QByteArray random = randomBytes(20).toHex();
    return "Root=1-" + time + '-' + random.first(24) + ";Parent=" + random.last(16) + ";Sampled=0";
}

QString lambdaTimestamp(qint64 msSinceEpoch)
{
    return QDateTime::fromMSecsSinceEpoch(msSinceEpoch, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")) + QStringLiteral("+0000");
}

} // namespace lathe
