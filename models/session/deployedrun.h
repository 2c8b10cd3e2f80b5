// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/lambdaclient.h"
#include "runtime/functionspec.h"
#include "session/testrun.h"

namespace lathe {

/// A version or an alias of a deployed function.
struct DeployedVariant
{
    QString qualifier; ///< "$LATEST", "3", "live".
    QString points;    ///< Of an alias: its version, or versions with their shares; empty otherwise.
    QString revision;  ///< Changes when what stands behind it does.
    bool operator==(const DeployedVariant &) const = default;
};

/// $LATEST, then aliases, then versions, the newest first; of a function that is not deployed: none. `context` as for whenDone();
/// `client` must live until the answer.
void findVariants(LambdaClient &client, const QString &function, QObject *context, std::function<void(const Result<QList<DeployedVariant>> &)> found);

/// Invokes a test's qualifier, with the log's tail and the figures of its REPORT line. `client` must outlive the run.
TestRunning invokeDeployedTest(LambdaClient &client, const QString &function, const TestCase &test);

} // namespace lathe
