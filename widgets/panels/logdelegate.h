// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QStyledItemDelegate>

namespace lathe {

/// Draws one line of the log in the code font, styled pieces in the theme's colours. Owned by its view.
class LogDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    LogDelegate(ThemeManager &theme, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void refresh();
    ThemeManager &m_theme;
    QFont m_font;
};

} // namespace lathe
