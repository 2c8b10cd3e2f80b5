// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/packagereader.h"
#include "package/treehelpers.h"
#include "package/zipbuilder.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QProcess>
#include <QTemporaryDir>
#include <csignal>
#include <thread>

using namespace lathe;

static QByteArray sampleZip(int files, int size)
{
    QList<Member> members;
    for (int i = 0; i < files; ++i) {
        Member m;
        m.name = "d" + QByteArray::number(i % 20) + "/f" + QByteArray::number(i);
        m.content = noise(size, quint32(i));
        members.append(m);
    }
    return buildZip(members);
}

static QByteArray hashOf(const QString &file) { return QCryptographicHash::hash(slurp(file), QCryptographicHash::Sha256); }

class TestPackageCache : public QObject
{
    Q_OBJECT

    static QStringList below(const QString &dir) { return QDir(dir).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name); }

private slots:
    void unpacksOncePerContent()
    {
        QTemporaryDir dir;
        put(dir.path(), "a.zip", sampleZip(30, 100));
        const QString zip = dir.filePath(QStringLiteral("a.zip")), cache = dir.filePath(QStringLiteral("deep/cache"));
        const QByteArray hash = hashOf(zip);
        const auto first = unpackCached(zip, hash, cache);
        LATHE_VERIFY_RESULT(first);
        QCOMPARE(*first, cache + u'/' + QString::fromLatin1(hash.toHex()));
        QCOMPARE(below(cache), QStringList{QString::fromLatin1(hash.toHex())});
        QCOMPARE(slurp(*first + QStringLiteral("/d3/f3")), noise(100, 3));
        struct stat st = {};
        QCOMPARE(::stat(QFile::encodeName(*first).constData(), &st), 0);
        QCOMPARE(int(st.st_mode & 0777), 0755);
        QVERIFY(QFile::remove(zip)); // not needed any more
        const auto again = unpackCached(zip, hash, cache);
        LATHE_VERIFY_RESULT(again);
        QCOMPARE(*again, *first);
    }

    void aWrongHashPoisonsNothing()
    {
        QTemporaryDir dir;
        put(dir.path(), "a.zip", sampleZip(3, 10));
        const QString cache = dir.filePath(QStringLiteral("cache"));
        const auto wrong = unpackCached(dir.filePath(QStringLiteral("a.zip")), QByteArray(32, 'x'), cache);
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().id, QStringLiteral("LTH-PKG-016"));
        QVERIFY(below(cache).isEmpty());
        QVERIFY(!unpackCached(dir.filePath(QStringLiteral("a.zip")), "short", cache));
    }

    void aRefusedArchiveLeavesNothing()
    {
        QTemporaryDir dir;
        put(dir.path(), "a.zip", sampleZip(100, 1000).replace("d5/f25", "d5/../"));
        const auto refused = unpackCached(dir.filePath(QStringLiteral("a.zip")), hashOf(dir.filePath(QStringLiteral("a.zip"))), dir.filePath(QStringLiteral("cache")));
        QVERIFY(!refused);
        QVERIFY(below(dir.filePath(QStringLiteral("cache"))).isEmpty());
    }

    void manyAtOnce()
    {
        QTemporaryDir dir;
        put(dir.path(), "a.zip", sampleZip(300, 500));
        const QString zip = dir.filePath(QStringLiteral("a.zip")), cache = dir.filePath(QStringLiteral("cache"));
        const QByteArray hash = hashOf(zip);
        QList<QProcess *> children;
        for (int i = 0; i < 4; ++i) {
            children.append(new QProcess(this));
            children.last()->start(QCoreApplication::applicationFilePath(), {QStringLiteral("--unpack"), zip, cache});
        }
        std::vector<std::thread> threads;
        std::atomic_int good = 0;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] { good += unpackCached(zip, hash, cache).has_value(); });
        for (std::thread &t : threads)
            t.join();
        QCOMPARE(int(good), 4);
        for (QProcess *child : children) {
            QVERIFY(child->waitForFinished(30000));
            QCOMPARE(child->exitCode(), 0);
        }
        QCOMPARE(below(cache), QStringList{QString::fromLatin1(hash.toHex())});
        QCOMPARE(describe(cache + u'/' + QString::fromLatin1(hash.toHex())).size(), 320);
    }

    void aKilledProcessLeavesNoHalfTree()
    {
        QTemporaryDir dir;
        put(dir.path(), "a.zip", sampleZip(3000, 2000));
        const QString zip = dir.filePath(QStringLiteral("a.zip")), cache = dir.filePath(QStringLiteral("cache"));
        const QByteArray hash = hashOf(zip);
        const QString target = cache + u'/' + QString::fromLatin1(hash.toHex());
        bool midway = false;
        for (int i = 0; i < 20 && !midway; ++i) {
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--unpack"), zip, cache});
            QTRY_VERIFY_WITH_TIMEOUT(!below(cache).isEmpty() || child.state() == QProcess::NotRunning, 10000); // it has begun
            ::kill(pid_t(child.processId()), SIGKILL);
            QVERIFY(child.waitForFinished());
            midway = !QFileInfo::exists(target) && !below(cache).isEmpty();
            if (QFileInfo::exists(target)) {
                QCOMPARE(describe(target).size(), 3020); // it was faster, then it is whole
                QVERIFY(QDir(target).removeRecursively());
            }
        }
        QVERIFY(midway);
        const auto done = unpackCached(zip, hash, cache);
        LATHE_VERIFY_RESULT(done);
        QCOMPARE(describe(*done).size(), 3020);
        QCOMPARE(below(cache), QStringList{QString::fromLatin1(hash.toHex())}); // what the killed one left is gone
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 4 && qstrcmp(argv[1], "--unpack") == 0)
        return unpackCached(QFile::decodeName(argv[2]), hashOf(QFile::decodeName(argv[2])), QFile::decodeName(argv[3])) ? 0 : 1;
    TestPackageCache test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_packagecache.moc"
