// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/building/functionbuild.h"

namespace lathe {

/// How what would be shipped stands to its sources; the gravest last.
enum class BuildState { NotNeeded, Current, OutOfDate, Missing };

/// A function with its layers, as it would be shipped if no tool ran.
struct LastBuild
{
    FunctionDefinition function; ///< Code and layers where the last builds have put them; sources where there is none.
    BuildState state = BuildState::NotNeeded; ///< Of the function and its layers, the gravest.
    QStringList problems;        ///< A sentence for each that is missing or out of date.
    QStringList layerNames;      ///< Of function.layerDirs: the project's names, else those of the folders.
};

/// Looks at the last builds of the function and of its layers (those of the project); ready zips stay as they are. Nothing runs.
/// Blocking: reads the sources of what has a build; any thread but the window's.
LastBuild lastBuildOf(const FunctionDefinition &function, const QList<LayerDefinition> &layers, const QString &projectDir);

/// LastBuild::state alone.
BuildState buildStateOf(const FunctionDefinition &function, const QList<LayerDefinition> &layers, const QString &projectDir);

} // namespace lathe
