// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/historymodel.h"
#include "pictures/picture.h"

namespace lathe {

/// A function's runs from the history, oldest left: a dot for each run's duration (a ring for a cold start, red with a cross for a
/// failure) with median and 95th percentile, below it the memory that it used under the function's limit, and a line where its code
/// changed. Runs stand evenly: hours between two say nothing. Owned by its frame.
class RunsPicture : public Picture
{
    Q_OBJECT
public:
    RunsPicture(ThemeManager &theme, HistoryModel &model, QWidget *parent = nullptr);
    /// The smallest duration that at least `share` (0 to 1) of the successful runs do not exceed (nearest rank); -1 without any.
    static double percentile(const HistoryModel &model, double share);

protected:
    void draw(PictureCanvas &canvas) const override;
    int contentHeight() const override { return 120; }

private:
    void drawDurations(PictureCanvas &canvas, const QRectF &plot, qreal step) const;
    void drawMemory(PictureCanvas &canvas, const QRectF &plot, qreal step) const;
    void drawChanges(PictureCanvas &canvas, const QRectF &plot, qreal step) const;
    qreal placeOf(const QRectF &plot, qreal step, int row) const;

    const HistoryModel &m_runs;
};

} // namespace lathe
