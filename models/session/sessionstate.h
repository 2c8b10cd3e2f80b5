// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/workspace.h"
#include "process/sandboxcapabilities.h"
#include "project/project.h"
#include "session/availability.h"
#include <optional>

namespace lathe {

class RuntimeService;
class Transport;

/// What the parts of a session share. Owned by the session; window's thread.
struct SessionState
{
    std::optional<Project> project;
    bool trusted = false;
    QString function;                 ///< Name of the current function, empty when there is none.
    QString signingKey;               ///< What packages are signed with here; empty: they are not.
    QStringList offline;              ///< Functions that get no network in local runs.
    RuntimeService *runtime = nullptr; ///< Null until the engine is up.
    Transport *transport = nullptr;
    SandboxCapabilities capabilities;
    Workspace workspace;
    quint16 port = 0;                 ///< Of the embedded endpoint, 0 until it listens.
    bool ownEndpoint = false;
    QString workDir;
    QString historyDir;               ///< Where runs are kept; empty: they are not.

    const FunctionDefinition *current() const;
    /// What Run and Deploy both need: a project, trust, a function, the engine.
    Availability canUseFunction() const;
};

} // namespace lathe
