// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/sandboxcapabilities.h"
#include "runtime/functionspec.h"
#include "runtime/responsesink.h"
#include <memory>

namespace lathe {

class Console;
class RunRecording;

/// What the function sends, while it sends it: to standard output, or kept for the object of --json.
struct Response
{
    std::shared_ptr<ResponseSink> sink = std::make_shared<ResponseSink>();
    QByteArray kept; ///< All of it with --json, else what the history wants.
    bool printed = false;
    std::shared_ptr<RunRecording> recording; ///< Empty: the run is not kept.
};

/// The console outlives the run.
std::shared_ptr<Response> responseTo(Console &console, const std::shared_ptr<RunRecording> &recording);
/// Warnings, and what of the outcome is not printed yet; returns the exit code. `handedOver` is told in --json's
/// object.
int printOutcome(InvokeOutcome outcome, const Response &response, const QString &function,
                 const SandboxCapabilities &sandbox, Console &console, bool handedOver = false);

} // namespace lathe
