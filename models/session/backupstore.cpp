// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/backupstore.h"
#include "core/atomicfile.h"
#include "core/timeouts.h"
#include "session/backupfile.h"
#include "session/movedaside.h"
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QPointer>
#include <algorithm>
#include <condition_variable>
#include <fcntl.h>
#include <mutex>
#include <thread>
#include <unistd.h>

namespace lathe {
namespace {

using Clock = std::chrono::steady_clock;

/// Text is gathered for half of the promised second, so that the other half is left for the disk.
constexpr auto gatherTime = timeouts::unsavedBackup / 2;
constexpr auto retry = timeouts::unsavedBackup * 5;
constexpr qint64 maxBackupBytes = 512 * 1024 * 1024;

} // namespace

/// Shared with the two workers; everything but dir is guarded by the mutex. The writer writes what is gathered, which is enough for a kill;
/// the syncer waits for the disk, however long that takes, and puts what is synced in the place of the one before.
struct BackupStore::Private
{
    struct Gathered
    {
        Backup backup;
        Clock::time_point due;
        QByteArray utf8; ///< In place of the backup's text, unless it is null.
    };
    struct Fresh
    {
        QString file; ///< Written, but not yet synced. Empty: there is none.
        Gathered text;
    };
    explicit Private(BackupStore *owner, QString folder) : q(owner), dir(std::move(folder)) {}

    QString fileOf(const QString &path) const
    {
        return dir + u'/' + QString::fromLatin1(QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex()) + QStringLiteral(".backup");
    }
    void gather(const Backup &backup, const QByteArray &utf8);
    void write();
    void begin();
    void writeAll(std::unique_lock<std::mutex> &lock, bool again);
    void sync();
    void syncNext(std::unique_lock<std::mutex> &lock);
    /// Before `file` is written over or removed: nobody has seen yet what is in an unread one.
    void giveWay(const QString &file)
    {
        if (unread.removeOne(file))
            moveAside(file);
    }
    void removeLeft(const QString &path)
    {
        for (const QString &file : left.take(path))
            QFile::remove(file);
    }
    void noteFailure(const QString &path, const Gathered &text, const Error &error, bool again);
    bool isIdle() const { return !hurry && writing.isEmpty() && fresh.isEmpty() && syncing.isEmpty(); }

    BackupStore *q;
    const QString dir;
    std::mutex mutex;
    std::condition_variable wake, wakeSyncer, idle;
    QHash<QString, Gathered> gathered;
    QStringList writing;          ///< Taken by the writer, not yet found by a next start.
    QStringList forgotten;        ///< Of those, what was forgotten meanwhile.
    QHash<QString, Fresh> fresh;  ///< By path.
    QString syncing;              ///< The path whose text the syncer has taken; empty: none, or it was forgotten meanwhile.
    QString syncingFile;
    QHash<QString, QStringList> left; ///< Unsynced files of programs that are gone, and whose syncing failed, by path.
    QStringList unread;           ///< Files that could not be read, though they may hold somebody's text.
    QList<std::pair<QPointer<QObject>, std::function<void()>>> settled; ///< To be called after the next writing.
    bool hurry = false, stop = false, written = false, failing = false;
    QDateTime last = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC); ///< Of all texts so far, those of earlier programs too.
    std::thread writer, syncer;
};

void BackupStore::Private::write()
{
    sweepStrayFiles(dir);
    std::unique_lock lock(mutex);
    for (;;) {
        if (hurry || stop) {
            const auto told = std::exchange(settled, {});
            writeAll(lock, !stop);
            hurry = !settled.isEmpty(); // asked for meanwhile
            idle.notify_all();
            for (const auto &[context, done] : told)
                QMetaObject::invokeMethod(q, [context = context, done = done] {
                    if (context)
                        done();
                }, Qt::QueuedConnection);
            if (stop)
                return;
        } else if (gathered.isEmpty()) {
            wake.wait(lock);
        } else {
            const auto first = std::min_element(gathered.begin(), gathered.end(), [](const Gathered &a, const Gathered &b) { return a.due < b.due; });
            const auto due = first->due; // a copy: the wait lets others change the table
            if (Clock::now() >= due)
                writeAll(lock, true);
            else
                wake.wait_until(lock, due);
        }
    }
}

