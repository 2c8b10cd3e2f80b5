// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "commandspec.h"
#include "core/result.h"
#include "handover/handovercall.h"
#include "process/sandboxcapabilities.h"
#include "runtime/functionspec.h"
#include <QList>
#include <utility>

namespace lathe {

/// What an engine is, as far as it decides whether a command's run would be the same there.
struct EngineFacts
{
    SandboxCapabilities sandbox;
    bool cpuShare = false; ///< For every function.
};

/// A handed-over command line, read as the command would have.
struct PreparedRun
{
    Arguments args;
    QString root; ///< Of the project.
    FunctionSpec spec;
    InvokeRequest request;
    bool needsInput = false; ///< The request is not whole: it takes standard input (withInput()).
    bool errorIsTerminal = false;
    QList<std::pair<bool, QByteArray>> talk; ///< What was printed so far: to standard error or not, and bytes.
};

/// Reads project, function and event; every Error means that the command runs by itself and says it. Thread: any.
Result<PreparedRun> prepareRun(const HandoverRequest &request, const EngineFacts &engine);
/// The request with what came from standard input. Thread: any.
Result<PreparedRun> withInput(PreparedRun prepared, const QByteArray &input);

} // namespace lathe
