// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/error.h"

namespace lathe {

int exitCodeFor(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Usage:
        return 2;
    case ErrorCode::Network:
    case ErrorCode::Api:
    case ErrorCode::Throttled:
    case ErrorCode::Conflict:
        return 4;
    case ErrorCode::Verification:
        return 5;
    case ErrorCode::TimedOut:
        return 124;
    case ErrorCode::Cancelled:
        return 130;
    default:
        return 3;
    }
}

} // namespace lathe
