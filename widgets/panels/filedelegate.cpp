// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/filedelegate.h"
#include "items/filetreemodel.h"
#include "panels/namefield.h"
#include <QKeyEvent>

namespace lathe {

static RowFace fileFace(const QModelIndex &index)
{
    RowFace face;
    face.icon = index.data(FileTreeModel::IsFolderRole).toBool() ? QStringLiteral("folder") : IconProvider::forFile(index.data().toString());
    face.muted = index.data(FileTreeModel::IsNoiseRole).toBool();
    return face;
}

FileDelegate::FileDelegate(ThemeManager &theme, QObject *parent) : RowDelegate(theme, fileFace, parent) {}

QWidget *FileDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const QString before = index.data(Qt::EditRole).toString();
    const QPersistentModelIndex row(index);
    auto *field = new NameField([this, row, before](const QString &name) {
        return !m_check || (name == before && !name.isEmpty()) ? QString() : m_check(row, name);
    }, parent);
    const bool folder = index.data(FileTreeModel::IsFolderRole).toBool();
    field->setAccessibleName(!before.isEmpty() ? index.data().toString() : folder ? tr("Name of the new folder") : tr("Name of the new file"));
    return field;
}

/// The row's picture stays in sight.
void FileDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    editor->setGeometry(option.rect.adjusted(26, 0, -4, 0));
}

void FileDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (static_cast<NameField *>(editor)->hasAcceptableInput())
        RowDelegate::setModelData(editor, model, index);
}

bool FileDelegate::eventFilter(QObject *editor, QEvent *event)
{
    auto *field = qobject_cast<NameField *>(editor);
    if (field && event->type() == QEvent::FocusOut && static_cast<QFocusEvent *>(event)->reason() == Qt::ActiveWindowFocusReason)
        return false; // who looks something up in another window comes back to it
    if (field && event->type() == QEvent::KeyPress && !field->hasAcceptableInput()) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab || key == Qt::Key_Backtab) {
            field->explainProblem();
            return true;
        }
    }
    return RowDelegate::eventFilter(editor, event);
}

} // namespace lathe
