// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/building/functionbuild.h"

namespace lathe {

/// What a function is before it is packaged, deployed or run.
struct NeededBuild
{
    FunctionDefinition function; ///< With its code where the build has put it.
    bool built = false;          ///< Tools ran.
    QStringList warnings;        ///< Of the build, for people.
};

/// Builds the function where its folder does not hold what it needs (BuildPlan::needed), and takes the last build where nothing
/// changed since; others come back as they are, at the cost of a few files. `mayRun`: tools may run, for the folder is trusted;
/// else NotTrusted (LTH-BLD-006) where they would have to. Blocking; any thread but the window's. Errors: those of buildFunction().
Result<NeededBuild> buildWhereNeeded(const FunctionBuildSpec &spec, bool mayRun);

} // namespace lathe
