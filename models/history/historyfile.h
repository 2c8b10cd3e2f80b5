// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "history/historyentry.h"

class QIODevice;

namespace lathe {

/// Runs as files that go from one computer to another: a line of JSON each, oldest first. Any thread.
QByteArray historyLines(const QList<HistoryEntry> &newestFirst);
/// The runs of such a file, open for reading; empty lines are nothing. The error names the line after `name`.
Result<QList<HistoryEntry>> historyFromLines(QIODevice &device, const QString &name);

} // namespace lathe
