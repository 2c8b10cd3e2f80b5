// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/chiphue.h"

namespace lathe {

StatusChip::Hue chipHueOf(TargetHue hue)
{
    switch (hue) {
    case TargetHue::Local: return StatusChip::Hue::Local;
    case TargetHue::Dev: return StatusChip::Hue::Dev;
    case TargetHue::Stage: return StatusChip::Hue::Stage;
    case TargetHue::Production: return StatusChip::Hue::Production;
    }
    return StatusChip::Hue::Neutral;
}

} // namespace lathe
