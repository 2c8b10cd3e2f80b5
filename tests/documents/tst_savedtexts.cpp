// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"
#include "session/savedtexts.h"
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

/// States of real files, in a folder of their own.
class TestSavedTexts : public QObject
{
    Q_OBJECT

    struct Place
    {
        QTemporaryDir dir;
        QString root = dir.filePath(QStringLiteral("p"));
        QString store = dir.filePath(QStringLiteral("texts"));
        QString write(const QString &name, const QByteArray &bytes)
        {
            const QString path = root + u'/' + name;
            QDir().mkpath(path.left(path.lastIndexOf(u'/')));
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
        }
    };
    template <class T>
    static T answer(QFuture<Result<T>> future)
    {
        (void)QTest::qWaitFor([&] { return future.isFinished(); }, 20000);
        const Result<T> result = future.result();
        return result ? *result : T();
    }

private slots:
    void everySaveIsKeptOnce()
    {
        Place p;
        SavedTexts texts(p.store);
        const QString path = p.write(QStringLiteral("a.py"), "one");
        texts.note(p.root, path, TextChange::Opened);
        texts.note(p.root, path, TextChange::Saved); // the same bytes
        QCOMPARE(answer(texts.statesOf(path)).size(), 1);
        p.write(QStringLiteral("a.py"), QByteArray("two\r\n\xff", 6));
        QSignalSpy changed(&texts, &SavedTexts::changed);
        texts.note(p.root, path, TextChange::Saved);
        QVERIFY(changed.wait(10000));
        p.write(QStringLiteral("a.py"), "three");
        texts.note(p.root, path, TextChange::Opened); // it changed while it was closed
        const QList<SavedText> states = answer(texts.statesOf(path));
        QCOMPARE(states.size(), 3);
        QCOMPARE(states[0].change, TextChange::Outside);
        QCOMPARE(states[1].change, TextChange::Saved);
        QCOMPARE(states[2].change, TextChange::Opened);
        QCOMPARE(answer(texts.bytesOf(states[1].hash)), QByteArray("two\r\n\xff", 6));
        QCOMPARE(answer(texts.bytesOf(states[2].hash)), QByteArray("one"));
        QVERIFY(states[0].when >= states[2].when);
    }

    void whatIsNotKept()
    {
        Place p;
        SavedTexts texts(p.store);
        const QStringList paths{p.write(QStringLiteral(".env"), "K=1"), p.write(QStringLiteral(".env.local"), "K=1"), p.write(QStringLiteral("key.pem"), "x"),
            p.write(QStringLiteral("node_modules/a.js"), "x"), p.write(QStringLiteral(".git/config"), "x"), p.write(QStringLiteral("../outside.py"), "x"),
            p.write(QStringLiteral("big.txt"), QByteArray(limits::savedTextFileBytes + 1, 'x')), p.root + QStringLiteral("/missing")};
        for (const QString &path : paths)
            texts.note(p.root, QDir::cleanPath(path), TextChange::Saved);
        for (const QString &path : paths)
            QCOMPARE(answer(texts.statesOf(QDir::cleanPath(path))).size(), 0);
        QVERIFY(!QFile::exists(p.store + QStringLiteral("/files")));
    }

    void deletedFilesAreListed()
    {
        Place p;
        SavedTexts texts(p.store);
        const QString gone = p.write(QStringLiteral("sub/가 나.py"), "print(1)");
        const QString there = p.write(QStringLiteral("b.py"), "x");
        texts.note(p.root, gone, TextChange::Opened);
        texts.note(p.root, there, TextChange::Opened);
        QCOMPARE(answer(texts.deletedFiles(p.root)), QStringList());
        QFile::remove(gone);
        QCOMPARE(answer(texts.deletedFiles(p.root)), QStringList{gone});
        QCOMPARE(answer(texts.deletedFiles(p.root + QStringLiteral("/other"))), QStringList());
        QCOMPARE(answer(texts.bytesOf(answer(texts.statesOf(gone)).first().hash)), QByteArray("print(1)"));
    }

    void filesAreTheUsersAlone()
    {
        Place p;
        SavedTexts texts(p.store);
        const QString path = p.write(QStringLiteral("a.py"), "x");
        texts.note(p.root, path, TextChange::Opened);
        QCOMPARE(answer(texts.statesOf(path)).size(), 1);
        QVERIFY(QTest::qWaitFor([&] { return !QFile::exists(p.store + QStringLiteral("/lock")); }, 20000)); // it is held while the state is written
        int files = 0;
        QDirIterator it(p.store, QDir::AllEntries | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QFileInfo info(it.next());
            if (info.fileName() == QLatin1String("lock"))
                continue; // the worker may still be pruning; it holds nothing
            const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
            QVERIFY2(!(info.permissions() & others), qPrintable(info.filePath()));
            files += info.isFile();
        }
        QCOMPARE(files, 2);
    }

