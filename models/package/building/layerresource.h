// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/building/lastbuild.h"

namespace lathe {

/// Builds a layer of a SAM template that names a BuildMethod, and lays it out as it stands at /opt, in .lathe/build/NAME.opt:
/// python/, nodejs/, ruby/gems and ruby/lib, java/lib; what make has put into ARTIFACTS_DIR stays as it is. `spec.function` is
/// not read. Source: AWS SAM "Building Lambda layers". Blocking, for trusted folders only; errors of buildFunction().
Result<FunctionBuildOutcome> buildLayerResource(FunctionBuildSpec spec, const LayerDefinition &layer);

/// Where the build of this layer is, laid out for /opt.
QString layerBuildDir(const LayerDefinition &layer, const QString &projectDir);

/// The function with its layers as they are: the last build of each, and the content of ready zips. What cannot be had keeps its
/// place; `problems` (may be null) says what is not there or older than its sources, `state` the gravest of them. Blocking; reads the
/// sources of such layers only.
FunctionDefinition withReadyLayers(FunctionDefinition function, const QList<LayerDefinition> &layers, const QString &projectDir, QStringList *problems = nullptr, BuildState *state = nullptr, bool unpackZips = true);

/// The same function with the layer `from` taken from `to`: its rules go with it, and it stays out of the function's own package.
void replaceLayerDir(FunctionDefinition &function, const QString &from, const QString &to);

} // namespace lathe
