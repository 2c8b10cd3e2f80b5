// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "pictures/pictureaxis.h"
#include <QPainter>
#include <functional>

namespace lathe {

/// Where something of a row of the model was drawn: what the pointer and the arrow keys find.
struct PictureMark
{
    QRectF box;
    int row = -1;
};

/// One drawing of a picture, on the screen or into a file: the painter, the colours and fonts in force there, and the marks
/// that it leaves. Only plain lines, boxes and words: patterns and clips are lost in SVG. Made for one call of Picture::draw().
class PictureCanvas
{
public:
    PictureCanvas(QPainter &painter, const QSizeF &size, const Theme &theme, const Typography &type, const QColor &ground, int hotRow = -1);

    QPainter &painter() { return m_painter; }
    QRectF area() const { return {QPointF(), m_size}; }
    QColor color(Token token) const { return m_theme.color(token); }
    /// Of the lines that a picture is read by: quieter than what is drawn on them.
    QColor gridColor() const;
    /// Of the theme's five series colours, round and round.
    QColor series(int number) const;
    QColor ground() const { return m_ground; }
    /// `share` (0 to 1) of the colour on the ground, opaque.
    QColor tint(const QColor &color, qreal share) const;
    QFont figures(TextRole role) const { return m_type.figures(role); }
    QFont font(TextRole role) const { return m_type.font(role); }
    qreal textWidth(const QString &text, TextRole role = TextRole::Label) const;
    qreal lineHeight(TextRole role = TextRole::Label) const;

    /// The row that is pointed at or chosen is drawn stronger.
    bool isHot(int row) const { return row >= 0 && row == m_hotRow; }
    void mark(const QRectF &box, int row) { m_marks.append({box, row}); }
    const QList<PictureMark> &marks() const { return m_marks; }

    /// One line of plain text, cut with an ellipsis where it is too long.
    void text(const QRectF &box, const QString &text, TextRole role = TextRole::Label, Token token = Token::Muted,
        Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);
    /// At least a pixel wide, so that nothing that was is invisible.
    void bar(const QRectF &box, const QColor &fill);
    /// A bar of diagonal lines on a tint.
    void hatchedBar(const QRectF &box, const QColor &color);
    void outline(const QRectF &box, const QColor &color, qreal width = 1);
    void line(const QPointF &from, const QPointF &to, const QColor &color, qreal width = 1, Qt::PenStyle style = Qt::SolidLine);
    /// Lines of a grid through `plot` at the axis' ticks, their words below it (18 px).
    void timeGrid(const QRectF &plot, const PictureAxis &axis);
    /// The same for an upright axis, words left of the plot.
    void valueGrid(const QRectF &plot, const PictureAxis &axis, const std::function<QString(double)> &words);

private:
    QPainter &m_painter;
    QSizeF m_size;
    const Theme &m_theme;
    const Typography &m_type;
    QColor m_ground;
    int m_hotRow;
    QList<PictureMark> m_marks;
};

} // namespace lathe
