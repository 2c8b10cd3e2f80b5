// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/tabstops.h"
#include <QAbstractItemView>
#include <QDockWidget>
#include <QScrollArea>

namespace lathe {

/// Qt puts docks that are not the current one among their tabs outside of the window.
static bool isBehind(const QWidget &widget)
{
    for (const QWidget *at = &widget; at && !at->isWindow(); at = at->parentWidget())
        if (const auto *dock = qobject_cast<const QDockWidget *>(at))
            return !dock->isFloating() && dock->parentWidget() && !dock->parentWidget()->rect().intersects(dock->geometry());
    return false;
}

/// A list without a row has nothing to show the keys at.
static bool isEmpty(const QWidget &widget)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(&widget);
    return view && (!view->model() || view->model()->rowCount(view->rootIndex()) == 0);
}

/// As QApplication chooses them.
static bool takesTab(const QWidget &widget, const QWidget &window, const QWidget &from)
{
    return (widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget.focusProxy() && widget.isVisibleTo(&window) && widget.isEnabled() && widget.window() == &window && &widget != &from
        && !isEmpty(widget) && !isBehind(widget);
}

bool focusNextSeen(QWidget &window, bool next)
{
    QWidget *from = window.focusWidget() ? window.focusWidget() : &window;
    const auto step = [next](QWidget *widget) { return next ? widget->nextInFocusChain() : widget->previousInFocusChain(); };
    for (QWidget *widget = step(from); widget && widget != from; widget = step(widget)) {
        if (!takesTab(*widget, window, *from))
            continue;
        widget->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
        for (QWidget *at = widget->parentWidget(); at; at = at->parentWidget())
            if (auto *area = qobject_cast<QScrollArea *>(at))
                area->ensureWidgetVisible(widget);
        return true;
    }
    return false;
}

} // namespace lathe