    void numberAndAgeAreBounded()
    {
        Place p;
        QString path;
        QString log;
        {
            SavedTexts texts(p.store);
            path = p.write(QStringLiteral("a.py"), "0");
            texts.note(p.root, path, TextChange::Opened);
            QCOMPARE(answer(texts.statesOf(path)).size(), 1);
            log = QDirIterator(p.store + QStringLiteral("/files"), QDir::Files).next();
        }
        // States of long ago, and more than are kept.
        QFile file(log);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        file.close();
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(lines[0] + '\n' + "1000 1" + lines[1].mid(lines[1].indexOf(' ', lines[1].indexOf(' ') + 1)) + "\nhalf a li\n");
        for (int i = 0; i < limits::savedTextStates + 20; ++i)
            file.write(lines[1] + '\n');
        file.close();
        SavedTexts texts(p.store);
        p.write(QStringLiteral("a.py"), "new");
        texts.note(p.root, path, TextChange::Saved); // the first note prunes
        QTRY_COMPARE(answer(texts.statesOf(path)).size(), limits::savedTextStates); // behind what is asked meanwhile
        const QList<SavedText> states = answer(texts.statesOf(path));
        QVERIFY(states.last().when.toMSecsSinceEpoch() > 1000);
        QCOMPARE(answer(texts.bytesOf(states.first().hash)), QByteArray("new"));
    }

    void boundsAreTheUsers()
    {
        Place p;
        SavedTexts texts(p.store);
        QCOMPARE(answer(texts.size()).bounds, (SavedTexts::Bounds{limits::savedTextBytes, limits::savedTextDays}));
        QByteArray noise(200'000, '\0');
        QStringList paths;
        for (int i = 0; i < 8; ++i) {
            for (char &c : noise) // hardly packs
                c = char(QRandomGenerator::global()->generate());
            paths << p.write(QStringLiteral("f%1.bin").arg(i), noise);
        }
        QCOMPARE(answer(texts.noteAll(p.root, paths, TextChange::Opened)), 8);
        QCOMPARE(answer(texts.noteAll(p.root, paths, TextChange::Opened)), 0); // known already
        QVERIFY(answer(texts.size()).used > 1'500'000);
        QSignalSpy bounded(&texts, &SavedTexts::bounded);
        const SavedTexts::Size less = answer(texts.setBounds({1024 * 1024, 7}));
        QVERIFY(less.used <= 1024 * 1024 && less.used > 0);
        QCOMPARE(less.bounds, (SavedTexts::Bounds{1024 * 1024, 7}));
        QTRY_COMPARE(bounded.size(), 1);
        QCOMPARE(answer(texts.statesOf(paths.first())).size() + answer(texts.statesOf(paths.last())).size(), 1); // the oldest went, the newest did not
        {
            SavedTexts other(p.store); // another window
            QCOMPARE(answer(other.size()).bounds.days, 7);
        }
        QCOMPARE(answer(texts.clear()).used, 0);
        QVERIFY(answer(texts.statesOf(paths.last())).isEmpty());
        QCOMPARE(answer(texts.size()).bounds.days, 7);
    }

    void thousandsOfFilesDoNotHoldUpASave()
    {
        Place p;
        SavedTexts texts(p.store);
        QStringList paths;
        for (int i = 0; i < 2000; ++i)
            paths << p.write(QStringLiteral("d%1/f%2.py").arg(i % 20).arg(i), "x = " + QByteArray::number(i) + '\n');
        const QString mine = p.write(QStringLiteral("mine.py"), "1\n");
        const auto all = texts.noteAll(p.root, paths, TextChange::Opened);
        for (int i = 0; i < 300; ++i) { // each would have gone through all files once in 64 times
            p.write(QStringLiteral("mine.py"), QByteArray::number(i) + '\n');
            texts.note(p.root, mine, TextChange::Saved);
        }
        QCOMPARE(answer(texts.statesOf(mine)).size(), 300);
        QCOMPARE(answer(all), 2000);
        QTRY_COMPARE(answer(texts.statesOf(mine)).size(), limits::savedTextStates); // and in the end it was bounded
    }

    void damageIsNoticed()
    {
        Place p;
        SavedTexts texts(p.store);
        const QString path = p.write(QStringLiteral("a.py"), "x");
        texts.note(p.root, path, TextChange::Opened);
        const QList<SavedText> states = answer(texts.statesOf(path));
        QCOMPARE(states.size(), 1);
        const QString name = QStringLiteral("%1/texts/%2/%3").arg(p.store, QString::fromLatin1(states[0].hash.left(2)), QString::fromLatin1(states[0].hash));
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("rubbish");
        file.close();
        auto future = texts.bytesOf(states[0].hash);
        QVERIFY(QTest::qWaitFor([&] { return future.isFinished(); }));
        QVERIFY(!future.result());
    }
};

QTEST_GUILESS_MAIN(TestSavedTexts)
#include "tst_savedtexts.moc"
