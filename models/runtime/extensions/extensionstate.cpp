// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/extensions/extensionstate.h"

namespace lathe {

bool extensionStepAllowed(ExtensionState state, ExtensionStep step, ExtensionState *after)
{
    using S = ExtensionState;
    struct Transition
    {
        S from;
        ExtensionStep step;
        S to;
    };
    static constexpr Transition allowed[] = {
        {S::Started, ExtensionStep::Register, S::Registered},
        {S::Started, ExtensionStep::FailToLaunch, S::LaunchError},
        {S::Registered, ExtensionStep::Next, S::Ready},
        {S::Registered, ExtensionStep::InitError, S::InitError},
        {S::Registered, ExtensionStep::ExitError, S::ExitError},
        {S::Ready, ExtensionStep::Deliver, S::Running},
        {S::Ready, ExtensionStep::ExitError, S::ExitError},
        {S::Running, ExtensionStep::Next, S::Ready},
        {S::Running, ExtensionStep::ExitError, S::ExitError},
        {S::Running, ExtensionStep::Exit, S::Exited},
        {S::Running, ExtensionStep::Kill, S::ShutdownFailed},
        {S::InitError, ExtensionStep::InitError, S::InitError}, // only the first report counts
        {S::ExitError, ExtensionStep::ExitError, S::ExitError},
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

QByteArray extensionStateName(ExtensionState state)
{
    switch (state) {
    case ExtensionState::Started: return QByteArrayLiteral("Started");
    case ExtensionState::Registered: return QByteArrayLiteral("Registered");
    case ExtensionState::Ready: return QByteArrayLiteral("Ready");
    case ExtensionState::Running: return QByteArrayLiteral("Running");
    case ExtensionState::InitError: return QByteArrayLiteral("InitError");
    case ExtensionState::ExitError: return QByteArrayLiteral("ExitError");
    case ExtensionState::LaunchError: return QByteArrayLiteral("LaunchError");
    case ExtensionState::ShutdownFailed: return QByteArrayLiteral("ShutdownFailed");
    case ExtensionState::Exited: return QByteArrayLiteral("Exited");
    }
    return {};
}

} // namespace lathe
