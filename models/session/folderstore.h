// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/folderstate.h"
#include <QHash>
#include <QString>
#include <QStringList>
#include <QThreadPool>
#include <functional>
#include <mutex>

namespace lathe {

/// All of folders.json.
struct FolderTable
{
    QStringList recent;
    QStringList trusted;
    QHash<QString, FolderState> states;
};

/// Recent and trusted folders and their last state, in folders.json of the state folder. Trust holds for exactly one
/// canonical path, not for what lies below it. Read at once, written atomically on a worker thread, each change into
/// what the file says by then, for several windows may be open; a damaged file is
/// moved aside, and then no folder is trusted. Owned by the session; window's thread.
class FolderStore
{
public:
    explicit FolderStore(QString file);
    ~FolderStore(); ///< Waits for the last write.

    bool isTrusted(const QString &dir) const;
    void setTrusted(const QString &dir, bool trusted);
    QStringList recent() const; ///< Newest first; folders that are gone are left out.
    void noteOpened(const QString &dir);
    void forget(const QString &dir);
    FolderState state(const QString &dir) const;
    void setState(const QString &dir, const FolderState &state);

private:
    using Change = std::function<void(FolderTable &table)>;
    void change(const Change &change);
    void write();

    QString m_file;
    FolderTable m_table;
    std::mutex m_mutex; ///< Of the two below.
    QList<Change> m_pending;
    FolderTable m_snapshot;
    QList<Change> m_held; ///< The worker's: taken, but not in the file yet.
    QThreadPool m_writer; ///< One thread: writes keep their order.
};

} // namespace lathe
