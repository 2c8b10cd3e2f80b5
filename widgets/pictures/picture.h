// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "pictures/picturecanvas.h"
#include <QAbstractItemModel>
#include <QImage>
#include <QPixmap>
#include <QTimer>
#include <QWidget>
#include <optional>

namespace lathe {

/// Base of all pictures: something drawn from an item model whose rows can be pointed at.
///
/// How to make one: derive, implement draw() with the canvas' lines, bars and words (colours from the theme, nothing else), and call
/// `canvas.mark(box, row)` for each row's shape. Hover with exact values, arrow keys, Enter, screen reader text, redrawing at
/// most 30 times a second, PNG and SVG on white ground come with it. Then put it into a PictureFrame, which adds title, table
/// view, export menu and empty state. The model's table is the picture's other form: its columns' texts are the read-out, its
/// RawRole (items/tablecsv.h) what goes into CSV. Window's thread; owned by its parent.
class Picture : public QWidget
{
    Q_OBJECT
public:
    static constexpr int framesPerSecond = 30;

    Picture(ThemeManager &theme, QAbstractItemModel &model, QWidget *parent = nullptr);

    QAbstractItemModel &model() const { return m_model; }
    ThemeManager &theme() const { return m_theme; }
    /// What it shows, for screen readers and on exported pictures.
    void setTitle(const QString &title);
    QString title() const { return m_title; }
    /// A line below the title of exported pictures: the view's own figures.
    void setNote(const QString &note) { m_note = note; }

    /// The row that the pointer or the keys are at; -1: none.
    int currentRow() const { return m_current; }
    void setCurrentRow(int row);
    /// What is said of the current row, a line for each value; empty without one.
    QString readoutText() const;
    /// Where the row was drawn, in this widget; null when it was not. Draws first if needed.
    QRectF markOf(int row);

    /// As it would look on paper: white ground, light colours, the title above.
    QImage image(const QSize &size, qreal scale) const;
    QByteArray svg(const QSize &size) const;
    /// The size that an export has when none is asked for.
    QSize paperSize() const;

    QSize sizeHint() const override { return {480, 200}; }
    QSize minimumSizeHint() const override { return {160, std::max(72, contentHeight())}; }
    int drawn() const { return m_drawn; } ///< How often it was drawn; copies of a kept drawing do not count.

signals:
    void currentRowChanged(int row);
    /// Enter or a click on a row of which hasAction() is true.
    void activated(int row);

protected:
    virtual void draw(PictureCanvas &canvas) const = 0;
    /// Pixels that the content needs at least; 0: it fills what there is.
    virtual int contentHeight() const { return 0; }
    /// Label and value in turn; by default each column's head and text.
    virtual QList<std::pair<QString, QString>> readout(int row) const;
    virtual bool hasAction(int row) const;
    /// True: what draw() draws is kept, so that pointing at something costs one copy of it and drawHot(). For pictures of thousands of
    /// boxes; draw() must then leave the current row alone.
    virtual bool isKept() const { return false; }
    /// The current row's emphasis on top of a kept drawing; `box` is its mark.
    virtual void drawHot(PictureCanvas &, int, const QRectF &) const {}
    /// Draws again within a frame's time.
    void redrawSoon();

    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void render(QPainter &painter, const QSize &size, const Theme &theme) const;
    void drawKept(QPainter &painter);
    void drawReadout(QPainter &painter) const;
    int titleHeight(int width) const;
    int rowAt(const QPointF &place) const;
    void findMarks();
    void step(int direction);
    void say();

    ThemeManager &m_theme;
    QAbstractItemModel &m_model;
    QString m_title;
    QString m_note;
    int m_current = -1;
    int m_drawn = 0;
    QPixmap m_kept; ///< Null: to be drawn again.
    QList<PictureMark> m_marks; ///< Of the last drawing.
    QTimer m_frame;
};

} // namespace lathe
