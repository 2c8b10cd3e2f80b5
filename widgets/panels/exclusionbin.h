// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "items/xraymodel.h"
#include <QWidget>

namespace lathe {

/// Where boxes, rows and findings are dropped to be left out of the package. Owned by its panel.
class ExclusionBin : public QWidget
{
    Q_OBJECT
public:
    explicit ExclusionBin(ThemeManager &theme, QWidget *parent = nullptr);
    QSize sizeHint() const override { return {200, 32}; }

signals:
    void dropped(const lathe::DraggedExclusion &exclusion);

protected:
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    ThemeManager &m_theme;
    bool m_over = false;
};

} // namespace lathe
