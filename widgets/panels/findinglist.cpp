// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/findinglist.h"
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace lathe {

static constexpr int rowHeight = 44;
static constexpr int buttonSize = 28;

class FindingDelegate : public QStyledItemDelegate
{
public:
    FindingDelegate(ThemeManager &theme, FindingList *list) : QStyledItemDelegate(list), m_theme(theme), m_list(list) {}
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {160, rowHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem row(option);
        initStyleOption(&row, index);
        row.text.clear();
        row.widget->style()->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const qreal scale = painter->device()->devicePixelRatioF();
        QRect box = option.rect.adjusted(8, 4, -8, -4);
        const auto severity = Severity(index.data(XrayFindingsModel::SeverityRole).toInt());
        const bool mayGo = index.data(XrayFindingsModel::MayGoRole).toBool();
        const QString icon = severity == Severity::Error ? QStringLiteral("error") : severity == Severity::Warning ? QStringLiteral("warning") : QStringLiteral("info");
        const IconRole role = severity == Severity::Error ? IconRole::Error : severity == Severity::Warning ? IconRole::Warning : IconRole::Muted;
        painter->drawPixmap(box.left(), box.top() + 1, m_theme.icons().pixmap(icon, role, 16, scale));
        box.setLeft(box.left() + 24);
        if (mayGo) {
            const QRect button = m_list->buttonOf(index);
            if (m_list->m_hot == index) {
                painter->setPen(Qt::NoPen);
                painter->setBrush(m_theme.color(Token::Pressed));
                painter->drawRoundedRect(button, 6, 6);
            }
            painter->drawPixmap(button.center().x() - 7, button.center().y() - 7, m_theme.icons().pixmap(QStringLiteral("trash"), m_list->m_hot == index ? IconRole::Accent : IconRole::Muted, 16, scale));
        }
        box.setRight(box.right() - buttonSize - 4); // also where there is none, so that figures stand in a column
        const QFont body = m_theme.type().font(TextRole::Body), figures = m_theme.type().figures(TextRole::Body), label = m_theme.type().font(TextRole::Label);
        const QString cost = index.data(XrayFindingsModel::CostRole).toString(), where = index.data(XrayFindingsModel::WhereRole).toString();
        const QRect top(box.left(), box.top() - 1, box.width(), box.height() / 2 + 1), bottom(box.left(), box.center().y() + 1, box.width(), box.height() / 2);
        painter->setFont(figures);
        painter->setPen(m_theme.color(Token::Text));
        painter->drawText(top, Qt::AlignRight | Qt::AlignVCenter, cost);
        const int costWidth = cost.isEmpty() ? 0 : QFontMetrics(figures).horizontalAdvance(cost) + 8;
        painter->setFont(body);
        painter->drawText(top, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(body).elidedText(index.data().toString(), Qt::ElideRight, top.width() - costWidth));
        painter->setFont(label);
        painter->setPen(m_theme.color(Token::Muted));
        const QString hint = (where.isEmpty() ? QString() : where + QStringLiteral("  \u00b7  ")) + index.data(XrayFindingsModel::RemedyRole).toString();
        painter->drawText(bottom, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(label).elidedText(hint, Qt::ElideRight, bottom.width()));
        painter->restore();
    }

private:
    ThemeManager &m_theme;
    FindingList *m_list;
};

FindingList::FindingList(ThemeManager &theme, XrayFindingsModel &model, QWidget *parent) : QListView(parent)
{
    setModel(&model);
    setItemDelegate(new FindingDelegate(theme, this));
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setDragEnabled(true);
    setDragDropMode(QAbstractItemView::DragOnly);
    setMouseTracking(true);
    setMinimumHeight(28);
    setObjectName(QStringLiteral("findings"));
    setAccessibleName(tr("Findings"));
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) { emit chosen(current.isValid() ? current.row() : -1); });
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { emit chosen(-1); });
}

QRect FindingList::buttonOf(const QModelIndex &index) const
{
    if (!index.data(XrayFindingsModel::MayGoRole).toBool())
        return {};
    const QRect row = visualRect(index);
    return {row.right() - buttonSize - 6, row.center().y() - buttonSize / 2, buttonSize, buttonSize};
}

void FindingList::setHot(const QPersistentModelIndex &index)
{
    if (m_hot == index)
        return;
    m_hot = index;
    viewport()->setCursor(index.isValid() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void FindingList::mouseMoveEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    setHot(index.isValid() && buttonOf(index).contains(event->position().toPoint()) ? QPersistentModelIndex(index) : QPersistentModelIndex());
    if (!m_pressed.isValid())
        QListView::mouseMoveEvent(event);
}

void FindingList::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    m_pressed = event->button() == Qt::LeftButton && index.isValid() && buttonOf(index).contains(event->position().toPoint()) ? QPersistentModelIndex(index) : QPersistentModelIndex();
    if (!m_pressed.isValid())
        QListView::mousePressEvent(event);
}

void FindingList::mouseReleaseEvent(QMouseEvent *event)
{
    const QPersistentModelIndex pressed = std::exchange(m_pressed, {});
    if (!pressed.isValid())
        return QListView::mouseReleaseEvent(event);
    if (buttonOf(pressed).contains(event->position().toPoint()))
        emit excludeRequested(pressed.row());
}

void FindingList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && currentIndex().data(XrayFindingsModel::MayGoRole).toBool())
        emit excludeRequested(currentIndex().row());
    else
        QListView::keyPressEvent(event);
}

void FindingList::leaveEvent(QEvent *event)
{
    setHot({});
    QListView::leaveEvent(event);
}

} // namespace lathe
