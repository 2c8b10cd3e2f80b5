// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/responsetimeline.h"
#include "pictures/picture.h"

namespace lathe {

/// A response on the time line: a bar for each part, the sum as a curve above, the first byte, and where Lambda's throttling
/// begins. Owned by its frame.
class ResponsePicture : public Picture
{
    Q_OBJECT
public:
    ResponsePicture(ThemeManager &theme, ResponseTimeline &model, QWidget *parent = nullptr);

protected:
    void draw(PictureCanvas &canvas) const override;
    int contentHeight() const override { return 120; }

private:
    void drawSum(PictureCanvas &canvas, const QRectF &plot, const PictureAxis &time) const;
    void drawParts(PictureCanvas &canvas, const QRectF &plot, const PictureAxis &time) const;
    void drawMoments(PictureCanvas &canvas, const QRectF &plot, const PictureAxis &time) const;
    const ResponseTimeline &m_parts;
};

} // namespace lathe
