// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/building/functionbuild.h"
#include "shared.h"

namespace lathe {

/// Which functions a command builds before it goes on. ToRun: those that cannot run otherwise; of the others the last build
/// is taken where nothing changed since.
enum class BuildWhen { Asked, Needed, ToRun };

/// One function after it was looked at; `outcome` is empty where it was not built.
struct BuiltFunction
{
    FunctionDefinition function; ///< With its code where the build has put it.
    std::optional<FunctionBuildOutcome> outcome;
    bool isLayer = false;        ///< One of the template's layers, in a function's clothes.
};

/// Builds, with their layers, on a thread of its own with progress and Ctrl-C, then calls `next` on the scope's thread; at once when there
/// is nothing to build. With --no-build, where the command has it, nothing is built. An error ends the command.
void buildFunctions(const QList<FunctionDefinition> &functions, const Project &project, BuildWhen when, const Arguments &args, Console &console, CommandScope &scope,
                    std::function<void(const QList<BuiltFunction> &)> next);
/// --no-build and --allow-scripts, for commands that build what is needed.
QList<OptionSpec> buildOptions();
/// `lathe build`.
CommandSpec buildCommand();

} // namespace lathe
