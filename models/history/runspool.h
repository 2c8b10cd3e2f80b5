// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "history/historyentry.h"
#include <memory>

class QFile;

namespace lathe {

/// Files of runs that are not in the history yet: one a run, so that a command can leave its run with a single small write and
/// without opening a database; whoever reads the history next takes them in. A value; any thread, any number of processes.
class RunSpool
{
public:
    /// `historyDir` is usually HistoryStore::defaultDir().
    explicit RunSpool(const QString &historyDir) : m_dir(historyDir + QStringLiteral("/incoming")) {}

    /// A file for a run that goes on still; it is removed with this unless put() took it.
    class Place
    {
    public:
        explicit Place(const QString &path);
        ~Place();
        Q_DISABLE_COPY_MOVE(Place)

    private:
        friend class RunSpool;
        std::unique_ptr<QFile> m_file;
    };

    /// Makes the file ahead: that takes the file system half a millisecond, which a run that waits for its function has and one that
    /// ends does not. Empty where it cannot be made; put() says why.
    std::unique_ptr<Place> place() const;
    /// Cuts what is too large, gives the entry an id when it has none, and leaves it, in `place` if there is one. The caller has redacted it.
    Result<> put(HistoryEntry entry, std::unique_ptr<Place> place = {}) const;
    /// Files that wait, oldest first.
    QStringList waiting() const;
    /// Removes what runs that were killed have left, which no run can still want.
    void sweep() const;

private:
    QString m_dir;
};

} // namespace lathe
