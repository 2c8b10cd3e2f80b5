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

static constexpr char hexDigits[] = "0123456789abcdef";

QString newUuid()
{
    QByteArray bytes = randomBytes(16);
    bytes[6] = char((bytes[6] & 0x0f) | 0x40); // version 4
    bytes[8] = char((bytes[8] & 0x3f) | 0x80); // variant of RFC 9562
    QString text(36, Qt::Uninitialized);
    QChar *at = text.data();
    for (int i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *at++ = u'-';
        *at++ = QLatin1Char(hexDigits[uchar(bytes.at(i)) >> 4]);
        *at++ = QLatin1Char(hexDigits[uchar(bytes.at(i)) & 15]);
    }
    return text;
}

QByteArray newTraceId()
{
    const QByteArray random = randomBytes(20);
    QByteArray text("Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0");
    char *const begin = text.data();
    const quint32 time = quint32(QDateTime::currentSecsSinceEpoch());
    for (int i = 0; i < 8; ++i)
        begin[7 + i] = hexDigits[(time >> (28 - 4 * i)) & 15];
    const auto put = [](char *at, QByteArrayView bytes) {
        for (const char byte : bytes) {
            *at++ = hexDigits[uchar(byte) >> 4];
            *at++ = hexDigits[uchar(byte) & 15];
        }
    };
    put(begin + 16, QByteArrayView(random).first(12));
    put(begin + 48, QByteArrayView(random).last(8));
    return text;
}

QString lambdaTimestamp(qint64 msSinceEpoch)
{
    return QDateTime::fromMSecsSinceEpoch(msSinceEpoch, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")) + QStringLiteral("+0000");
}

} // namespace lathe
