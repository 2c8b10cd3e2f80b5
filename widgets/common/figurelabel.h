// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QWidget>

class QLabel;

namespace lathe {

/// A number with its unit in muted type and, when asked, a caption above: "12.3 ms". Figures are tabular.
class FigureLabel : public QWidget
{
    Q_OBJECT
public:
    explicit FigureLabel(ThemeManager &theme, QWidget *parent = nullptr);
    void setCaption(const QString &caption);
    /// `hint` is the change to the previous value or another short remark; may be empty.
    void setFigure(const QString &number, const QString &unit, const QString &hint = {});
    QString number() const;

    /// Three significant digits: 0.482, 12.3, 1240 (milliseconds under 10 s), in the current locale.
    static QString significant(double value);

private:
    void restyle();
    ThemeManager &m_theme;
    QLabel *m_caption;
    QLabel *m_number;
    QLabel *m_unit;
    QLabel *m_hint;
};

} // namespace lathe
