// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QPainter>
#include <QStyledItemDelegate>

namespace lathe {

/// Rows of a picture's table: 28 px, figures of equal width. Owned by its view.
class TableDelegate : public QStyledItemDelegate
{
public:
    explicit TableDelegate(ThemeManager &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width() + 16, 28};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem inner = option;
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, m_theme.color(Token::Selection));
        inner.rect.adjust(0, 0, -12, 0); // below the words of the head, which leave room for an arrow
        QStyledItemDelegate::paint(painter, inner, index);
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->font = m_theme.type().figures(TextRole::Body);
    }

private:
    ThemeManager &m_theme;
};

} // namespace lathe
