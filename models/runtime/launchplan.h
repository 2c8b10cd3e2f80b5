// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/sandboxspec.h"
#include "runtime/functionspec.h"
#include "runtime/interpreters.h"

namespace lathe {

/// How one environment is started, as a value.
struct LaunchPlan
{
    SandboxSpec sandbox;
    QStringList warnings;      ///< E.g. that the nearest interpreter stands in.
    QByteArray runtimeVersion; ///< What INIT_START names, e.g. "python:3.12.lathe.3.11.2"; empty for an image, which brings its own.
    QString invalidEntrypoint; ///< Not empty: Lambda would answer `launchErrorType` with this text.
    QByteArray launchErrorType = QByteArrayLiteral("Runtime.InvalidEntrypoint");
};

/// What every environment has of its own: names and credentials that are never the user's.
struct EnvironmentIdentity
{
    QString logStream;       ///< "2026/11/22/[$LATEST]<32 hex>"
    QByteArray accessKeyId;  ///< Looks like one, opens nothing: the control API refuses it.
    QByteArray secretKey;
    QByteArray sessionToken;
    static EnvironmentIdentity make(const FunctionSpec &function);
};

/// "on-demand", "provisioned-concurrency" or "snap-start", as in AWS_LAMBDA_INITIALIZATION_TYPE and platform events.
QByteArray initializationType(const FunctionSpec &function);

/// The variables that Lambda sets, then the user's; reserved ones cannot be replaced by the user's. Nothing of this
/// process's own environment gets in. `interpreter` may be null (provided.*).
QList<std::pair<QByteArray, QByteArray>> environmentVariables(const FunctionSpec &function, const EnvironmentIdentity &identity,
    const Interpreter *interpreter);

/// The same for external extensions, which get fewer.
QList<std::pair<QByteArray, QByteArray>> extensionVariables(const QList<std::pair<QByteArray, QByteArray>> &runtimeVariables);

/// Errors: no interpreter (LTH-RUN-001), a runtime that cannot run here (LTH-RUN-002), no code folder or image (LTH-RUN-003). `oneShot`: the
/// environment ends after one event.
Result<LaunchPlan> launchPlan(const FunctionSpec &function, const EnvironmentIdentity &identity, const QString &bootstrapDir,
    const QString &tmpDir, bool oneShot = false);

} // namespace lathe
