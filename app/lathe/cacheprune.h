// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/cache/cacheprune.h"

namespace lathe {

class CommandScope;
class Console;

/// Frees what the rules say, with progress, says what came of it, and ends the command.
void prune(const CacheRules &rules, Console &console, CommandScope &scope);

} // namespace lathe
