// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "items/xraymodel.h"
#include <QWidget>

namespace lathe {

/// Function and layers as one bar against the wall at 250 MB, in the colours of the treemap; beyond the wall it is red. Owned by
/// its panel.
class PackageGauge : public QWidget
{
    Q_OBJECT
public:
    explicit PackageGauge(ThemeManager &theme, QWidget *parent = nullptr);
    void setReport(const XrayPointer &report);
    QString text() const { return m_text; }
    QSize sizeHint() const override { return {420, 36}; }
    QSize minimumSizeHint() const override { return {160, 36}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ThemeManager &m_theme;
    XrayPointer m_report;
    QString m_text, m_detail, m_more; ///< The last where there is room.
};

} // namespace lathe