/// Writes everything that is gathered; what fails goes back, to be tried later.
void BackupStore::Private::writeAll(std::unique_lock<std::mutex> &lock, bool again)
{
    const auto taken = std::exchange(gathered, {});
    writing = taken.keys();
    forgotten.clear();
    for (auto it = taken.begin(); it != taken.end(); ++it) {
        if (forgotten.contains(it.key()))
            continue;
        lock.unlock();
        const Result<QString> file = writeBackup(dir, it->backup, it->utf8);
        lock.lock();
        if (forgotten.contains(it.key())) {
            if (file)
                QFile::remove(*file);
            continue;
        }
        if (const Result<QString> named = file.and_then(nameBackup)) {
            if (const Fresh older = fresh.value(it.key()); !older.file.isEmpty())
                QFile::remove(older.file);
            fresh.insert(it.key(), {*named, *it});
            wakeSyncer.notify_all();
        } else {
            noteFailure(it.key(), *it, named.error(), again);
        }
    }
    writing.clear();
    idle.notify_all();
}

void BackupStore::Private::sync()
{
    std::unique_lock lock(mutex);
    for (;;) {
        if (!fresh.isEmpty())
            syncNext(lock);
        else if (written)
            return;
        else
            wakeSyncer.wait(lock);
    }
}

void BackupStore::Private::syncNext(std::unique_lock<std::mutex> &lock)
{
    const QString path = std::min_element(fresh.keyValueBegin(), fresh.keyValueEnd(), [](const auto &a, const auto &b) { return a.second.text.due < b.second.text.due; })->first;
    syncing = path;
    const Fresh one = fresh.take(path);
    syncingFile = one.file;
    lock.unlock();
    const Result<> synced = syncBackup(one.file);
    lock.lock();
    if (!syncing.isEmpty()) {
        if (synced)
            giveWay(fileOf(path));
        if (synced && ::rename(QFile::encodeName(one.file).constData(), QFile::encodeName(fileOf(path)).constData()) == 0) {
            removeLeft(path);
            failing = false;
            lock.unlock();
            if (const int folder = ::open(QFile::encodeName(dir).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); folder >= 0) {
                ::fsync(folder);
                ::close(folder);
            }
            lock.lock();
        } else { // a kill finds it all the same
            left[path].append(one.file);
            noteFailure(path, one.text, synced ? Error{ErrorCode::Io, qt_error_string(), one.file, {}} : synced.error(), !stop && !fresh.contains(path));
        }
    }
    syncing.clear();
    idle.notify_all();
}

void BackupStore::Private::noteFailure(const QString &path, const Gathered &text, const Error &error, bool again)
{
    if (again && !gathered.contains(path)) {
        gathered.insert(path, {text.backup, Clock::now() + retry, text.utf8});
        wake.notify_all();
    }
    if (!std::exchange(failing, true))
        QMetaObject::invokeMethod(q, [this, error] { emit q->failed(error); }, Qt::QueuedConnection);
}

BackupStore::BackupStore(QString dir, QObject *parent) : QObject(parent), d(std::make_unique<Private>(this, std::move(dir)))
{
}

/// With the first text, or the first look at what is there: a start waits for no thread.
void BackupStore::Private::begin()
{
    if (writer.joinable())
        return;
    writer = std::thread([this] { write(); });
    syncer = std::thread([this] { sync(); });
}

BackupStore::~BackupStore()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stop = true;
    }
    if (!d->writer.joinable())
        return;
    d->wake.notify_all();
    d->writer.join();
    {
        const std::lock_guard lock(d->mutex);
        d->written = true;
    }
    d->wakeSyncer.notify_all();
    d->syncer.join();
}

