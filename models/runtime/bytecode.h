// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/interpreters.h"

namespace lathe {

/// A folder with the Python bootstrap of `sourceDir` and its byte code for this interpreter, below `cacheDir`. Made at
/// the first call (one run of the interpreter), then found by a name that holds sizes and times of all files. Without
/// byte code every cold start compiles the bootstrap again, 6 ms of 15. Falls back to `sourceDir` when anything fails.
QString compiledBootstrap(const Interpreter &interpreter, const QString &sourceDir, const QString &cacheDir);

} // namespace lathe
