// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/sandboxcapabilities.h"

namespace lathe {

QString sandboxTierName(SandboxTier tier)
{
    switch (tier) {
    case SandboxTier::Own:
        return QStringLiteral("own");
    case SandboxTier::Bubblewrap:
        return QStringLiteral("bubblewrap");
    case SandboxTier::Unisolated:
        break;
    }
    return QStringLiteral("unisolated");
}

QString limitTierName(LimitTier tier)
{
    switch (tier) {
    case LimitTier::CgroupV2:
        return QStringLiteral("cgroup-v2");
    case LimitTier::CgroupV1:
        return QStringLiteral("cgroup-v1");
    case LimitTier::Watch:
        break;
    }
    return QStringLiteral("watch");
}

} // namespace lathe
