// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/filetreeview.h"
#include "items/filetreemodel.h"
#include "panels/namefield.h"
#include <QApplication>
#include <QContextMenuEvent>
#include <QDropEvent>
#include <QKeyEvent>

namespace lathe {

FileTreeView::FileTreeView(QWidget *parent) : QTreeView(parent)
{
    setEditTriggers(NoEditTriggers); // a click opens the file
    setDragEnabled(true);            // onto the layer shelf too
    setAcceptDrops(true);
    setDragDropOverwriteMode(true); // into a folder, not between rows
    setAutoExpandDelay(600);
}

void FileTreeView::editName(const QModelIndex &index)
{
    setCurrentIndex(index);
    scrollTo(index);
    edit(index);
    NameField *field = nameField();
    if (!field)
        return;
    const QString name = field->text();
    const qsizetype dot = index.data(FileTreeModel::IsFolderRole).toBool() ? -1 : name.lastIndexOf(u'.');
    field->setSelection(0, int(dot > 0 ? dot : name.size()));
}

bool FileTreeView::editNew(const QString &dir, bool folder)
{
    const QModelIndex parent = files()->indexOf(dir);
    if (dir.isEmpty() || (!parent.isValid() && dir != files()->root()))
        return false;
    if (!files()->isBlank(currentIndex()))
        m_before = currentIndex();
    if (parent.isValid())
        expand(parent);
    const QModelIndex row = files()->addBlank(dir, folder);
    setCurrentIndex(row);
    scrollTo(row);
    edit(row);
    return true;
}

NameField *FileTreeView::nameField() const
{
    return qobject_cast<NameField *>(indexWidget(currentIndex()));
}

FileTreeModel *FileTreeView::files() const
{
    return static_cast<FileTreeModel *>(model());
}

/// While a button of the mouse is held over another row, that one stays where it is. Nothing is removed from here: the view closes the field
/// in the middle of leaving its row, which it draws anew afterwards.
void FileTreeView::closeEditor(QWidget *editor, QAbstractItemDelegate::EndEditHint hint)
{
    QTreeView::closeEditor(editor, hint);
    if (files()->isBlank(currentIndex()))
        setCurrentIndex(m_before);
    const auto tidy = [this] {
        const bool asked = nameField() && files()->isBlank(currentIndex()); // for a name of another row one may be asked meanwhile
        if (!asked && (QApplication::mouseButtons() == Qt::NoButton || !viewport()->underMouse()))
            files()->removeBlank();
    };
    QMetaObject::invokeMethod(this, tidy, Qt::QueuedConnection);
}

void FileTreeView::mouseReleaseEvent(QMouseEvent *event)
{
    QTreeView::mouseReleaseEvent(event);
    if (!nameField())
        files()->removeBlank();
}

/// Another program's files are copied, also where it offers to move them: it would delete them then.
bool FileTreeView::isFromOutside(const QDropEvent &event) const
{
    return event.source() != this && event.possibleActions().testFlag(Qt::CopyAction);
}

/// Shows what isFromOutside() says: the cursor's sign is a copy's, also where the view would take a move.
void FileTreeView::dragAsCopy(QDragMoveEvent &event, void (*drag)(FileTreeView &, QDragMoveEvent &))
{
    const bool outside = isFromOutside(event);
    if (outside)
        event.setDropAction(Qt::CopyAction);
    drag(*this, event);
    if (outside && event.isAccepted()) {
        event.setDropAction(Qt::CopyAction);
        event.accept();
    }
}

void FileTreeView::dragEnterEvent(QDragEnterEvent *event)
{
    dragAsCopy(*event, [](FileTreeView &view, QDragMoveEvent &of) { view.QTreeView::dragEnterEvent(static_cast<QDragEnterEvent *>(&of)); });
}

void FileTreeView::dragMoveEvent(QDragMoveEvent *event)
{
    dragAsCopy(*event, [](FileTreeView &view, QDragMoveEvent &of) { view.QTreeView::dragMoveEvent(&of); });
}

void FileTreeView::dropEvent(QDropEvent *event)
{
    if (isFromOutside(*event))
        event->setDropAction(Qt::CopyAction);
    QTreeView::dropEvent(event);
    if (isFromOutside(*event)) {
        event->setDropAction(Qt::CopyAction);
        event->accept();
    }
}

void FileTreeView::startDrag(Qt::DropActions actions)
{
    files()->removeBlank();
    QTreeView::startDrag(actions);
}

void FileTreeView::contextMenuEvent(QContextMenuEvent *event)
{
    event->accept();
    if (event->reason() != QContextMenuEvent::Mouse)
        return requestByKey();
    setFocus(Qt::MouseFocusReason);
    setCurrentIndex(indexAt(viewport()->mapFromGlobal(event->globalPos())));
    emit menuRequested(event->globalPos());
}

/// Qt makes a context menu event of the Menu key alone on most platforms.
void FileTreeView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F10 && event->modifiers() == Qt::ShiftModifier)
        return requestByKey();
    QTreeView::keyPressEvent(event);
}

void FileTreeView::requestByKey()
{
    scrollTo(currentIndex());
    const QRect row = currentIndex().isValid() ? visualRect(currentIndex()) : QRect(0, 0, 1, 1);
    emit menuRequested(viewport()->mapToGlobal(QPoint(row.left() + 16, row.bottom())));
}

} // namespace lathe
