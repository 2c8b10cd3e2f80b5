// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/coldstart.h"
#include "project/project.h"

namespace lathe {

/// Fills in where imports are written: in the handler's file, and in the project's own modules for what these import. Reads at
/// most 100 files; blocking, any thread.
void findImportSites(QList<ColdSpan> &imports, const FunctionDefinition &function);

} // namespace lathe
