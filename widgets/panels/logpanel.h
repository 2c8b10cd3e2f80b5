// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "items/logmodel.h"
#include "session/session.h"
#include <QWidget>

class QListView;
class QToolButton;
class QLabel;

namespace lathe {

/// The log of the runs: rows of a bounded model, in the terminal's colours by the theme; follows its end until one
/// scrolls up. Ctrl+C copies the chosen lines.
class LogPanel : public QWidget
{
    Q_OBJECT
public:
    LogPanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    LogModel &model() { return m_model; }
    QListView *view() const { return m_view; }

signals:
    void runRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void followEnd();
    void copy();

    LogModel m_model;
    QListView *m_view;
    QToolButton *m_follow;
    QLabel *m_dropped;
};

} // namespace lathe
