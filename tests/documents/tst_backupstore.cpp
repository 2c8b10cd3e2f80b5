// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/backupstore.h"
#include "core/timeouts.h"
#include "faults/standstills.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <csignal>
#include <cstdio>
#include <sys/stat.h>
#include <thread>

using namespace lathe;

/// The text after `n` steps of typing.
static QString stateText(int n) { return QStringLiteral("state %1\n가나다 \r\n").arg(n) + QString(n % 500, u'x'); }

/// What the killed child runs: types without a pause and says when it did what.
static int typeForEver(const QString &dir)
{
    BackupStore store(dir);
    QTimer timer;
    int n = 0;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        ++n;
        store.note(QStringLiteral("/project/app.py"), stateText(n), n, n % 80);
        std::printf("%d %lld\n", n, static_cast<long long>(monotonicMs()));
        std::fflush(stdout);
    });
    timer.start(7);
    return QCoreApplication::exec();
}

/// What the child on a disk that never has what it was given runs: says when each of two texts of one file is written.
static int typeTwice(const QString &dir)
{
    BackupStore store(dir);
    store.note(QStringLiteral("/project/app.py"), stateText(1), 1, 0);
    store.settle(&store, [&store] {
        std::puts("1");
        std::fflush(stdout);
        store.note(QStringLiteral("/project/app.py"), stateText(2), 2, 0);
        store.settle(&store, [] {
            std::puts("2");
            std::fflush(stdout);
        });
    });
    return QCoreApplication::exec();
}

static qsizetype threads()
{
    return QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
}

class TestBackupStore : public QObject
{
    Q_OBJECT

    static QStringList files(const QString &dir) { return QDir(dir).entryList(QDir::Files | QDir::Hidden); }
    static const QString path;

private slots:
    void beginsWithTheFirstText()
    {
        QTemporaryDir dir;
        const qsizetype before = threads();
        BackupStore store(dir.path());
        store.flush();
        QCOMPARE(threads(), before); // the program's start waits for none
        store.note(QStringLiteral("/project/app.py"), QStringLiteral("text"), 1, 1);
        QCOMPARE(threads(), before + 2);
        store.flush();
        QCOMPARE(store.pending().size(), 1);
    }

