// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/functionspec.h"

namespace lathe {

/// US dollars that `count` such runs in a month would cost (core/prices.h); negative where the figures are not known. Any thread.
double runCost(const InvokeOutcome &outcome, int tmpMib, const QString &architecture, double count);

} // namespace lathe
