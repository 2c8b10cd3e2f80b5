// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/runtimestate.h"

namespace lathe {

bool runtimeStepAllowed(RuntimeState state, RuntimeStep step, RuntimeState *after)
{
    struct Transition
    {
        RuntimeState from;
        RuntimeStep step;
        RuntimeState to;
    };
    static constexpr Transition allowed[] = {
        {RuntimeState::Started, RuntimeStep::Next, RuntimeState::Ready}, // not interested in snapshots
        {RuntimeState::Started, RuntimeStep::InitError, RuntimeState::InitError},
        {RuntimeState::Started, RuntimeStep::RestoreNext, RuntimeState::RestoreReady},
        {RuntimeState::RestoreReady, RuntimeStep::Restored, RuntimeState::Restoring},
        {RuntimeState::Restoring, RuntimeStep::Next, RuntimeState::Ready},
        {RuntimeState::Restoring, RuntimeStep::RestoreError, RuntimeState::RestoreError},
        {RuntimeState::Ready, RuntimeStep::Next, RuntimeState::Ready},     // a runtime that lost its connection asks again
        {RuntimeState::Running, RuntimeStep::Next, RuntimeState::Running}, // and gets the event under way again
        {RuntimeState::Running, RuntimeStep::Response, RuntimeState::InvocationResponse},
        {RuntimeState::Running, RuntimeStep::InvocationError, RuntimeState::InvocationErrorResponse},
        {RuntimeState::InvocationResponse, RuntimeStep::Sent, RuntimeState::ResponseSent},
        {RuntimeState::InvocationErrorResponse, RuntimeStep::Sent, RuntimeState::ResponseSent},
        {RuntimeState::ResponseSent, RuntimeStep::Next, RuntimeState::Ready},
    };
    for (const Transition &t : allowed) {
        if (t.from == state && t.step == step) {
            if (after)
                *after = t.to;
            return true;
        }
    }
    return false;
}

QByteArray runtimeStateName(RuntimeState state)
{
    switch (state) {
    case RuntimeState::Started: return QByteArrayLiteral("Started");
    case RuntimeState::InitError: return QByteArrayLiteral("InitError");
    case RuntimeState::RestoreReady: return QByteArrayLiteral("RestoreReady");
    case RuntimeState::Restoring: return QByteArrayLiteral("Restoring");
    case RuntimeState::RestoreError: return QByteArrayLiteral("RuntimeRestoreErrorState");
    case RuntimeState::Ready: return QByteArrayLiteral("Ready");
    case RuntimeState::Running: return QByteArrayLiteral("Running");
    case RuntimeState::InvocationResponse: return QByteArrayLiteral("InvocationResponse");
    case RuntimeState::InvocationErrorResponse: return QByteArrayLiteral("InvocationErrorResponse");
    case RuntimeState::ResponseSent: return QByteArrayLiteral("RuntimeResponseSentState");
    }
    return {};
}

QByteArray runtimeStepName(RuntimeStep step)
{
    switch (step) {
    case RuntimeStep::Next:
    case RuntimeStep::RestoreNext: return QByteArrayLiteral("Ready");
    case RuntimeStep::InitError: return QByteArrayLiteral("InitError");
    case RuntimeStep::RestoreError: return QByteArrayLiteral("RuntimeRestoreErrorState");
    case RuntimeStep::Response: return QByteArrayLiteral("InvocationResponse");
    case RuntimeStep::InvocationError: return QByteArrayLiteral("InvocationErrorResponse");
    case RuntimeStep::Restored:
    case RuntimeStep::Sent: break;
    }
    return {};
}

} // namespace lathe
