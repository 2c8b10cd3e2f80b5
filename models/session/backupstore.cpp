// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/backupstore.h"
#include "core/atomicfile.h"
#include "core/paths.h"
#include "core/timeouts.h"
#include "session/movedaside.h"
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <signal.h>
#include <thread>
#include <unistd.h>

namespace lathe {
namespace {

using Clock = std::chrono::steady_clock;

/// Text is gathered for half of the promised second, so that the other half is left for the disk.
constexpr auto gatherTime = timeouts::unsavedBackup / 2;
constexpr auto retry = timeouts::unsavedBackup * 5;
constexpr char magic[] = "lathe-backup 1\n";
constexpr qint64 maxBackupBytes = 512 * 1024 * 1024;

/// When a process started, in clock ticks since boot: with the id it names one process for good. Empty when there is none.
QString startOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray stat = file.readAll();
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' '); // the name may hold spaces
    return fields.size() > 19 ? QString::fromLatin1(fields.at(19)) : QString();
}

/// A header line of JSON, then the exact text: UTF-8, or UTF-16 when it holds lone surrogates.
QByteArray serialised(const Backup &backup, const QByteArray &utf8)
{
    const bool wide = !backup.text.isValidUtf16();
    const QByteArray text = !utf8.isNull() ? utf8 : wide ? QByteArray(reinterpret_cast<const char *>(backup.text.utf16()), backup.text.size() * 2) : backup.text.toUtf8();
    QJsonArray folded;
    for (const int line : backup.folded)
        folded.append(line);
    const QJsonObject header{
        {QStringLiteral("path"), backup.path},
        {QStringLiteral("when"), backup.when.toUTC().toString(Qt::ISODateWithMs)},
        {QStringLiteral("line"), backup.line},
        {QStringLiteral("column"), backup.column},
        {QStringLiteral("folded"), folded},
        {QStringLiteral("encoding"), wide ? QStringLiteral("UTF-16") : QStringLiteral("UTF-8")},
        {QStringLiteral("bytes"), qint64(text.size())},
        {QStringLiteral("sha256"), QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex())},
        {QStringLiteral("pid"), qint64(::getpid())},
        {QStringLiteral("started"), startOf(::getpid())},
    };
    return magic + QJsonDocument(header).toJson(QJsonDocument::Compact) + '\n' + text;
}

struct Stored
{
    Backup backup;
    qint64 pid = 0;
    QString started;
};

std::optional<Stored> parsed(const QByteArray &bytes)
{
    if (!bytes.startsWith(magic))
        return std::nullopt;
    const qsizetype from = qsizetype(sizeof magic) - 1;
    const qsizetype end = bytes.indexOf('\n', from);
    if (end < 0)
        return std::nullopt;
    const QJsonObject header = QJsonDocument::fromJson(bytes.mid(from, end - from)).object();
    const QByteArray text = bytes.mid(end + 1);
    if (header.value(QLatin1String("bytes")).toInteger(-1) != text.size()
        || header.value(QLatin1String("sha256")).toString().toLatin1() != QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex())
        return std::nullopt;
    Stored stored;
    stored.backup.path = header.value(QLatin1String("path")).toString();
    stored.backup.when = QDateTime::fromString(header.value(QLatin1String("when")).toString(), Qt::ISODateWithMs);
    stored.backup.line = header.value(QLatin1String("line")).toInt();
    stored.backup.column = header.value(QLatin1String("column")).toInt();
    for (const QJsonValue line : header.value(QLatin1String("folded")).toArray())
        if (line.toInt() > 0)
            stored.backup.folded.append(line.toInt());
    stored.pid = header.value(QLatin1String("pid")).toInteger();
    stored.started = header.value(QLatin1String("started")).toString();
    if (header.value(QLatin1String("encoding")).toString() == QLatin1String("UTF-16"))
        stored.backup.text = QString(reinterpret_cast<const QChar *>(text.constData()), text.size() / 2);
    else
        stored.backup.text = QString::fromUtf8(text);
    if (stored.backup.path.isEmpty())
        return std::nullopt;
    return stored;
}

} // namespace

