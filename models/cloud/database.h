// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QString>
#include <QStringList>
#include <QVariantList>
#include <functional>
#include <memory>

namespace lathe {

/// The SQLite file of an endpoint: WAL, synchronous NORMAL, schema by user_version. One connection, used on the thread that
/// opened it. Only this class knows Qt SQL.
class Database
{
public:
    /// Opens the file, or makes it. A damaged file is moved aside with its -wal and -shm, a new one is started and
    /// `notes` says so; a file of a newer Lathe is an error (Config) and stays as it is.
    static Result<std::unique_ptr<Database>> open(const QString &file, QStringList *notes);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Runs one statement with bound values; each row goes to `onRow`.
    Result<> run(const QString &sql, const QVariantList &values = {}, const std::function<void(const QVariantList &)> &onRow = {});
    /// Runs `work` between BEGIN IMMEDIATE and COMMIT; rolls back when it or the commit fails.
    Result<> transaction(const std::function<Result<>()> &work);

private:
    explicit Database(QString connection) : m_connection(std::move(connection)) {}
    Result<> prepare(const QString &file);
    Result<> migrate();
    QString m_connection;
};

} // namespace lathe
