// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/signing/packagesignature.h"
#include "project/project.h"
#include <functional>

namespace lathe {

class CommandScope;
class Console;
struct Arguments;
struct OptionSpec;

/// --signature POLICY, and what was given for it.
OptionSpec signatureOption();
Result<SignaturePolicy> signaturePolicyFrom(const Arguments &args);

/// Checks and unpacks the function's finished package, then calls `run` with the function as it is there, in a folder, or ends the
/// command.
void withReadyPackage(const FunctionDefinition &function, SignaturePolicy policy, Console &console, CommandScope &scope,
                      std::function<void(const FunctionDefinition &)> run);

} // namespace lathe
