// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "commandspec.h"
#include "package/building/lastbuild.h"

namespace lathe {

/// `lathe package --report`: what function and layers weigh against Lambda's limits, what could go, and which native files will
/// not load. Exit code 0; 5 when the package is too large or something in it cannot load.
void reportPackage(const LastBuild &function, Console &console, CommandScope &scope);

} // namespace lathe
