// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/packagereader.h"
#include "package/packagewriter.h"
#include "package/treehelpers.h"
#include <QCryptographicHash>
#include <QProcess>
#include <QTemporaryDir>
#include <QRandomGenerator>
#include <QTest>
#include <QElapsedTimer>
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

using namespace lathe;

class TestPackageWriter : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString at(const char *name) const { return m_dir.filePath(QString::fromUtf8(name)); }

    /// A tree with everything that makes zips differ: order, modes, links, Unicode, empty folders, large and empty files.
    static void sampleTree(const QString &root, bool reversed = false)
    {
        QList<std::function<void()>> steps = {
            [&] { put(root, "app.py", "def handler(event, context):\n    return event\n"); },
            [&] { put(root, "bootstrap", "#!/bin/sh\n", 06755); },
            [&] { put(root, "lib/a.txt", QByteArray(100000, 'a')); },
            [&] { put(root, "lib/b.bin", noise(70000)); },
            [&] { put(root, "lib-x/c", ""); },
            [&] { put(root, "lib.txt", "x"); },
            [&] { put(root, "한글/파일.txt", "가나다"); },
            [&] { put(root, "zz/deep/er/file", "deep", 0700); },
            [&] { QVERIFY(QDir(root).mkpath(QStringLiteral("empty/inner"))); },
            [&] { QVERIFY(QDir(root).mkpath(QStringLiteral("lib"))); link(root, "lib/link", "../app.py"); },
            [&] { link(root, "current", "lib"); },
        };
        if (reversed)
            std::reverse(steps.begin(), steps.end());
        for (const auto &step : steps)
            step();
    }

    static QByteArray zipOf(const QString &root, const QString &file, int threads = 0)
    {
        PackageSpec spec;
        spec.rootDir = root;
        spec.threads = threads;
        const auto report = writePackage(spec, file);
        if (!report)
            return report.error().text.toUtf8();
        return slurp(file);
    }

