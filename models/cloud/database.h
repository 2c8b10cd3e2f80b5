// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QList>
#include <QString>
#include <QStringList>
#include <QVariantList>
#include <functional>
#include <memory>

namespace lathe {

/// What a file holds and how its troubles are told. `steps` bring the schema from version i to i + 1, statements parted by ";";
/// never changed once released.
struct DatabaseSchema
{
    QList<const char *> steps;
    QString trouble;   ///< It could not be read or written.
    QString restarted; ///< It was damaged, moved to %1, and a new one was started.
    QString newer;     ///< A newer Lathe made it.
    static DatabaseSchema endpoint();
};

/// A SQLite file of an endpoint or of the history: WAL, synchronous NORMAL, schema by user_version. One connection, used on the thread that
/// opened it. Only this class knows Qt SQL.
class Database
{
public:
    /// Opens the file, or makes it. A damaged file is moved aside with its -wal and -shm, a new one is started and
    /// `notes` says so; a file of a newer Lathe is an error (Config) and stays as it is.
    static Result<std::unique_ptr<Database>> open(const QString &file, QStringList *notes, const DatabaseSchema &schema = DatabaseSchema::endpoint());
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Runs one statement with bound values; each row goes to `onRow`.
    Result<> run(const QString &sql, const QVariantList &values = {}, const std::function<void(const QVariantList &)> &onRow = {});
    /// Runs `work` between BEGIN IMMEDIATE and COMMIT; rolls back when it or the commit fails.
    Result<> transaction(const std::function<Result<>()> &work);

private:
    Database(QString connection, DatabaseSchema schema) : m_connection(std::move(connection)), m_schema(std::move(schema)) {}
    Result<> prepare(const QString &file);
    Result<> migrate();
    QString m_connection;
    DatabaseSchema m_schema;
    bool m_diskFailed = false; ///< The last failure was of the disk, not of what is in the file.
};

} // namespace lathe