void BackupStore::Private::gather(const Backup &backup, const QByteArray &utf8)
{
    const std::lock_guard lock(mutex);
    const auto old = gathered.constFind(backup.path);
    const auto due = old == gathered.constEnd() ? Clock::now() + gatherTime : old->due; // typing on does not put it off
    Gathered &now = *gathered.insert(backup.path, {backup, due, utf8});
    now.backup.when = last = std::max(backup.when, last.addMSecs(1)); // the later text is the newer one, whatever the clock does
    begin();
    wake.notify_all();
}

void BackupStore::note(const QString &path, const QString &text, int line, int column, const QList<int> &folded)
{
    d->gather({path, text, QDateTime::currentDateTimeUtc(), line, column, folded}, {});
}

void BackupStore::noteUtf8(const QString &path, const QByteArray &text, int line, int column, const QList<int> &folded)
{
    d->gather({path, {}, QDateTime::currentDateTimeUtc(), line, column, folded}, text.isNull() ? QByteArray("") : text);
}

void BackupStore::forget(const QString &path)
{
    const std::lock_guard lock(d->mutex);
    d->gathered.remove(path);
    if (d->writing.contains(path))
        d->forgotten.append(path);
    if (const Private::Fresh fresh = d->fresh.take(path); !fresh.file.isEmpty())
        QFile::remove(fresh.file);
    if (d->syncing == path) {
        QFile::remove(d->syncingFile);
        d->syncing.clear();
    }
    d->removeLeft(path);
    d->giveWay(d->fileOf(path));
    QFile::remove(d->fileOf(path));
}

QList<Backup> BackupStore::pending() const
{
    QHash<QString, Backup> newest; // by path: one that is synced may have been followed by one that is not
    const std::lock_guard lock(d->mutex); // nothing is renamed meanwhile
    d->begin();
    QStringList own{d->syncingFile};
    for (const Private::Fresh &one : std::as_const(d->fresh))
        own.append(one.file);
    const auto files = QDir(d->dir).entryInfoList({QStringLiteral("*.backup"), QStringLiteral("*.fresh")}, QDir::Files);
    for (const QFileInfo &info : files) {
        const auto bytes = readStateFile(info.filePath(), maxBackupBytes);
        if (!bytes && bytes.error().code != ErrorCode::Verification) {
            if (bytes.error().code != ErrorCode::NotFound && !d->unread.contains(info.filePath()))
                d->unread.append(info.filePath());
            continue; // for the next start
        }
        const auto stored = bytes ? StoredBackup::in(*bytes) : std::nullopt;
        if (!stored) {
            moveAside(info.filePath());
            continue;
        }
        if (stored->isOthers())
            continue;
        const QString &path = stored->backup.path;
        d->last = std::max(d->last, stored->backup.when);
        if (info.suffix() == QLatin1String("fresh") && !own.contains(info.filePath()) && !d->left.value(path).contains(info.filePath()))
            d->left[path].append(info.filePath());
        if (!newest.contains(path) || newest.value(path).when < stored->backup.when)
            newest.insert(path, stored->backup);
    }
    QList<Backup> list = newest.values();
    std::sort(list.begin(), list.end(), [](const Backup &a, const Backup &b) { return a.when > b.when; });
    return list;
}

void BackupStore::settle(QObject *context, std::function<void()> done)
{
    {
        const std::lock_guard lock(d->mutex);
        if (!d->gathered.isEmpty() || !d->writing.isEmpty()) {
            d->settled.append({context, std::move(done)});
            d->hurry = true;
            d->wake.notify_all();
            return;
        }
    }
    done();
}

void BackupStore::flush()
{
    std::unique_lock lock(d->mutex);
    if (!d->gathered.isEmpty() || !d->writing.isEmpty()) {
        d->hurry = true;
        d->wake.notify_all();
    }
    d->idle.wait(lock, [this] { return d->isIdle(); });
}

} // namespace lathe

#include "moc_backupstore.cpp" // on its own, so that a test of this class links nothing else of the module
