// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTreeView>

namespace lathe {

/// The tree of a project's files: opens a menu by mouse and keys, and edits names in place when it is told to. Owned by the project's panel;
/// window's thread.
class FileTreeView : public QTreeView
{
    Q_OBJECT
public:
    explicit FileTreeView(QWidget *parent = nullptr);
    /// Begins to edit a row's name, without what stands behind its last dot.
    void editName(const QModelIndex &index);

signals:
    /// For the current row, or for the whole folder when there is none.
    void menuRequested(const QPoint &globalPos);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void requestByKey();
};

} // namespace lathe
