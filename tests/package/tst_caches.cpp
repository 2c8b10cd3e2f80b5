// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the caches may hold, what goes first, and that nothing goes that somebody uses.
#include "core/paths.h"
#include "core/timeouts.h"
#include "imagemaker.h"
#include "package/cache/cachesweep.h"
#include "package/image/imagestore.h"
#include "package/image/localimages.h"
#include "package/store/memberstore.h"
#include "process/layermerge.h"
#include "treehelpers.h"
#include <QTemporaryDir>
#include <QTest>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>

using namespace lathe;
using namespace lathe::test;

class TestCaches : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    static QString q(const char *text) { return QString::fromLatin1(text); }
    QString path(const QString &name) const { return m_dir->filePath(name); }
    CachePlaces places() const { return {path(q("cache")), path(q("tags")), path(q("config/caches.json"))}; }

    /// An image of this many bytes, unpacked; nobody uses it any more, and it was used this many hours ago.
    QString image(const char *name, int bytes = 100000, int hoursAgo = 0) const
    {
        ImageMaker maker;
        maker.packing = Packing::Plain;
        maker.add({fileEntry("content", QByteArray(bytes, name[0]))});
        const QString layout = path(QStringLiteral("layout-") + q(name));
        maker.writeLayout(layout);
        const auto made = unpackImage({layout, {}}, q("x86_64"), path(q("cache/images")));
        if (!made)
            return {};
        age(made->rootDir, hoursAgo);
        return made->rootDir;
    }
    static void age(const QString &dir, int hours)
    {
        const timespec then = {time_t(QDateTime::currentSecsSinceEpoch() - qint64(hours) * 3600), 0};
        const timespec times[2] = {then, then};
        ::utimensat(AT_FDCWD, QFile::encodeName(dir).constData(), times, 0);
    }
    static CacheReport named(const QList<CacheReport> &reports, const char *name)
    {
        for (const CacheReport &report : reports)
            if (report.name == QLatin1String(name))
                return report;
        return {};
    }
    static CacheRules everything()
    {
        CacheRules rules;
        rules.all = true;
        return rules;
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void anImageInUseStays()
    {
        const QString old = image("old");
        const auto held = unpackImage({path(q("layout-old")), {}}, q("x86_64"), path(q("cache/images")));
        LATHE_VERIFY_RESULT(held);
        QVERIFY(!held->fresh);
        QCOMPARE(named(cacheReports(places(), everything()), "images").inUse, 1);
        CacheOutcome outcome = pruneCaches(places(), everything());
        QCOMPARE(outcome.removed, 0);
        QCOMPARE(outcome.inUse, 1);
        QVERIFY(QFile::exists(old + q("/content")));
        const_cast<UnpackedImage &>(*held).inUse = {};
        outcome = pruneCaches(places(), everything());
        QCOMPARE(outcome.removed, 1);
        QVERIFY(outcome.bytes >= 100000);
        QVERIFY(!QFile::exists(old));
        QCOMPARE(QDir(path(q("cache/images"))).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
    }

    void theLongestUnusedGoFirst()
    {
        const QString first = image("a", 1000000, 5), second = image("b", 1000000, 9), third = image("c", 1000000, 1);
        CacheRules rules;
        rules.imageBytes = 2500000;
        QCOMPARE(named(cacheReports(places(), rules), "images").entries, 3);
        QVERIFY(named(cacheReports(places(), rules), "images").freeableBytes >= 1000000);
        QCOMPARE(pruneCaches(places(), rules).removed, 1);
        QVERIFY(QFile::exists(first) && !QFile::exists(second) && QFile::exists(third));
        // The next in line is in use: the one after it makes room.
        const CacheLease lease = CacheFolder(path(q("cache/images"))).take(QFileInfo(first).fileName());
        QVERIFY(lease);
        age(first, 20);
        rules.imageBytes = 1500000;
        QCOMPARE(pruneCaches(places(), rules).removed, 1);
        QVERIFY(QFile::exists(first) && !QFile::exists(third));
    }

    void beingUsedIsNoted()
    {
        const QString dir = image("a", 1000, 24 * 31), other = image("b", 1000, 24 * 31);
        QVERIFY(CacheFolder(path(q("cache/images"))).take(QFileInfo(dir).fileName()));
        QCOMPARE(pruneCaches(places(), {}).removed, 1);
        QVERIFY(QFile::exists(dir) && !QFile::exists(other));
    }

    void taggedBuildsStayUntilAllGo()
    {
        for (const char *key : {"k1", "k2"}) {
            writeBytes(path(q("cache/builds/%1/image/index.json")).arg(q(key)), "{}");
            age(path(q("cache/builds/")) + q(key), 24 * 40);
        }
        const LocalImages tags(places().tagsDir);
        LATHE_VERIFY_RESULT(tags.remember(q("app:1"), path(q("cache/builds/k1/image"))));
        CacheRules rules;
        rules.imageBytes = 1;
        QCOMPARE(pruneCaches(places(), rules).removed, 1);
        QVERIFY(tags.find(q("app:1")) && !QFile::exists(path(q("cache/builds/k2"))));
        QCOMPARE(pruneCaches(places(), everything()).removed, 1);
        QVERIFY(!tags.find(q("app:1")) && tags.tagsByFolder().isEmpty());
    }

    void leftoversOfKilledProcessesGo()
    {
        const pid_t dead = ::fork();
        if (dead == 0)
            ::_exit(0);
        ::waitpid(dead, nullptr, 0);
        for (const char *cache : {"images", "builds", "unpacked", "layers"})
            for (const qint64 pid : {qint64(dead), QCoreApplication::applicationPid()})
                writeBytes(path(q("cache/%1/.unpack-%2-abc/deep/er/file")).arg(q(cache)).arg(pid), "x");
        writeBytes(path(q("cache/layer-builds/.build-%1-x/f")).arg(dead), "x");
        writeBytes(path(q("cache/images/.size-gone")), "1\n");
        {
            const CacheSweep sweep(places());
            QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(path(q("cache/layer-builds/.build-%1-x")).arg(dead)), 20000);
        }
        pruneCaches(places(), {}); // the sweep may have ended early
        for (const char *cache : {"images", "builds", "unpacked", "layers"})
            QCOMPARE(QDir(path(q("cache/")) + q(cache)).entryList(QDir::Hidden | QDir::AllEntries | QDir::NoDotAndDotDot),
                     QStringList{q(".unpack-%1-abc").arg(QCoreApplication::applicationPid())});
    }

    void everyCacheIsSeenAndEmptied()
    {
        LATHE_VERIFY_RESULT(MemberStore::open(path(q("cache/members")), 1));
        for (const char *file : {"cache/unpacked/k/f", "cache/layers/k/f", "cache/layer-builds/k/layer/f", "cache/build-tools/p/go-cache/f", "cache/packages/new.zip", "cache/packages/old.zip",
                                 "cache/members/1.pack", "cache/members/1.tree", "cache/interpreters/f", "cache/xray.facts"})
            writeBytes(path(q(file)), QByteArray(5000, 'x'));
        QFile old(path(q("cache/packages/old.zip")));
        QVERIFY(old.open(QIODevice::ReadWrite) && old.setFileTime(QDateTime::currentDateTime().addDays(-31), QFileDevice::FileModificationTime));
        const auto reports = cacheReports(places(), everything());
        QStringList names;
        for (const CacheReport &report : reports) {
            names << report.name;
            QVERIFY2(report.bytes >= (report.entries > 0 ? 4096 : 0), qPrintable(report.name));
        }
        QCOMPARE(names, cacheNames() << q("other"));
        QCOMPARE(named(reports, "packages").inUse, 1); // written a moment ago
        QVERIFY(named(reports, "other").bytes >= 10000);
        QCOMPARE(named(reports, "other").freeableBytes, 0);
        QCOMPARE(named(cacheReports(places()), "packages").freeableBytes, 5000);
        CacheRules one = everything();
        one.only = {q("layers")};
        QCOMPARE(pruneCaches(places(), one).removed, 1);
        QStringList seen;
        const CacheOutcome outcome = pruneCaches(places(), everything(), [&](const CacheProgress &at) { seen << at.name; });
        QCOMPARE(outcome.removed, 5);
        QVERIFY(seen.contains(q("unpacked")) && seen.contains(q("packages")));
        for (const char *gone : {"unpacked/k", "layers/k", "layer-builds/k", "build-tools/p", "packages/old.zip", "members/1.pack", "members/1.tree"})
            QVERIFY2(!QFile::exists(path(q("cache/")) + q(gone)), gone);
        for (const char *kept : {"packages/new.zip", "interpreters/f", "xray.facts"})
            QVERIFY2(QFile::exists(path(q("cache/")) + q(kept)), kept);
    }

    void mergedLayersInUseStay()
    {
        writeBytes(path(q("one/bin/a")), "a");
        writeBytes(path(q("two/bin/b")), "b");
        CacheLease lease;
        const auto merged = mergedLayers({path(q("one")), path(q("two"))}, path(q("cache/layers")), &lease);
        LATHE_VERIFY_RESULT(merged);
        QVERIFY(lease);
        QCOMPARE(pruneCaches(places(), everything()).inUse, 1);
        QVERIFY(QFile::exists(*merged + q("/bin/a")));
        lease = {};
        QCOMPARE(pruneCaches(places(), everything()).removed, 1);
    }

    void theBoundIsKept()
    {
        QCOMPARE(imageCacheBytes(places()), limits::imageCacheBytes);
        QVERIFY(!setImageCacheBytes(places(), 1000));
        LATHE_VERIFY_RESULT(setImageCacheBytes(places(), qint64(40) << 30));
        QCOMPARE(imageCacheBytes(places()), qint64(40) << 30);
        writeBytes(places().configFile, "{\"imageBytes\": -3");
        QCOMPARE(imageCacheBytes(places()), limits::imageCacheBytes);
    }

    void cancelEnds()
    {
        image("a");
        const std::atomic_bool cancel = true;
        QCOMPARE(pruneCaches(places(), everything(), {}, &cancel).removed, 0);
    }

    void manyTakeAndRemoveAtOnce()
    {
        image("x", 200000);
        const QString layout = path(q("layout-x")), cache = path(q("cache/images"));
        std::atomic_bool stop = false;
        std::atomic_int removed = 0, failures = 0, unpacked = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 2; ++i)
            threads.emplace_back([&] {
                while (!stop)
                    removed += pruneCaches(places(), everything()).removed;
            });
        for (int i = 0; i < 3; ++i)
            threads.emplace_back([&] {
                for (int round = 0; round < 60; ++round) {
                    const auto got = unpackImage({layout, {}}, q("x86_64"), cache);
                    unpacked += got && got->fresh;
                    failures += !got || QFileInfo(got->rootDir + q("/content")).size() != 200000 || !QFile::exists(got->rootDir + q("/etc/hosts"));
                }
            });
        for (std::size_t i = 2; i < threads.size(); ++i)
            threads[i].join();
        stop = true;
        threads[0].join();
        threads[1].join();
        QCOMPARE(failures.load(), 0);
        QVERIFY2(removed > 0 && unpacked > 0, qPrintable(q("%1 removed, %2 unpacked").arg(removed.load()).arg(unpacked.load())));
        QCOMPARE(QDir(cache).entryList({q(".unpack*")}, QDir::Dirs | QDir::Hidden), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestCaches)
#include "tst_caches.moc"
