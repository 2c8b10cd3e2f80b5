// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QStyledItemDelegate>

namespace lathe {

/// Draws the rows of SearchResults: a file with its folder and count; a match in its line, with what it would become beside it.
/// Owned by its view.
class MatchDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit MatchDelegate(ThemeManager &theme, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintFile(QPainter *painter, QRect box, const QModelIndex &index) const;
    void paintMatch(QPainter *painter, QRect box, const QModelIndex &index) const;
    ThemeManager &m_theme;
};

} // namespace lathe
