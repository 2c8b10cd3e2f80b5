// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/xraymodel.h"
#include "pictures/picture.h"

namespace lathe {

/// A package as nested boxes with areas in proportion to bytes. Colour says whose it is (function, layers) or what could go; a
/// hatch marks what could go, so that it is seen without colour too. Double click or Enter goes into a folder, Backspace out of it;
/// arrows go to the neighbour; boxes are dragged to be left out. Rows are nodes of the flat XrayModel. Window's thread.
class Treemap : public Picture
{
    Q_OBJECT
public:
    enum class Colours { Owners, Findings };
    Treemap(ThemeManager &theme, XrayModel &model, QWidget *parent = nullptr);

    int zoom() const { return m_zoom; }
    /// Shows this folder (0: all); a file or a folder that is gone shows the nearest one above.
    void setZoom(int node);
    void setColours(Colours colours);
    /// Files of these nodes are outlined (a chosen finding); empty: none.
    void setMarked(const std::vector<int> &nodes);
    /// The colour of an owner's boxes, for the gauge and legends: function 0, then layers.
    static QColor ownerColor(const Theme &theme, int owner);

signals:
    void zoomChanged(int node);
    void menuRequested(int node, const QPoint &global);
    /// Enter or double click on a file.
    void fileChosen(int node);

protected:
    void draw(PictureCanvas &canvas) const override;
    bool isKept() const override { return true; }
    void drawHot(PictureCanvas &canvas, int row, const QRectF &box) const override;
    QList<std::pair<QString, QString>> readout(int row) const override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    const XrayReport *report() const { return m_model.report().get(); }
    void drawNode(PictureCanvas &canvas, int node, const QRectF &box, int depth) const;
    void drawLeaf(PictureCanvas &canvas, int node, const QRectF &box) const;
    QColor fillOf(const PictureCanvas &canvas, int node) const;
    void enter(int node);
    void stepTo(int key);
    void restoreZoom();

    XrayModel &m_model;
    int m_zoom = 0;
    QString m_zoomPath; ///< Owner's place and path of the zoomed folder: nodes change with each report.
    Colours m_colours = Colours::Owners;
    std::vector<char> m_marked;
    QPointF m_pressed;
    int m_pressedNode = -1;
};

} // namespace lathe
