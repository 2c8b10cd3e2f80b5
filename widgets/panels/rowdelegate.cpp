// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/rowdelegate.h"
#include <QApplication>
#include <QHelpEvent>
#include <QListView>
#include <QPainter>
#include <QToolTip>

namespace lathe {

static constexpr int iconSize = 16;
static constexpr int gap = 8;

/// Below a panel's words; a table's cells below their heads'.
static int insetOf(const QWidget *view)
{
    return qobject_cast<const QListView *>(view) ? 12 : gap;
}

RowDelegate::RowDelegate(ThemeManager &theme, std::function<RowFace(const QModelIndex &)> face, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_face(std::move(face))
{
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width() + iconSize + gap, 28};
}

QWidget *RowDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
    if (editor)
        editor->setAccessibleName(index.data().toString()); // a name that is being changed is told by what it was
    return editor;
}

/// Its text stands where the name stood, beside the icon.
void RowDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    static constexpr int frame = 9; // the field's own line and padding
    const int left = insetOf(option.widget) + (m_face(index).icon.isEmpty() ? 0 : iconSize + gap) - frame;
    editor->setGeometry(option.rect.adjusted(left, 0, -4, 0));
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem row(option);
    initStyleOption(&row, index);
    const RowFace face = m_face(index);
    const QString text = row.text;
    row.text.clear();
    row.icon = {};
    const QStyle *style = row.widget ? row.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);

    painter->save();
    const qreal scale = painter->device()->devicePixelRatioF();
    const int inset = insetOf(row.widget);
    const int arrow = (row.displayAlignment & Qt::AlignRight) && inset == gap ? 12 : 0; // which a column's head leaves room for
    QRect box = option.rect.adjusted(inset, 0, -inset - arrow, 0);
    const int top = box.center().y() - iconSize / 2 + 1;
    if (!face.icon.isEmpty()) {
        painter->drawPixmap(box.left(), top, m_theme.icons().pixmap(face.icon, face.iconRole, iconSize, scale));
        box.setLeft(box.left() + iconSize + gap);
    }
    if (!face.mark.isEmpty()) {
        painter->drawPixmap(box.right() - iconSize + 1, top, m_theme.icons().pixmap(face.mark, face.markRole, iconSize, scale));
        box.setRight(box.right() - iconSize - 4);
    }
    const QFont font = m_theme.type().font(face.strong ? TextRole::Strong : TextRole::Body);
    const QFontMetrics metrics(font);
    if (!face.detail.isEmpty()) {
        const QFont small = m_theme.type().font(TextRole::Label);
        const QFontMetrics smallMetrics(small);
        const int textWidth = metrics.horizontalAdvance(text);
        const int room = qMax(box.width() / 3, box.width() - textWidth - gap);
        const QString detail = smallMetrics.elidedText(face.detail, Qt::ElideRight, room);
        const int width = smallMetrics.horizontalAdvance(detail);
        painter->setFont(small);
        painter->setPen(m_theme.color(Token::Muted));
        painter->drawText(QRect(box.right() - width, box.top(), width + 1, box.height()), Qt::AlignVCenter | Qt::TextSingleLine, detail);
        box.setRight(box.right() - width - gap);
    }
    painter->setFont(font);
    painter->setPen(m_theme.color(face.muted ? Token::Muted : Token::Text));
    painter->drawText(box, int(row.displayAlignment & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter | Qt::TextSingleLine, metrics.elidedText(text, Qt::ElideRight, box.width()));
    painter->restore();
}

/// What is cut is told in full; a row's own tool tip says more.
bool RowDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const RowFace face = m_face(index);
    const QString text = index.data(Qt::DisplayRole).toString();
    if (event->type() != QEvent::ToolTip || !index.data(Qt::ToolTipRole).toString().isEmpty() || text.isEmpty())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const int words = QFontMetrics(m_theme.type().font(face.strong ? TextRole::Strong : TextRole::Body)).horizontalAdvance(text)
                      + (face.detail.isEmpty() ? 0 : gap + QFontMetrics(m_theme.type().font(TextRole::Label)).horizontalAdvance(face.detail));
    const int pictures = (face.icon.isEmpty() ? 0 : iconSize + gap) + (face.mark.isEmpty() ? 0 : iconSize + 4);
    if (words + pictures <= option.rect.width() - 2 * gap) {
        QToolTip::hideText();
        return true;
    }
    const QString all = face.detail.isEmpty() ? text : QStringLiteral("%1\n%2").arg(text, face.detail);
    QToolTip::showText(event->globalPos(), QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(all.toHtmlEscaped()), view);
    return true;
}

} // namespace lathe
