// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historystore.h"
#include "cloud/database.h"
#include "core/atomicfile.h"
#include "core/ids.h"
#include "core/limits.h"
#include "core/logging.h"
#include "core/paths.h"
#include <QCoreApplication>
#include <QFileInfo>

namespace lathe {

static DatabaseSchema schema()
{
    return {{"CREATE TABLE runs(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, started_ms INTEGER NOT NULL, function TEXT NOT NULL,"
             " status TEXT NOT NULL, facts TEXT NOT NULL, event BLOB NOT NULL, response BLOB NOT NULL, partial BLOB NOT NULL, log BLOB NOT NULL,"
             " bytes INTEGER NOT NULL);"
             "CREATE INDEX runs_time ON runs(started_ms);"
             "CREATE TABLE settings(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID"},
        QCoreApplication::translate("lathe", "The history could not be read or written; check the free space and permissions of its folder."),
        QCoreApplication::translate("lathe", "The history was damaged. It was moved to %1 and a new one was started."),
        QCoreApplication::translate("lathe", "The history was written by a newer Lathe: use that one.")};
}

/// SQLite takes a null QString for NULL.
static QString notNull(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

/// One byte says how the rest is kept.
static QByteArray packed(const QByteArray &bytes)
{
    constexpr qsizetype worthIt = 4096;
    if (bytes.size() > worthIt)
        if (const QByteArray small = qCompress(bytes, 1); small.size() < bytes.size())
            return 'z' + small;
    return 'r' + bytes;
}

static QByteArray unpacked(const QByteArray &kept)
{
    return kept.startsWith('z') ? qUncompress(reinterpret_cast<const uchar *>(kept.constData()) + 1, kept.size() - 1) : kept.mid(1);
}

HistoryStore::HistoryStore(QString dir, std::unique_ptr<Database> database) : m_dir(std::move(dir)), m_database(std::move(database)) {}

HistoryStore::~HistoryStore() = default;

QString HistoryStore::defaultDir()
{
    return paths::data() + QStringLiteral("/history");
}

Result<std::unique_ptr<HistoryStore>> HistoryStore::open(const QString &dir, QStringList *notes)
{
    if (const auto made = paths::makePrivate(dir); !made)
        return tl::unexpected(made.error());
    auto database = Database::open(dir + QStringLiteral("/runs.sqlite"), notes, schema());
    if (!database)
        return tl::unexpected(database.error());
    std::unique_ptr<HistoryStore> store(new HistoryStore(dir, std::move(*database)));
    if (const auto taken = store->takeIn(); !taken)
        return tl::unexpected(taken.error());
    return store;
}

Result<> HistoryStore::keep(const QString &dir, const HistoryEntry &entry, std::unique_ptr<RunSpool::Place> place)
{
    constexpr qsizetype manyRuns = 50;
    constexpr qint64 manyBytes = 32 * 1024 * 1024;
    const RunSpool spool(dir);
    if (const auto put = spool.put(entry, std::move(place)); !put)
        return put;
    const QStringList files = spool.waiting();
    qint64 bytes = 0;
    // Fifty small ones are below the bound together: only a large one makes looking at each worth a command's time.
    const qsizetype own = entry.event.size() + entry.outcome.payload.size() + entry.partial.size() + entry.outcome.log.size();
    for (const QString &file : own > manyBytes / manyRuns / 4 ? files : QStringList())
        bytes += QFileInfo(file).size();
    if (files.size() < manyRuns && bytes < manyBytes)
        return {};
    QStringList notes;
    const auto store = open(dir, &notes);
    for (const QString &note : notes)
        qCWarning(logCloud).noquote() << note;
    if (!store)
        return tl::unexpected(store.error());
    return {};
}

Result<int> HistoryStore::add(const QList<HistoryEntry> &entries)
{
    int added = 0;
    const auto insert = [&]() -> Result<> {
        for (HistoryEntry entry : entries) {
            if (entry.id.isEmpty())
                entry.id = newUuid();
            boundEntry(&entry);
            const QString facts = QString::fromUtf8(entryLine(entry, false)).trimmed();
            const QByteArrayList bodies{packed(entry.event), packed(entry.outcome.payload), packed(entry.partial), packed(entry.outcome.log)};
            qint64 bytes = facts.size();
            for (const QByteArray &body : bodies)
                bytes += body.size();
            const auto done = m_database->run(QStringLiteral("INSERT OR IGNORE INTO runs(id, started_ms, function, status, facts, event, response, partial, log, bytes)"
                                                             " VALUES(?,?,?,?,?,?,?,?,?,?) RETURNING number"),
                {entry.id, entry.startedMs, notNull(entry.function), entry.status(), facts, bodies[0], bodies[1], bodies[2], bodies[3], bytes},
                [&added](const QVariantList &) { ++added; });
            if (!done)
                return done;
        }
        return trim();
    };
    if (const auto done = m_database->transaction(insert); !done)
        return tl::unexpected(done.error());
    return added;
}

Result<int> HistoryStore::takeIn()
{
    constexpr int together = 200;
    int added = 0;
    const RunSpool spool(m_dir);
    spool.sweep();
    const QStringList files = spool.waiting();
    for (qsizetype from = 0; from < files.size(); from += together) {
        QList<HistoryEntry> entries;
        QStringList read;
        for (const QString &file : files.mid(from, together)) {
            const auto line = readFile(file, limits::historyLineBytes);
            if (!line)
                continue; // another process was faster
            auto entry = entryFromLine(*line);
            if (!entry) {
                QFile::rename(file, file + QStringLiteral(".bad"));
                continue;
            }
            entries.append(*entry);
            read.append(file);
        }
        const auto done = add(entries);
        if (!done)
            return done;
        added += *done;
        for (const QString &file : read)
            QFile::remove(file); // killed before this: the id is known the next time
    }
    return added;
}

Result<> HistoryStore::trim()
{
    const auto most = bound();
    const auto now = used();
    if (!most || !now)
        return tl::unexpected(most ? now.error() : most.error());
    qint64 beyond = *now - *most;
    if (beyond <= 0)
        return {};
    beyond += *most / 10; // not again with the next run
    qint64 newest = -1;
    const auto looked = m_database->run(QStringLiteral("SELECT number, bytes FROM runs ORDER BY started_ms, number"), {}, [&](const QVariantList &row) {
        if (beyond > 0) {
            newest = row.at(0).toLongLong();
            beyond -= row.at(1).toLongLong();
        }
    });
    if (!looked || newest < 0)
        return looked;
    return m_database->run(QStringLiteral("DELETE FROM runs WHERE (started_ms, number) <= (SELECT started_ms, number FROM runs WHERE number = ?)"), {newest});
}

Result<> HistoryStore::giveBack()
{
    qint64 all = 0, freePages = 0;
    const auto counted = m_database->run(QStringLiteral("SELECT page_count, freelist_count FROM pragma_page_count, pragma_freelist_count"), {}, [&](const QVariantList &row) {
        all = row.at(0).toLongLong();
        freePages = row.at(1).toLongLong();
    });
    if (!counted || freePages <= all / 4)
        return counted;
    const auto vacuumed = m_database->run(QStringLiteral("VACUUM"));
    return vacuumed ? m_database->run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")) : vacuumed; // it went into the log of changes first
}

static HistoryEntry fromRow(const QVariantList &row, bool bodies)
{
    HistoryEntry entry = entryFromLine(row.at(0).toString().toUtf8()).value_or(HistoryEntry());
    if (!bodies)
        return entry;
    entry.event = unpacked(row.at(1).toByteArray());
    entry.outcome.payload = unpacked(row.at(2).toByteArray());
    entry.partial = unpacked(row.at(3).toByteArray());
    entry.outcome.log = unpacked(row.at(4).toByteArray());
    return entry;
}

static bool contains(const HistoryEntry &entry, const QString &text)
{
    for (const QString &field : {entry.id, entry.function, entry.eventName, entry.where, entry.runtime, entry.outcome.report.errorType, entry.outcome.report.requestId})
        if (field.contains(text, Qt::CaseInsensitive))
            return true;
    for (const QByteArray &body : {entry.event, entry.outcome.payload, entry.partial, entry.outcome.log})
        if (QString::fromUtf8(body).contains(text, Qt::CaseInsensitive))
            return true;
    return false;
}

Result<QList<HistoryEntry>> HistoryStore::find(const HistoryFilter &filter)
{
    QList<HistoryEntry> found;
    const bool search = !filter.text.isEmpty();
    const bool bodies = filter.bodies || search;
    const QString columns = bodies ? QStringLiteral("facts, event, response, partial, log") : QStringLiteral("facts");
    const auto done = m_database->run(QStringLiteral("SELECT %1 FROM runs WHERE (? = '' OR function = ?) AND (? = '' OR status = ?)"
                                                     " ORDER BY started_ms DESC, number DESC LIMIT ?").arg(columns),
        {notNull(filter.function), notNull(filter.function), notNull(filter.status), notNull(filter.status), search ? -1 : filter.most},
        [&](const QVariantList &row) {
            if (found.size() >= filter.most)
                return;
            HistoryEntry entry = fromRow(row, bodies);
            if (!search || contains(entry, filter.text))
                found.append(filter.bodies ? std::move(entry) : fromRow(row, false));
        });
    if (!done)
        return tl::unexpected(done.error());
    return found;
}

Result<HistoryEntry> HistoryStore::entry(const QString &which)
{
    bool isPlace = false;
    constexpr int longestPlace = 7; // longer ones are the beginning of an id
    const int place = which == QLatin1String("last") ? 1 : which.toInt(&isPlace);
    const bool byPlace = which == QLatin1String("last") || (isPlace && place > 0 && which.size() < longestPlace);
    QList<HistoryEntry> found;
    const QString sql = QStringLiteral("SELECT facts, event, response, partial, log FROM runs ")
        + (byPlace ? QStringLiteral("ORDER BY started_ms DESC, number DESC LIMIT 1 OFFSET ?") : QStringLiteral("WHERE substr(id, 1, length(?)) = ? LIMIT 2"));
    const auto done = m_database->run(sql, byPlace ? QVariantList{place - 1} : QVariantList{notNull(which), notNull(which)}, [&found](const QVariantList &row) { found.append(fromRow(row, true)); });
    if (!done)
        return tl::unexpected(done.error());
    if (found.isEmpty() || which.isEmpty())
        return fail(ErrorCode::NotFound, QCoreApplication::translate("lathe", "There is no run %1 in the history.").arg(which));
    if (found.size() > 1)
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "Several runs begin with %1; write more of the id.").arg(which));
    return found.first();
}

