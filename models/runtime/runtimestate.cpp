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
        {RuntimeState::Started, RuntimeStep::Next, RuntimeState::Ready},
        {RuntimeState::Started, RuntimeStep::InitError, RuntimeState::InitError},
        {RuntimeState::Ready, RuntimeStep::Next, RuntimeState::Ready},     // a runtime that lost its connection asks again
        {RuntimeState::Running, RuntimeStep::Next, RuntimeState::Running}, // and gets the event under way again
        {RuntimeState::Running, RuntimeStep::Response, RuntimeState::ResponseSent},
        {RuntimeState::Running, RuntimeStep::InvocationError, RuntimeState::ResponseSent},
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
    case RuntimeState::Ready: return QByteArrayLiteral("Ready");
    case RuntimeState::Running: return QByteArrayLiteral("Running");
    case RuntimeState::ResponseSent: return QByteArrayLiteral("ResponseSent");
    }
    return {};
}

QByteArray runtimeStepName(RuntimeStep step)
{
    switch (step) {
    case RuntimeStep::Next: return QByteArrayLiteral("Ready");
    case RuntimeStep::InitError: return QByteArrayLiteral("InitError");
    case RuntimeStep::Response: return QByteArrayLiteral("InvocationResponse");
    case RuntimeStep::InvocationError: return QByteArrayLiteral("InvocationErrorResponse");
    }
    return {};
}

} // namespace lathe
