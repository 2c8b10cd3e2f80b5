// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/statuschip.h"
#include "session/deploycontroller.h"

namespace lathe {

/// The hue of a target as its chip shows it is decided in one place.
StatusChip::Hue chipHueOf(TargetHue hue);

} // namespace lathe
