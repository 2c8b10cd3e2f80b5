// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/invocationtimeline.h"
#include "pictures/picture.h"

namespace lathe {

/// Invocations by environment: a lane for each environment, a bar for each invocation, hatched for an init phase, red with a cross
/// for a failure, open at its end while it is under way. Owned by its frame.
class LanesPicture : public Picture
{
    Q_OBJECT
public:
    /// Burst: back from the newest bar to the first pause of two seconds.
    enum class Range { Burst, Minute, TenMinutes, All };
    LanesPicture(ThemeManager &theme, InvocationTimeline &model, QWidget *parent = nullptr);
    void setRange(Range range);
    Range range() const { return m_range; }

protected:
    void draw(PictureCanvas &canvas) const override;
    int contentHeight() const override;
    void showEvent(QShowEvent *event) override;

private:
    struct Window
    {
        qint64 from = 0;
        qint64 to = 1;
        int first = 0; ///< Rows before it have nothing in the window.
    };
    Window shown() const;
    qint64 endOf(int row) const;
    void follow();
    void drawBar(PictureCanvas &canvas, const QRectF &box, int row) const;
    const InvocationTimeline &m_spans;
    Range m_range = Range::Burst;
    QTimer m_clock; ///< While something is under way.
};

} // namespace lathe
