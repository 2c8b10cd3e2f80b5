// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "project/project.h"
#include "runtime/functionspec.h"

namespace lathe {

struct Arguments;
class Console;

/// Options that exclude each other, or make no sense with or without --target: a Usage error.
Result<> checkInvokeOptions(const Arguments &args);
/// The spec of a function that runs from its folder, with the overrides of the command line; warnings go to the
/// console. Of a container image it lacks the root file system (withImage()).
Result<FunctionSpec> invokeSpec(const FunctionDefinition &function, const Arguments &args, Console &console);
/// The event and the client context that the command line names; `input` is what "-" stands for.
Result<InvokeRequest> invokeRequest(const Arguments &args, const std::function<Result<QByteArray>()> &input);

} // namespace lathe
