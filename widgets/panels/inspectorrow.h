// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QAbstractButton>

class QMenu;

namespace lathe {

/// One fact about the function: a muted label, its value, and where it stands in the template. Clicking it, or Enter, goes
/// there. Plain text; long values are cut and whole in the tool tip.
class InspectorRow : public QAbstractButton
{
    Q_OBJECT
public:
    InspectorRow(ThemeManager &theme, const QString &label, QWidget *parent = nullptr);
    /// `unit` is shown muted behind the value.
    void setValue(const QString &value, const QString &unit = {});
    /// The value is an expression that cannot be known here.
    void setUnresolved(bool unresolved);
    void setMasked(bool masked);
    void setIcon(const QString &name);
    /// 0: nowhere to go.
    void setLine(int line);
    int line() const { return m_line; }
    /// A click, or Enter, opens this menu instead: the value can be chosen. Owned by the row from then on.
    void setMenu(QMenu *menu);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, 28}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void describe();
    ThemeManager &m_theme;
    QString m_label;
    QString m_value;
    QString m_unit;
    QString m_icon;
    int m_line = 0;
    QMenu *m_menu = nullptr;
    bool m_unresolved = false;
    bool m_masked = false;
};

} // namespace lathe
