// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figuretext.h"
#include <QCoreApplication>
#include <QLocale>
#include <cmath>

namespace lathe {

QString significantText(double value)
{
    const double size = std::abs(value);
    const int decimals = size < 1 ? 3 : size < 10 ? 2 : size < 100 ? 1 : 0;
    return QLocale().toString(value, 'f', decimals);
}

QString durationText(double ms)
{
    if (ms < 0)
        return {};
    if (ms == 0)
        return QStringLiteral("0 ms");
    if (ms < 1000)
        return QStringLiteral("%1 ms").arg(significantText(ms));
    if (ms < 120000)
        return QCoreApplication::translate("lathe", "%1 s").arg(significantText(ms / 1000));
    const qint64 seconds = qint64(ms / 1000);
    return QCoreApplication::translate("lathe", "%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
}

QString sizeText(qint64 bytes)
{
    if (bytes < 1024)
        return QStringLiteral("%1 B").arg(QLocale().toString(bytes));
    const double kb = double(bytes) / 1024;
    if (kb < 1000)
        return QStringLiteral("%1 kB").arg(significantText(kb));
    return QStringLiteral("%1 MB").arg(significantText(kb / 1024));
}

} // namespace lathe
