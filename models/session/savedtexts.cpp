// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/savedtexts.h"
#include "core/async.h"
#include "core/atomicfile.h"
#include "core/limits.h"
#include "core/logging.h"
#include "core/paths.h"
#include "core/timeouts.h"
#include "session/finding/filesearch.h"
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QLockFile>
#include <QSet>
#include <algorithm>
#include <utility>

namespace lathe {

static QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

/// The folder: `texts/ab/…` a content each, compressed; `files/….log` a file each: its path, then a line for each state.
struct SavedTexts::Store
{
    QString dir;

    QString textFile(const QByteArray &hash) const { return QStringLiteral("%1/texts/%2/%3").arg(dir, QString::fromLatin1(hash.left(2)), QString::fromLatin1(hash)); }
    QString logFile(const QString &path) const { return QStringLiteral("%1/files/%2.log").arg(dir, QString::fromLatin1(sha256(path.toUtf8()).left(40))); }

    struct Log
    {
        QString path;
        QList<SavedText> states; ///< Oldest first.
    };
    /// Lines that make no sense are left out: a program may have been killed while it wrote one.
    static Log parsed(const QByteArray &bytes)
    {
        Log log;
        const QList<QByteArray> lines = bytes.split('\n');
        log.path = QString::fromUtf8(QByteArray::fromPercentEncoding(lines.value(0)));
        for (const QByteArray &line : lines.mid(1)) {
            const QList<QByteArray> words = line.split(' ');
            bool ok = false;
            const qint64 when = words.value(0).toLongLong(&ok);
            const int change = words.value(1).toInt();
            if (ok && words.size() == 4 && words[2].size() == 64 && change >= 0 && change <= int(TextChange::Outside))
                log.states.append({QDateTime::fromMSecsSinceEpoch(when, Qt::UTC), TextChange(change), words[2], words[3].toLongLong()});
        }
        return log;
    }
    static QByteArray lineOf(const SavedText &state)
    {
        return QByteArray::number(state.when.toMSecsSinceEpoch()) + ' ' + QByteArray::number(int(state.change)) + ' ' + state.hash + ' ' + QByteArray::number(state.bytes) + '\n';
    }
    static QByteArray headOf(const QString &path) { return path.toUtf8().toPercentEncoding("/") + '\n'; }
    Log read(const QString &file, bool *readable = nullptr) const
    {
        const auto bytes = readFile(file, 1024 * 1024);
        if (readable)
            *readable = bytes || bytes.error().code != ErrorCode::Io;
        return bytes ? parsed(*bytes) : Log();
    }

    bool note(const QString &path, const QByteArray &bytes, TextChange change) const
    {
        const QByteArray hash = sha256(bytes);
        const Log log = read(logFile(path));
        if (!log.states.isEmpty() && log.states.constLast().hash == hash)
            return false;
        if (change == TextChange::Opened && !log.states.isEmpty())
            change = TextChange::Outside; // it changed while it was not open
        for (const QString &folder : {dir, dir + QStringLiteral("/files"), dir + QStringLiteral("/texts"), QFileInfo(textFile(hash)).path()})
            if (!paths::makePrivate(folder))
                return false;
        if (!QFileInfo::exists(textFile(hash)))
            if (const auto done = writeFileAtomically(textFile(hash), qCompress(bytes), 0600); !done) {
                qCWarning(logUi) << "A state of a file was not kept:" << done.error().text;
                return false;
            }
        QFile file(logFile(path));
        const bool fresh = !file.exists();
        if (!file.open(QIODevice::Append))
            return false;
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        return file.write((fresh ? headOf(path) : QByteArray()) + lineOf({QDateTime::currentDateTimeUtc(), change, hash, bytes.size()})) > 0;
    }

    /// Nothing when another program holds it for long, or the folder cannot be made.
    std::unique_ptr<QLockFile> locked() const
    {
        if (!QFileInfo::exists(dir) && !paths::makePrivate(dir))
            return nullptr;
        auto lock = std::make_unique<QLockFile>(dir + QStringLiteral("/lock"));
        if (!lock->tryLock(int(timeouts::stateBusy.count())))
            return nullptr;
        return lock;
    }
    QString boundsFile() const { return dir + QStringLiteral("/bounds"); }
    Bounds bounds() const
    {
        Bounds found{limits::savedTextBytes, limits::savedTextDays};
        const auto bytes = readFile(boundsFile(), 100);
        const QList<QByteArray> words = bytes ? bytes->trimmed().split(' ') : QList<QByteArray>();
        if (words.size() == 2 && words[0].toLongLong() > 0 && words[1].toInt() > 0)
            found = {words[0].toLongLong(), words[1].toInt()};
        return found;
    }
    qint64 used() const
    {
        qint64 bytes = 0;
        QDirIterator it(dir + QStringLiteral("/texts"), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            it.next();
            bytes += it.fileInfo().size();
        }
        return bytes;
    }
    Size size() const { return {used(), bounds()}; }

