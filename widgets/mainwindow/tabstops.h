// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace lathe {

/// Gives the keys to the next (previous) widget of a window that takes them and can be seen: docks behind others are no less visible to Qt, which
/// would walk through what is in them. Scrolls it into sight. False when there is no other. Window's thread.
bool focusNextSeen(QWidget &window, bool next);

} // namespace lathe
