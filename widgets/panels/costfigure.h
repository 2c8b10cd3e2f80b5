// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "items/runrecord.h"
#include <QWidget>

class QMenu;
class QToolButton;

namespace lathe {

class FigureLabel;

/// What runs like this one would cost, for a million of them or a month at a rate that is chosen from its menu. Owned by the result's
/// figures.
class CostFigure : public QWidget
{
    Q_OBJECT
public:
    explicit CostFigure(ThemeManager &theme, QWidget *parent = nullptr);
    /// False where the figures or the prices of the run are not known.
    bool showRun(const RunRecord &record);
    /// Of what it says now: the layout hears of a new text only when it is shown.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    /// Another rate was chosen; it may need another width.
    void rateChanged();

private:
    void chose(int rate);
    RunRecord m_record;
    int m_rate = 0; ///< Of the table in the source; 0: a million runs.
    FigureLabel *m_figure;
    QToolButton *m_button;
    QMenu *m_menu;
};

} // namespace lathe
