// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/layer/layerspec.h"

namespace lathe {

/// Builds a layer from what the user gave: finds the right place for each thing, installs lists of dependencies for the
/// target in a sandbox, and leaves the result in the cache under a hash of everything that decides it: manifests, locks,
/// contents of files, runtime, architecture, options. The same spec again starts no tool and needs no network.
/// Cancelled or failed: nothing is left behind. Blocking, seconds to minutes; any thread but the window's.
/// Errors: those of planLayer(), copyPlacements(), installWheel(), installWithPip() and its kin; Usage (LTH-LYR-008:
/// nothing given, or nothing in it), TooLarge (LTH-LYR-009: alone over Lambda's 262,144,000 bytes).
Result<LayerOutcome> buildLayer(const LayerSpec &spec);

/// A name for a layer of these inputs: letters, digits, "-" and "_", at most 64.
QString suggestedLayerName(const QStringList &inputs);

} // namespace lathe
