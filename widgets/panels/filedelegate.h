// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "panels/rowdelegate.h"

namespace lathe {

/// The rows of the file tree. A name is edited in a field that explains what is wrong with it: such a name is never taken, and stays there until it
/// is right or given up. Owned by the tree.
class FileDelegate : public RowDelegate
{
    Q_OBJECT
public:
    /// Why the row cannot have that name; empty when it can.
    using NameCheck = std::function<QString(const QModelIndex &row, const QString &name)>;
    FileDelegate(ThemeManager &theme, QObject *parent);
    void setNameCheck(NameCheck check) { m_check = std::move(check); }
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;

protected:
    bool eventFilter(QObject *editor, QEvent *event) override;

private:
    NameCheck m_check;
};

} // namespace lathe
