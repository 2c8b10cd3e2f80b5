// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "history/historyentry.h"

namespace lathe {

/// One thing that differs between two runs.
struct RunDifference
{
    enum Kind { Added, Removed, Changed } kind = Changed;
    QString what;      ///< "status", "response", "log", a figure ("durationMs") or a fact ("codeHash").
    QString path;      ///< In a response that is JSON: JSONPath; else empty.
    QByteArray before; ///< Exact bytes; empty when added.
    QByteArray after;
    bool operator==(const RunDifference &) const = default;
};

/// What differs from `before` to `after`: status, error, code, then the response value by value (as a whole where one is no JSON),
/// then the function's log line by line, then figures. Request ids and time stamps in log lines differ between any two runs and
/// do not count. Thread: any.
QList<RunDifference> runDifferences(const HistoryEntry &before, const HistoryEntry &after);

} // namespace lathe
