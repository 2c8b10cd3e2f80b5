// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/finding/filematch.h"
#include "session/finding/findquery.h"
#include <QHash>
#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <memory>
#include <optional>

namespace lathe {

/// What to search where.
struct FileSearchSpec
{
    QString root;                      ///< Folder; its links are not followed.
    FindQuery query;
    QStringList include;               ///< Globs (see globExpression()); none: all files.
    QStringList exclude;               ///< Files and folders that are left out.
    bool ignored = false;              ///< Also in folders of packages, builds and version control (see ignoredFolders()).
    QHash<QString, QString> unsaved;   ///< Texts that differ from what is on disk, by absolute path.
    std::optional<QString> replacement; ///< Fills FileMatch::replacement.
};

/// How a search ended.
struct FileSearchOutcome
{
    int files = 0;        ///< That were read.
    int matchedFiles = 0;
    int matches = 0;
    int skipped = 0;      ///< Binary, too large or unreadable.
    bool cut = false;     ///< There is more than limits::searchMatches (or limits::searchFileMatches in one file).
    bool cancelled = false;
};

/// Looks for a text in the files of a folder on a worker thread; results come in small heaps while it goes on, ordered by path.
/// One search at a time: a new one cancels the one before, whose signals no longer come. Ends in finished(). Owned by its
/// panel; window's thread.
class FileSearch : public QObject
{
    Q_OBJECT
public:
    explicit FileSearch(QObject *parent = nullptr);
    ~FileSearch() override; ///< Stops the worker and waits for it (at most one file's piece of 2 M characters).

    /// The Error says what is wrong with the query; then nothing is searched.
    Result<> start(const FileSearchSpec &spec);
    /// Ends in finished() with `cancelled`.
    void cancel();
    bool isRunning() const { return m_running; }

signals:
    void found(const QList<lathe::FileMatches> &files);
    void progressed(int files);
    void finished(const lathe::FileSearchOutcome &outcome);

private:
    struct Job;
    void settle();
    QThreadPool m_pool;
    std::shared_ptr<std::atomic_bool> m_stop;
    int m_number = 0;
    bool m_running = false;
};

/// Names of folders that are searched only when asked for.
const QStringList &ignoredFolders();
/// A glob as an expression over paths relative to the root: `*` and `?` within a name, `**` over folders, `{a,b}`; without a
/// slash it means a name at any depth, and a folder means what is in it.
QRegularExpression globExpression(const QString &glob);
/// All matches of one text; `limit` bounds them, `cut` tells that there are more.
QList<FileMatch> matchesIn(const QString &text, const QRegularExpression &expression, const FindQuery &query, const std::optional<QString> &replacement, int limit,
                           const std::atomic_bool &stop, bool *cut = nullptr);

} // namespace lathe
