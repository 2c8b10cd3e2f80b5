// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace lathe {

/// Where a runtime stands in its conversation with the Runtime API. Every step that is not listed in runtimestate.cpp is
/// forbidden. The three with Restore belong to SnapStart: a runtime that waits in `restore/next` is asleep in its snapshot.
enum class RuntimeState {
    Started,
    InitError,
    RestoreReady,
    Restoring,
    RestoreError,
    Ready,
    Running,
    InvocationResponse,      ///< Its answer is being received.
    InvocationErrorResponse,
    ResponseSent
};
/// What a runtime may ask for, and what happens to it from our side.
enum class RuntimeStep {
    Next,
    InitError,
    RestoreNext,
    RestoreError,
    Response,
    InvocationError,
    Restored, ///< Ours: the snapshot was woken, `restore/next` is answered.
    Sent      ///< Ours: the answer is complete, or has ended otherwise.
};

/// Whether `step` is allowed in `state`; `after` gets the state that follows.
bool runtimeStepAllowed(RuntimeState state, RuntimeStep step, RuntimeState *after);
/// The name in error messages, as the official emulator writes it.
QByteArray runtimeStateName(RuntimeState state);
/// The name of the state that a step asks for.
QByteArray runtimeStepName(RuntimeStep step);

} // namespace lathe
