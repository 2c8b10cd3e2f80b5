// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/layerview.h"
#include "items/layerlistmodel.h"
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>
#include <QUrl>

namespace lathe {

LayerView::LayerView(ThemeManager &theme, bool takesLayers, QWidget *parent) : QListView(parent), m_theme(theme), m_takesLayers(takesLayers)
{
    setFrameShape(QFrame::NoFrame);
    setAcceptDrops(true);
    setDragEnabled(true);
    setDropIndicatorShown(false);
    setDefaultDropAction(Qt::CopyAction);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

QStringList LayerView::filesOf(const QMimeData &data)
{
    QStringList paths;
    for (const QUrl &url : data.urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    return paths;
}

bool LayerView::takes(const QMimeData &data) const
{
    return (m_takesLayers && data.hasFormat(QString::fromLatin1(layerMime))) || !filesOf(data).isEmpty();
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
    if (!takes(*event->mimeData()))
        return event->ignore();
    setOver(true, event->mimeData()->hasFormat(QString::fromLatin1(layerMime)) ? rowAt(event->position().toPoint()) : -1);
    event->acceptProposedAction();
}

void LayerView::dragLeaveEvent(QDragLeaveEvent *)
{
    setOver(false, -1);
}

void LayerView::dropEvent(QDropEvent *event)
{
    setOver(false, -1);
    if (!takes(*event->mimeData()))
        return event->ignore();
    event->setDropAction(Qt::CopyAction); // a file manager must not think that its files were moved
    event->accept();
    if (const QByteArray names = event->mimeData()->data(QString::fromLatin1(layerMime)); !names.isEmpty())
        emit layersDropped(QString::fromUtf8(names).split(u'\n', Qt::SkipEmptyParts), rowAt(event->position().toPoint()));
    else
        emit filesDropped(filesOf(*event->mimeData()));
}

void LayerView::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (!m_over)
        return;
    QPainter painter(viewport());
    painter.setPen(QPen(m_theme.color(Token::Accent), 2));
    if (m_row < 0) {
        painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
        return;
    }
    const int rows = model()->rowCount();
    const int y = rows == 0 ? 1 : m_row < rows ? visualRect(model()->index(m_row, 0)).top() : visualRect(model()->index(rows - 1, 0)).bottom();
    painter.drawLine(4, qMax(1, y), viewport()->width() - 4, qMax(1, y));
}

} // namespace lathe
