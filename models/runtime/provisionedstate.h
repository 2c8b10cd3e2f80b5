// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lathe {

/// What there is of a version's provisioned concurrency, as a value.
struct ProvisionedState
{
    int wanted = 0;
    int ready = 0;   ///< Initialised, whether or not an event is being handled.
    QString failure; ///< Why there will not be more; empty: the rest is on its way.
    bool operator==(const ProvisionedState &) const = default;
};

} // namespace lathe
