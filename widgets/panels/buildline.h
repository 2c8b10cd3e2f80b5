// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/session.h"
#include <QWidget>

class QLabel;
class QPushButton;

namespace lathe {

class ThemeManager;

/// Says that the current function is not built, or not since its sources changed, with a button that builds it; while it is built, how
/// far that is. Out of sight otherwise. Owned by the panel that shows sizes.
class BuildLine : public QWidget
{
    Q_OBJECT
public:
    BuildLine(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    QString text() const;
    QPushButton *button() const { return m_button; }
    /// Out of sight in any case: something else is being said in its place.
    void setHeldBack(bool held);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showState();
    void fitText();

    ThemeManager &m_theme;
    Session &m_session;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_button;
    QString m_progress;
    QString m_full;
    QString m_short; ///< Where there is no room for all of it.
    bool m_held = false;
};

} // namespace lathe
