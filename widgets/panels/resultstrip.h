// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "items/runrecord.h"
#include <QWidget>


namespace lathe {

class CostFigure;
class ElidedLabel;
class FigureLabel;
class StatusChip;

/// The figures of one run in a row: how it ended, duration, what it would bill, memory, init, and the change to the run
/// before it.
class ResultStrip : public QWidget
{
    Q_OBJECT
public:
    ResultStrip(ThemeManager &theme, QWidget *parent = nullptr);
    void showRun(const RunRecord &record, const RunRecord &previous);
    void showRunning(const QString &functionName);
    void showStopped(const RunRecord &record);
    void clear();
    QString statusText() const;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// Figures that there is no room for go, the last first; the status never does.
    void fit();
    StatusChip *m_status;
    FigureLabel *m_duration;
    FigureLabel *m_billed;
    FigureLabel *m_memory;
    FigureLabel *m_init;
    CostFigure *m_cost;
    FigureLabel *m_size;
    ElidedLabel *m_where;
    QList<QWidget *> m_known; ///< Of this run.
};

} // namespace lathe
