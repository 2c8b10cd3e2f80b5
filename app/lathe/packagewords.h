// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "commandspec.h"

namespace lathe {

/// `lathe package diff A B`: what turns package A into B. A zip, a folder, a function of the project, or deployed:NAME[:QUALIFIER]
/// at --target. Exit code 0 when they hold the same, 1 when not.
void diffPackages(const Arguments &args, Console &console, CommandScope &scope);

/// `lathe package import ZIP|deployed:NAME [DIR]`: the zip byte for byte, its content to edit, and a template for a deployed function.
void importPackageFrom(const Arguments &args, Console &console, CommandScope &scope);

} // namespace lathe
