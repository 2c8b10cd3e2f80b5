// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QListView>

namespace lathe {

/// A list that files of a file manager are dropped on, and layers where it is told to take them. Says what was dropped and
/// where; the panel does it. The keys of its own actions are its own while it has the focus, whatever they are in the window.
/// Owned by its panel.
class LayerView : public QListView
{
    Q_OBJECT
public:
    enum class Takes {
        Files,  ///< Anywhere: the shelf.
        Order,  ///< Files anywhere, layers between rows: a function's list.
        OnRows  ///< Files and layers on a row: the functions.
    };
    LayerView(ThemeManager &theme, Takes takes, QWidget *parent = nullptr);
    /// Local paths of a drag; empty when there are none.
    static QStringList filesOf(const QMimeData &data);
    /// Shown while there are no rows.
    void setPlaceholder(const QString &text) { m_placeholder = text; }
    QAction *addAction(const QString &text, const QKeySequence &keys, std::function<void()> slot);

signals:
    void filesDropped(const QStringList &paths);
    void layersDropped(const QStringList &names, int row); ///< In front of this row.
    void droppedOn(const QModelIndex &index, const QStringList &layers, const QStringList &paths);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QAction *actionOf(const QKeyEvent &event) const;
    bool takes(const QMimeData &data) const;
    int rowAt(const QPoint &at) const;
    void setOver(bool over, int row);

    ThemeManager &m_theme;
    Takes m_takes;
    QString m_placeholder;
    bool m_over = false;
    int m_row = -1; ///< Where what is dragged would go; -1: the list as a whole.
};

} // namespace lathe
