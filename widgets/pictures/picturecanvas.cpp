// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/picturecanvas.h"
#include <QFontMetricsF>
#include <algorithm>

namespace lathe {

PictureCanvas::PictureCanvas(QPainter &painter, const QSizeF &size, const Theme &theme, const Typography &type, const QColor &ground, int hotRow)
    : m_painter(painter), m_size(size), m_theme(theme), m_type(type), m_ground(ground), m_hotRow(hotRow)
{
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setRenderHint(QPainter::TextAntialiasing);
}

QColor PictureCanvas::series(int number) const
{
    const QList<QColor> all = m_theme.series();
    return all.isEmpty() ? color(Token::Accent) : all.at(number % all.size());
}

QColor PictureCanvas::tint(const QColor &color, qreal share) const
{
    const auto mix = [share](qreal a, qreal b) { return a * share + b * (1 - share); };
    return QColor::fromRgbF(float(mix(color.redF(), m_ground.redF())), float(mix(color.greenF(), m_ground.greenF())), float(mix(color.blueF(), m_ground.blueF())));
}

qreal PictureCanvas::textWidth(const QString &text, TextRole role) const
{
    return QFontMetricsF(m_type.figures(role)).horizontalAdvance(text);
}

qreal PictureCanvas::lineHeight(TextRole role) const
{
    return QFontMetricsF(m_type.figures(role)).height();
}

void PictureCanvas::text(const QRectF &box, const QString &text, TextRole role, Token token, Qt::Alignment alignment)
{
    const QFont font = m_type.figures(role);
    m_painter.setFont(font);
    m_painter.setPen(color(token));
    m_painter.drawText(box, int(alignment) | Qt::TextSingleLine, QFontMetricsF(font).elidedText(text, Qt::ElideRight, box.width() + 0.5));
}

void PictureCanvas::bar(const QRectF &box, const QColor &fill)
{
    QRectF shown = box;
    shown.setWidth(std::max(1.0, shown.width()));
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(fill);
    const qreal radius = std::min({2.0, shown.width() / 2, shown.height() / 2});
    m_painter.drawRoundedRect(shown, radius, radius);
}

void PictureCanvas::hatchedBar(const QRectF &box, const QColor &color)
{
    bar(box, tint(color, 0.22));
    m_painter.setPen(QPen(color, 1));
    // Each diagonal is cut to the box by hand: SVG knows no clip here.
    const qreal width = std::max(1.0, box.width());
    const qreal height = box.height();
    for (qreal at = 5; at < width + height; at += 5) {
        const qreal x1 = std::max(0.0, at - height);
        const qreal x2 = std::min(width, at);
        if (x2 - x1 > 0.5)
            m_painter.drawLine(QPointF(box.left() + x1, box.top() + (at - x1)), QPointF(box.left() + x2, box.top() + (at - x2)));
    }
}

void PictureCanvas::outline(const QRectF &box, const QColor &color, qreal width)
{
    m_painter.setPen(QPen(color, width));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRoundedRect(box, 3, 3);
}

void PictureCanvas::line(const QPointF &from, const QPointF &to, const QColor &color, qreal width, Qt::PenStyle style)
{
    m_painter.setPen(QPen(color, width, style));
    m_painter.drawLine(from, to);
}

QColor PictureCanvas::gridColor() const
{
    // Where lines are as bright as text, the grid would cross out the figures on it.
    return color(Theme::contrast(color(Token::Line), color(Token::Window)) > 4.5 ? Token::EditorGuide : Token::Line);
}

void PictureCanvas::timeGrid(const QRectF &plot, const PictureAxis &axis)
{
    for (const double tick : axis.ticks()) {
        const qreal x = qRound(axis.at(tick)) + 0.5;
        line({x, plot.top()}, {x, plot.bottom()}, gridColor());
        const QString words = tickTime(tick, axis);
        const qreal width = textWidth(words, TextRole::Caption) + 2;
        const qreal left = std::clamp(x - width / 2, 0.0, std::max(0.0, m_size.width() - width));
        text({left, plot.bottom() + 2, width, 16}, words, TextRole::Caption);
    }
}

void PictureCanvas::valueGrid(const QRectF &plot, const PictureAxis &axis, const std::function<QString(double)> &words)
{
    for (const double tick : axis.ticks()) {
        const qreal y = qRound(axis.at(tick)) + 0.5;
        line({plot.left(), y}, {plot.right(), y}, gridColor());
        text({0, y - 9, plot.left() - 6, 18}, words(tick), TextRole::Caption, Token::Muted, Qt::AlignRight | Qt::AlignVCenter);
    }
}

} // namespace lathe
