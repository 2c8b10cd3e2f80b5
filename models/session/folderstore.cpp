// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/folderstore.h"
#include "cloud/statelock.h"
#include "core/atomicfile.h"
#include "core/logging.h"
#include "core/paths.h"
#include "core/timeouts.h"
#include "session/movedaside.h"
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <optional>
#include <thread>
#include <utility>

namespace lathe {

static constexpr int mostRecent = 20;

/// Nothing when another program has it for long, or the file cannot be made: what is here is worth more. The kernel gives a killed one's back.
static std::optional<StateLock> locked(const QString &file)
{
    for (std::chrono::milliseconds waited{0};; waited += timeouts::stateBusyPoll) {
        if (auto lock = StateLock::acquire(file))
            return std::move(*lock);
        else if (lock.error().code != ErrorCode::Conflict || waited >= timeouts::stateBusy)
            return std::nullopt;
        std::this_thread::sleep_for(timeouts::stateBusyPoll);
    }
}

static QString canonical(const QString &dir)
{
    const QString path = QFileInfo(dir).canonicalFilePath();
    return path.isEmpty() ? dir : path;
}

static QStringList strings(const QJsonValue &value)
{
    QStringList out;
    for (const QJsonValue item : value.toArray())
        if (item.isString())
            out += item.toString();
    return out;
}

static QHash<QString, QList<int>> bookmarksOf(const QJsonObject &object)
{
    QHash<QString, QList<int>> out;
    for (auto it = object.begin(); it != object.end(); ++it)
        for (const QJsonValue line : it.value().toArray())
            if (line.toInt() > 0)
                out[it.key()].append(line.toInt());
    return out;
}

static QJsonObject objectOf(const QHash<QString, QList<int>> &bookmarks)
{
    QJsonObject out;
    for (auto it = bookmarks.begin(); it != bookmarks.end(); ++it) {
        QJsonArray lines;
        for (const int line : *it)
            lines.append(line);
        out.insert(it.key(), lines);
    }
    return out;
}

static QHash<QString, FilePlace> placesOf(const QJsonObject &object)
{
    QHash<QString, FilePlace> out;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonObject one = it.value().toObject();
        FilePlace place{one.value(QLatin1String("line")).toInt(), one.value(QLatin1String("column")).toInt(), {}, one.value(QLatin1String("bytes")).toInteger()};
        for (const QJsonValue line : one.value(QLatin1String("folded")).toArray())
            if (line.toInt() > 0)
                place.folded.append(line.toInt());
        out.insert(it.key(), place);
    }
    return out;
}

static QJsonObject objectOf(const QHash<QString, FilePlace> &places)
{
    QJsonObject out;
    for (auto it = places.begin(); it != places.end(); ++it) {
        QJsonArray folded;
        for (const int line : it->folded)
            folded.append(line);
        out.insert(it.key(), QJsonObject{{QStringLiteral("line"), it->line}, {QStringLiteral("column"), it->column}, {QStringLiteral("folded"), folded}, {QStringLiteral("bytes"), it->bytes}});
    }
    return out;
}

/// What the file says. Verification: it is damaged; otherwise as readStateFile().
static Result<FolderTable> tableOf(const QString &file)
{
    const Result<QByteArray> bytes = readStateFile(file, 8 * 1024 * 1024);
    if (!bytes)
        return tl::unexpected(bytes.error());
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &problem);
    if (!document.isObject())
        return fail(ErrorCode::Verification, problem.errorString());
    FolderTable table;
    const QJsonObject root = document.object();
    table.recent = strings(root.value(QStringLiteral("recent")));
    table.trusted = strings(root.value(QStringLiteral("trusted")));
    const QJsonObject folders = root.value(QStringLiteral("folders")).toObject();
    for (auto it = folders.begin(); it != folders.end(); ++it) {
        const QJsonObject state = it.value().toObject();
        const auto text = [&](const char *name) { return state.value(QLatin1String(name)).toString(); };
        table.states.insert(it.key(), {strings(state.value(QStringLiteral("files"))), text("active"), text("function"), text("event"),
                                          bookmarksOf(state.value(QStringLiteral("bookmarks")).toObject()), strings(state.value(QStringLiteral("offline"))),
                                          placesOf(state.value(QStringLiteral("places")).toObject()), text("target"), text("signingKey")});
    }
    return table;
}

