// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/project.h"
#include "runtime/functionspec.h"
#include <functional>

namespace lathe {

class CommandScope;
class Console;

/// Unpacks the function's container image, with progress on standard error, and builds it before where the template says
/// from what: who runs the command trusts the folder. Then calls `run` with the whole spec, or ends the command.
void withImage(const FunctionDefinition &function, const FunctionSpec &spec, Console &console, CommandScope &scope,
               std::function<void(const FunctionSpec &)> run);

} // namespace lathe
