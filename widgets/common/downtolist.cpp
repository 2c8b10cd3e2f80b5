// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/downtolist.h"
#include <QKeyEvent>
#include <QLineEdit>
#include <QTreeView>

namespace lathe {

namespace {

/// Lives with its field.
class DownKey : public QObject
{
public:
    DownKey(QLineEdit &field, QAbstractItemView &view) : QObject(&field), m_view(view) { field.installEventFilter(this); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::KeyPress || static_cast<QKeyEvent *>(event)->keyCombination() != QKeyCombination(Qt::Key_Down))
            return QObject::eventFilter(watched, event);
        QModelIndex index = m_view.currentIndex();
        if (!index.isValid() || !(index.flags() & Qt::ItemIsSelectable) || m_view.visualRect(index).isEmpty())
            index = first();
        if (index.isValid()) {
            m_view.setCurrentIndex(index);
            m_view.setFocus(Qt::TabFocusReason); // with its ring
        }
        return true;
    }

private:
    QModelIndex first() const
    {
        if (!m_view.model())
            return {};
        const auto *tree = qobject_cast<const QTreeView *>(&m_view);
        QModelIndex index = m_view.model()->index(0, 0, m_view.rootIndex());
        if (tree && tree->isRowHidden(0, m_view.rootIndex()))
            index = tree->indexBelow(index);
        while (index.isValid() && !(index.flags() & Qt::ItemIsSelectable))
            index = tree ? tree->indexBelow(index) : index.siblingAtRow(index.row() + 1);
        return index;
    }

    QAbstractItemView &m_view;
};

} // namespace

void letDownLeadTo(QLineEdit &field, QAbstractItemView &view)
{
    new DownKey(field, view);
}

} // namespace lathe
