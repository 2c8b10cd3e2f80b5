// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

namespace lathe {

/// A straight scale from values to places, with round ticks (1, 2 or 5 times a power of ten). A value.
class PictureAxis
{
public:
    /// `from`..`to` in the values' unit lie at `start`..`end` in pixels; ticks stand about `spacing` pixels apart.
    PictureAxis(double from, double to, qreal start, qreal end, qreal spacing = 96);
    qreal at(double value) const { return m_start + (value - m_from) * m_scale; }
    double valueAt(qreal place) const { return m_scale == 0 ? m_from : m_from + (place - m_start) / m_scale; }
    QList<double> ticks() const;
    double step() const { return m_step; }
    double from() const { return m_from; }
    double to() const { return m_to; }
    qreal start() const { return m_start; }
    qreal end() const { return m_end; }

private:
    double m_from, m_to, m_step;
    qreal m_start, m_end, m_scale;
};

/// A tick's words: milliseconds as "250 ms", or "1.5 s" where the axis goes beyond two seconds.
QString tickTime(double ms, const PictureAxis &axis);
/// Bytes as "64 kB" or "1.5 MB" (1,048,576 bytes).
QString tickBytes(double bytes, const PictureAxis &axis);

} // namespace lathe
