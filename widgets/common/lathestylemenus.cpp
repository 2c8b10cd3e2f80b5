// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/lathestyle.h"
#include <QPainter>
#include <QStyleOption>

namespace lathe {

// Menus are the style's alone: where a style sheet names them, it draws their rows itself, keys like words.
// A menu's row: 8, a picture or the mark of what is chosen, 12, the words, and at the other end the keys in a quieter colour.
static constexpr int edge = 8, pictureSize = 16, rowHeight = 28, beforeKeys = 32;

static int wordsAt(const QStyleOptionMenuItem &item)
{
    return item.maxIconWidth > 0 || item.menuHasCheckableItems ? edge + pictureSize + 12 : edge + 4;
}

QSize LatheStyle::menuItemSize(const QStyleOptionMenuItem &item, const QSize &words)
{
    if (item.menuItemType == QStyleOptionMenuItem::Separator)
        return {words.width(), 9};
    const bool keys = item.text.contains(u'\t');
    const int end = item.menuItemType == QStyleOptionMenuItem::SubMenu ? edge + pictureSize : edge + 4;
    return {wordsAt(item) + words.width() + (keys ? beforeKeys : edge) + end, qMax(rowHeight, words.height() + edge)};
}

void LatheStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
    if (element == CE_MenuItem && item)
        drawMenuItem(*item, painter, widget);
    else if (element == CE_RubberBand)
        drawPlace(option->rect, painter);
    else if (element != CE_MenuEmptyArea) // the panel's colour is there already
        QProxyStyle::drawControl(element, option, painter, widget);
}

/// Where something that is dragged would go.
void LatheStyle::drawPlace(const QRect &place, QPainter *painter) const
{
    QColor ground = m_theme.color(Token::Accent);
    ground.setAlpha(48);
    painter->save();
    painter->setPen(QPen(m_theme.color(Token::Accent), 2));
    painter->setBrush(ground);
    painter->drawRect(place.adjusted(1, 1, -1, -1));
    painter->restore();
}

void LatheStyle::drawMenuItem(const QStyleOptionMenuItem &item, QPainter *painter, const QWidget *widget) const
{
    const QRect row = item.rect;
    const bool enabled = item.state & State_Enabled, rightToLeft = item.direction == Qt::RightToLeft;
    painter->save();
    if (item.menuItemType == QStyleOptionMenuItem::Separator) {
        painter->fillRect(row.left() + edge, row.center().y(), row.width() - 2 * edge, 1, m_theme.color(Token::Line));
        painter->restore();
        return;
    }
    if (item.state & State_Selected && enabled) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.color(Token::Selection));
        painter->drawRoundedRect(row, 6, 6);
    }
    const auto place = [&](int x, int width) { return visualRect(item.direction, row, QRect(row.left() + x, row.top(), width, row.height())); };
    const auto picture = [&](const QIcon &icon, int x) {
        QRect box(0, 0, pictureSize, pictureSize);
        box.moveCenter(place(x, pictureSize).center());
        icon.paint(painter, box, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    };
    if (item.checkType != QStyleOptionMenuItem::NotCheckable && item.checked)
        picture(m_icons ? m_icons(QStringLiteral("check")) : standardIcon(SP_DialogApplyButton, &item, widget), edge);
    else if (!item.icon.isNull())
        picture(item.icon, edge);
    if (item.menuItemType == QStyleOptionMenuItem::SubMenu)
        picture(m_icons ? m_icons(QStringLiteral("chevron-right")) : standardIcon(SP_ArrowRight, &item, widget), row.width() - edge - pictureSize);
    const int left = wordsAt(item), right = row.width() - edge - 4;
    int flags = Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip | (styleHint(SH_UnderlineShortcut, &item, widget, nullptr) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic);
    painter->setFont(item.font);
    painter->setPen(m_theme.color(enabled ? Token::Text : Token::Disabled));
    painter->drawText(place(left, right - left), flags | (rightToLeft ? Qt::AlignRight : Qt::AlignLeft), item.text.section(u'\t', 0, 0));
    if (const QString keys = item.text.section(u'\t', 1); !keys.isEmpty()) {
        painter->setPen(m_theme.color(enabled ? Token::Muted : Token::Disabled));
        painter->drawText(place(left, right - left), flags | (rightToLeft ? Qt::AlignLeft : Qt::AlignRight), keys);
    }
    painter->restore();
}

} // namespace lathe
