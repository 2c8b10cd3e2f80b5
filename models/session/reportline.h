// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/functionspec.h"
#include <QByteArrayView>
#include <optional>

namespace lathe {

/// The figures of the last REPORT line in a log (as X-Amz-Log-Result gives it), or nothing. Pure; any thread.
std::optional<InvocationReport> parseReportLine(QByteArrayView log);

} // namespace lathe
