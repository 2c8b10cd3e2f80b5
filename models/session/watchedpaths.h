// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/project.h"

namespace lathe {

/// What a session watches of a project: its folder and template (handlers are found by convention), the folders of events, also those
/// of one function each, and the files in them, which some editors write in place. Blocking, a few folders; any thread.
QStringList watchedPaths(const Project &project);

} // namespace lathe
