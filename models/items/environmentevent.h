// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/platformevent.h"
#include <QString>

namespace lathe {

/// What an execution environment told, and which one it was.
struct EnvironmentEvent
{
    QString function;
    quint64 environment = 0; ///< EnvironmentInfo::id
    PlatformEvent event;
};

} // namespace lathe

Q_DECLARE_METATYPE(lathe::EnvironmentEvent)
