// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/coldstartmodel.h"
#include "pictures/picture.h"

namespace lathe {

/// A cold start as a waterfall: a bar for each phase and for the dearest imports, the start before it as a thin bar below. A click
/// on an import whose place is known asks for it. Owned by its frame.
class ColdStartPicture : public Picture
{
    Q_OBJECT
public:
    static constexpr int shownImports = 16;
    ColdStartPicture(ThemeManager &theme, ColdStartModel &model, QWidget *parent = nullptr);

protected:
    void draw(PictureCanvas &canvas) const override;
    int contentHeight() const override;
    bool hasAction(int row) const override;
    QList<std::pair<QString, QString>> readout(int row) const override;

private:
    QList<int> shownRows() const;
    void drawAxis(PictureCanvas &canvas, const QRectF &plot, const PictureAxis &time) const;
    void drawRow(PictureCanvas &canvas, const QRectF &line, const PictureAxis &time, int row) const;
    QColor colorOf(const PictureCanvas &canvas, const ColdSpan &span) const;
    const ColdStartModel &m_starts;
};

} // namespace lathe
