// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/lathestyle.h"
#include <QAbstractItemView>
#include <QDateTime>
#include <QFileDialog>
#include <QFileSystemModel>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyledItemDelegate>
#include <QStyleOption>
#include <QTabBar>
#include <QTreeView>

namespace lathe {

namespace {

constexpr int changedColumn = 3; ///< Of QFileSystemModel.

/// When a file was changed as everywhere else here; Qt writes it in the desktop's language, not in the window's.
class FileDates : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (const auto *files = qobject_cast<const QFileSystemModel *>(index.model()))
            option->text = files->lastModified(index).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    }
};

/// Names have what the other columns leave, none of which is cut.
void fitFileDialog(QFileDialog &dialog)
{
    dialog.setMinimumSize(780, 480); // Qt's own size has no room for names beside the columns
    auto *list = dialog.findChild<QTreeView *>(QStringLiteral("treeView"));
    if (!list || list->itemDelegateForColumn(changedColumn)) // the desktop's own dialog; polished before
        return;
    list->setItemDelegateForColumn(changedColumn, new FileDates(list));
    list->header()->setStretchLastSection(false);
    for (int column = 0; column <= changedColumn; ++column)
        list->header()->setSectionResizeMode(column, column == 0 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
}

} // namespace

LatheStyle::LatheStyle(const Theme &theme) : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))), m_theme(theme) {}

void LatheStyle::polish(QWidget *widget)
{
    // A list that is a window of its own (a completer's) has nothing below that would shine through.
    if (widget->isWindow() && qobject_cast<QAbstractItemView *>(widget))
        widget->setProperty("surface", QStringLiteral("raised")), widget->setProperty("popup", true);
    if (auto *files = qobject_cast<QFileDialog *>(widget))
        fitFileDialog(*files);
    QProxyStyle::polish(widget);
}

void LatheStyle::drawRow(const QStyleOptionViewItem &option, QPainter *painter) const
{
    const bool selected = option.state & State_Selected;
    const bool hovered = (option.state & State_MouseOver) && (option.state & State_Enabled);
    if (selected)
        painter->fillRect(option.rect, m_theme.color(Token::Selection));
    else if (hovered)
        painter->fillRect(option.rect, m_theme.color(Token::Hover));
    const bool first = option.viewItemPosition == QStyleOptionViewItem::Beginning || option.viewItemPosition == QStyleOptionViewItem::OnlyOne
                       || option.viewItemPosition == QStyleOptionViewItem::Invalid;
    if (!selected || !first)
        return;
    painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), m_theme.color(Token::Accent));
}

void LatheStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelItemViewRow:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            if (item->features & QStyleOptionViewItem::Alternate)
                painter->fillRect(option->rect, option->palette.alternateBase());
            if (qobject_cast<const QTreeView *>(widget)) {
                QStyleOptionViewItem row = *item;
                row.viewItemPosition = option->rect.left() <= 0 ? QStyleOptionViewItem::OnlyOne : QStyleOptionViewItem::Middle;
                drawRow(row, painter);
            }
        }
        return;
    case PE_PanelItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            if (item->backgroundBrush.style() != Qt::NoBrush)
                painter->fillRect(option->rect, item->backgroundBrush);
            // A tree paints the part before the first cell as a row of its own: the edge is there already.
            QStyleOptionViewItem cell = *item;
            if (qobject_cast<const QTreeView *>(widget))
                cell.viewItemPosition = QStyleOptionViewItem::Middle;
            drawRow(cell, painter);
        }
        return;
    case PE_PanelMenu: painter->fillRect(option->rect, m_theme.color(Token::Raised)); return;
    case PE_FrameMenu:
        painter->save();
        painter->setPen(m_theme.color(Token::Line));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    case PE_FrameFocusRect: {
        if (qobject_cast<const QAbstractItemView *>(widget) && (option->state & State_Selected) && !widget->window()->testAttribute(Qt::WA_KeyboardFocusChange))
            return; // for a mouse the accent edge is enough
        if (qobject_cast<const QPushButton *>(widget))
            return; // its border says it: a ring round the words would be a second one
        QRectF ring = option->rect;
        if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) // round the whole tab: Qt's would go through its icon and its cross
            ring = QRectF(tabs->tabRect(tabs->currentIndex())).adjusted(2, 3, -2, -4);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(m_theme.color(Token::Accent), 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(ring.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        painter->restore();
        return;
    }
    case PE_IndicatorItemViewItemDrop: {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(m_theme.color(Token::Accent), 2));
        if (option->rect.height() == 0)
            painter->drawLine(option->rect.topLeft(), option->rect.topRight());
        else
            painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 6, 6);
        painter->restore();
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

int LatheStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin: return 12;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return 8;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent: return 1;
    case PM_DockWidgetFrameWidth: return 0;
    case PM_DockWidgetTitleBarButtonMargin: return 4;
    case PM_DefaultFrameWidth:
    case PM_MenuPanelWidth: return 1;
    case PM_MenuHMargin:
    case PM_MenuVMargin: return 4;
    case PM_FocusFrameHMargin: return qobject_cast<const QAbstractItemView *>(widget) ? 7 : QProxyStyle::pixelMetric(metric, option, widget); // cells stand below their heads' words
    case PM_TreeViewIndentation: return 20;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_ListViewIconSize: return 16;
    case PM_ToolBarIconSize: return 20;
    case PM_ScrollBarExtent: return 12;
    case PM_TabBarTabShiftVertical:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_TabCloseIndicatorWidth:
    case PM_TabCloseIndicatorHeight: return 16;
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap: return 0;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int LatheStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0; // Qt's own are of another family
    case SH_ItemView_ShowDecorationSelected: return 1;
    case SH_ItemView_ActivateItemOnSingleClick: return 0;
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration:
        if (!m_animates)
            return 0;
        return hint == SH_Widget_Animation_Duration ? 120 : QProxyStyle::styleHint(hint, option, widget, data);
    case SH_ComboBox_Popup: return 0;
    case SH_ToolTip_WakeUpDelay: return 500;
    case SH_TabBar_ElideMode: return Qt::ElideMiddle;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QIcon LatheStyle::standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const
{
    static constexpr std::pair<StandardPixmap, const char *> own[] = {{SP_DirIcon, "folder"}, {SP_DirClosedIcon, "folder"}, {SP_DirOpenIcon, "folder-open"}, {SP_DirLinkIcon, "folder"},
        {SP_DirHomeIcon, "home"}, {SP_FileIcon, "file"}, {SP_FileLinkIcon, "link"}, {SP_ComputerIcon, "server"}, {SP_DriveHDIcon, "database"}, {SP_DesktopIcon, "home"}, {SP_TrashIcon, "trash"},
        {SP_ArrowBack, "chevron-left"}, {SP_ArrowLeft, "chevron-left"}, {SP_ArrowForward, "chevron-right"}, {SP_ArrowRight, "chevron-right"}, {SP_FileDialogBack, "chevron-left"},
        {SP_FileDialogToParent, "chevron-up"}, {SP_FileDialogNewFolder, "add"}, {SP_FileDialogListView, "matrix"}, {SP_FileDialogDetailedView, "log"}, {SP_BrowserReload, "refresh"},
        {SP_LineEditClearButton, "close"}, {SP_TitleBarCloseButton, "close"}, {SP_TitleBarNormalButton, "external"},
        {SP_ToolBarHorizontalExtensionButton, "chevron-right"}, {SP_ToolBarVerticalExtensionButton, "chevron-down"}, {SP_MessageBoxInformation, "info"}, {SP_MessageBoxWarning, "warning"}, {SP_MessageBoxCritical, "error"}, {SP_MessageBoxQuestion, "help"}};
    if (m_icons)
        for (const auto &[pixmap, name] : own)
            if (pixmap == icon)
                return m_icons(QString::fromLatin1(name));
    return QProxyStyle::standardIcon(icon, option, widget);
}

QSize LatheStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option); type == CT_MenuItem && item)
        return menuItemSize(*item, size);
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_ItemViewItem)
        result.setHeight(std::max(result.height(), 28));
    return result;
}

} // namespace lathe
