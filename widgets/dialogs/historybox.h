// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QPushButton;
class QSpinBox;

namespace lathe {

class HistoryLog;
class ThemeManager;

/// What the history of runs takes and may take, with a button that deletes all of it. In the preferences; main thread.
class HistoryBox : public QWidget
{
    Q_OBJECT
public:
    HistoryBox(ThemeManager &theme, HistoryLog &history, QWidget *parent = nullptr);
    /// Sets the size that was chosen; the oldest runs beyond it go.
    void apply();

private:
    void refresh();

    HistoryLog &m_history;
    QSpinBox *m_bound;
    QLabel *m_used;
    QPushButton *m_clear;
    int m_before = 0; ///< Megabytes; 0: not known yet.
};

} // namespace lathe
