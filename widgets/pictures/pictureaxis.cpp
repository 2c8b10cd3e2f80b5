// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/pictureaxis.h"
#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace lathe {

static double roundStep(double rough)
{
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= rough * 0.999)
            return factor * power;
    return 10 * power;
}

PictureAxis::PictureAxis(double from, double to, qreal start, qreal end, qreal spacing)
    : m_from(from), m_to(to > from ? to : from + 1), m_start(start), m_end(end), m_scale((end - start) / (m_to - m_from))
{
    const double count = std::max(1.0, std::abs(end - start) / std::max(8.0, spacing));
    m_step = roundStep((m_to - m_from) / count);
}

QList<double> PictureAxis::ticks() const
{
    QList<double> ticks;
    const double first = std::ceil(m_from / m_step - 1e-9);
    for (int i = 0; i < 1000; ++i) {
        const double value = (first + i) * m_step;
        if (value > m_to + m_step * 1e-6)
            break;
        ticks.append(value);
    }
    return ticks;
}

/// As many decimals as the step needs.
static QString plain(double value, double step)
{
    const int decimals = std::clamp(int(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
    return QLocale().toString(value, 'f', decimals);
}

QString tickTime(double ms, const PictureAxis &axis)
{
    if (axis.to() - axis.from() > 2000)
        return QCoreApplication::translate("lathe", "%1 s").arg(plain(ms / 1000, axis.step() / 1000));
    return QStringLiteral("%1 ms").arg(plain(ms, axis.step()));
}

QString tickBytes(double bytes, const PictureAxis &axis)
{
    if (axis.to() >= 1000 * 1024)
        return QStringLiteral("%1 MB").arg(plain(bytes / 1048576, axis.step() / 1048576));
    if (axis.to() >= 2048)
        return QStringLiteral("%1 kB").arg(plain(bytes / 1024, axis.step() / 1024));
    return QStringLiteral("%1 B").arg(plain(bytes, axis.step()));
}

} // namespace lathe
