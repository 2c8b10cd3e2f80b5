// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/actiontable.h"
#include <QDialog>

namespace lathe {

/// F1: all actions with their shortcuts, by group, with a filter. Made from the action table, so it is always true.
class KeySheet : public QDialog
{
    Q_OBJECT
public:
    KeySheet(ThemeManager &theme, const ActionTable &actions, QWidget *parent = nullptr);
};

} // namespace lathe
