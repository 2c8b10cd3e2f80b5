// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QDialog>
#include <functional>

namespace lathe {

struct NameSpec
{
    QString title;  ///< Also what the main button does.
    QString button;
    QString label;  ///< Of the field.
    QString name;   ///< To begin with.
    std::function<QString(const QString &)> problem; ///< Why a name cannot be taken; empty when it can.
};

/// Asks for one name and says while typing why one will not do. Modal to its window, never blocking; deletes itself.
class NameDialog : public QDialog
{
    Q_OBJECT
public:
    NameDialog(ThemeManager &theme, const NameSpec &spec, QWidget *parent);
    /// Opens it; `given` gets the name, nothing is called when the user cancels or `parent` goes first.
    static NameDialog *ask(ThemeManager &theme, const NameSpec &spec, QWidget *parent, std::function<void(const QString &)> given);

signals:
    void given(const QString &name);
};

} // namespace lathe
