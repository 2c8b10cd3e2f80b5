// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/childprocess.h"
#include "project/samples.h"

namespace lathe {

/// The npm run that puts a sample's libraries into its layer folder: absolute npm from outside the project, install scripts
/// off, an environment of its own. `onPhase` gets one line of progress at a time, on the runner's thread.
/// LTH-SMP-001 when the machine has no npm.
Result<ChildSpec> sampleInstallSpec(const SampleInfo &sample, const QString &dir, std::function<void(const QString &)> onPhase = {});

/// What npm's end means, with the remedy (offline, disk full …).
Result<> sampleInstallResult(const Result<ChildOutcome> &outcome);

} // namespace lathe
