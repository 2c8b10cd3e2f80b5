// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPersistentModelIndex>
#include <QTreeView>

namespace lathe {

class FileTreeModel;
class NameField;

/// The tree of a project's files: opens a menu by mouse and keys, and edits names in place when it is told to. Owned by the project's panel;
/// window's thread.
class FileTreeView : public QTreeView
{
    Q_OBJECT
public:
    explicit FileTreeView(QWidget *parent = nullptr);
    /// Begins to edit a row's name, without what stands behind its last dot.
    void editName(const QModelIndex &index);
    /// Begins a new file or folder in a folder of the tree, in a row of its own: Enter asks for it (FileTreeModel::newRequested), Escape gives it up.
    /// False when the folder has no row yet.
    bool editNew(const QString &dir, bool folder);
    /// Where a name is typed now; null: nowhere.
    NameField *nameField() const;

signals:
    /// For the current row, or for the whole folder when there is none.
    void menuRequested(const QPoint &globalPos);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void startDrag(Qt::DropActions actions) override;
    void closeEditor(QWidget *editor, QAbstractItemDelegate::EndEditHint hint) override;

private:
    FileTreeModel *files() const;
    void requestByKey();
    bool isFromOutside(const QDropEvent &event) const;
    void dragAsCopy(QDragMoveEvent &event, void (*drag)(FileTreeView &view, QDragMoveEvent &event));

    QPersistentModelIndex m_before; ///< The current row before a new one was begun.
};

} // namespace lathe
