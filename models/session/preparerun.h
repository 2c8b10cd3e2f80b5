// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "package/building/functionbuild.h"
#include "runtime/specfromproject.h"
#include "session/runcontroller.h"
#include <atomic>
#include <functional>

namespace lathe {

/// What a run of this function needs, unpacked or built where need be, for a worker thread: the spec with a code hash that changes when
/// a file of the code or of a layer does, so that a warm environment is used again only for the same code. `log` gets the lines of a
/// build, `tell` what takes long; `layers` are the project's. Errors: those of builds, packages and images, Cancelled.
Result<SpecFromProject> prepareRun(FunctionBuildSpec build, const QList<LayerDefinition> &layers, const std::atomic_bool &cancel, const std::function<void(const QByteArray &)> &log,
    const std::function<void(const RunPreparation &)> &tell);

} // namespace lathe