    /// Age and number first, then the oldest of all until the rest fits; texts that no file needs go.
    void prune() const
    {
        const Bounds most = bounds();
        struct One
        {
            QString file;
            SavedText state;
        };
        QList<One> all;
        QHash<QString, QString> pathOf;
        QSet<QString> shortened;
        const QDateTime oldest = QDateTime::currentDateTimeUtc().addDays(-most.days);
        for (const QFileInfo &info : QDir(dir + QStringLiteral("/files")).entryInfoList({QStringLiteral("*.log")}, QDir::Files)) {
            bool readable = true;
            const Log log = read(info.filePath(), &readable);
            if (!readable)
                return; // its texts would look as if no file needed them
            pathOf.insert(info.filePath(), log.path);
            const qsizetype first = std::max<qsizetype>(0, log.states.size() - limits::savedTextStates);
            for (qsizetype i = 0; i < log.states.size(); ++i) {
                if (i < first || log.states[i].when < oldest)
                    shortened.insert(info.filePath());
                else
                    all.append({info.filePath(), log.states[i]});
            }
        }
        std::sort(all.begin(), all.end(), [](const One &a, const One &b) { return a.state.when > b.state.when; });
        QSet<QByteArray> kept;
        QHash<QString, QList<SavedText>> rest;
        qint64 bytes = 0;
        for (const One &one : std::as_const(all)) {
            if (!kept.contains(one.state.hash)) {
                bytes += QFileInfo(textFile(one.state.hash)).size();
                if (bytes > most.bytes) {
                    shortened.insert(one.file);
                    continue;
                }
                kept.insert(one.state.hash);
            }
            rest[one.file].prepend(one.state);
        }
        for (const QString &file : std::as_const(shortened)) {
            QByteArray text = headOf(pathOf.value(file));
            for (const SavedText &state : rest.value(file))
                text += lineOf(state);
            if (rest.value(file).isEmpty())
                QFile::remove(file);
            else
                (void)writeFileAtomically(file, text, 0600);
        }
        for (const QFileInfo &folder : QDir(dir + QStringLiteral("/texts")).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot))
            for (const QFileInfo &info : QDir(folder.filePath()).entryInfoList(QDir::Files))
                if (!kept.contains(info.fileName().toLatin1()))
                    QFile::remove(info.filePath());
    }
};

static constexpr qint64 mostWaitingBytes = 8 * 1024 * 1024;

/// A state of a file that waits for the worker.
class SavedTexts::Waiting
{
public:
    Waiting(const QString &path, const std::shared_ptr<std::atomic<qint64>> &all) : m_file(path), m_all(all)
    {
        if (m_file.open(QIODevice::ReadOnly) && *m_all + m_file.size() <= mostWaitingBytes)
            *m_all += m_size = (m_bytes = read()).size();
    }
    ~Waiting() { *m_all -= m_size; }
    Q_DISABLE_COPY(Waiting)
    bool isOpen() const { return m_file.isOpen(); }
    /// Null: it cannot be read, or has grown over the size.
    QByteArray take()
    {
        const QByteArray bytes = m_size > 0 ? std::exchange(m_bytes, {}) : read();
        m_file.close();
        return bytes;
    }

private:
    QByteArray read()
    {
        const QByteArray bytes = m_file.read(limits::savedTextFileBytes + 1);
        return m_file.error() != QFileDevice::NoError || bytes.size() > limits::savedTextFileBytes ? QByteArray() : bytes.isNull() ? QByteArray("") : bytes;
    }
    QFile m_file;
    QByteArray m_bytes;
    qint64 m_size = 0;
    const std::shared_ptr<std::atomic<qint64>> m_all;
};

SavedTexts::SavedTexts(QString dir, QObject *parent) : QObject(parent), m_dir(std::move(dir))
{
    m_pool.setMaxThreadCount(1);
}

SavedTexts::~SavedTexts()
{
    m_pool.waitForDone();
}

bool SavedTexts::holdsSecrets(const QString &path)
{
    const QString name = QFileInfo(path).fileName().toLower();
    const QString suffix = QFileInfo(name).suffix();
    return name == QLatin1String(".env") || name.startsWith(QLatin1String(".env.")) || suffix == QLatin1String("env") || name == QLatin1String("credentials")
        || name == QLatin1String(".npmrc") || name == QLatin1String(".pypirc") || name == QLatin1String(".netrc") || name.startsWith(QLatin1String("id_rsa"))
        || name.startsWith(QLatin1String("id_ed25519")) || suffix == QLatin1String("pem") || suffix == QLatin1String("key") || suffix == QLatin1String("p12")
        || suffix == QLatin1String("pfx") || suffix == QLatin1String("jks");
}

bool SavedTexts::keeps(const QString &root, const QString &path)
{
    if (root.isEmpty() || !path.startsWith(root + u'/') || holdsSecrets(path))
        return false;
    const QStringList folders = path.mid(root.size() + 1).split(u'/').mid(0, path.mid(root.size() + 1).count(u'/'));
    return std::none_of(folders.begin(), folders.end(), [](const QString &folder) { return ignoredFolders().contains(folder); });
}