    void keepsTextAndCursor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("endings") << QStringLiteral("a\r\nb\nc\r");
        QTest::newRow("Korean and emoji") << QStringLiteral("가나다😀");
        QTest::newRow("lone surrogate") << QStringLiteral("a") + QChar(0xD83D);
        QTest::newRow("NUL and BOM") << QString(QChar(0)) + QStringLiteral("\uFEFFx\n");
        QTest::newRow("looks like a header") << QStringLiteral("lathe-backup 1\n{}\n");
        QTest::newRow("large") << QString(3000000, QChar(0xac00));
    }
    void keepsTextAndCursor()
    {
        QFETCH(QString, text);
        QTemporaryDir dir;
        const QString folder = dir.filePath(QStringLiteral("backups"));
        const QDateTime before = QDateTime::currentDateTimeUtc();
        {
            BackupStore store(folder);
            store.note(path, text, 12, 34);
            store.flush();
            QCOMPARE(store.pending().size(), 1);
        }
        const QList<Backup> found = BackupStore(folder).pending();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().path, path);
        QCOMPARE(found.first().text, text);
        QCOMPARE(found.first().line, 12);
        QCOMPARE(found.first().column, 34);
        QVERIFY(found.first().when >= before.addMSecs(-1) && found.first().when <= QDateTime::currentDateTimeUtc());
    }

    void othersCannotReadIt()
    {
        QTemporaryDir dir;
        const QString folder = dir.filePath(QStringLiteral("backups"));
        BackupStore store(folder);
        store.note(path, QStringLiteral("secret"), 0, 0);
        store.flush();
        struct stat st = {};
        QCOMPARE(::stat(QFile::encodeName(folder).constData(), &st), 0);
        QCOMPARE(int(st.st_mode & 0777), 0700);
        QCOMPARE(files(folder).size(), 1);
        QCOMPARE(::stat(QFile::encodeName(folder + u'/' + files(folder).first()).constData(), &st), 0);
        QCOMPARE(int(st.st_mode & 0777), 0600);
    }

    void continuousTypingDoesNotPutItOff()
    {
        QTemporaryDir dir;
        BackupStore store(dir.path());
        QTimer typing;
        int n = 0;
        connect(&typing, &QTimer::timeout, this, [&] { ++n; store.note(path, stateText(n), n, 0); });
        typing.start(5);
        QTRY_VERIFY_WITH_TIMEOUT(!files(dir.path()).isEmpty(), 15000);
        QVERIFY(n > 10);
        const int then = n;
        QTRY_VERIFY_WITH_TIMEOUT(!store.pending().isEmpty() && store.pending().first().line > then, 15000); // and goes on
    }

    void nothingIsWrittenWithoutAChange()
    {
        QTemporaryDir dir;
        const QString folder = dir.filePath(QStringLiteral("backups"));
        {
            BackupStore store(folder);
            store.flush();
            store.forget(path);
        }
        QVERIFY(!QFileInfo::exists(folder));
    }

    void forgetRemoves()
    {
        QTemporaryDir dir;
        BackupStore store(dir.path());
        store.note(path, QStringLiteral("a"), 0, 0);
        store.note(QStringLiteral("/other"), QStringLiteral("b"), 0, 0);
        store.flush();
        store.forget(path);
        QCOMPARE(store.pending().size(), 1);
        store.note(QStringLiteral("/other"), QStringLiteral("c"), 0, 0);
        store.forget(QStringLiteral("/other")); // before it is written
        store.flush();
        QVERIFY(files(dir.path()).isEmpty());
    }

    void forgetBeatsAWriteInFlight()
    {
        QTemporaryDir dir;
        BackupStore store(dir.path());
        const QString large(2000000, u'x');
        QRandomGenerator random(1);
        for (int i = 0; i < 30; ++i) {
            store.note(path, large, 0, 0);
            std::thread hurried([&] { store.flush(); });
            for (quint32 spin = random.bounded(3000000U); spin > 0; --spin) // somewhere inside the write
                asm volatile("");
            store.forget(path);
            hurried.join();
            QCOMPARE(files(dir.path()), QStringList());
        }
        store.note(path, QStringLiteral("again"), 0, 0); // forgotten is not for ever
        store.flush();
        QCOMPARE(store.pending().size(), 1);
    }

    void damagedFilesAreMovedAside()
    {
        QTemporaryDir dir;
        {
            BackupStore store(dir.path());
            store.note(path, QString(500, u'x'), 1, 2);
        } // its end writes too
        QCOMPARE(files(dir.path()).size(), 1);
        const QString file = dir.filePath(files(dir.path()).first());
        QFile f(file);
        QVERIFY(f.open(QIODevice::ReadOnly));
        const QByteArray good = f.readAll();
        f.close();
        QRandomGenerator random(7);
        int kept = 0;
        for (int i = 0; i < 80; ++i) {
            QByteArray bad = good;
            switch (i % 4) {
            case 0: bad.truncate(random.bounded(int(bad.size()))); break;
            case 1: bad[bad.size() - 1 - random.bounded(500)] = '#'; break;
            case 2: bad.insert(random.bounded(int(bad.size())), "??"); break;
            default: bad = QByteArray(random.bounded(300), char(random.bounded(256))); break;
            }
            QVERIFY(f.open(QIODevice::WriteOnly));
            f.write(bad);
            f.close();
            const auto found = BackupStore(dir.path()).pending();
            for (const Backup &b : found) { // a change inside the header that leaves path and text whole
                QCOMPARE(b.text, QString(500, u'x'));
                ++kept;
            }
            if (found.isEmpty())
                QVERIFY(!QFileInfo::exists(file));
        }
        QVERIFY(kept < 20);
        QVERIFY(!QDir(dir.path()).entryList({QStringLiteral("*.damaged-*")}).isEmpty());
    }

    void aFailingDiskIsToldAndTriedAgain()
    {
        QTemporaryDir dir;
        const QString folder = dir.filePath(QStringLiteral("sub/backups"));
        QFile obstacle(dir.filePath(QStringLiteral("sub")));
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        obstacle.close();
        BackupStore store(folder);
        QSignalSpy failed(&store, &BackupStore::failed);
        store.note(path, QStringLiteral("a"), 0, 0);
        store.flush(); // must come back
        store.flush();
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(obstacle.remove());
        store.flush(); // the text is still there
        QCOMPARE(store.pending().size(), 1);
    }

    void backupsOfARunningLatheAreLeftAlone()
    {
        QTemporaryDir dir;
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--type"), dir.path()});
        BackupStore store(dir.path());
        QTRY_VERIFY_WITH_TIMEOUT(!QDir(dir.path()).entryList({QStringLiteral("*.backup")}, QDir::Files).isEmpty(), 10000);
        QVERIFY(store.pending().isEmpty());
        child.kill();
        QVERIFY(child.waitForFinished());
        QCOMPARE(store.pending().size(), 1);
    }

    /// The disk is never done with the first text: a kill loses neither it nor the next one.
    void theDiskIsNotWaitedFor()
    {
        QTemporaryDir dir;
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(LATHE_HELD_SYNCS));
        environment.insert(QStringLiteral("LATHE_HOLD_BELOW"), dir.path());
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--twice"), dir.path()});
        QByteArray said;
        QTRY_COMPARE_WITH_TIMEOUT((said += child.readAllStandardOutput()), QByteArray("1\n2\n"), 30000);
        {
            const BackupStore other(dir.path());
            QVERIFY(other.pending().isEmpty()); // it runs
        }
        child.kill();
        QVERIFY(child.waitForFinished());
        QVERIFY(!files(dir.path()).isEmpty());
        {
            BackupStore store(dir.path());
            QCOMPARE(store.pending().size(), 1);
            QCOMPARE(store.pending().first().text, stateText(2));
            store.note(QStringLiteral("/project/app.py"), stateText(3), 3, 0); // the next program's text takes the place of all
            store.flush();
            QCOMPARE(store.pending().size(), 1);
            QCOMPARE(store.pending().first().text, stateText(3));
            QCOMPARE(files(dir.path()).size(), 1);
        }
    }

    void aPowerCutLeavesTheTextBefore()
    {
        QTemporaryDir dir;
        BackupStore store(dir.path());
        store.note(path, QStringLiteral("synced"), 1, 1);
        store.flush();
        const QString synced = files(dir.path()).value(0);
        QFile fresh(dir.filePath(synced.left(64) + QStringLiteral(".AbCdEf.fresh")));
        QVERIFY(fresh.open(QIODevice::WriteOnly)); // its name came through, its bytes did not
        fresh.write(QByteArray(700, '\0'));
        fresh.close();
        QCOMPARE(store.pending().size(), 1);
        QCOMPARE(store.pending().first().text, QStringLiteral("synced"));
        QVERIFY(!fresh.exists()); // moved aside
    }

    /// A program that was killed has two of one file: the later one counts, although the clock was put back in between.
    void theLaterTextIsTheNewerOne()
    {
        QTemporaryDir dir;
        const auto textOf = [&](const QString &text) {
            BackupStore store(dir.path());
            (void)store.pending();
            store.note(path, text, 1, 1);
            store.flush();
            QFile file(dir.filePath(QDir(dir.path()).entryList({QStringLiteral("*.backup")}, QDir::Files).value(0)));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QByteArray bytes = textOf(QStringLiteral("first"));
        const qsizetype year = bytes.indexOf("\"when\":\"") + 8;
        QVERIFY(year > 8);
        bytes.replace(year, 4, "2999");
        QFile file(dir.filePath(files(dir.path()).value(0)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        (void)textOf(QStringLiteral("second"));
        QVERIFY(file.rename(file.fileName().chopped(7) + QStringLiteral(".AbCdEf.fresh")));
        QFile older(file.fileName().chopped(13) + QStringLiteral(".backup"));
        QVERIFY(older.open(QIODevice::WriteOnly) && older.write(bytes) == bytes.size());
        older.close();
        const QList<Backup> found = BackupStore(dir.path()).pending();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().text, QStringLiteral("second"));
    }

    void forgettingAlsoForgetsWhatIsNotSynced()
    {
        QTemporaryDir dir;
        BackupStore store(dir.path());
        store.note(path, QStringLiteral("of a program that was killed"), 1, 1);
        store.flush();
        const QString synced = dir.filePath(files(dir.path()).value(0));
        QFile file(synced);
        QVERIFY(file.rename(synced.left(synced.size() - 7) + QStringLiteral(".AbCdEf.fresh")));
        QCOMPARE(store.pending().size(), 1);
        store.forget(path);
        QCOMPARE(files(dir.path()), QStringList());
        QVERIFY(store.pending().isEmpty());
    }

    void aMachineThatStandsStillDoesNotCount()
    {
        const QList<Standstills::Time> seen{{1000, 7000}, {8000, 8100}};
        QCOMPARE(Standstills::before(seen, 800, 500), 300);
        QCOMPARE(Standstills::before(seen, 7950, 500), 7450);
        QCOMPARE(Standstills::before(seen, 7200, 1000), 200); // 200 ms behind the first one, 800 before it
        QCOMPARE(Standstills::before(seen, 8150, 1100), 950); // 50, 1000, then 50
        QCOMPARE(Standstills::before(seen, 8050, 100), 7900); // killed while it stood still
    }

    void killLosesAtMostASecond()
    {
        const int rounds = qEnvironmentVariableIsSet("LATHE_LONG_TESTS") ? 20 : 2; // of ten children at once
        QRandomGenerator random(99);
        const Standstills standstills;
        for (int round = 0; round < rounds; ++round) {
            std::vector<std::unique_ptr<QTemporaryDir>> dirs;
            std::vector<std::unique_ptr<QProcess>> children;
            std::vector<QByteArray> said(10);
            std::vector<qint64> killed(10);
            int ended = 0;
            for (int i = 0; i < 10; ++i) {
                dirs.push_back(std::make_unique<QTemporaryDir>());
                children.push_back(std::make_unique<QProcess>());
                QProcess *child = children.back().get();
                connect(child, &QProcess::readyReadStandardOutput, this, [&said, child, i] { said[std::size_t(i)] += child->readAllStandardOutput(); });
                connect(child, &QProcess::finished, this, [&ended] { ++ended; });
                child->start(QCoreApplication::applicationFilePath(), {QStringLiteral("--type"), dirs.back()->path()});
                QTimer::singleShot(600 + int(random.bounded(1200)), child, [child, &killed, i] {
                    killed[std::size_t(i)] = monotonicMs();
                    ::kill(pid_t(child->processId()), SIGKILL);
                });
            }
            QTRY_COMPARE_WITH_TIMEOUT(ended, 10, 20000);
            for (std::size_t i = 0; i < 10; ++i) {
                said[i] += children[i]->readAllStandardOutput();
                int needed = 0; // the newest state that is a second old
                for (const QByteArray &line : said[i].split('\n'))
                    if (const auto words = line.split(' '); words.size() == 2 && words[1].toLongLong() <= standstills.before(killed[i], timeouts::unsavedBackup.count()))
                        needed = words[0].toInt();
                const QList<Backup> found = BackupStore(dirs[i]->path()).pending();
                QVERIFY(QDir(dirs[i]->path()).entryList({QStringLiteral("*.damaged-*")}).isEmpty());
                if (found.isEmpty()) {
                    QCOMPARE(needed, 0);
                    continue;
                }
                QCOMPARE(found.size(), 1);
                QCOMPARE(found.first().text, stateText(found.first().line));
                QVERIFY2(found.first().line >= needed, qPrintable(QStringLiteral("%1 of %2").arg(found.first().line).arg(needed)));
            }
        }
    }
};

const QString TestBackupStore::path = QStringLiteral("/project/한글 파일.py");

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--type") == 0)
        return typeForEver(QFile::decodeName(argv[2]));
    if (argc == 3 && qstrcmp(argv[1], "--twice") == 0)
        return typeTwice(QFile::decodeName(argv[2]));
    TestBackupStore test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_backupstore.moc"
