// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/limits.h"

namespace lathe {

/// The bounds of a streamed response. Lambda's by default; smaller in tests.
struct StreamLimits
{
    qint64 maxBytes = limits::streamedResponseBytes;
    qint64 burstBytes = limits::streamBurstBytes;
    qint64 bytesPerSecond = limits::streamBytesPerSecond;
};

} // namespace lathe
