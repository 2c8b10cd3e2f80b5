// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QDialog>

namespace lathe {

/// Version, license and what Lathe is built on.
class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    AboutDialog(ThemeManager &theme, const QString &version, QWidget *parent = nullptr);
};

} // namespace lathe
