// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/sandboxspec.h"
#include <QString>
#include <QStringList>

namespace lathe {

/// What this machine enforces, found by trying it, never by reading a knob. Shown by `lathe doctor` and the status bar.
struct SandboxCapabilities
{
    SandboxTier tier = SandboxTier::Unisolated;
    LimitTier limits = LimitTier::Watch;
    bool overlay = false;    ///< Several layers by kernel overlay; otherwise a merged tree.
    bool ownNetwork = false; ///< 169.254.100.1 and a loopback of its own when network is None.
    QString bubblewrap;      ///< Path of bwrap, empty when absent.
    QStringList cgroups;     ///< Below these each sandbox gets its own: version 1: memory, pids, cpu ("" where absent);
                             ///< version 2: one.
    QStringList notEnforced; ///< Translatable sentences: what is not enforced here, and the remedy.

    bool operator==(const SandboxCapabilities &) const = default;
};

/// Runs the trials (about 10 ms) and returns what holds. Blocking; call it off the window's thread. `cached` reuses
/// the answer of the last probe of the same boot, kernel and helper from the runtime folder, so that a cold
/// `lathe invoke` pays nothing.
///
/// $LATHE_SANDBOX (own, bubblewrap or unisolated) forces a tier, for tests and for who wants to compare; it stays even
/// when its trial fails, so that the failure is seen and nothing weaker is used silently.
SandboxCapabilities probeSandbox(bool cached = true);

/// Stable names for JSON output and the settings: "own", "bubblewrap", "unisolated".
QString sandboxTierName(SandboxTier tier);
/// "cgroup-v2", "cgroup-v1", "watch".
QString limitTierName(LimitTier tier);

} // namespace lathe
