// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/project.h"
#include "runtime/functionspec.h"

namespace lathe {

struct SpecFromProject
{
    FunctionSpec spec;
    QStringList warnings; ///< Unresolved variables that were left out, each with its line.
};

/// What the execution environment needs, from what the project says. Config errors: no handler, no runtime, unresolved ones
/// (with file and line), a code folder that does not exist.
Result<SpecFromProject> functionSpecFor(const FunctionDefinition &function);

} // namespace lathe
