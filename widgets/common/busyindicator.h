// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QTimer>
#include <QWidget>

namespace lathe {

/// A small turning arc for work under a second or without a total; three still dots when the desktop wants no motion.
class BusyIndicator : public QWidget
{
    Q_OBJECT
public:
    explicit BusyIndicator(ThemeManager &theme, QWidget *parent = nullptr);
    /// Appears only when the work lasts longer than 100 ms.
    void setBusy(bool busy);
    bool isBusy() const { return m_busy; }
    QSize sizeHint() const override { return {16, 16}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ThemeManager &m_theme;
    QTimer m_delay;
    QTimer m_turn;
    int m_angle = 0;
    bool m_busy = false;
};

} // namespace lathe
