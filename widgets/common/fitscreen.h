// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QScreen>
#include <QWidget>

namespace lathe {

/// The wanted size, or what the screen of the widget's window leaves of it next to the frame and a margin.
inline QSize boundedToScreen(const QWidget *widget, const QSize &wanted)
{
    const QWidget *window = widget->parentWidget() ? widget->parentWidget()->window() : widget;
    return wanted.boundedTo(window->screen()->availableSize() - QSize(16, 48));
}

} // namespace lathe
