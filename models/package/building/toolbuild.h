// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/building/functionbuild.h"

namespace lathe {

/// Runs the project's own build tool on a copy of the sources. `workDir` is an empty private folder, which becomes /tmp of
/// the sandbox; the caller removes it. Returns the folder below it with the package's content. Blocking.
/// Errors: LTH-BLD-002, LTH-BLD-003, LTH-BLD-004, TimedOut, Cancelled.
/// What of the sources no build looks at, as patterns.
QStringList buildInputPatterns(BuildKind kind);

Result<QString> runBuildTool(const FunctionBuildSpec &spec, const BuildPlan &plan, const QString &workDir);

/// Copies a tree's files as listPackage() gives them for these patterns; what is there already stays. Blocking.
Result<> copySources(const QString &from, const QStringList &patterns, bool defaultExcludes, const QString &to, const std::atomic_bool *cancel);

} // namespace lathe
