// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/project.h"
#include <chrono>

namespace lathe {

/// What a session watches of a project: its folder and template (handlers are found by convention), the folders of events, also those
/// of one function each, and the files in them, which some editors write in place. Blocking, a few folders; any thread.
QStringList watchedPaths(const Project &project);

/// Now, on the clock that the kernel stamps files with.
std::chrono::nanoseconds fileClock();

/// Whether one of `paths` was written, replaced or made at `moment` (fileClock()) or later, by its ctime, which no program sets; what is not
/// there was not. For what is watched only after it was read. Blocking, one stat a path; any thread.
bool changedSince(const QStringList &paths, std::chrono::nanoseconds moment);

} // namespace lathe
