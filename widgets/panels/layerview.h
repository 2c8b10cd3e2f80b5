// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QListView>

namespace lathe {

/// A list that files of a file manager are dropped on, and layers where it is told to take them. Says what was dropped and
/// where; the panel does it. Owned by its panel.
class LayerView : public QListView
{
    Q_OBJECT
public:
    LayerView(ThemeManager &theme, bool takesLayers, QWidget *parent = nullptr);
    /// Local paths of a drag; empty when there are none.
    static QStringList filesOf(const QMimeData &data);

signals:
    void filesDropped(const QStringList &paths);
    void layersDropped(const QStringList &names, int row); ///< In front of this row.

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    bool takes(const QMimeData &data) const;
    int rowAt(const QPoint &at) const;
    void setOver(bool over, int row);

    ThemeManager &m_theme;
    bool m_takesLayers;
    bool m_over = false;
    int m_row = -1; ///< Where a dragged layer would go; -1: files.
};

} // namespace lathe
