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

/// The local history: states of a project's files as they were saved, by content, within limits::savedText…. Nothing is kept of
/// files outside the project, in ignored folders, over the size, or that hold secrets by their name (holdsSecrets()): their
/// copies would outlive what the user deletes or changes. Files are 0600 in a folder of the user alone. Several windows may
/// share the folder. Owned by the session; window's thread, all but the file's own reading on a worker.
class SavedTexts : public QObject
{
    Q_OBJECT
public:
    explicit SavedTexts(QString dir, QObject *parent = nullptr);
    ~SavedTexts() override; ///< Waits for the last write.

    /// Keeps the file as it is on disk now, unless that is the last state already.
    void note(const QString &root, const QString &path, TextChange change);
    /// Newest first.
    QFuture<Result<QList<SavedText>>> statesOf(const QString &path);
    QFuture<Result<QByteArray>> bytesOf(const QByteArray &hash);
    /// Files below a folder that have states but are no longer there.
    QFuture<Result<QStringList>> deletedFiles(const QString &root);

    /// .env and its like, keys, credentials.
    static bool holdsSecrets(const QString &path);
    /// Whether states of the file are kept at all, by its name and place.
    static bool keeps(const QString &root, const QString &path);

signals:
    void changed(const QString &path);

private:
    struct Store;
    QString m_dir;
    QThreadPool m_pool; ///< One thread: notes keep their order.
    int m_notes = 0;
};

} // namespace lathe
