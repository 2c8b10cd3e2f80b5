// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QStyledItemDelegate>
#include <functional>

namespace lathe {

/// How one row looks besides its text.
struct RowFace
{
    QString icon;                          ///< Name in IconProvider, at the left.
    IconRole iconRole = IconRole::Muted;
    QString code;                          ///< Muted, in the code's font, behind the text.
    QString detail;                        ///< Muted, at the right.
    QString mark;                          ///< A second icon, right of the detail.
    IconRole markRole = IconRole::Muted;
    bool muted = false;
    bool strong = false;
};

/// Draws rows of 28 px: icon, text, a muted detail and a mark at the right. What they mean comes from the panel as a
/// function of the index; colours and fonts from the theme. Owned by its view.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    RowDelegate(ThemeManager &theme, std::function<RowFace(const QModelIndex &)> face, QObject *parent);
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index) override;

private:
    ThemeManager &m_theme;
    std::function<RowFace(const QModelIndex &)> m_face;
};

} // namespace lathe
