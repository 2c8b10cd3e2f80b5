// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lathe {

/// Renames a damaged file of Lathe's own to "<name>.damaged-<time>", so that nothing is lost; returns the new path, or an
/// empty string when that was not possible. Any thread.
QString moveAside(const QString &file);

} // namespace lathe
