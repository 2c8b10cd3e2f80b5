// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "shared.h"

namespace lathe {

/// `lathe package exclude|include PATTERN [FUNCTION|LAYER]`: writes the pattern where the project keeps such patterns, and tells
/// what it changes. Blocking, as long as the folder is walked twice.
void excludeOrInclude(const Arguments &args, Console &console, CommandScope &scope);

} // namespace lathe
