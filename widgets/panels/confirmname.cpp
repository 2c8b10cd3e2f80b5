// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/confirmname.h"
#include "items/visibletext.h"

namespace lathe {

ConfirmName::ConfirmName(QWidget *parent) : QLineEdit(parent)
{
    setAccessibleName(tr("Type the function's name to confirm"));
    setFixedWidth(220);
}

void ConfirmName::setName(const QString &name)
{
    m_name = name;
    setPlaceholderText(tr("Type %1 to confirm").arg(visibleText(name)));
}

} // namespace lathe
