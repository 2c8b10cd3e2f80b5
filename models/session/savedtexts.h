// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QDateTime>
#include <QFuture>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QThreadPool>
#include <atomic>
#include <memory>

namespace lathe {

/// Why a state of a file was kept.
enum class TextChange {
    Opened,  ///< It was like this when it was opened: the state before the first save here.
    Saved,   ///< Saved here.
    Outside, ///< Another program wrote it.
};

/// One state that a file had.
struct SavedText
{
    QDateTime when; ///< UTC.
    TextChange change = TextChange::Saved;
    QByteArray hash; ///< SHA-256 of the bytes, hexadecimal.
    qint64 bytes = 0;
};

/// The local history: states of a project's files as they were saved, by content, within bounds that the user sets. Nothing is kept of
/// files outside the project, in ignored folders, over the size, or that hold secrets by their name (holdsSecrets()): their
/// copies would outlive what the user deletes or changes. Files are 0600 in a folder of the user alone. Several windows may
/// share the folder. Owned by the session; window's thread, all but the file's own reading on a worker.
class SavedTexts : public QObject
{
    Q_OBJECT
public:
    explicit SavedTexts(QString dir, QObject *parent = nullptr);
    ~SavedTexts() override; ///< Waits for the last write.

    /// What may be kept: set for all windows of this user.
    struct Bounds
    {
        qint64 bytes = 0; ///< Of all states as they are stored.
        int days = 0;
        bool operator==(const Bounds &) const = default;
    };

    /// Keeps the file as it is on disk now, unless that is the last state already.
    void note(const QString &root, const QString &path, TextChange change);
    /// The same of many files, which are read on the worker: they must stay as they are until it is done. How many states are new.
    QFuture<Result<int>> noteAll(const QString &root, const QStringList &paths, TextChange change);
    /// Newest first.
    QFuture<Result<QList<SavedText>>> statesOf(const QString &path);
    QFuture<Result<QByteArray>> bytesOf(const QByteArray &hash);
    /// Files below a folder that have states but are no longer there.
    QFuture<Result<QStringList>> deletedFiles(const QString &root);

    struct Size
    {
        qint64 used = 0;
        Bounds bounds;
    };
    QFuture<Result<Size>> size();
    /// What is beyond goes at once.
    QFuture<Result<Size>> setBounds(const Bounds &bounds);
    /// Forgets all states of all files.
    QFuture<Result<Size>> clear();

    /// .env and its like, keys, credentials.
    static bool holdsSecrets(const QString &path);
    /// Whether states of the file are kept at all, by its name and place.
    static bool keeps(const QString &root, const QString &path);

signals:
    void changed(const QString &path);
    /// Bounds were set, or all was forgotten.
    void bounded();

private:
    struct Store;
    class Waiting;
    void pruneLater(qsizetype notes);
    QString m_dir;
    QThreadPool m_pool; ///< One thread: notes keep their order.
    qsizetype m_notes = 0;
    const std::shared_ptr<std::atomic<qint64>> m_waitingBytes = std::make_shared<std::atomic<qint64>>(0);
    std::shared_ptr<std::atomic_bool> m_pruning = std::make_shared<std::atomic_bool>(false); ///< One waits for the thread.
};

} // namespace lathe
