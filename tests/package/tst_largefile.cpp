// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are packed in pieces on several threads, and trees that are walked on several.
#include "package/deflatejoin.h"
#include "package/largefile.h"
#include "package/packagereader.h"
#include "package/packagewriter.h"
#include "package/treehelpers.h"
#include <QProcess>
#include <QTemporaryDir>
#include <fcntl.h>
#include <libdeflate.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>

using namespace lathe;

/// Text that shrinks by half, of many different words.
static QByteArray text(qsizetype size, quint32 seed = 1)
{
    const QByteArray words = noise(64 * 1024, seed).toHex();
    QByteArray bytes;
    bytes.reserve(size + 64);
    for (quint32 x = seed; bytes.size() < size;) {
        x = x * 1664525U + 1013904223U;
        bytes += words.mid((x >> 8) % 120000, 3 + (x >> 4) % 40) + ' ';
    }
    bytes.truncate(size);
    return bytes;
}

class TestLargeFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString at(const QString &name) const { return m_dir.filePath(name); }
    Result<PackageReport> zip(const QString &root, const QString &file, int threads, const QString &store = {}, bool fast = false) const
    {
        PackageSpec spec;
        spec.rootDir = at(root);
        spec.threads = threads;
        spec.storeDir = store.isEmpty() ? QString() : at(store);
        spec.fast = fast;
        return writePackage(spec, at(file));
    }