static QByteArray bytesOf(const FolderTable &table)
{
    QJsonObject folders;
    for (auto it = table.states.begin(); it != table.states.end(); ++it)
        if (table.recent.contains(it.key()))
            folders.insert(it.key(), QJsonObject{{QStringLiteral("files"), QJsonArray::fromStringList(it->files)},
                                         {QStringLiteral("active"), it->active}, {QStringLiteral("function"), it->function},
                                         {QStringLiteral("event"), it->event}, {QStringLiteral("bookmarks"), objectOf(it->bookmarks)}, {QStringLiteral("offline"), QJsonArray::fromStringList(it->offline)},
                                         {QStringLiteral("places"), objectOf(it->places)}, {QStringLiteral("target"), it->target}, {QStringLiteral("signingKey"), it->signingKey}});
    const QJsonObject root{{QStringLiteral("schema"), 1}, {QStringLiteral("recent"), QJsonArray::fromStringList(table.recent)},
        {QStringLiteral("trusted"), QJsonArray::fromStringList(table.trusted)}, {QStringLiteral("folders"), folders}};
    return QJsonDocument(root).toJson();
}

FolderStore::FolderStore(QString file) : m_file(std::move(file))
{
    m_writer.setMaxThreadCount(1);
    if (const auto table = tableOf(m_file))
        m_table = *table;
    else if (table.error().code == ErrorCode::Verification)
        qCWarning(logUi) << "folders.json is damaged and was moved to" << moveAside(m_file);
    else if (table.error().code != ErrorCode::NotFound)
        qCWarning(logUi) << "folders.json stays, but nothing is known of it:" << table.error().text;
}

FolderStore::~FolderStore()
{
    m_writer.waitForDone();
    if (!m_held.isEmpty())
        write();
}

/// Here at once, and on the worker in what the file says by then: another Lathe writes to it too, and loses nothing by this one.
void FolderStore::change(const Change &change)
{
    change(m_table);
    const std::lock_guard guard(m_mutex);
    m_pending.append(change);
    m_snapshot = m_table;
    if (m_pending.size() == 1)
        m_writer.start([this] { write(); });
}

/// On the worker: what has gathered is one write.
void FolderStore::write()
{
    const Result<QString> dir = paths::makePrivate(QFileInfo(m_file).path());
    Result<> done;
    if (dir) {
        const auto lock = locked(m_file + QStringLiteral(".lock"));
        std::unique_lock guard(m_mutex);
        m_held += std::exchange(m_pending, {});
        FolderTable table = m_snapshot; // where there is no file, or a damaged one
        guard.unlock();
        const auto now = tableOf(m_file);
        if (now) {
            table = *now;
            for (const Change &one : std::as_const(m_held))
                one(table);
        } else if (now.error().code == ErrorCode::Verification) {
            moveAside(m_file);
        }
        if (!now && now.error().code != ErrorCode::Verification && now.error().code != ErrorCode::NotFound)
            done = tl::unexpected(now.error()); // what cannot be read must not be written over
        else
            done = writeFileAtomically(m_file, bytesOf(table), 0600);
        if (done)
            m_held.clear(); // else along with the next change, and at the end
    } else {
        const std::lock_guard guard(m_mutex);
        m_pending.clear();
        done = fail(dir.error().code, dir.error().text);
    }
    if (!done)
        qCWarning(logUi) << "folders.json was not written:" << done.error().text;
}

bool FolderStore::isTrusted(const QString &dir) const
{
    return m_table.trusted.contains(canonical(dir));
}

void FolderStore::setTrusted(const QString &dir, bool trusted)
{
    const QString path = canonical(dir);
    if (m_table.trusted.contains(path) == trusted)
        return;
    change([path, trusted](FolderTable &table) {
        table.trusted.removeAll(path);
        if (trusted)
            table.trusted.append(path);
    });
}

QStringList FolderStore::recent() const
{
    QStringList out;
    for (const QString &dir : m_table.recent)
        if (QFileInfo(dir).isDir())
            out += dir;
    return out;
}

void FolderStore::noteOpened(const QString &dir)
{
    const QString path = canonical(dir);
    if (!m_table.recent.isEmpty() && m_table.recent.first() == path)
        return;
    change([path](FolderTable &table) {
        table.recent.removeAll(path);
        table.recent.prepend(path);
        while (table.recent.size() > mostRecent)
            table.states.remove(table.recent.takeLast());
    });
}

void FolderStore::forget(const QString &dir)
{
    const QString path = canonical(dir);
    if (m_table.recent.contains(path) || m_table.recent.contains(dir))
        change([path, dir](FolderTable &table) {
            table.recent.removeAll(path);
            table.recent.removeAll(dir);
        });
}

FolderState FolderStore::state(const QString &dir) const
{
    return m_table.states.value(canonical(dir));
}

void FolderStore::setState(const QString &dir, const FolderState &state)
{
    const QString path = canonical(dir);
    if (m_table.states.value(path) != state)
        change([path, state](FolderTable &table) { table.states.insert(path, state); });
}

} // namespace lathe
