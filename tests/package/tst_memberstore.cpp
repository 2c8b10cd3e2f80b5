// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sha256.h"
#include "package/packagereader.h"
#include "package/packagewriter.h"
#include "package/store/memberstore.h"
#include "package/store/treeindex.h"
#include "package/treehelpers.h"
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <csignal>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>

using namespace lathe;

class TestMemberStore : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString at(const QString &name) const { return m_dir.filePath(name); }

    static void sampleTree(const QString &root)
    {
        put(root, "app.py", "def handler(event, context):\n    return event\n");
        put(root, "bootstrap", "#!/bin/sh\n", 0755);
        for (int i = 0; i < 200; ++i)
            put(root, "lib/" + QByteArray::number(i) + ".txt", QByteArray::number(i).repeated(300));
        put(root, "noise", noise(70000));
        put(root, "empty", "");
        put(root, "copy/noise", noise(70000));
        put(root, "한글.txt", "가나다");
        QVERIFY(QDir(root).mkpath(QStringLiteral("nothing/inside")));
        link(root, "lib/link", "../app.py");
    }

    static PackageSpec specOf(const QString &root, const QString &store = {})
    {
        PackageSpec spec;
        spec.rootDir = root;
        spec.storeDir = store;
        return spec;
    }

    /// The zip of a tree without any store: what every other way has to equal.
    QByteArray fresh(PackageSpec spec) const
    {
        spec.storeDir.clear();
        spec.threads = 1;
        const QString file = at(QStringLiteral("fresh.zip"));
        QFile::remove(file);
        return writePackage(spec, file) ? slurp(file) : QByteArray("failed");
    }

    static QStringList filesOf(const QString &dir, const QString &pattern) { return QDir(dir).entryList({pattern}, QDir::Files | QDir::Hidden); }

    /// In a child with a small file system of its own, where the machine lets it have one; 77 where it does not.
    static int onSmallDisk(const QString &dir, const char *size, const std::function<int()> &work)
    {
        const pid_t child = ::fork();
        if (child == 0) {
            if (::unshare(CLONE_NEWNS) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
                ::_exit(77);
            ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
            if (::mount("tmpfs", QFile::encodeName(dir).constData(), "tmpfs", 0, size) != 0)
                ::_exit(77);
            ::_exit(work());
        }
        int status = -1;
        ::waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private slots:
    void freshAndIncrementalAreTheSame_data()
    {
        QTest::addColumn<QByteArray>("change"); // shell, in the tree
        QTest::newRow("nothing") << QByteArray("true");
        QTest::newRow("content") << QByteArray("echo more >> app.py");
        QTest::newRow("content, same size and time") << QByteArray("t=$(stat -c %y app.py); printf X | dd of=app.py conv=notrunc status=none; touch -d \"$t\" app.py");
        QTest::newRow("new file") << QByteArray("echo new > lib/new.txt");
        QTest::newRow("file gone") << QByteArray("rm lib/7.txt");
        QTest::newRow("renamed") << QByteArray("mv lib/8.txt lib/eight.txt");
        QTest::newRow("swapped") << QByteArray("mv lib/8.txt t; mv lib/9.txt lib/8.txt; mv t lib/9.txt");
        QTest::newRow("x bit") << QByteArray("chmod +x app.py");
        QTest::newRow("link") << QByteArray("ln -sfn ../bootstrap lib/link");
        QTest::newRow("link to file") << QByteArray("rm lib/link; cp app.py lib/link");
        QTest::newRow("file to folder") << QByteArray("rm empty; mkdir empty");
        QTest::newRow("folder filled") << QByteArray("echo x > nothing/inside/x");
        QTest::newRow("touched") << QByteArray("touch -d 2001-01-01 app.py lib/*.txt");
        QTest::newRow("emptied") << QByteArray(": > app.py");
    }
    void freshAndIncrementalAreTheSame()
    {
        QFETCH(QByteArray, change);
        for (const bool fast : {false, true}) {
            QTemporaryDir dir;
            const QString tree = dir.filePath(QStringLiteral("tree")), zip = dir.filePath(QStringLiteral("o.zip"));
            sampleTree(tree);
            PackageSpec spec = specOf(tree, dir.filePath(QStringLiteral("store")));
            spec.fast = fast;
            const auto first = writePackage(spec, zip);
            LATHE_VERIFY_RESULT(first);
            QCOMPARE(slurp(zip), fresh(spec));
            QVERIFY(first->warnings.isEmpty());
            QProcess shell;
            shell.setWorkingDirectory(tree);
            shell.start(QStringLiteral("sh"), {QStringLiteral("-ec"), QString::fromUtf8(change)});
            QVERIFY(shell.waitForFinished() && shell.exitCode() == 0);
            for (const bool removed : {false, true}) {
                if (removed)
                    QVERIFY(QFile::remove(zip));
                spec.threads = removed ? 3 : 0;
                const auto again = writePackage(spec, zip);
                LATHE_VERIFY_RESULT(again);
                QCOMPARE(slurp(zip), fresh(spec));
                QCOMPARE(again->sha256, Sha256::of(slurp(zip)));
                QCOMPARE(again->zipBytes, QFileInfo(zip).size());
                QVERIFY2(again->reusedFiles >= (change.startsWith("touch") ? 1 : 190), qPrintable(QString::number(again->reusedFiles)));
                const auto list = readPackageList(zip);
                LATHE_VERIFY_RESULT(list);
                QCOMPARE(again->entries.size(), list->size());
                for (qsizetype i = 0; i < list->size(); ++i) {
                    const auto it = std::find_if(list->begin(), list->end(), [&](const PackageEntry &e) { return e.path == again->entries.at(i).path; });
                    QVERIFY(it != list->end() && it->packedBytes == again->entries.at(i).packedBytes && it->bytes == again->entries.at(i).bytes);
                }
            }
        }
    }

    /// A file that was touched just before the walk is read again, an older one is not; so it is with a walk at once after a write.
    void aFileThatChangedJustNowIsNotBelieved()
    {
        TreeEntry entry;
        entry.path = "a";
        entry.bytes = 5;
        entry.inode = 7;
        constexpr qint64 second = 1'000'000'000;
        entry.modifiedNs = entry.changedNs = 100 * second;
        TreeIndex index;
        index.entries.push_back({entry, {}, 5, 1, false});
        const auto believes = [&](qint64 walkedNs, const TreeEntry &now) {
            index.walkedNs = walkedNs;
            return index.match({now}).front() != nullptr;
        };
        QVERIFY(!believes(99 * second, entry)); // while it was read
        QVERIFY(!believes(100 * second, entry));
        QVERIFY(!believes(101 * second, entry));
        QVERIFY(believes(103 * second, entry));
        for (const auto &change : {+[](TreeEntry &e) { ++e.bytes; }, +[](TreeEntry &e) { ++e.inode; }, +[](TreeEntry &e) { ++e.device; },
                 +[](TreeEntry &e) { --e.modifiedNs; }, +[](TreeEntry &e) { ++e.changedNs; }, +[](TreeEntry &e) { e.path = "b"; },
                 +[](TreeEntry &e) { e.kind = TreeEntry::Kind::EmptyFolder; }}) {
            TreeEntry other = entry;
            change(other);
            QVERIFY(!believes(103 * second, other));
        }
    }

    void anUnchangedPackageIsLeftAlone()
    {
        const QString tree = at(QStringLiteral("same")), zip = at(QStringLiteral("same.zip"));
        sampleTree(tree);
        PackageSpec spec = specOf(tree, at(QStringLiteral("same.store")));
        QTRY_VERIFY_WITH_TIMEOUT((writePackage(spec, zip), writePackage(spec, zip)->unchanged), 20000); // when the files are old enough
        const QByteArray bytes = slurp(zip);
        struct stat before = {}, after = {};
        QCOMPARE(::stat(QFile::encodeName(zip).constData(), &before), 0);
        QList<PackageProgress> seen;
        const auto same = writePackage(spec, zip, [&](const PackageProgress &p) { seen.append(p); });
        LATHE_VERIFY_RESULT(same);
        QVERIFY(same->unchanged);
        QCOMPARE(same->sha256, Sha256::of(bytes));
        QCOMPARE(::stat(QFile::encodeName(zip).constData(), &after), 0);
        QCOMPARE(after.st_ino, before.st_ino);
        QCOMPARE(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
        QCOMPARE(seen.last().files, seen.last().totalFiles);
        QVERIFY(seen.last().totalFiles > 200);
        // A damaged, cut or foreign file in its place is replaced.
        for (const QByteArray &other : {QByteArray(bytes).replace(100, 1, "?"), bytes.chopped(1), QByteArray("other")}) {
            put(m_dir.path(), "same.zip", other);
            const auto again = writePackage(spec, zip);
            LATHE_VERIFY_RESULT(again);
            QVERIFY(!again->unchanged);
            QCOMPARE(again->reusedFiles, same->reusedFiles);
            QCOMPARE(slurp(zip), bytes);
        }
        // So is it with other rules for the same folder.
        spec.patterns = {QStringLiteral("*.txt")};
        QCOMPARE(writePackage(spec, zip)->unchanged, false);
        QCOMPARE(slurp(zip), fresh(spec));
        spec.level = 1;
        QCOMPARE(writePackage(spec, zip)->unchanged, false);
        QCOMPARE(slurp(zip), fresh(spec));
    }

    void damageIsFoundAndMended()
    {
        const QString tree = at(QStringLiteral("damage")), zip = at(QStringLiteral("damage.zip")), store = at(QStringLiteral("damage.store"));
        sampleTree(tree);
        const PackageSpec spec = specOf(tree, store);
        const QByteArray wanted = fresh(spec);
        QRandomGenerator random(20261125);
        for (int i = 0; i < 60; ++i) {
            QFile::remove(zip);
            LATHE_VERIFY_RESULT(writePackage(spec, zip));
            QCOMPARE(slurp(zip), wanted);
            const QStringList files = filesOf(store, QStringLiteral("*.pack")) + filesOf(store, QStringLiteral("*.tree"));
            QVERIFY(files.size() >= 2);
            const QString name = files.at(i % files.size());
            QByteArray bytes = slurp(store + u'/' + name);
            const int at = int(random.bounded(bytes.size()));
            if (i % 5 == 4)
                bytes.truncate(at);
            else
                bytes[at] = char(bytes[at] ^ (1 << random.bounded(8)));
            put(store, name.toUtf8(), bytes);
        }
        // A pack with a damaged member goes; the next run finds all again.
        LATHE_VERIFY_RESULT(writePackage(spec, zip));
        QFile::remove(zip);
        QVERIFY(writePackage(spec, zip)->reusedFiles > 200);
        QCOMPARE(slurp(zip), wanted);
    }

    void killedAtAnyMoment()
    {
        const QString tree = at(QStringLiteral("kill")), zip = at(QStringLiteral("kill.zip")), store = at(QStringLiteral("kill.store"));
        sampleTree(tree);
        const PackageSpec spec = specOf(tree, store);
        QByteArray wanted = fresh(spec);
        QRandomGenerator random(20261126);
        for (int i = 0; i < 60; ++i) {
            const pid_t child = ::fork();
            if (child == 0) {
                for (int n = 0;; ++n) {
                    QFile f(tree + QStringLiteral("/app.py"));
                    if (!f.open(QIODevice::WriteOnly) || f.write(QByteArray::number(i * 1000 + n)) < 0)
                        ::_exit(1);
                    f.close();
                    (void)writePackage(spec, at(QStringLiteral("killed.zip")));
                }
            }
            ::usleep(random.bounded(40000U));
            ::kill(child, SIGKILL);
            QCOMPARE(::waitpid(child, nullptr, 0), child);
        }
        wanted = fresh(spec);
        const auto done = writePackage(spec, zip);
        LATHE_VERIFY_RESULT(done);
        QVERIFY(done->warnings.isEmpty());
        QCOMPARE(slurp(zip), wanted);
        // What the killed ones left is removed when it is old enough to be nobody's.
        for (const QString &name : filesOf(store, QStringLiteral("x-*"))) {
            const timespec old[2] = {{1000, 0}, {1000, 0}};
            QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(store + u'/' + name).constData(), old, 0), 0);
        }
        put(tree, "app.py", "the end");
        LATHE_VERIFY_RESULT(writePackage(spec, zip));
        QVERIFY(filesOf(store, QStringLiteral("x-*")).isEmpty());
        QVERIFY(filesOf(store, QStringLiteral("*.pack")).size() <= int(limits::memberStorePacks) + 1); // many small ones became one
    }

    void severalProcessesShareIt()
    {
        const QString store = at(QStringLiteral("shared.store"));
        QList<pid_t> children;
        for (int i = 0; i < 4; ++i) {
            const QString tree = at(QStringLiteral("shared%1").arg(i));
            sampleTree(tree);
            put(tree, "own", QByteArray::number(i));
            const pid_t child = ::fork();
            if (child == 0) {
                for (int n = 0; n < 25; ++n) {
                    QFile f(tree + QStringLiteral("/changing"));
                    if (!f.open(QIODevice::WriteOnly) || f.write(noise(5000, quint32(i * 100 + n))) < 0)
                        ::_exit(1);
                    f.close();
                    const auto done = writePackage(specOf(tree, store), at(QStringLiteral("shared%1.zip").arg(i)));
                    if (!done || !done->warnings.isEmpty())
                        ::_exit(2);
                }
                ::_exit(0);
            }
            children.append(child);
        }
        for (const pid_t child : children) {
            int status = -1;
            QCOMPARE(::waitpid(child, &status, 0), child);
            QCOMPARE(status, 0);
        }
        for (int i = 0; i < 4; ++i)
            QCOMPARE(slurp(at(QStringLiteral("shared%1.zip").arg(i))), fresh(specOf(at(QStringLiteral("shared%1").arg(i)))));
    }

    void aFullDiskCostsTheStoreOnly()
    {
        const QString tree = at(QStringLiteral("full")), small = at(QStringLiteral("small"));
        for (int i = 0; i < 40; ++i)
            put(tree, "f" + QByteArray::number(i), noise(100000, quint32(i)));
        QVERIFY(QDir().mkpath(small));
        const QByteArray wanted = fresh(specOf(tree));
        const auto full = [&](const QString &zip) {
            const auto done = writePackage(specOf(tree, small + QStringLiteral("/store")), zip);
            if (!done || slurp(zip) != wanted)
                return 1;
            if (done->warnings.size() != 1 || !done->warnings.first().contains(small))
                return 2;
            return filesOf(small + QStringLiteral("/store"), QStringLiteral("x-*")).isEmpty() && filesOf(small + QStringLiteral("/store"), QStringLiteral("*.pack")).isEmpty() ? 0 : 3;
        };
        // Only the store's disk is full; then zip and store share one that has room for one of them.
        const int apart = onSmallDisk(small, "size=1m", [&] { return full(at(QStringLiteral("full.zip"))); });
        const int together = onSmallDisk(small, "size=6m", [&] { return full(small + QStringLiteral("/full.zip")); });
        if (apart != 77) {
            QCOMPARE(apart, 0);
            QCOMPARE(together, 0);
        }
        // And where the folder cannot be had at all.
        put(m_dir.path(), "a-file", "x");
        const auto done = writePackage(specOf(tree, at(QStringLiteral("a-file"))), at(QStringLiteral("full.zip")));
        LATHE_VERIFY_RESULT(done);
        QCOMPARE(done->warnings.size(), 1);
        QCOMPARE(slurp(at(QStringLiteral("full.zip"))), wanted);
    }

    void theLongestUnusedGoFirst()
    {
        const QString dir = at(QStringLiteral("cap"));
        const auto hashOf = [](int i) {
            ContentHash hash{};
            hash[0] = uchar(i);
            return hash;
        };
        const QByteArray data = noise(100000);
        for (int i = 0; i < 8; ++i) {
            auto store = MemberStore::open(dir, 1);
            LATHE_VERIFY_RESULT(store);
            (*store)->load();
            if (i > 0)
                (*store)->used((*store)->find(hashOf(0))->pack); // the first is used all the time
            (*store)->add({hashOf(i), 0, quint64(data.size()), quint64(data.size()), 0, 0, false}, data.constData());
            QCOMPARE((*store)->commit(500000), 0);
        }
        auto store = MemberStore::open(dir, 1);
        LATHE_VERIFY_RESULT(store);
        (*store)->load();
        QVERIFY((*store)->find(hashOf(0)));
        QVERIFY((*store)->find(hashOf(7)));
        QVERIFY(!(*store)->find(hashOf(1)));
        QVERIFY(filesOf(dir, QStringLiteral("*.pack")).size() <= 5);
        auto other = MemberStore::open(dir, 2); // another level, another library: another recipe
        (*other)->load();
        QVERIFY(!(*other)->find(hashOf(0)));
        QVERIFY(MemberStore::recipeFor(6, false) != MemberStore::recipeFor(6, true));
        QVERIFY(MemberStore::recipeFor(6, false) != MemberStore::recipeFor(1, false));
    }

    void fastKeepsWhatIsCompressed()
    {
        const QString tree = at(QStringLiteral("fast"));
        put(tree, "a.png", QByteArray("\x89PNG\r\n\x1a\n") + QByteArray(2000, 'a'));
        put(tree, "b.txt", QByteArray(2000, 'a'));
        put(tree, "small.txt", QByteArray(300, 'a'));
        PackageSpec spec = specOf(tree);
        const auto slow = writePackage(spec, at(QStringLiteral("fast.zip")));
        spec.fast = true;
        const auto fast = writePackage(spec, at(QStringLiteral("fast.zip")));
        LATHE_VERIFY_RESULT(slow);
        LATHE_VERIFY_RESULT(fast);
        const QList<bool> kept{true, false, true};
        for (qsizetype i = 0; i < 3; ++i) {
            QCOMPARE(fast->entries.at(i).packedBytes == fast->entries.at(i).bytes, kept.at(i));
            QVERIFY(slow->entries.at(i).packedBytes < slow->entries.at(i).bytes);
        }
        LATHE_VERIFY_RESULT(extractPackage(at(QStringLiteral("fast.zip")), at(QStringLiteral("fast.out"))));
        QCOMPARE(describe(at(QStringLiteral("fast.out"))), describe(tree));
    }
};

QTEST_GUILESS_MAIN(TestMemberStore)
#include "tst_memberstore.moc"