private slots:
    void piecesAreOneStream_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << text(300000);
        QTest::newRow("noise: stored blocks") << noise(200000);
        QTest::newRow("zeros") << QByteArray(500000, '\0');
        QTest::newRow("one byte: fixed codes") << QByteArray("x");
        QTest::newRow("mixed") << text(100000) + noise(150000) + QByteArray(70000, 'a') + text(50000, 7);
    }
    void piecesAreOneStream()
    {
        QFETCH(QByteArray, content);
        for (int level : {1, 6, 9, 12}) {
            for (int cut = 0; cut < 9; ++cut) {
                const QByteArray parts[] = {content.left(content.size() * cut / 8), content.mid(content.size() * cut / 8)};
                QByteArray stream;
                libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
                for (const QByteArray &part : parts) {
                    QByteArray packed(qsizetype(libdeflate_deflate_compress_bound(compressor, std::size_t(part.size())) + joinRoomBytes), 0);
                    std::size_t size = libdeflate_deflate_compress(compressor, part.constData(), std::size_t(part.size()), packed.data(), std::size_t(packed.size()) - joinRoomBytes);
                    if (&part == parts)
                        QVERIFY(openDeflateEnd(reinterpret_cast<unsigned char *>(packed.data()), size));
                    stream += packed.left(qsizetype(size));
                }
                libdeflate_free_compressor(compressor);
                QByteArray back(content.size(), 0);
                libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
                std::size_t in = 0, out = 0;
                const auto result = libdeflate_deflate_decompress_ex(decompressor, stream.constData(), std::size_t(stream.size()), back.data(), std::size_t(back.size()), &in, &out);
                libdeflate_free_decompressor(decompressor);
                QCOMPARE(int(result), int(LIBDEFLATE_SUCCESS));
                QCOMPARE(qsizetype(in), stream.size());
                QVERIFY(out == std::size_t(content.size()) && back == content);
            }
        }
    }

    void whatIsNoStreamIsRefused()
    {
        libdeflate_compressor *compressor = libdeflate_alloc_compressor(6);
        const QByteArray content = text(100000);
        QByteArray whole(200000, 0);
        whole.truncate(qsizetype(libdeflate_deflate_compress(compressor, content.constData(), std::size_t(content.size()), whole.data(), std::size_t(whole.size()))));
        libdeflate_free_compressor(compressor);
        for (qsizetype cut = 0; cut < whole.size() - 1; cut += 997) {
            QByteArray part = whole.left(cut) + QByteArray(joinRoomBytes, 0);
            std::size_t size = std::size_t(cut);
            QVERIFY2(!openDeflateEnd(reinterpret_cast<unsigned char *>(part.data()), size), QByteArray::number(cut).constData());
        }
        for (quint32 seed = 1; seed < 3000; ++seed) { // whatever stands there: it ends, and stays inside
            QByteArray part = seed % 2 ? noise(int(seed % 300), seed) : whole.left(400);
            if (seed % 2 == 0)
                part[qsizetype(seed * 7919 % 400)] = char(seed);
            std::size_t size = std::size_t(part.size());
            part += QByteArray(joinRoomBytes, 0);
            openDeflateEnd(reinterpret_cast<unsigned char *>(part.data()), size);
            QVERIFY(size <= std::size_t(part.size()));
        }
    }

    void sameBytesForAnyNumberOfThreadsAndFromTheStore()
    {
        const qsizetype size = LargeFile::fromBytes + 3 * 1024 * 1024 + 17;
        put(at(QStringLiteral("t")), "model.bin", text(size / 2) + noise(int(size / 4)) + text(size - size / 2 - size / 4, 9));
        put(at(QStringLiteral("t")), "pictures.bin", noise(int(size), 5)); // does not shrink: stands as it is
        put(at(QStringLiteral("t")), "app.py", "pass\n");
        LATHE_VERIFY_RESULT(zip(QStringLiteral("t"), QStringLiteral("one.zip"), 1));
        const QByteArray one = slurp(at(QStringLiteral("one.zip")));
        for (int threads : {2, 5}) {
            LATHE_VERIFY_RESULT(zip(QStringLiteral("t"), QStringLiteral("more.zip"), threads, QStringLiteral("store")));
            QVERIFY(slurp(at(QStringLiteral("more.zip"))) == one);
        }
        // By content, after the file was touched; then by the index alone.
        const QString file = at(QStringLiteral("t/model.bin"));
        const timespec old[2] = {{1700000000, 0}, {1700000000, 0}};
        QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(file).constData(), old, 0), 0);
        for (int i = 0; i < 2; ++i) {
            QVERIFY(QFile::remove(at(QStringLiteral("more.zip"))));
            const auto again = zip(QStringLiteral("t"), QStringLiteral("more.zip"), 2, QStringLiteral("store"));
            LATHE_VERIFY_RESULT(again);
            QCOMPARE(again->reusedFiles, 3);
            QVERIFY(slurp(at(QStringLiteral("more.zip"))) == one);
        }
        // A damaged pack is found, and the file packed anew.
        for (const QString &pack : QDir(at(QStringLiteral("store"))).entryList({QStringLiteral("*.pack")})) {
            QFile f(at(QStringLiteral("store/") + pack));
            QVERIFY(f.open(QIODevice::ReadWrite) && f.seek(5000000));
            f.write("damaged");
        }
        QVERIFY(QFile::remove(at(QStringLiteral("more.zip"))));
        LATHE_VERIFY_RESULT(zip(QStringLiteral("t"), QStringLiteral("more.zip"), 2, QStringLiteral("store")));
        QVERIFY(slurp(at(QStringLiteral("more.zip"))) == one);

        LATHE_VERIFY_RESULT(extractPackage(at(QStringLiteral("one.zip")), at(QStringLiteral("back"))));
        for (const QString &name : {QStringLiteral("/model.bin"), QStringLiteral("/pictures.bin"), QStringLiteral("/app.py")})
            QVERIFY(slurp(at(QStringLiteral("back")) + name) == slurp(at(QStringLiteral("t")) + name));
        QProcess python;
        python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QStringLiteral("import zipfile,sys; print(zipfile.ZipFile(sys.argv[1]).testzip())"), at(QStringLiteral("one.zip"))});
        QVERIFY(python.waitForFinished());
        QCOMPARE(python.readAllStandardOutput().trimmed(), QByteArray("None"));
        LATHE_VERIFY_RESULT(zip(QStringLiteral("t"), QStringLiteral("fast.zip"), 2, {}, true));
        LATHE_VERIFY_RESULT(extractPackage(at(QStringLiteral("fast.zip")), at(QStringLiteral("fast"))));
        QVERIFY(slurp(at(QStringLiteral("fast/model.bin"))) == slurp(file));
    }

    void memoryStaysBounded()
    {
        QVERIFY(QDir().mkpath(at(QStringLiteral("memory"))));
        QFile file(at(QStringLiteral("memory/model.bin")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 40; ++i)
            file.write(text(1000000, quint32(i)) + noise(1000000, quint32(i)));
        file.close();
        const pid_t child = ::fork();
        if (child == 0) {
            rusage before = {}, after = {};
            ::getrusage(RUSAGE_SELF, &before);
            const bool done = zip(QStringLiteral("memory"), QStringLiteral("memory.zip"), 0, QStringLiteral("memory-store")) && QFile::remove(at(QStringLiteral("memory.zip")))
                && zip(QStringLiteral("memory"), QStringLiteral("memory.zip"), 0, QStringLiteral("memory-store"));
            ::getrusage(RUSAGE_SELF, &after);
            ::_exit(done && after.ru_maxrss - before.ru_maxrss < 48 * 1024 ? 0 : 1);
        }
        int status = -1;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
        QVERIFY(QDir(at(QStringLiteral("memory"))).removeRecursively() && QDir(at(QStringLiteral("memory-store"))).removeRecursively());
    }

    void cancelLeavesNothing()
    {
        put(at(QStringLiteral("c")), "model.bin", text(LargeFile::fromBytes * 2));
        PackageSpec spec;
        spec.rootDir = at(QStringLiteral("c"));
        std::atomic_bool cancel = false;
        std::thread later([&] {
            while (QDir(m_dir.path()).entryList({QStringLiteral(".c.zip*")}, QDir::Files | QDir::Hidden).isEmpty())
                std::this_thread::yield();
            cancel = true;
        });
        const auto done = writePackage(spec, at(QStringLiteral("c.zip")), {}, &cancel);
        later.join();
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Cancelled);
        QVERIFY(!QFile::exists(at(QStringLiteral("c.zip"))));
        QVERIFY(QDir(m_dir.path()).entryList({QStringLiteral(".c.zip*")}, QDir::Files | QDir::Hidden).isEmpty());
    }

    void aLargeTreeIsWalkedWhole()
    {
        QStringList wanted;
        for (int d = 0; d < 150; ++d)
            for (int f = 0; f < 4; ++f) {
                const QString path = QStringLiteral("a%1/b%2/%3/f%4").arg(d % 7).arg(d % 31).arg(d).arg(f);
                put(at(QStringLiteral("walk")), path.toUtf8(), "x");
                wanted << path;
            }
        QVERIFY(QDir().mkpath(at(QStringLiteral("walk/a1/empty"))));
        wanted << QStringLiteral("a1/empty/");
        std::sort(wanted.begin(), wanted.end());
        PackageSpec spec;
        spec.rootDir = at(QStringLiteral("walk"));
        for (int i = 0; i < 20; ++i) { // however the threads meet
            const auto list = listPackage(spec);
            LATHE_VERIFY_RESULT(list);
            QStringList found;
            for (const PackageEntry &entry : *list)
                found << entry.path;
            QCOMPARE(found, wanted);
        }
        // What one of the threads finds wrong is told, and nothing hangs.
        link(at(QStringLiteral("walk")), "a3/b3/out", "/etc/passwd");
        const auto refused = listPackage(spec);
        QVERIFY(!refused);
        QCOMPARE(refused.error().id, QStringLiteral("LTH-PKG-002"));
        QVERIFY(QFile::remove(at(QStringLiteral("walk/a3/b3/out"))));
        put(at(QStringLiteral("walk")), "a3/b3/Twin", "x");
        put(at(QStringLiteral("walk")), "a3/b3/twin", "x");
        const auto twins = listPackage(spec);
        QVERIFY(!twins);
        QCOMPARE(twins.error().id, QStringLiteral("LTH-PKG-006"));
        QVERIFY2(twins.error().text.contains(QStringLiteral("Twin")), qPrintable(twins.error().text));
    }

    /// Folders that come and go under the walk: what is not there any more is no part of it, and never an error.
    void foldersThatVanish()
    {
        for (int d = 0; d < 60; ++d)
            put(at(QStringLiteral("vanish")), "stays" + QByteArray::number(d) + "/f", "x");
        std::atomic_bool end = false;
        std::thread mover([&] {
            for (int i = 0; !end; ++i) {
                const QString dir = at(QStringLiteral("vanish/stays%1/goes").arg(i % 60));
                QDir().mkpath(dir + QStringLiteral("/deep/er"));
                QDir(dir).removeRecursively();
            }
        });
        PackageSpec spec;
        spec.rootDir = at(QStringLiteral("vanish"));
        QString problem;
        for (int i = 0; i < 300 && problem.isEmpty(); ++i) {
            const auto list = listPackage(spec);
            if (!list)
                problem = list.error().text;
            else if (std::count_if(list->begin(), list->end(), [](const PackageEntry &e) { return e.path.endsWith(QLatin1String("/f")); }) != 60)
                problem = QStringLiteral("something that stays is missing");
        }
        end = true;
        mover.join();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
};

QTEST_GUILESS_MAIN(TestLargeFile)
#include "tst_largefile.moc"
