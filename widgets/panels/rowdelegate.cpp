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
static constexpr int gap = 8, codeGap = 16, arrowRoom = 12, leastDetail = 40;

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
    if (qobject_cast<const QListView *>(option.widget))
        return {QStyledItemDelegate::sizeHint(option, index).width() + iconSize + gap, 28}; // cut rather than scrolled: not the detail
    const RowFace face = m_face(index);
    int wide = 2 * gap + QFontMetrics(m_theme.type().font(face.strong ? TextRole::Strong : TextRole::Body)).horizontalAdvance(index.data().toString()) + 2;
    if (index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight)
        wide += arrowRoom;
    if (!face.icon.isEmpty())
        wide += iconSize + gap;
    if (!face.detail.isEmpty())
        wide += gap + QFontMetrics(m_theme.type().font(TextRole::Label)).horizontalAdvance(face.detail);
    if (!face.mark.isEmpty())
        wide += iconSize + 4;
    return {wide, 28};
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
    const int arrow = (row.displayAlignment & Qt::AlignRight) && inset == gap ? arrowRoom : 0; // which a column's head leaves room for
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
    const QFont code = m_theme.type().font(TextRole::Code);
    const int codeWidth = face.code.isEmpty() ? 0 : codeGap + QFontMetrics(code).horizontalAdvance(face.code);
    if (!face.detail.isEmpty()) {
        const QFont small = m_theme.type().font(TextRole::Label);
        const QFontMetrics smallMetrics(small);
        const int textWidth = metrics.horizontalAdvance(text) + codeWidth;
        const int room = qMax(box.width() * 2 / 5, box.width() - textWidth - gap);
        const bool some = room >= qMin(smallMetrics.horizontalAdvance(face.detail), leastDetail); // less says nothing, and takes it from the name
        const QString detail = some ? smallMetrics.elidedText(face.detail, Qt::ElideRight, room) : QString();
        const int width = smallMetrics.horizontalAdvance(detail);
        painter->setFont(small);
        painter->setPen(m_theme.color(Token::Muted));
        painter->drawText(QRect(box.right() - width, box.top(), width + 1, box.height()), Qt::AlignVCenter | Qt::TextSingleLine, detail);
        if (some)
            box.setRight(box.right() - width - gap);
    }
    painter->setFont(font);
    painter->setPen(m_theme.color(face.muted ? Token::Muted : Token::Text));
    painter->drawText(box, int(row.displayAlignment & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter | Qt::TextSingleLine, metrics.elidedText(text, row.textElideMode, box.width()));
    box.setLeft(box.left() + metrics.horizontalAdvance(text) + codeGap);
    if (!face.code.isEmpty() && box.width() > codeGap) {
        painter->setFont(code);
        painter->setPen(m_theme.color(Token::Muted));
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, QFontMetrics(code).elidedText(face.code, Qt::ElideRight, box.width()));
    }
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
                      + (face.code.isEmpty() ? 0 : codeGap + QFontMetrics(m_theme.type().font(TextRole::Code)).horizontalAdvance(face.code))
                      + (face.detail.isEmpty() ? 0 : gap + QFontMetrics(m_theme.type().font(TextRole::Label)).horizontalAdvance(face.detail));
    const int pictures = (face.icon.isEmpty() ? 0 : iconSize + gap) + (face.mark.isEmpty() ? 0 : iconSize + 4);
    if (words + pictures <= option.rect.width() - 2 * gap) {
        QToolTip::hideText();
        return true;
    }
    QString all = text;
    for (const QString &more : {face.code, face.detail})
        if (!more.isEmpty())
            all += u'\n' + more;
    QToolTip::showText(event->globalPos(), QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(all.toHtmlEscaped()), view);
    return true;
}

} // namespace lathe
