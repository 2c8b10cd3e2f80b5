// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lathe {

/// Tells something through the desktop's notifications (org.freedesktop.Notifications, version 1.2), as plain text: markup in it is shown as it is. Does
/// not wait; without a session bus nothing happens. Window's thread.
void tellDesktop(const QString &title, const QString &body);

} // namespace lathe
