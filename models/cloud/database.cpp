// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/database.h"
#include "core/ids.h"
#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <array>
#include <sys/stat.h>

namespace lathe {

static constexpr std::array endpointSteps{
    "CREATE TABLE functions(name TEXT PRIMARY KEY, tags TEXT NOT NULL, next_version INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE versions(name TEXT NOT NULL REFERENCES functions(name) ON DELETE CASCADE, version TEXT NOT NULL,"
    " configuration TEXT NOT NULL, code_sha256 TEXT NOT NULL, code_bytes INTEGER NOT NULL, revision_id TEXT NOT NULL, modified_ms INTEGER NOT NULL,"
    " state TEXT NOT NULL, state_reason TEXT NOT NULL, state_reason_code TEXT NOT NULL,"
    " update_status TEXT NOT NULL, update_reason TEXT NOT NULL, update_reason_code TEXT NOT NULL, source TEXT NOT NULL,"
    " PRIMARY KEY(name, version)) WITHOUT ROWID",
    "CREATE TABLE events(id INTEGER PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL, request_id TEXT NOT NULL, attempts INTEGER NOT NULL,"
    " next_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, invoked_arn TEXT NOT NULL, trace_id BLOB NOT NULL, client_context BLOB NOT NULL,"
    " cognito_identity BLOB NOT NULL, payload BLOB NOT NULL, FOREIGN KEY(name, version) REFERENCES versions(name, version) ON DELETE CASCADE)",
    "ALTER TABLE functions ADD COLUMN reserved_concurrency INTEGER",
    "CREATE TABLE layers(name TEXT PRIMARY KEY, next_version INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE layer_versions(name TEXT NOT NULL REFERENCES layers(name), version INTEGER NOT NULL, attributes TEXT NOT NULL,"
    " code_sha256 TEXT NOT NULL, code_bytes INTEGER NOT NULL, unzipped_bytes INTEGER NOT NULL, created_ms INTEGER NOT NULL,"
    " policy TEXT NOT NULL, deleted INTEGER NOT NULL, PRIMARY KEY(name, version)) WITHOUT ROWID",
    "CREATE TABLE provisioned(name TEXT NOT NULL, version TEXT NOT NULL, requested INTEGER NOT NULL, modified_ms INTEGER NOT NULL,"
    " PRIMARY KEY(name, version), FOREIGN KEY(name, version) REFERENCES versions(name, version) ON DELETE CASCADE) WITHOUT ROWID",
    "ALTER TABLE events ADD COLUMN tenant_id BLOB NOT NULL DEFAULT x''",
    "CREATE TABLE code_signing_configs(id TEXT PRIMARY KEY, configuration TEXT NOT NULL, modified_ms INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE function_code_signing(name TEXT PRIMARY KEY REFERENCES functions(name) ON DELETE CASCADE, config TEXT NOT NULL) WITHOUT ROWID",
    // What belonged to a version may belong to an alias now.
    "CREATE TABLE aliases(name TEXT NOT NULL REFERENCES functions(name) ON DELETE CASCADE, alias TEXT NOT NULL, version TEXT NOT NULL,"
    " description TEXT NOT NULL, weights TEXT NOT NULL, revision_id TEXT NOT NULL, PRIMARY KEY(name, alias)) WITHOUT ROWID;"
    "CREATE TABLE provisioned_concurrency(name TEXT NOT NULL REFERENCES functions(name) ON DELETE CASCADE, qualifier TEXT NOT NULL,"
    " requested INTEGER NOT NULL, modified_ms INTEGER NOT NULL, PRIMARY KEY(name, qualifier)) WITHOUT ROWID;"
    "INSERT INTO provisioned_concurrency SELECT name, version, requested, modified_ms FROM provisioned;"
    "DROP TABLE provisioned;"
    "CREATE TABLE events_of_qualifiers(id INTEGER PRIMARY KEY, name TEXT NOT NULL REFERENCES functions(name) ON DELETE CASCADE, qualifier TEXT NOT NULL,"
    " request_id TEXT NOT NULL, attempts INTEGER NOT NULL, next_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, invoked_arn TEXT NOT NULL,"
    " trace_id BLOB NOT NULL, client_context BLOB NOT NULL, cognito_identity BLOB NOT NULL, payload BLOB NOT NULL, tenant_id BLOB NOT NULL);"
    "INSERT INTO events_of_qualifiers SELECT id, name, version, request_id, attempts, next_ms, expires_ms, invoked_arn, trace_id, client_context,"
    " cognito_identity, payload, tenant_id FROM events;"
    "DROP TABLE events;"
    "ALTER TABLE events_of_qualifiers RENAME TO events",
    "CREATE TABLE settings(name TEXT NOT NULL REFERENCES functions(name) ON DELETE CASCADE, setting TEXT NOT NULL, qualifier TEXT NOT NULL,"
    " document TEXT NOT NULL, PRIMARY KEY(name, setting, qualifier)) WITHOUT ROWID",
};

DatabaseSchema DatabaseSchema::endpoint()
{
    return {QList<const char *>(endpointSteps.begin(), endpointSteps.end()),
        QCoreApplication::translate("lathe", "The endpoint's state could not be read or written; check the free space and permissions of its folder."),
        QCoreApplication::translate("lathe", "The endpoint's state was damaged. It was moved to %1 and a new one was started: deploy again."),
        QCoreApplication::translate("lathe", "This state folder was made by a newer Lathe: use that one, or another folder with --state.")};
}

/// A full, failing or read-only disk says nothing about the file: it must not be moved aside for that.
static bool isTrouble(int code)
{
    constexpr int shortRead = 10 | (2 << 8); // SQLITE_IOERR_SHORT_READ: the file ends too early
    if (code == shortRead)
        return false;
    switch (code & 0xff) {
    case 3:  // SQLITE_PERM
    case 5:  // SQLITE_BUSY
    case 6:  // SQLITE_LOCKED
    case 7:  // SQLITE_NOMEM
    case 8:  // SQLITE_READONLY
    case 10: // SQLITE_IOERR
    case 13: // SQLITE_FULL
    case 14: // SQLITE_CANTOPEN
        return true;
    default:
        return false;
    }
}

/// quick_check tells of a page that could not be read as of one that is damaged ("unable to get the page. error code=266").
static bool tellsOfTrouble(const QString &check)
{
    static constexpr QLatin1String before("error code=");
    const qsizetype at = check.indexOf(before);
    return at >= 0 && isTrouble(check.mid(at + before.size()).section(u'\n', 0, 0).toInt());
}

Database::~Database()
{
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<> Database::run(const QString &sql, const QVariantList &values, const std::function<void(const QVariantList &)> &onRow)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    const auto failed = [&]() -> Result<> {
        m_diskFailed = isTrouble(query.lastError().nativeErrorCode().toInt());
        return fail(ErrorCode::Io, m_schema.trouble, query.lastError().text());
    };
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return failed();
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return failed();
    const int columns = query.record().count();
    while (onRow && query.next()) {
        QVariantList row;
        for (int i = 0; i < columns; ++i)
            row << query.value(i);
        onRow(row);
    }
    if (query.lastError().isValid())
        return failed();
    return {};
}

Result<> Database::transaction(const std::function<Result<>()> &work)
{
    if (auto begun = run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun;
    Result<> done = work();
    if (done)
        done = run(QStringLiteral("COMMIT"));
    if (!done)
        (void)run(QStringLiteral("ROLLBACK"));
    return done;
}

Result<> Database::prepare(const QString &file)
{
    QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    db.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    db.setDatabaseName(file);
    if (!db.open())
        return fail(ErrorCode::Io, m_schema.trouble, db.lastError().text());
    QString check;
    const auto text = [&check](const QVariantList &row) { check = row.value(0).toString(); };
    if (auto ok = run(QStringLiteral("PRAGMA quick_check(1)"), {}, text); !ok)
        return fail(m_diskFailed ? ErrorCode::Io : ErrorCode::Verification, ok.error().text, ok.error().detail);
    if (check != QLatin1String("ok"))
        return fail(tellsOfTrouble(check) ? ErrorCode::Io : ErrorCode::Verification, m_schema.trouble, check);
    for (const char *pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "PRAGMA foreign_keys=ON"})
        if (auto ok = run(QString::fromLatin1(pragma), {}, text); !ok)
            return ok;
    return migrate();
}

Result<> Database::migrate()
{
    int version = -1;
    if (auto ok = run(QStringLiteral("PRAGMA user_version"), {}, [&version](const QVariantList &row) { version = row.value(0).toInt(); }); !ok)
        return ok;
    if (version > int(m_schema.steps.size()))
        return fail(ErrorCode::Config, m_schema.newer);
    for (int i = version; i < int(m_schema.steps.size()); ++i) {
        const auto step = [this, i]() -> Result<> {
            int now = i; // another process may have been faster
            if (auto ok = run(QStringLiteral("PRAGMA user_version"), {}, [&now](const QVariantList &row) { now = row.value(0).toInt(); }); !ok || now > i)
                return ok;
            for (const QString &statement : QString::fromLatin1(m_schema.steps[i]).split(u';', Qt::SkipEmptyParts))
                if (auto ok = run(statement); !ok)
                    return ok;
            return run(QStringLiteral("PRAGMA user_version=%1").arg(i + 1));
        };
        if (auto ok = transaction(step); !ok)
            return ok;
    }
    return {};
}

static bool moveAside(const QString &file, const DatabaseSchema &schema, QStringList *notes)
{
    const QString suffix = QStringLiteral(".damaged-") + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddThhmmsszzz"));
    for (const QString &part : {file + QStringLiteral("-wal"), file + QStringLiteral("-shm"), file})
        if (QFile::exists(part) && !QFile::rename(part, part + suffix))
            return false;
    notes->append(schema.restarted.arg(file + suffix));
    return true;
}

Result<std::unique_ptr<Database>> Database::open(const QString &file, QStringList *notes, const DatabaseSchema &schema)
{
    for (int attempt = 0;; ++attempt) {
        std::unique_ptr<Database> database(new Database(QStringLiteral("lathe-") + newUuid(), schema));
        const auto ready = database->prepare(file);
        if (ready) {
            ::chmod(QFile::encodeName(file).constData(), 0600); // environment variables of functions are in it
            return database;
        }
        database.reset();
        if (attempt > 0 || ready.error().code != ErrorCode::Verification)
            return tl::unexpected(ready.error());
        if (!moveAside(file, schema, notes))
            return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The damaged file %1 cannot be moved aside; move it away and try again.").arg(file));
    }
}

} // namespace lathe
