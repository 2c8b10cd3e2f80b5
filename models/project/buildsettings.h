// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/project.h"

namespace lathe {

/// How the template says that a function's package is built: the resource's Metadata, as `sam build` reads it. Read when a
/// build asks for it, so that functions do not carry what only builds need. All empty: found out from the folder.
struct BuildSettings
{
    QString method;      ///< "python3.12", "nodejs20.x", "makefile", "go1.x", "rust-cargolambda", "esbuild" …, as written.
    QString makefileDir; ///< BuildProperties.WorkingDirectory, absolute: where make runs; empty: the code's folder.
    QString binary;      ///< BuildProperties.Binary: which program of a Rust workspace; may be empty.
    bool skip = false;   ///< SkipBuild: what stands there is built already.
};

/// Reads the function's template again; empty for one that stands in no SAM or CloudFormation template. Blocking.
BuildSettings buildSettingsOf(const FunctionDefinition &function);

} // namespace lathe
