// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/documentfile.h"
#include "session/finding/filematch.h"
#include "session/finding/findquery.h"
#include "session/opendocuments.h"
#include <QObject>
#include <QThreadPool>
#include <functional>

namespace lathe {

/// What a replacement in files, or its undoing, came to.
struct ReplaceOutcome
{
    int files = 0;
    int matches = 0;
    QStringList left;    ///< Files that were left alone, because they changed since they were searched or cannot be written.
    QStringList unsaved; ///< Files that were changed in their editor, where they could not be saved: they count as changed.
    bool undone = false; ///< This was undo().
};

/// Replaces what a search has found. Open files are changed in their editors, others on disk on a worker thread, atomically and
/// in their own encoding and line ends. The last replacement can be undone as long as the files hold what it left. Ends in
/// finished(); one at a time. Owned by its panel; window's thread.
class FileReplacer : public QObject
{
    Q_OBJECT
public:
    explicit FileReplacer(QObject *parent = nullptr);
    ~FileReplacer() override; ///< Waits for the files that are being written.
    /// Must outlive this; null: all files are changed on disk.
    void setOpenDocuments(OpenDocuments *documents) { m_open = documents; }
    bool isBusy() const { return m_busy; }
    bool canUndo() const { return !m_busy && !m_done.isEmpty(); }
    /// Replaces these matches; a file in which they are no longer found is left alone.
    void replace(const QList<FileMatches> &chosen, const FindQuery &query, const QString &replacement);
    /// Puts back what the last replacement took away.
    void undo();

signals:
    /// These files on disk were written.
    void written(const QStringList &paths);
    void finished(const lathe::ReplaceOutcome &outcome);

private:
    struct Change
    {
        QString path;
        QByteArray after;     ///< SHA-256 of the text that was left: thousands of texts would be too much to keep.
        QList<TextEdit> back; ///< From there to what was before.
    };
    static QByteArray hashOf(const QString &text);
    struct Answer
    {
        QList<Change> done;
        ReplaceOutcome outcome;
        QStringList written; ///< On disk.
    };
    void inTurns(qsizetype count, const std::function<void(qsizetype)> &each, const std::function<void()> &then, qsizetype from = 0);
    void undoOnDisk(const Answer &before, const QList<Change> &changes);
    void take(const Answer &answer);
    OpenDocuments *m_open = nullptr;
    QThreadPool m_pool;
    QList<Change> m_done;
    bool m_busy = false;
};

} // namespace lathe
