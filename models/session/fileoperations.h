// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/filework.h"
#include <QFuture>
#include <QThreadPool>

namespace lathe {

/// What people do to files of the open project, on a worker thread and one after the other: see filework.h. Owned by whoever offers it (the window's
/// FileFlow); its thread is the window's.
class FileOperations
{
public:
    FileOperations();
    ~FileOperations(); ///< A copy that goes on is stopped and taken back.

    QFuture<Result<QString>> makeFile(const QString &root, const QString &dir, const QString &name);
    QFuture<Result<QString>> makeFolder(const QString &root, const QString &dir, const QString &name);
    QFuture<Result<FileMove>> move(const QString &root, const QString &from, const QString &to);
    QFuture<Result<QString>> duplicate(const QString &root, const QString &path);
    QFuture<Result<TrashedFile>> trash(const QString &root, const QString &path);
    QFuture<Result<QString>> restore(const QString &root, const TrashedFile &trashed);
    QFuture<Result<>> remove(const QString &root, const QString &path);

private:
    QThreadPool m_pool;
    std::atomic_bool m_stopped = false;
};

} // namespace lathe
