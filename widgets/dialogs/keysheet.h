// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/actiontable.h"
#include <QDialog>

class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace lathe {

/// F1: all actions with their shortcuts, by group, with a filter; the chosen one can have other keys. Made from the action table, so
/// it is always true.
class KeySheet : public QDialog
{
    Q_OBJECT
public:
    KeySheet(ThemeManager &theme, ActionTable &actions, QWidget *parent = nullptr);

signals:
    /// The action has other keys now (see ActionTable::idOf); `byDefault`: its own again.
    void keysChanged(const QString &action, const QKeySequence &keys, bool byDefault);

private:
    void fill();
    void filter(const QString &text);
    QWidget *makeEditor();
    void showChosen();
    void set(const QKeySequence &keys);
    void refresh(QTreeWidgetItem *item);

    ThemeManager &m_theme;
    ActionTable &m_actions;
    QTreeWidget *m_tree;
    QLabel *m_name;
    QKeySequenceEdit *m_keys;
    QPushButton *m_set;
    QPushButton *m_default;
    QLabel *m_problem;
};

} // namespace lathe
