// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lathe {

/// Three significant digits in the current locale: 0.482, 12.3, 1,240.
QString significantText(double value);
/// "0.482 ms", "12.3 ms", "1.24 s", "2 min 5 s"; empty for what is below 0 (not known).
QString durationText(double ms);
/// "812 B", "3.20 kB", "12.0 MB"; MB as Lambda counts them (1,048,576 bytes).
QString sizeText(qint64 bytes);

} // namespace lathe
