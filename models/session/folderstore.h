// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QString>
#include <QStringList>
#include <QThreadPool>

namespace lathe {

/// Where somebody was in a file.
struct FilePlace
{
    int line = 0;      ///< 1-based; 0: not known.
    int column = 0;
    QList<int> folded; ///< Lines whose block is closed, 1-based.
    bool operator==(const FilePlace &) const = default;
};

/// What Lathe remembers of a folder between two starts.
struct FolderState
{
    QStringList files;  ///< Open tabs, in order.
    QString active;     ///< The tab in front.
    QString function;   ///< The function that was chosen.
    QString event;      ///< Path of the event that was chosen.
    QHash<QString, QList<int>> bookmarks; ///< Marked lines (1-based) by path.
    QStringList offline; ///< Names of functions that get no network in local runs.
    QHash<QString, FilePlace> places = {}; ///< Of the open tabs, by path.
    QString target = {};     ///< Id of the target that was chosen.
    QString signingKey = {}; ///< Name of the key that packages are signed with.
    bool operator==(const FolderState &) const = default;
};

/// Recent and trusted folders and their last state, in folders.json of the state folder. Trust holds for exactly one
/// canonical path, not for what lies below it. Read at once, written atomically on a worker thread; a damaged file is
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
    void read();
    void write();

    QString m_file;
    QStringList m_recent;
    QStringList m_trusted;
    QHash<QString, FolderState> m_states;
    QThreadPool m_writer; ///< One thread: writes keep their order.
};

} // namespace lathe
