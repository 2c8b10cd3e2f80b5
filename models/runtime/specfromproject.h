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
/// (with file and line), a code folder that does not exist. Of a container image it lacks the root file system, which
/// whoever unpacks it fills in (prepareFunctionImage(), FunctionSpec::imageRoot and image). Texts name files below `projectDir` relative to it.
Result<SpecFromProject> functionSpecFor(const FunctionDefinition &function, const QString &projectDir = {});

/// The local folder that stands for a file system, below paths::data(): one for each access point, or, where its ARN cannot be
/// known, for each expression of one template. Functions that share the file system share the folder; it is kept.
QString fileSystemFolder(const QString &arn, const QString &templateFile);

} // namespace lathe
