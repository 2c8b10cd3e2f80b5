// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lathe {

/// Where an execution environment stands in its life. Every step that is not listed in environmentphase.cpp is forbidden.
enum class EnvironmentPhase {
    Down,       ///< Nothing runs; /tmp may be there.
    Init,       ///< Extensions and runtime start, within 10 s.
    InvokeInit, ///< The same inside an invocation's own time: repeated after a failure, or after a reset.
    Ready,      ///< Runtime and extensions wait for an event.
    Restore,    ///< With SnapStart, before the first event: the runtime was woken from its snapshot and runs its hooks.
    Invoke,     ///< The event is with them.
    Settle,     ///< The answer is there; the runtime or extensions still work.
    Stop        ///< Shutdown: whoever asked for it has a moment before the end.
};

enum class EnvironmentStep {
    StartInit, StartInvokeInit,
    InitDone, ///< Runtime and every extension asked for their first event.
    Restore, Restored,
    Deliver, Answer,
    Settled,  ///< Runtime and every extension that got the event asked for the next one.
    Stop,     ///< Something failed, or the environment is not wanted any more.
    Drop      ///< Killed at once: cancelled, or everything inside is gone.
};

/// Whether `step` is allowed in `phase`; `after` gets the phase that follows.
bool environmentStepAllowed(EnvironmentPhase phase, EnvironmentStep step, EnvironmentPhase *after);

} // namespace lathe
