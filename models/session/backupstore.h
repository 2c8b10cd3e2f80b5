// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>
#include <functional>
#include <memory>

namespace lathe {

/// Unsaved text that a killed program left.
struct Backup
{
    QString path;      ///< The document's file.
    QString text;
    QDateTime when;
    int line = 0;      ///< Cursor, 0-based.
    int column = 0;
    QList<int> folded; ///< Lines whose block was closed, 1-based.
};

/// Keeps unsaved text at most one second behind the typing where a next start finds it, so that kill -9 loses at most that, however slow
/// the disk is; a power cut loses what the disk had not taken yet. Owned by the session; window's thread; the writing and the waiting for
/// the disk happen on two worker threads.
class BackupStore : public QObject
{
    Q_OBJECT
public:
    explicit BackupStore(QString dir, QObject *parent = nullptr);
    ~BackupStore() override;
    /// Call it at every change; writes are gathered.
    void note(const QString &path, const QString &text, int line, int column, const QList<int> &folded = {});
    /// The same of a text as an editor holds it, without turning megabytes to and fro.
    void noteUtf8(const QString &path, const QByteArray &text, int line, int column, const QList<int> &folded = {});
    /// The text was saved or thrown away: its backup is gone when this returns, also one that is just being written.
    void forget(const QString &path);
    /// What an earlier program left, newest first; damaged files are moved aside, those of a Lathe that still runs are left
    /// alone.
    QList<Backup> pending() const;
    /// Writes what is gathered without more delay, then calls `done` on this thread, unless `context` is gone by then: what is kept of the
    /// same moment elsewhere is written after the text that it fits. The disk is not waited for.
    void settle(QObject *context, std::function<void()> done);
    /// Writes at once what is gathered and waits for the disk (end of program). Blocking; one try, so a full disk cannot hold it up.
    void flush();

signals:
    /// Unsaved text could not be written; it is tried again. Once for each run of failures.
    void failed(const lathe::Error &error);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lathe
