// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace lathe {

/// Where an extension stands in its conversation with the Extensions API. Every step that is not listed in
/// extensionstate.cpp is forbidden.
enum class ExtensionState { Started, Registered, Ready, Running, InitError, ExitError, LaunchError, ShutdownFailed, Exited };

/// What happens to an extension. Those of the first line are what it asks for itself.
enum class ExtensionStep {
    Register, Next, InitError, ExitError,
    Deliver,      ///< It got an event.
    FailToLaunch, ///< Its program could not be started.
    Exit,         ///< It ended by itself after a Shutdown event.
    Kill          ///< It had to be killed.
};

/// Whether `step` is allowed in `state`; `after` gets the state that follows.
bool extensionStepAllowed(ExtensionState state, ExtensionStep step, ExtensionState *after);
/// The name in logs and error messages, as the official emulator writes it.
QByteArray extensionStateName(ExtensionState state);

} // namespace lathe
