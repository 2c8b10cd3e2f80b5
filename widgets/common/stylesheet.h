// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/theme.h"
#include <QString>
#include <QWidget>

class QPushButton;

namespace lathe {

/// What a push button is: one Primary a view (the main action), Ghost for actions beside text, Danger for what destroys.
enum class ButtonRole { Secondary, Primary, Ghost, Danger };
void setButtonRole(QPushButton *button, ButtonRole role);

/// The ground a container stands on (see Token of the same name).
enum class Surface { Window, Panel, Raised };
void setSurface(QWidget *widget, Surface surface);

/// Styles a widget anew after a property that the style sheet looks at has changed; nothing to do before it is first shown.
void repolish(QWidget *widget);

/// Muted text of a QLabel (hints, labels of fields).
void setMuted(QWidget *label, bool muted = true);

/// The application's style sheet, made from the tokens: space in steps of 4, rows 28 px, tool buttons 32 px, radius 6 px.
QString styleSheet(const Theme &theme);

} // namespace lathe
