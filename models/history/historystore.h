// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "history/historyentry.h"
#include "history/runspool.h"
#include <memory>

namespace lathe {

class Database;

/// What to look for in the history; empty fields do not count.
struct HistoryFilter
{
    QString function;
    QString status;       ///< "success", "error" or "timeout".
    QString text;         ///< Anywhere in event, response, log, names or error type, without regard to case.
    int most = 100;
    bool bodies = false;  ///< Whether the entries come with event, response and log.
};

/// The runs of all projects in one SQLite file, newest kept within a bound. Owned by whoever opened it, used on that thread;
/// several processes may have it open at once.
class HistoryStore
{
public:
    /// $XDG_DATA_HOME/lathe/history
    static QString defaultDir();
    /// Opens or makes it and takes in the runs that wait in the spool. A damaged file is moved aside; `notes` says so.
    static Result<std::unique_ptr<HistoryStore>> open(const QString &dir, QStringList *notes);
    /// Leaves a run in the spool, at a place that was made ahead if there is one; when much waits there, takes it in, so that runs stay
    /// within the bound also when nobody looks.
    static Result<> keep(const QString &dir, const HistoryEntry &entry, std::unique_ptr<RunSpool::Place> place = {});
    ~HistoryStore();
    Q_DISABLE_COPY_MOVE(HistoryStore)

    /// Keeps all of them or none; an id that is there already is left as it is. Returns how many are new. Then the oldest runs
    /// beyond the bound are removed.
    Result<int> add(const QList<HistoryEntry> &entries);
    /// Takes in what waits in the spool; what cannot be read there is renamed to *.bad.
    Result<int> takeIn();
    /// Newest first.
    Result<QList<HistoryEntry>> find(const HistoryFilter &filter);
    /// By the beginning of its id, or by its place: "1" or "last" is the newest. NotFound, or Usage when several begin so.
    Result<HistoryEntry> entry(const QString &which);
    /// Removes these runs, by their whole ids. Returns how many there were.
    Result<int> remove(const QStringList &ids);
    /// Removes the runs of this function, or all. Returns how many.
    Result<int> clear(const QString &function = {});
    /// Bytes that the runs may take, compressed; limits::historyBytes until it is set.
    Result<qint64> bound();
    Result<> setBound(qint64 bytes);
    /// Bytes that the runs take.
    Result<qint64> used();

private:
    HistoryStore(QString dir, std::unique_ptr<Database> database);
    Result<> trim();
    /// Pages of removed runs go back to the disk where they are many.
    Result<> giveBack();
    QString m_dir;
    std::unique_ptr<Database> m_database;
};

} // namespace lathe
