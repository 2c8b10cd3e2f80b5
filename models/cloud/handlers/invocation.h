// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apicall.h"
#include "cloud/cloudcontext.h"
#include "cloud/functionname.h"
#include "core/error.h"
#include "runtime/functionspec.h"

/// What Invoke and InvokeWithResponseStream have in common. Internal to the handlers.
namespace lathe::handlers {

enum class InvocationType { RequestResponse, Event, DryRun };

/// What the headers and the body of a call say.
struct Invocation
{
    InvocationType type = InvocationType::RequestResponse;
    bool tail = false;
    QString name;      ///< Of the function; without its qualifier.
    QString qualifier; ///< "$LATEST" when none was given.
    QString version;   ///< The one that runs: of an alias with weights, this call's.
    InvokeRequest request;
};

/// The types of invocations that an operation has.
enum class InvocationTypes { All, NoEvents, EventsOnly };

/// Reads a call and finds its function and the version of it that runs.
ApiResult<Invocation> readInvocation(CloudContext &context, const ApiCall &call, InvocationTypes types);
/// What LogResult holds of a log, in base64. Lambda's INIT_START goes to the log's stream only.
QByteArray logResult(const InvokeOutcome &outcome);
/// What a run that could not be had is to a caller.
ApiError runError(const CloudContext &context, const Error &error);
/// Of an outcome whose snapshot could not be restored. Source: SDK model, SnapStartException and SnapStartTimeoutException.
ApiError restoreError(const InvokeOutcome &outcome);
/// Calls `run` with the function's spec, at once when it is at hand; fails the call when there is none.
void withSpec(CloudContext &context, const ApiCallPtr &call, const Invocation &invocation, const std::function<void(const FunctionSpec &)> &run);

} // namespace lathe::handlers
