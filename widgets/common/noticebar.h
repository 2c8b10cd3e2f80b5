// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace lathe {

/// A bar of news where it belongs: icon, one or two lines of plain text, buttons, and a cross. Never modal.
class NoticeBar : public QFrame
{
    Q_OBJECT
public:
    enum class Severity { Info, Success, Warning, Error };

    explicit NoticeBar(ThemeManager &theme, QWidget *parent = nullptr);
    /// Shows the bar with this text; buttons of before go.
    void showNotice(Severity severity, const QString &text, const QString &detail = {});
    /// A button at the right; the first one is the recommended one. The bar stays until the slot dismisses it.
    QPushButton *addAction(const QString &text);
    void setClosable(bool closable);
    void dismiss();
    QString text() const;
    Severity severity() const { return m_severity; }

signals:
    /// The cross was pressed or dismiss() was called.
    void dismissed();

private:
    void restyle();
    ThemeManager &m_theme;
    Severity m_severity = Severity::Info;
    QLabel *m_icon;
    QLabel *m_text;
    QLabel *m_detail;
    QHBoxLayout *m_actions;
    QToolButton *m_close;
};

} // namespace lathe
