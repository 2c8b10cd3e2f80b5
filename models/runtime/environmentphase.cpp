// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/environmentphase.h"

namespace lathe {

bool environmentStepAllowed(EnvironmentPhase phase, EnvironmentStep step, EnvironmentPhase *after)
{
    using P = EnvironmentPhase;
    using S = EnvironmentStep;
    struct Transition
    {
        P from;
        S step;
        P to;
    };
    static constexpr Transition allowed[] = {
        {P::Down, S::StartInit, P::Init},
        {P::Down, S::StartInvokeInit, P::InvokeInit},
        {P::Down, S::Drop, P::Down},
        {P::Init, S::InitDone, P::Ready},
        {P::Init, S::Stop, P::Stop},
        {P::Init, S::Drop, P::Down},
        {P::InvokeInit, S::InitDone, P::Ready},
        {P::InvokeInit, S::Stop, P::Stop},
        {P::InvokeInit, S::Drop, P::Down},
        {P::Ready, S::Deliver, P::Invoke},
        {P::Ready, S::Restore, P::Restore},
        {P::Restore, S::Restored, P::Ready},
        {P::Restore, S::Stop, P::Stop},
        {P::Restore, S::Drop, P::Down},
        {P::Ready, S::Stop, P::Stop},
        {P::Ready, S::Drop, P::Down},
        {P::Invoke, S::Answer, P::Settle},
        {P::Invoke, S::Stop, P::Stop},
        {P::Invoke, S::Drop, P::Down},
        {P::Settle, S::Settled, P::Ready},
        {P::Settle, S::Stop, P::Stop},
        {P::Settle, S::Drop, P::Down},
        {P::Stop, S::Drop, P::Down},
    };
    for (const Transition &t : allowed) {
        if (t.from == phase && t.step == step) {
            if (after)
                *after = t.to;
            return true;
        }
    }
    return false;
}

} // namespace lathe
