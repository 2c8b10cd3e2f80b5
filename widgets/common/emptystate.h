// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QWidget>

class QAbstractItemView;
class QLabel;
class QPushButton;
class QSpacerItem;
class QBoxLayout;

namespace lathe {

/// What a view shows when it has nothing: a small line drawing, one line why, one button, one muted hint.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    EmptyState(ThemeManager &theme, const QString &icon, QWidget *parent = nullptr);
    void setText(const QString &why, const QString &hint = {});
    /// Is seen instead of the view as long as its model has no rows; both stand in one layout.
    void standInFor(QAbstractItemView *view);
    /// The one button; empty text hides it.
    void setAction(const QString &text);
    /// A second, quiet button (the start page only).
    void setSecondAction(const QString &text);
    QPushButton *button() const { return m_button; }
    QPushButton *secondButton() const { return m_second; }

protected:
    void resizeEvent(QResizeEvent *event) override;

signals:
    void activated();
    void secondActivated();

private:
    void restyle();
    void fit();
    ThemeManager &m_theme;
    QString m_iconName;
    QString m_text; ///< Why, in full.
    QLabel *m_icon;
    QLabel *m_why;
    QLabel *m_hint;
    QSpacerItem *m_belowIcon = nullptr;
    QSpacerItem *m_aboveButton = nullptr;
    QPushButton *m_button;
    QPushButton *m_second;
};

} // namespace lathe
