// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/responsepicture.h"
#include "core/figuretext.h"
#include <QPainterPath>
#include <algorithm>

namespace lathe {

static constexpr qreal leftSpace = 56;

ResponsePicture::ResponsePicture(ThemeManager &theme, ResponseTimeline &model, QWidget *parent) : Picture(theme, model, parent), m_parts(model)
{
    connect(&model, &ResponseTimeline::stateChanged, this, &ResponsePicture::redrawSoon);
}

void ResponsePicture::draw(PictureCanvas &canvas) const
{
    if (m_parts.rowCount() == 0)
        return;
    const QRectF whole = canvas.area().adjusted(leftSpace, 26, -16, -20);
    const PictureAxis time(0, std::max(1.0, m_parts.endMs()), whole.left(), whole.right());
    const qreal bars = std::clamp(whole.height() * 0.3, 20.0, 64.0);
    const QRectF sum(whole.left(), whole.top(), whole.width(), whole.height() - bars - 18);
    const double throttled = m_parts.throttledFromMs();
    if (throttled >= 0) {
        const QRectF band(time.at(throttled), whole.top(), whole.right() - time.at(throttled), whole.height());
        canvas.painter().fillRect(band, canvas.tint(canvas.color(Token::Warning), 0.12));
        canvas.line(band.topLeft(), band.bottomLeft(), canvas.color(Token::Warning), 1, Qt::DashLine);
    }
    canvas.timeGrid(whole, time);
    drawSum(canvas, sum, time);
    drawParts(canvas, QRectF(whole.left(), whole.bottom() - bars, whole.width(), bars), time);
    drawMoments(canvas, whole, time);
    canvas.line(whole.bottomLeft(), whole.bottomRight(), canvas.color(Token::LineStrong));
}

void ResponsePicture::drawSum(PictureCanvas &canvas, const QRectF &plot, const PictureAxis &time) const
{
    const PictureAxis bytes(0, double(std::max<qint64>(1, m_parts.totalBytes())) * 1.3, plot.bottom(), plot.top(), 36);
    canvas.valueGrid(plot, bytes, [&bytes](double value) { return tickBytes(value, bytes); });
    QPainterPath curve(QPointF(plot.left(), plot.bottom()));
    qint64 total = 0;
    qreal drawn = -10;
    for (int row = 0; row < m_parts.rowCount(); ++row) {
        const auto &part = m_parts.at(row);
        const qreal x = time.at(part.lastMs);
        if (x - drawn >= 0.5 || row + 1 == m_parts.rowCount()) { // what falls onto one pixel is one step
            curve.lineTo(x, bytes.at(double(total)));
            curve.lineTo(x, bytes.at(double(part.total)));
            drawn = x;
            total = part.total;
        }
    }
    QPainterPath area = curve;
    area.lineTo(curve.currentPosition().x(), plot.bottom());
    area.closeSubpath();
    canvas.painter().fillPath(area, canvas.tint(canvas.series(0), 0.12));
    canvas.painter().setPen(QPen(canvas.series(0), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    canvas.painter().setBrush(Qt::NoBrush);
    canvas.painter().drawPath(curve);
    const QPointF end = curve.currentPosition();
    canvas.painter().setPen(Qt::NoPen);
    canvas.painter().setBrush(canvas.series(0));
    canvas.painter().drawEllipse(end, 3, 3);
    const QString words = sizeText(m_parts.totalBytes());
    const qreal width = canvas.textWidth(words, TextRole::Strong) + 4;
    // Above the curve's end: whatever it did before, there is nothing.
    const qreal left = std::min(end.x() + 6, plot.right() + 8) - width;
    canvas.text(QRectF(std::max(plot.left() + 2, left), end.y() - 22, width, 18), words, TextRole::Strong, Token::Text);
}

void ResponsePicture::drawParts(PictureCanvas &canvas, const QRectF &plot, const PictureAxis &time) const
{
    qint64 largest = 1;
    for (int row = 0; row < m_parts.rowCount(); ++row)
        largest = std::max(largest, m_parts.at(row).bytes);
    const qreal room = m_parts.rowCount() > 1 ? plot.width() / m_parts.rowCount() : 6;
    const qreal width = std::clamp(room * 0.5, 1.0, 6.0);
    for (int row = 0; row < m_parts.rowCount(); ++row) {
        const auto &part = m_parts.at(row);
        const qreal height = std::max(2.0, plot.height() * double(part.bytes) / double(largest));
        const qreal left = std::min(time.at(part.firstMs), time.at(part.lastMs) - width / 2);
        const QRectF bar(std::max(plot.left(), left - (part.count == 1 ? 0 : width / 2)), plot.bottom() - height, std::max(width, time.at(part.lastMs) + width / 2 - left), height);
        canvas.bar(bar, canvas.isHot(row) ? canvas.color(Token::Text) : canvas.series(1));
        canvas.mark(QRectF(bar.left(), plot.top(), bar.width(), plot.height()), row);
    }
    canvas.text(QRectF(0, plot.top() - 3, leftSpace - 6, 16), sizeText(largest), TextRole::Caption, Token::Muted, Qt::AlignRight | Qt::AlignTop);
}

/// Words above the plot, as far as there is room for all of them.
void ResponsePicture::drawMoments(PictureCanvas &canvas, const QRectF &plot, const PictureAxis &time) const
{
    qreal free = 0;
    const auto moment = [&](double ms, const QString &words, Token token) {
        const qreal x = time.at(ms);
        const qreal width = canvas.textWidth(words, TextRole::Caption) + 4;
        const qreal left = std::min(std::max({x - 2, free, 0.0}), plot.right() - width);
        if (left < free)
            return;
        canvas.text({left, plot.top() - 22, width, 18}, words, TextRole::Caption, token);
        free = left + width + 12;
    };
    const double first = m_parts.firstByteMs();
    canvas.line({time.at(first), plot.top() - 4}, {time.at(first), plot.bottom()}, canvas.color(Token::Success), 1, Qt::DashLine);
    moment(first, tr("First byte: %1").arg(durationText(first)), Token::Success);
    if (const double throttled = m_parts.throttledFromMs(); throttled >= 0)
        moment(throttled, tr("After 6 MB: at most 2 MB/s"), Token::Warning);
}

} // namespace lathe
