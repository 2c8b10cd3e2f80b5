// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QAbstractButton>

class QLineEdit;
class QMenu;

namespace lathe {

/// One fact about the function: a muted label, its value, and where it stands in the template. Clicking it, or Enter, goes
/// there; a value that can be changed here is edited in place instead, and the arrow at its right goes there. Plain text; long
/// values are cut and whole in the tool tip.
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
    /// The name above the value instead of beside it: for short facts that stand side by side.
    void setStacked(bool stacked);
    /// 0: nowhere to go.
    void setLine(int line);
    int line() const { return m_line; }
    /// A click, or Enter, opens this menu instead: the value can be chosen. Owned by the row from then on.
    void setMenu(QMenu *menu);
    /// A click, Enter or typing edits this text in place; ends in edited(). A masked value begins empty.
    void setEditable(const QString &text);
    bool isEditable() const { return m_editable; }
    void edit(const QString &typed = {});
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {m_stacked ? 64 : 80, sizeHint().height()}; }

signals:
    /// Another value was typed: Enter, or the focus went elsewhere.
    void edited(const QString &value);
    void goToRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void describe();
    void placeField();
    void endEdit(bool take);
    QRect lineBox() const;
    bool showsWay() const;
    /// Where the value stands, and its name.
    QRect valueBox() const;
    QRect labelBox() const;
    ThemeManager &m_theme;
    QString m_label;
    QString m_value;
    QString m_unit;
    QString m_icon;
    int m_line = 0;
    QMenu *m_menu = nullptr;
    QLineEdit *m_field = nullptr;
    QString m_text; ///< As it is edited.
    bool m_editable = false;
    bool m_stacked = false;
    bool m_unresolved = false;
    bool m_masked = false;
};

} // namespace lathe
