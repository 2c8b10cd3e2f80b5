// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/childprocess.h"
#include "process/sandboxcapabilities.h"
#include "process/sandboxspec.h"

namespace lathe {

/// A tool to run to its end in a sandbox (pip, npm, bundler): what it may see and write is what `sandbox` shows, and
/// nothing of it outlives the run.
struct ToolRunSpec
{
    SandboxSpec sandbox;
    SandboxCapabilities capabilities;
    std::chrono::milliseconds timeout{600000};
    std::function<void(const QByteArray &line)> onLine; ///< Lines of both outputs, on the calling thread.
    std::function<void()> onTick;                       ///< About four times a second, on the calling thread.
    const std::atomic_bool *cancel = nullptr;           ///< May be null.
};

struct ToolOutcome
{
    SandboxExit exit;
    QByteArray tail; ///< The end of what it wrote, both outputs in the order of arrival, at most 16 KiB.
    bool timedOut = false;
};

/// Runs it on the calling thread, which is no thread of a window. Errors: Cancelled, Io, Unsupported (the sandbox
/// could not be set up); a tool that fails is an outcome.
Result<ToolOutcome> runToolBlocking(const ToolRunSpec &spec);

} // namespace lathe
