// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/platformevent.h"

namespace lathe {

/// When the steps of an init phase were over, in milliseconds since the environment was asked for; -1 for what was
/// never reached.
struct InitMoments
{
    qint64 launchedMicros = 0; ///< Of the Unix epoch.
    qint64 launchedNs = 0;     ///< The same on the monotonic clock.
    double listeningMs =
        -1; ///< The sandbox was there, as the engine noticed it: after the runtime began, where the engine was busy.
    double registeredMs = -1; ///< Its extensions had registered.
    bool hasExtensions = false;
    double endedMs = 0;
};

/// The spans of an init phase, without gaps. `told`: what a runtime says of itself (Lathe-Init-Times), three monotonic
/// times in nanoseconds: its first instruction, the function's code begins to load, it is there. Anybody may say
/// anything: only what lies in the phase, in this order, is taken.
QList<PlatformSpan> initSpans(const InitMoments &moments, const QByteArray &told);

} // namespace lathe
