// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/eventdrop.h"
#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

namespace lathe {

void EventDrop::watch(QWidget *widget)
{
    widget->setAcceptDrops(true);
    widget->installEventFilter(this);
}

QStringList EventDrop::filesOf(const QMimeData &data)
{
    QStringList files;
    for (const QUrl &url : data.urls()) {
        if (!url.isLocalFile() || !url.fileName().endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
            return {};
        files += url.toLocalFile();
    }
    return files;
}

bool EventDrop::eventFilter(QObject *watched, QEvent *event)
{
    const bool drop = event->type() == QEvent::Drop;
    if (!drop && event->type() != QEvent::DragEnter && event->type() != QEvent::DragMove)
        return QObject::eventFilter(watched, event);
    auto *drag = static_cast<QDropEvent *>(event);
    const QStringList files = filesOf(*drag->mimeData());
    if (files.isEmpty())
        return false;
    drag->setDropAction(Qt::CopyAction);
    drag->accept();
    if (drop)
        emit dropped(files);
    return true;
}

} // namespace lathe