private slots:
    void roundTrip()
    {
        sampleTree(at("round"));
        PackageSpec spec;
        spec.rootDir = at("round");
        const auto report = writePackage(spec, at("round.zip"));
        LATHE_VERIFY_RESULT(report);
        const QByteArray bytes = slurp(at("round.zip"));
        QCOMPARE(report->zipBytes, qint64(bytes.size()));
        QCOMPARE(report->sha256, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
        const auto list = readPackageList(at("round.zip"));
        LATHE_VERIFY_RESULT(list);
        QStringList names;
        for (const PackageEntry &entry : *list)
            names.append(entry.path);
        names.sort();
        QStringList wanted = {QStringLiteral("app.py"), QStringLiteral("bootstrap"), QStringLiteral("current"), QStringLiteral("empty/inner/"),
            QStringLiteral("lib/a.txt"), QStringLiteral("lib/b.bin"), QStringLiteral("lib/link"), QStringLiteral("lib-x/c"),
            QStringLiteral("lib.txt"), QStringLiteral("한글/파일.txt"), QStringLiteral("zz/deep/er/file")};
        wanted.sort();
        QCOMPARE(names, wanted);
        const auto unpacked = extractPackage(at("round.zip"), at("round.out"));
        LATHE_VERIFY_RESULT(unpacked);
        QCOMPARE(describe(at("round.out")), describe(at("round")));
    }

    void listAgreesWithWrite()
    {
        sampleTree(at("list"));
        PackageSpec spec;
        spec.rootDir = at("list");
        spec.prefix = QStringLiteral("python/");
        const auto listed = listPackage(spec);
        LATHE_VERIFY_RESULT(listed);
        const auto report = writePackage(spec, at("list.zip"));
        LATHE_VERIFY_RESULT(report);
        QCOMPARE(listed->size(), report->entries.size());
        for (qsizetype i = 0; i < listed->size(); ++i) {
            QCOMPARE(listed->at(i).path, report->entries.at(i).path);
            QVERIFY(listed->at(i).path.startsWith(QStringLiteral("python/")));
            QCOMPARE(listed->at(i).bytes, report->entries.at(i).bytes);
        }
    }

    void sameBytesForAnyOrderAndThreads()
    {
        sampleTree(at("one"));
        sampleTree(at("two"), true);
        const QByteArray first = zipOf(at("one"), at("one.zip"), 1);
        QVERIFY(first.startsWith("PK\x03\x04"));
        QCOMPARE(zipOf(at("two"), at("two.zip"), 1), first);
        for (int threads : {2, 3, 8})
            QCOMPARE(zipOf(at("one"), at("again.zip"), threads), first);
    }

    /// The same bytes from another process with another clock, zone, umask, locale and, when possible, user.
    void sameBytesInAnotherEnvironment()
    {
        sampleTree(at("env"));
        const QByteArray first = zipOf(at("env"), at("env.zip"));
        const auto other = [&](const QString &shell, const QStringList &variables) {
            QFile::remove(at("out/env.zip"));
            QDir().mkpath(at("out"));
            QProcess p;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            for (const QString &v : variables)
                environment.insert(v.section(u'=', 0, 0), v.section(u'=', 1));
            p.setProcessEnvironment(environment);
            p.start(QStringLiteral("sh"), {QStringLiteral("-c"), shell, QCoreApplication::applicationFilePath(), QStringLiteral("--zip"), at("env"), at("out/env.zip")});
            return p.waitForFinished(20000) && p.exitCode() == 0 ? slurp(at("out/env.zip")) : p.readAll();
        };
        QCOMPARE(other(QStringLiteral("umask 000; exec \"$0\" \"$@\""), {QStringLiteral("TZ=Asia/Seoul"), QStringLiteral("LC_ALL=C.UTF-8")}), first);
        QCOMPARE(other(QStringLiteral("umask 077; exec \"$0\" \"$@\""), {QStringLiteral("TZ=America/Caracas"), QStringLiteral("LC_ALL=tr_TR.UTF-8"), QStringLiteral("LANG=tr_TR.UTF-8")}), first);
        // A touch, a chmod that does not change the x bit of the owner, a larger folder: nothing of it shows.
        put(at("env"), "later", "x");
        QVERIFY(QFile::remove(at("env/later")));
        QCOMPARE(::chmod(QFile::encodeName(at("env/app.py")).constData(), 0600), 0);
        QCOMPARE(::chmod(QFile::encodeName(at("env/bootstrap")).constData(), 0711), 0);
        QFile f(at("env/app.py"));
        QVERIFY(f.open(QIODevice::ReadWrite));
        QVERIFY(f.setFileTime(QDateTime::fromSecsSinceEpoch(1), QFileDevice::FileModificationTime));
        f.close();
        QCOMPARE(zipOf(at("env"), at("env.zip")), first);
        QCOMPARE(::chmod(QFile::encodeName(at("env/app.py")).constData(), 0700), 0);
        QVERIFY(zipOf(at("env"), at("env.zip")) != first);
        QCOMPARE(::chmod(QFile::encodeName(at("env/app.py")).constData(), 0644), 0);
        if (::geteuid() == 0) // as nobody, if this test may become somebody else
            QCOMPARE(zipAsNobody(), first);
    }

    static QByteArray zipAsNobody()
    {
        QTemporaryDir dir(QStringLiteral("/tmp/lathe-user-XXXXXX")); // every folder above can be entered by others
        ::chmod(QFile::encodeName(dir.path()).constData(), 0777);
        sampleTree(dir.filePath(QStringLiteral("tree")));
        ::chmod(QFile::encodeName(dir.filePath(QStringLiteral("tree/zz/deep/er/file"))).constData(), 0755);
        const pid_t child = ::fork();
        if (child == 0) {
            if (::setgid(65534) != 0 || ::setuid(65534) != 0)
                ::_exit(2);
            PackageSpec spec;
            spec.rootDir = dir.filePath(QStringLiteral("tree"));
            ::_exit(writePackage(spec, dir.filePath(QStringLiteral("o.zip"))) ? 0 : 1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        return slurp(dir.filePath(QStringLiteral("o.zip")));
    }

    void othersReadIt()
    {
        sampleTree(at("others"));
        zipOf(at("others"), at("others.zip"));
        QProcess unzip;
        unzip.start(QStringLiteral("unzip"), {QStringLiteral("-tqq"), at("others.zip")});
        QVERIFY(unzip.waitForFinished());
        QVERIFY2(unzip.exitCode() == 0, unzip.readAll().constData());
        QProcess python;
        python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QStringLiteral(
            "import zipfile,sys\n"
            "z=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n"
            "names=z.namelist()\nassert names==sorted(names,key=lambda n:n.encode()),names\n"
            "for i in z.infolist():\n assert i.date_time==(1980,1,1,0,0,0) and i.create_system==3 and not i.extra and not i.comment\n"
            " assert bool(i.flag_bits&0x800)==(not i.filename.isascii()) and not i.flag_bits&~0x800\n"
            " print(i.filename,oct(i.external_attr>>16),i.compress_type,i.file_size)\n"), at("others.zip")});
        QVERIFY(python.waitForFinished());
        QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
        const QString text = QString::fromUtf8(python.readAllStandardOutput());
        for (const QString &line : {QStringLiteral("app.py 0o100644 0 46"), QStringLiteral("bootstrap 0o100755"), QStringLiteral("lib/b.bin 0o100644 0 70000"),
                 QStringLiteral("lib/a.txt 0o100644 8 100000"), QStringLiteral("lib/link 0o120777 0 9"), QStringLiteral("empty/inner/ 0o40755 0 0"),
                 QStringLiteral("lib-x/c 0o100644 0 0"), QStringLiteral("한글/파일.txt 0o100644"), QStringLiteral("zz/deep/er/file 0o100755")})
            QVERIFY2(text.contains(line), qPrintable(line + u'\n' + text));
    }

    void leavesOutAndPutsBack()
    {
        for (const char *path : {"app.py", "node_modules/a/index.js", "node_modules/keep/x/y.js", ".git/HEAD", "__pycache__/app.pyc", "docs/a.md", "events/e.json", "sub/.git"})
            put(at("patterns"), path, "x");
        PackageSpec spec;
        spec.rootDir = at("patterns");
        const auto names = [&] {
            QStringList list;
            const auto entries = listPackage(spec);
            for (const PackageEntry &e : entries ? *entries : QList<PackageEntry>())
                list << e.path;
            return list.join(u' ');
        };
        QCOMPARE(names(), QStringLiteral("app.py docs/a.md node_modules/a/index.js node_modules/keep/x/y.js sub/.git"));
        spec.patterns = {QStringLiteral("node_modules/**"), QStringLiteral("!node_modules/keep/**"), QStringLiteral("*.md")};
        QCOMPARE(names(), QStringLiteral("app.py node_modules/keep/x/y.js sub/.git"));
        spec.patterns = {QStringLiteral("/**"), QStringLiteral("!.git/HEAD")};
        QCOMPARE(names(), QStringLiteral(".git/HEAD"));
        spec.patterns = {};
        spec.defaultExcludes = false;
        QCOMPARE(names(), QStringLiteral(".git/HEAD __pycache__/app.pyc app.py docs/a.md events/e.json node_modules/a/index.js node_modules/keep/x/y.js sub/.git"));
        spec.patterns = {QStringLiteral("/**")};
        const auto nothing = writePackage(spec, at("nothing.zip"));
        QVERIFY(!nothing);
        QCOMPARE(nothing.error().id, QStringLiteral("LTH-PKG-008"));
        QVERIFY(!QFileInfo::exists(at("nothing.zip")));
    }

    void theZipItselfStaysOut()
    {
        put(at("self"), "app.py", "x");
        const QByteArray first = zipOf(at("self"), at("self/build.zip"));
        QVERIFY(first.startsWith("PK"));
        QCOMPARE(zipOf(at("self"), at("self/build.zip")), first);
        QCOMPARE(zipOf(at("self"), at("self/../self/build.zip")), first);
        QCOMPARE(QDir(at("self")).entryList(QDir::Files | QDir::Hidden), QStringList({QStringLiteral("app.py"), QStringLiteral("build.zip")}));
    }

    void refusesWhatCannotGoIn_data()
    {
        QTest::addColumn<QByteArray>("make"); // shell, in the tree
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *make, const char *id, const char *words) {
            QTest::newRow(name) << QByteArray(make) << QStringLiteral("LTH-PKG-") + QString::fromLatin1(id) << QString::fromUtf8(words);
        };
        row("link out", "mkdir d; ln -s ../../outside d/out", "002", "d/out -> ../../outside");
        row("link to itself from outside", "ln -s ../tree/app.py l", "002", "l -> ../tree/app.py");
        row("absolute link", "ln -s /etc/passwd l", "002", "absolute");
        row("absolute link to the inside", "ln -s \"$PWD/app.py\" l", "002", "absolute");
        row("link with a turn", "mkdir d; ln -s d/../app.py l", "002", "behind a name");
        row("pipe", "mkfifo p", "007", "p is a socket, a pipe");
        row("bad UTF-8", "touch \"$(printf 'a\\377b')\"", "006", "UTF-8");
        row("control character", "touch \"$(printf 'a\\033b')\"", "006", "control");
        row("backslash", "touch 'a\\b'", "006", "backslash");
        row("twins", "touch Readme README", "006", "case");
    }
    void refusesWhatCannotGoIn()
    {
        QFETCH(QByteArray, make);
        QFETCH(QString, id);
        QFETCH(QString, words);
        QTemporaryDir dir;
        const QString tree = dir.filePath(QStringLiteral("tree"));
        put(tree, "app.py", "x");
        QProcess shell;
        shell.setWorkingDirectory(tree);
        shell.start(QStringLiteral("sh"), {QStringLiteral("-ec"), QString::fromUtf8(make)});
        QVERIFY(shell.waitForFinished());
        QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
        PackageSpec spec;
        spec.rootDir = tree;
        const auto done = writePackage(spec, dir.filePath(QStringLiteral("o.zip")));
        QVERIFY(!done);
        QCOMPARE(done.error().id, id);
        QVERIFY2(done.error().text.contains(words), qPrintable(done.error().text));
        QCOMPARE(QDir(dir.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{QStringLiteral("tree")});
        QVERIFY(!listPackage(spec));
        spec.patterns = {QStringLiteral("/**"), QStringLiteral("!/app.py")}; // left out, they do no harm
        LATHE_VERIFY_RESULT(writePackage(spec, dir.filePath(QStringLiteral("o.zip"))));
        QCOMPARE(QProcess::execute(QStringLiteral("rm"), {QStringLiteral("-rf"), tree}), 0); // Qt cannot name every file
    }

    void aSocketIsRefused()
    {
        QTemporaryDir dir;
        const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, qPrintable(dir.filePath(QStringLiteral("s"))), sizeof address.sun_path);
        QCOMPARE(::bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
        PackageSpec spec;
        spec.rootDir = dir.path();
        QCOMPARE(listPackage(spec).error().id, QStringLiteral("LTH-PKG-007"));
        ::close(fd);
    }

    void aMissingFolderAndABadPlace()
    {
        PackageSpec spec;
        spec.rootDir = at("nowhere");
        QCOMPARE(writePackage(spec, at("o.zip")).error().code, ErrorCode::NotFound);
        spec.rootDir = QString();
        QVERIFY(!listPackage(spec));
        put(at("place"), "a", "x");
        spec.rootDir = at("place/a");
        QCOMPARE(listPackage(spec).error().id, QStringLiteral("LTH-PKG-003"));
        spec.rootDir = at("place");
        QCOMPARE(writePackage(spec, at("no/folder/o.zip")).error().id, QStringLiteral("LTH-PKG-009"));
        QCOMPARE(writePackage(spec, at("place")).error().id, QStringLiteral("LTH-PKG-009"));
        spec.prefix = QStringLiteral("../up");
        QCOMPARE(writePackage(spec, at("o.zip")).error().code, ErrorCode::Usage);
    }

    void tooLargeIsToldBeforeAnythingIsWritten()
    {
        put(at("large"), "app.py", "x");
        for (int i = 0; i < 12; ++i) { // sparse
            put(at("large"), "lib/part" + QByteArray::number(i), "");
            QVERIFY(QFile::resize(at("large/lib/part") + QString::number(i), 21000000 + i * 200000));
        }
        PackageSpec spec;
        spec.rootDir = at("large");
        QElapsedTimer timer;
        timer.start();
        const auto done = writePackage(spec, at("no-such-folder/large.zip")); // it does not even try to open it
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::TooLarge);
        QCOMPARE(done.error().id, QStringLiteral("LTH-PKG-001"));
        QVERIFY2(done.error().text.contains(QStringLiteral("265,200,001 bytes")), qPrintable(done.error().text));
        QVERIFY(done.error().text.contains(QStringLiteral("262,144,000")));
        const QStringList lines = done.error().detail.split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 10);
        QVERIFY(lines.first().endsWith(QStringLiteral("23200000  lib/part11")));
        QVERIFY(timer.elapsed() < 15000);
        QVERIFY(listPackage(spec)); // looking is always possible
    }

    void exactlyTheLimitIsFine()
    {
        put(at("limit"), "a", "");
        QVERIFY(QFile::resize(at("limit/a"), 262144000));
        PackageSpec spec;
        spec.rootDir = at("limit");
        spec.level = 1;
        const auto done = writePackage(spec, at("limit.zip"));
        LATHE_VERIFY_RESULT(done);
        QCOMPARE(done->unzippedBytes, 262144000);
        put(at("limit"), "b", "x");
        QCOMPARE(writePackage(spec, at("limit.zip")).error().id, QStringLiteral("LTH-PKG-001"));
    }

    void progressEndsAtTheTotal()
    {
        for (int i = 0; i < 300; ++i)
            put(at("progress"), "f" + QByteArray::number(i), noise(1000, quint32(i)));
        PackageSpec spec;
        spec.rootDir = at("progress");
        QList<PackageProgress> seen;
        LATHE_VERIFY_RESULT(writePackage(spec, at("progress.zip"), [&](const PackageProgress &p) {
            if (p.phase == PackageProgress::Phase::Packing)
                seen.append(p);
        }));
        QVERIFY(seen.size() >= 2);
        QCOMPARE(seen.first().files, 0);
        QCOMPARE(seen.last().files, 300);
        QCOMPARE(seen.last().bytes, 300000);
        for (qsizetype i = 0; i < seen.size(); ++i) {
            QCOMPARE(seen.at(i).totalFiles, 300);
            QCOMPARE(seen.at(i).totalBytes, 300000);
            QVERIFY(i == 0 || seen.at(i).bytes >= seen.at(i - 1).bytes);
        }
    }

    void cancelLeavesTheOldZip()
    {
        for (int i = 0; i < 200; ++i)
            put(at("cancel"), "f" + QByteArray::number(i), noise(100000, quint32(i)));
        put(at(""), "cancel.zip", "old");
        PackageSpec spec;
        spec.rootDir = at("cancel");
        std::atomic_bool cancel = false;
        auto done = writePackage(spec, at("cancel.zip"), [&](const PackageProgress &) { cancel = true; }, &cancel);
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Cancelled);
        done = writePackage(spec, at("cancel.zip"), {}, &cancel); // from the start
        QCOMPARE(done.error().code, ErrorCode::Cancelled);
        QCOMPARE(slurp(at("cancel.zip")), QByteArray("old"));
        QVERIFY(QDir(m_dir.path()).entryList({QStringLiteral(".cancel*")}, QDir::Files | QDir::Hidden).isEmpty());
    }

    void aFileThatChangesMeanwhileIsNamed_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("grows") << 0;
        QTest::newRow("shrinks") << 1;
        QTest::newRow("vanishes") << 2;
        QTest::newRow("is replaced") << 3;
        QTest::newRow("becomes a link") << 4;
    }
    void aFileThatChangesMeanwhileIsNamed()
    {
        QFETCH(int, how);
        QTemporaryDir dir;
        const QString tree = dir.filePath(QStringLiteral("tree"));
        put(tree, "a", "x");
        put(tree, "b/hold", QByteArray(40'000'000, 'x')); // with one thread, the next file waits for its room
        put(tree, "c/victim", QByteArray(9'000'000, 'y'));
        PackageSpec spec;
        spec.rootDir = tree;
        spec.threads = 1;
        const QString victim = tree + QStringLiteral("/c/victim");
        const auto done = writePackage(spec, dir.filePath(QStringLiteral("o.zip")), [&](const PackageProgress &p) {
            if (p.files > 0 || p.phase != PackageProgress::Phase::Packing)
                return;
            QFile f(victim);
            switch (how) { // the walk is over, reading this one has not begun
            case 0: QVERIFY(f.open(QIODevice::Append)); f.write("more"); break;
            case 1: QVERIFY(f.resize(100)); break;
            case 2: QVERIFY(f.remove()); break;
            case 3: QVERIFY(f.remove()); put(tree, "c/victim", QByteArray(9'000'000, 'z')); break;
            default: QVERIFY(f.remove()); link(tree, "c/victim", "/etc/passwd"); break;
            }
        });
        QVERIFY(!done);
        QCOMPARE(done.error().id, QStringLiteral("LTH-PKG-005"));
        QVERIFY2(done.error().text.contains(QStringLiteral("c/victim")), qPrintable(done.error().text));
        QCOMPARE(QDir(dir.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{QStringLiteral("tree")});
    }

    void unreadableIsNamed()
    {
        QTemporaryDir dir(QStringLiteral("/tmp/lathe-user-XXXXXX"));
        put(dir.filePath(QStringLiteral("tree")), "secret", "x", 0);
        ::chmod(QFile::encodeName(dir.path()).constData(), 0777);
        const pid_t child = ::fork();
        if (child == 0) { // root reads everything
            if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0))
                ::_exit(3);
            PackageSpec spec;
            spec.rootDir = dir.filePath(QStringLiteral("tree"));
            const auto done = writePackage(spec, dir.filePath(QStringLiteral("o.zip")));
            ::_exit(!done && done.error().id == QStringLiteral("LTH-PKG-004") && done.error().text.contains(QStringLiteral("secret")) ? 0 : 1);
        }
        int status = -1;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
        QCOMPARE(QDir(dir.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{QStringLiteral("tree")});
    }

    void aFullDiskLeavesTheOldZip()
    {
        put(at("disk"), "a", noise(3000000));
        put(at(""), "disk.zip", "old");
        const pid_t child = ::fork();
        if (child == 0) {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{1500000, 1500000};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            PackageSpec spec;
            spec.rootDir = at("disk");
            const auto done = writePackage(spec, at("disk.zip"));
            ::_exit(!done && done.error().id == QStringLiteral("LTH-PKG-009") && done.error().text.contains(QStringLiteral("disk.zip")) ? 0 : 1);
        }
        int status = -1;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
        QCOMPARE(slurp(at("disk.zip")), QByteArray("old"));
        QVERIFY(QDir(m_dir.path()).entryList({QStringLiteral(".disk*")}, QDir::Files | QDir::Hidden).isEmpty());
    }

    void memoryStaysBounded()
    {
        const QByteArray content = noise(4000000);
        for (int i = 0; i < 45; ++i) // 180 MB
            put(at("memory"), "f" + QByteArray::number(i), content);
        PackageSpec spec;
        spec.rootDir = at("memory");
        spec.level = 1;
        const pid_t child = ::fork();
        if (child == 0) {
            rusage before = {}, after = {};
            ::getrusage(RUSAGE_SELF, &before);
            const auto done = writePackage(spec, at("memory.zip"));
            ::getrusage(RUSAGE_SELF, &after);
            ::_exit(done && after.ru_maxrss - before.ru_maxrss < 100 * 1024 ? 0 : 1);
        }
        int status = -1;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
        QVERIFY(QDir(at("memory")).removeRecursively());
    }

    void manyFilesNeedZip64()
    {
        QTemporaryDir dir(QFileInfo(QStringLiteral("/dev/shm")).isWritable() ? QStringLiteral("/dev/shm/lathe-zip64-XXXXXX") : QString());
        for (int d = 0; d < 66; ++d) {
            const QByteArray folder = QFile::encodeName(dir.path()) + "/tree/d" + QByteArray::number(d);
            QVERIFY(QDir().mkpath(QFile::decodeName(folder)));
            for (int i = 0; i < 1000; ++i) {
                const int fd = ::open((folder + '/' + QByteArray::number(i)).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
                QVERIFY(fd >= 0);
                QVERIFY(::write(fd, "x", std::size_t(i % 2)) == i % 2);
                ::close(fd);
            }
        }
        PackageSpec spec;
        spec.rootDir = dir.filePath(QStringLiteral("tree"));
        const QString zip = dir.filePath(QStringLiteral("o.zip"));
        LATHE_VERIFY_RESULT(writePackage(spec, zip));
        const auto list = readPackageList(zip);
        LATHE_VERIFY_RESULT(list);
        QCOMPARE(list->size(), 66000);
        QProcess python;
        python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QStringLiteral("import zipfile,sys; print(len(zipfile.ZipFile(sys.argv[1]).namelist()))"), zip});
        QVERIFY(python.waitForFinished());
        QCOMPARE(python.readAllStandardOutput().trimmed(), QByteArray("66000"));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 4 && qstrcmp(argv[1], "--zip") == 0) { // in another environment
        PackageSpec spec;
        spec.rootDir = QFile::decodeName(argv[2]);
        return writePackage(spec, QFile::decodeName(argv[3])) ? 0 : 1;
    }
    TestPackageWriter test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_packagewriter.moc"
