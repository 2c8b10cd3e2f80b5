// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/fileoperations.h"
#include "core/async.h"

namespace lathe {

FileOperations::FileOperations()
{
    m_pool.setMaxThreadCount(1);
}

FileOperations::~FileOperations()
{
    m_stopped = true;
    m_pool.waitForDone();
}

QFuture<Result<QString>> FileOperations::makeFile(const QString &root, const QString &dir, const QString &name)
{
    return onWorker(m_pool, [=] { return lathe::makeFile(root, dir, name); });
}

QFuture<Result<QString>> FileOperations::makeFolder(const QString &root, const QString &dir, const QString &name)
{
    return onWorker(m_pool, [=] { return lathe::makeFolder(root, dir, name); });
}

QFuture<Result<FileMove>> FileOperations::move(const QString &root, const QString &from, const QString &to)
{
    return onWorker(m_pool, [=] { return moveFile(root, from, to); });
}

QFuture<Result<QString>> FileOperations::duplicate(const QString &root, const QString &path)
{
    return onWorker(m_pool, [this, root, path] { return duplicateFile(root, path, m_stopped); });
}

QFuture<Result<TrashedFile>> FileOperations::trash(const QString &root, const QString &path)
{
    return onWorker(m_pool, [=] { return trashFile(root, path); });
}

QFuture<Result<QString>> FileOperations::restore(const QString &root, const TrashedFile &trashed)
{
    return onWorker(m_pool, [=] { return restoreFile(root, trashed); });
}

QFuture<Result<>> FileOperations::remove(const QString &root, const QString &path)
{
    return onWorker(m_pool, [=] { return deleteFile(root, path); });
}

} // namespace lathe
