// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "history/historyentry.h"

namespace lathe {

/// Files of runs that are not in the history yet: one a run, so that a command can leave its run with a single small write and
/// without opening a database; whoever reads the history next takes them in. A value; any thread, any number of processes.
class RunSpool
{
public:
    /// `historyDir` is usually HistoryStore::defaultDir().
    explicit RunSpool(const QString &historyDir) : m_dir(historyDir + QStringLiteral("/incoming")) {}
    /// Cuts what is too large, gives the entry an id when it has none, and leaves it. The caller has redacted it.
    Result<> put(HistoryEntry entry) const;
    /// Files that wait, oldest first.
    QStringList waiting() const;

private:
    QString m_dir;
};

} // namespace lathe
