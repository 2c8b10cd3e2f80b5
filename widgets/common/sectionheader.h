// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace lathe {

/// The head of a part of a panel: a quiet label, and small icon buttons at the right. 32 px high.
class SectionHeader : public QWidget
{
    Q_OBJECT
public:
    SectionHeader(ThemeManager &theme, const QString &text, QWidget *parent = nullptr);
    void setText(const QString &text);
    /// An icon button; `text` becomes its tool tip and accessible name.
    QToolButton *addButton(const QString &icon, const QString &text);
    void addWidget(QWidget *widget);

private:
    ThemeManager &m_theme;
    QLabel *m_label;
    QHBoxLayout *m_row;
};

} // namespace lathe
