// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace lathe {

/// Where a runtime stands in its conversation with the Runtime API. Every step that is not listed in runtimestate.cpp is
/// forbidden.
enum class RuntimeState { Started, InitError, Ready, Running, ResponseSent };
/// What a runtime may ask for.
enum class RuntimeStep { Next, InitError, Response, InvocationError };

/// Whether `step` is allowed in `state`; `after` gets the state that follows.
bool runtimeStepAllowed(RuntimeState state, RuntimeStep step, RuntimeState *after);
/// The name in error messages, as the official emulator writes it.
QByteArray runtimeStateName(RuntimeState state);
/// The name of the state that a step asks for.
QByteArray runtimeStepName(RuntimeStep step);

} // namespace lathe
