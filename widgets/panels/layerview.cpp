// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/layerview.h"
#include "items/layerlistmodel.h"
#include <QAction>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QUrl>

namespace lathe {

LayerView::LayerView(ThemeManager &theme, Takes takes, QWidget *parent) : QListView(parent), m_theme(theme), m_takes(takes)
{
    setFrameShape(QFrame::NoFrame);
    setAcceptDrops(true);
    setDragEnabled(takes != Takes::OnRows);
    setDropIndicatorShown(false);
    setDefaultDropAction(Qt::CopyAction);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // names give way
}

QStringList LayerView::filesOf(const QMimeData &data)
{
    QStringList paths;
    for (const QUrl &url : data.urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    return paths;
}

QAction *LayerView::addAction(const QString &text, const QKeySequence &keys, std::function<void()> slot)
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, std::move(slot));
    QListView::addAction(action);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    return action;
}

QAction *LayerView::actionOf(const QKeyEvent &event) const
{
    for (QAction *action : actions())
        if (!action->shortcut().isEmpty() && action->shortcut()[0] == event.keyCombination())
            return action;
    return nullptr;
}

/// The window has Ctrl+Z and Ctrl+R too: without this both would be ambiguous, and neither done.
bool LayerView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && actionOf(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QListView::event(event);
}

void LayerView::keyPressEvent(QKeyEvent *event)
{
    if (QAction *action = actionOf(*event))
        return action->trigger();
    QListView::keyPressEvent(event);
}

bool LayerView::takes(const QMimeData &data) const
{
    return (m_takes != Takes::Files && data.hasFormat(QString::fromLatin1(layerMime))) || !filesOf(data).isEmpty();
}

int LayerView::rowAt(const QPoint &at) const
{
    const QModelIndex index = indexAt(at);
    return !index.isValid() ? model()->rowCount() : at.y() > visualRect(index).center().y() ? index.row() + 1 : index.row();
}

void LayerView::setOver(bool over, int row)
{
    m_over = over;
    m_row = row;
    viewport()->update();
}

void LayerView::dragEnterEvent(QDragEnterEvent *event)
{
    if (!takes(*event->mimeData()))
        return event->ignore();
    setOver(true, -1);
    event->acceptProposedAction();
}

void LayerView::dragMoveEvent(QDragMoveEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (!takes(*event->mimeData()) || (m_takes == Takes::OnRows && !indexAt(at).isValid())) {
        setOver(false, -1);
        return event->ignore();
    }
    setOver(true, m_takes == Takes::OnRows ? indexAt(at).row() : event->mimeData()->hasFormat(QString::fromLatin1(layerMime)) ? rowAt(at) : -1);
    event->acceptProposedAction();
}

void LayerView::dragLeaveEvent(QDragLeaveEvent *)
{
    setOver(false, -1);
}

void LayerView::dropEvent(QDropEvent *event)
{
    setOver(false, -1);
    const QPoint at = event->position().toPoint();
    if (!takes(*event->mimeData()) || (m_takes == Takes::OnRows && !indexAt(at).isValid()))
        return event->ignore();
    event->setDropAction(Qt::CopyAction); // a file manager must not think that its files were moved
    event->accept();
    const QStringList layers = QString::fromUtf8(event->mimeData()->data(QString::fromLatin1(layerMime))).split(u'\n', Qt::SkipEmptyParts);
    if (m_takes == Takes::OnRows)
        emit droppedOn(indexAt(at), layers, layers.isEmpty() ? filesOf(*event->mimeData()) : QStringList());
    else if (!layers.isEmpty())
        emit layersDropped(layers, rowAt(at));
    else
        emit filesDropped(filesOf(*event->mimeData()));
}

void LayerView::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    QPainter painter(viewport());
    const int rows = model()->rowCount();
    if (rows == 0 && !m_placeholder.isEmpty()) {
        painter.setPen(m_theme.color(Token::Muted));
        const QRect box = viewport()->rect().adjusted(12, 0, -12, 0);
        if (box.height() < 2 * fontMetrics().lineSpacing()) // of two lines halves would be seen
            painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, fontMetrics().elidedText(m_placeholder, Qt::ElideRight, box.width()));
        else
            painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWordWrap, m_placeholder);
    }
    if (!m_over)
        return;
    painter.setPen(QPen(m_theme.color(Token::Accent), 2));
    if (m_row < 0 || m_takes == Takes::OnRows) {
        painter.drawRect((m_row < 0 ? viewport()->rect() : visualRect(model()->index(m_row, 0))).adjusted(1, 1, -1, -1));
        return;
    }
    const int y = rows == 0 ? 1 : m_row < rows ? visualRect(model()->index(m_row, 0)).top() : visualRect(model()->index(rows - 1, 0)).bottom();
    painter.drawLine(4, qMax(1, y), viewport()->width() - 4, qMax(1, y));
}

} // namespace lathe