/// Shared with the worker; everything but dir is guarded by the mutex.
struct BackupStore::Private
{
    struct Gathered
    {
        Backup backup;
        Clock::time_point due;
        QByteArray utf8; ///< In place of the backup's text, unless it is null.
    };
    void gather(const Backup &backup, const QByteArray &utf8);
    /// Before `file` is written over or removed: nobody has seen yet what is in an unread one.
    void giveWay(const QString &file)
    {
        if (unread.removeOne(file))
            moveAside(file);
    }

    explicit Private(BackupStore *owner, QString folder) : q(owner), dir(std::move(folder)) {}

    QString fileOf(const QString &path) const
    {
        return dir + u'/' + QString::fromLatin1(QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex()) + QStringLiteral(".backup");
    }

    void run();
    void writeAll(std::unique_lock<std::mutex> &lock, bool again);

    BackupStore *q;
    const QString dir;
    std::mutex mutex;
    std::condition_variable wake, idle;
    QHash<QString, Gathered> gathered;
    QStringList writing;         ///< Taken by the worker, not yet on disk.
    QStringList forgotten;       ///< Of those, what was forgotten meanwhile.
    QStringList unread;          ///< Files that could not be read, though they may hold somebody's text.
    QList<std::pair<QPointer<QObject>, std::function<void()>>> settled; ///< To be called after the next writing.
    bool hurry = false, stop = false, failing = false;
    std::thread worker;
};

void BackupStore::Private::run()
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
        giveWay(fileOf(it.key()));
        lock.unlock();
        Result<> done;
        if (auto made = paths::makePrivate(dir); !made)
            done = tl::unexpected(made.error());
        else
            done = writeFileAtomically(fileOf(it.key()), serialised(it->backup, it->utf8), 0600);
        lock.lock();
        if (forgotten.contains(it.key())) {
            QFile::remove(fileOf(it.key()));
            continue;
        }
        if (done) {
            failing = false;
            continue;
        }
        if (again && !gathered.contains(it.key()))
            gathered.insert(it.key(), {it->backup, Clock::now() + retry, it->utf8});
        if (!std::exchange(failing, true))
            QMetaObject::invokeMethod(q, [this, error = done.error()] { emit q->failed(error); }, Qt::QueuedConnection);
    }
    writing.clear();
    idle.notify_all();
}

BackupStore::BackupStore(QString dir, QObject *parent) : QObject(parent), d(std::make_unique<Private>(this, std::move(dir)))
{
    d->worker = std::thread([p = d.get()] { p->run(); });
}

BackupStore::~BackupStore()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stop = true;
    }
    d->wake.notify_all();
    d->worker.join();
}

void BackupStore::Private::gather(const Backup &backup, const QByteArray &utf8)
{
    const std::lock_guard lock(mutex);
    const auto old = gathered.constFind(backup.path);
    const auto due = old == gathered.constEnd() ? Clock::now() + gatherTime : old->due; // typing on does not put it off
    gathered.insert(backup.path, {backup, due, utf8});
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
    d->giveWay(d->fileOf(path));
    QFile::remove(d->fileOf(path));
}

QList<Backup> BackupStore::pending() const
{
    QList<Backup> list;
    const auto files = QDir(d->dir).entryInfoList({QStringLiteral("*.backup")}, QDir::Files);
    for (const QFileInfo &info : files) {
        const auto bytes = readStateFile(info.filePath(), maxBackupBytes);
        if (!bytes && bytes.error().code != ErrorCode::Verification) {
            const std::lock_guard lock(d->mutex);
            if (bytes.error().code != ErrorCode::NotFound && !d->unread.contains(info.filePath()))
                d->unread.append(info.filePath());
            continue; // for the next start
        }
        const auto stored = bytes ? parsed(*bytes) : std::nullopt;
        if (!stored) {
            moveAside(info.filePath());
            continue;
        }
        const bool othersAndAlive = stored->pid != ::getpid() && !stored->started.isEmpty() && startOf(stored->pid) == stored->started;
        if (!othersAndAlive)
            list.append(stored->backup);
    }
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
    if (d->gathered.isEmpty() && d->writing.isEmpty())
        return;
    d->hurry = true;
    d->wake.notify_all();
    d->idle.wait(lock, [this] { return !d->hurry; });
}

} // namespace lathe

#include "moc_backupstore.cpp" // on its own, so that a test of this class links nothing else of the module
