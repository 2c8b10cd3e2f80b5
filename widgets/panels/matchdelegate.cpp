// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/matchdelegate.h"
#include "session/finding/searchresults.h"
#include <QApplication>
#include <QPainter>

namespace lathe {

static constexpr int iconSize = 16;
static constexpr int gap = 8;

MatchDelegate::MatchDelegate(ThemeManager &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

/// The list is as wide as its panel: nothing is laid out to learn a width, of thousands of rows at once when it is scrolled to its end.
QSize MatchDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {80, index.data(SearchResults::IsFileRole).toBool() ? 28 : 24};
}

void MatchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem row(option);
    initStyleOption(&row, index);
    row.text.clear();
    const QStyle *style = row.widget ? row.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);
    painter->save();
    const QRect box = option.rect.adjusted(4, 0, -gap, 0);
    if (index.data(SearchResults::IsFileRole).toBool())
        paintFile(painter, box, index);
    else
        paintMatch(painter, box, index);
    painter->restore();
}

void MatchDelegate::paintFile(QPainter *painter, QRect box, const QModelIndex &index) const
{
    const QString name = index.data().toString();
    painter->drawPixmap(box.left(), box.center().y() - iconSize / 2 + 1,
        m_theme.icons().pixmap(IconProvider::forFile(name), IconRole::Muted, iconSize, painter->device()->devicePixelRatioF()));
    box.setLeft(box.left() + iconSize + gap);
    const QFont small = m_theme.type().font(TextRole::Label);
    const QString count = QString::number(index.data(SearchResults::CountRole).toInt());
    const int countWidth = QFontMetrics(small).horizontalAdvance(count);
    painter->setFont(small);
    painter->setPen(m_theme.color(Token::Muted));
    painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, count);
    box.setRight(box.right() - countWidth - gap);
    const QFont font = m_theme.type().font(TextRole::Strong);
    const QString shown = QFontMetrics(font).elidedText(name, Qt::ElideMiddle, box.width());
    painter->setFont(font);
    painter->setPen(m_theme.color(Token::Text));
    painter->drawText(box, Qt::AlignVCenter | Qt::TextSingleLine, shown);
    box.setLeft(box.left() + QFontMetrics(font).horizontalAdvance(shown) + gap);
    painter->setFont(small);
    painter->setPen(m_theme.color(Token::Muted));
    painter->drawText(box, Qt::AlignVCenter | Qt::TextSingleLine, QFontMetrics(small).elidedText(index.data(SearchResults::FolderRole).toString(), Qt::ElideMiddle, box.width()));
}

void MatchDelegate::paintMatch(QPainter *painter, QRect box, const QModelIndex &index) const
{
    const QFont small = m_theme.type().figures(TextRole::Label);
    const QFontMetrics smallMetrics(small);
    const QString number = index.data(SearchResults::LineRole).toString();
    const int numberWidth = qMax(smallMetrics.horizontalAdvance(QStringLiteral("0000")), smallMetrics.horizontalAdvance(number));
    painter->setFont(small);
    painter->setPen(m_theme.color(Token::Muted));
    painter->drawText(QRect(box.left(), box.top(), numberWidth, box.height()), Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, number);
    box.setLeft(box.left() + numberWidth + 12);

    QFont code = m_theme.type().font(TextRole::Code);
    const QFontMetrics metrics(code);
    const QString line = index.data().toString();
    const int start = index.data(SearchResults::StartRole).toInt();
    const int length = index.data(SearchResults::LengthRole).toInt();
    const QVariant replacement = index.data(SearchResults::ReplacementRole);
    QString before = line.left(start);
    const QString match = line.mid(start, length);
    // The match stays in sight however narrow the panel is.
    const int room = qMax(box.width() * 2 / 3 - metrics.horizontalAdvance(match), box.width() / 4);
    if (metrics.horizontalAdvance(before) > room)
        before = metrics.elidedText(before, Qt::ElideLeft, room);
    painter->setFont(code);
    int x = box.left();
    const auto put = [&](const QString &text, Token color, const QColor &ground, bool struck) {
        const QString shown = metrics.elidedText(text, Qt::ElideRight, qMax(0, box.right() - x));
        const int width = metrics.horizontalAdvance(shown);
        if (ground.isValid() && width > 0) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(ground);
            painter->drawRoundedRect(QRect(x - 1, box.center().y() - metrics.height() / 2, width + 2, metrics.height() + 1), 3, 3);
        }
        code.setStrikeOut(struck);
        painter->setFont(code);
        painter->setPen(m_theme.color(color));
        painter->drawText(QRect(x, box.top(), width + 1, box.height()), Qt::AlignVCenter | Qt::TextSingleLine, shown);
        x += width;
    };
    put(before, Token::Muted, {}, false);
    if (replacement.isValid()) {
        put(match, Token::Error, m_theme.color(Token::ErrorSoft), true);
        x += 4;
        if (!replacement.toString().isEmpty()) {
            put(replacement.toString(), Token::Success, m_theme.color(Token::SuccessSoft), false);
            x += 2;
        }
    } else {
        put(match, Token::Text, m_theme.color(Token::EditorFind), false);
    }
    put(line.mid(start + length), Token::Muted, {}, false);
}

} // namespace lathe
