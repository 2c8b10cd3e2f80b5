// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/building/functionbuild.h"

namespace lathe {

/// What a function is before it is packaged, deployed or run.
struct NeededBuild
{
    FunctionDefinition function; ///< With its code and layers where builds have put them.
    bool built = false;          ///< Tools ran.
    QStringList warnings;        ///< Of the builds, for people.
    QList<LayerDefinition> layers = {}; ///< The project's, with their content where builds have put it.
};

/// Builds the function where its folder does not hold what it needs (BuildPlan::needed), and before it the layers it uses that name a
/// BuildMethod (`layers`: the project's); takes the last build where nothing changed since; others come back as they are, at the
/// cost of a few files. `mayRun`: tools may run, for the folder is trusted; else NotTrusted (LTH-BLD-006) where they would have
/// to. Blocking; any thread but the window's. Errors: those of buildFunction().
Result<NeededBuild> buildWhereNeeded(const FunctionBuildSpec &spec, const QList<LayerDefinition> &layers, bool mayRun);

} // namespace lathe
