// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/packagewriter.h"
#include "project/project.h"

namespace lathe {

/// What goes into the deployment package of this function: its code folder less the project's own patterns, its layer
/// folders where they stand below the code, and test events. Packed members are kept in the
/// cache folder.
PackageSpec packageSpecFor(const FunctionDefinition &function);

} // namespace lathe