Result<int> HistoryStore::remove(const QStringList &ids)
{
    int removed = 0;
    const auto all = [&]() -> Result<> {
        for (const QString &id : ids)
            if (const auto done = m_database->run(QStringLiteral("DELETE FROM runs WHERE id = ? RETURNING number"), {notNull(id)}, [&removed](const QVariantList &) { ++removed; }); !done)
                return done;
        return {};
    };
    const auto done = m_database->transaction(all);
    if (const auto given = done ? giveBack() : done; !given)
        return tl::unexpected(given.error());
    return removed;
}

Result<int> HistoryStore::clear(const QString &function)
{
    int removed = 0;
    const auto done = m_database->run(QStringLiteral("DELETE FROM runs WHERE ? = '' OR function = ? RETURNING number"), {notNull(function), notNull(function)},
        [&removed](const QVariantList &) { ++removed; });
    const auto vacuumed = done ? giveBack() : done;
    if (!vacuumed)
        return tl::unexpected(vacuumed.error());
    return removed;
}

Result<qint64> HistoryStore::bound()
{
    qint64 bytes = limits::historyBytes;
    const auto done = m_database->run(QStringLiteral("SELECT value FROM settings WHERE name = 'bound'"), {}, [&bytes](const QVariantList &row) { bytes = row.at(0).toLongLong(); });
    if (!done)
        return tl::unexpected(done.error());
    return bytes;
}

Result<> HistoryStore::setBound(qint64 bytes)
{
    const auto done = m_database->transaction([&]() -> Result<> {
        const auto set = m_database->run(QStringLiteral("INSERT OR REPLACE INTO settings VALUES('bound', ?)"), {bytes});
        return set ? trim() : set;
    });
    return done ? giveBack() : done;
}

Result<qint64> HistoryStore::used()
{
    qint64 bytes = 0;
    const auto done = m_database->run(QStringLiteral("SELECT COALESCE(SUM(bytes), 0) FROM runs"), {}, [&bytes](const QVariantList &row) { bytes = row.at(0).toLongLong(); });
    if (!done)
        return tl::unexpected(done.error());
    return bytes;
}

} // namespace lathe
