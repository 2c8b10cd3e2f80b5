// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "core/runtimes.h"

namespace lathe {

/// Writes the smallest function that runs into a folder without one: lambda_function.py or index.mjs, whose handlers are found
/// without a template. Returns the file. Errors: AlreadyExists, Io, Unsupported (another family). Blocking, one small file.
Result<QString> writeNewFunction(const QString &dir, RuntimeFamily family);

} // namespace lathe
