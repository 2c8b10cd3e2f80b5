// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QWidget>

namespace lathe {

/// A package's size against Lambda's limit, as a thin bar with its words. Owned by its panel.
class SizeBar : public QWidget
{
    Q_OBJECT
public:
    explicit SizeBar(ThemeManager &theme, QWidget *parent = nullptr);
    void setBytes(qint64 bytes, qint64 limit);
    QSize sizeHint() const override { return {220, 28}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ThemeManager &m_theme;
    qint64 m_bytes = 0;
    qint64 m_limit = 1;
    QString m_text;
};

} // namespace lathe