void SavedTexts::note(const QString &root, const QString &path, TextChange change)
{
    const QFileInfo info(path);
    if (!keeps(root, path) || !info.isFile() || info.size() > limits::savedTextFileBytes)
        return;
    // Read here and now, for by the time of the worker it may be another state; but what waits must not fill the memory. Beyond some
    // megabytes only the open file waits, which stays that state when another one is put in its place.
    const auto text = std::make_shared<Waiting>(path, m_waitingBytes);
    if (!text->isOpen())
        return;
    const auto future = onWorker(m_pool, [store = Store{m_dir}, path, text, change]() -> Result<bool> {
        const QByteArray bytes = text->take();
        const auto lock = store.locked();
        return lock && !bytes.isNull() && store.note(path, bytes, change);
    });
    whenDone(future, this, [this, path](const Result<bool> &kept) {
        if (kept && *kept)
            emit changed(path);
    });
    pruneLater(1);
}

QFuture<Result<int>> SavedTexts::noteAll(const QString &root, const QStringList &paths, TextChange change)
{
    const auto future = onWorker(m_pool, [store = Store{m_dir}, root, paths, change]() -> Result<int> {
        const auto lock = store.locked();
        int kept = 0;
        for (const QString &path : paths) {
            const QFileInfo info(path);
            if (!lock || !keeps(root, path) || !info.isFile() || info.size() > limits::savedTextFileBytes)
                continue;
            if (const auto bytes = readFile(path, limits::savedTextFileBytes))
                kept += store.note(path, *bytes, change);
        }
        return kept;
    });
    pruneLater(paths.size());
    return future;
}

/// With the first note and after each 64th, when nothing else waits for the thread.
void SavedTexts::pruneLater(qsizetype notes)
{
    const bool due = m_notes == 0 || m_notes / 64 != (m_notes + notes) / 64;
    m_notes += notes;
    if (notes == 0 || !due || m_pruning->exchange(true))
        return;
    m_pool.start([store = Store{m_dir}, waiting = m_pruning] {
        *waiting = false;
        if (const auto lock = store.locked())
            store.prune();
    }, -1);
}

QFuture<Result<SavedTexts::Size>> SavedTexts::size()
{
    return onWorker(m_pool, [store = Store{m_dir}]() -> Result<Size> { return store.size(); });
}

QFuture<Result<SavedTexts::Size>> SavedTexts::setBounds(const Bounds &bounds)
{
    const auto future = onWorker(m_pool, [store = Store{m_dir}, bounds]() -> Result<Size> {
        const auto lock = store.locked();
        if (!lock)
            return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The local history is in use or cannot be written."), store.dir);
        if (const auto done = writeFileAtomically(store.boundsFile(), QByteArray::number(bounds.bytes) + ' ' + QByteArray::number(bounds.days) + '\n', 0600); !done)
            return tl::unexpected(done.error());
        store.prune();
        return store.size();
    });
    whenDone(future, this, [this](const Result<Size> &) { emit bounded(); });
    return future;
}

QFuture<Result<SavedTexts::Size>> SavedTexts::clear()
{
    const auto future = onWorker(m_pool, [store = Store{m_dir}]() -> Result<Size> {
        const auto lock = store.locked();
        if (!lock)
            return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The local history is in use or cannot be written."), store.dir);
        for (const char *part : {"/files", "/texts"})
            QDir(store.dir + QLatin1String(part)).removeRecursively();
        return store.size();
    });
    whenDone(future, this, [this](const Result<Size> &) { emit bounded(); });
    return future;
}

QFuture<Result<QList<SavedText>>> SavedTexts::statesOf(const QString &path)
{
    return onWorker(m_pool, [store = Store{m_dir}, path]() -> Result<QList<SavedText>> {
        QList<SavedText> states = store.read(store.logFile(path)).states;
        std::reverse(states.begin(), states.end());
        return states;
    });
}

QFuture<Result<QByteArray>> SavedTexts::bytesOf(const QByteArray &hash)
{
    return onWorker(m_pool, [store = Store{m_dir}, hash]() -> Result<QByteArray> {
        const auto packed = readFile(store.textFile(hash), limits::savedTextFileBytes * 2);
        if (!packed)
            return tl::unexpected(packed.error());
        const QByteArray bytes = qUncompress(*packed);
        if (sha256(bytes) != hash)
            return fail(ErrorCode::Verification, QCoreApplication::translate("lathe", "This state of the file is damaged."));
        return bytes;
    });
}

QFuture<Result<QStringList>> SavedTexts::deletedFiles(const QString &root)
{
    return onWorker(m_pool, [store = Store{m_dir}, root]() -> Result<QStringList> {
        QStringList paths;
        for (const QFileInfo &info : QDir(store.dir + QStringLiteral("/files")).entryInfoList({QStringLiteral("*.log")}, QDir::Files)) {
            const Store::Log log = store.read(info.filePath());
            if (log.path.startsWith(root + u'/') && !log.states.isEmpty() && !QFileInfo::exists(log.path))
                paths.append(log.path);
        }
        paths.sort();
        return paths;
    });
}

} // namespace lathe
