// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/packagereader.h"
#include "package/packagewriter.h"
#include "package/treehelpers.h"
#include "package/zipbuilder.h"
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>

using namespace lathe;

class TestPackageReader : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString at(const char *name) const { return m_dir.filePath(QString::fromUtf8(name)); }

    static Member file(const QByteArray &name, const QByteArray &content = "content\n")
    {
        Member m;
        m.name = name;
        m.content = content;
        return m;
    }
    static Member link(const QByteArray &name, const QByteArray &target)
    {
        Member m = file(name, target);
        m.mode = 0120777;
        return m;
    }
    static Member folder(const QByteArray &name)
    {
        Member m = file(name, {});
        m.mode = 040755;
        return m;
    }
    static Member changed(Member m, const std::function<void(Member &)> &change)
    {
        change(m);
        return m;
    }
    static QByteArray extra(quint16 id, const QByteArray &data) { return le(id, 2) + le(quint64(data.size()), 2) + data; }

private slots:
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("zip");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("words"); // in the message
        const auto raw = [](const char *name, const QByteArray &zip, const char *id, const char *words) {
            QTest::newRow(name) << zip << QStringLiteral("LTH-PKG-") + QString::fromLatin1(id) << QString::fromUtf8(words);
        };
        const auto row = [&](const char *name, const QList<Member> &members, const char *id, const char *words) { raw(name, buildZip(members), id, words); };
        const Member good = file("good.txt");
        row("parent", {good, file("../evil")}, "011", "\"..\"");
        row("parent inside", {file("a/../../evil")}, "011", "\"..\"");
        row("parent that stays", {file("a/../b")}, "011", "\"..\"");
        row("parent at the end", {file("a/..")}, "011", "\"..\"");
        row("parent as folder", {folder("../")}, "011", "\"..\"");
        row("absolute", {file("/etc/evil")}, "011", "absolute");
        row("two slashes", {file("//evil")}, "011", "absolute");
        row("empty part", {file("a//b")}, "011", "empty part");
        row("dot part", {file("a/./b")}, "011", "\".\"");
        row("backslash", {file("..\\evil")}, "011", "backslash");
        row("drive", {file("C:/evil")}, "011", "drive");
        row("NUL", {file(QByteArray("a\0b", 3))}, "011", "NUL");
        row("control character", {file("a\x1b[2Jb")}, "011", "control");
        row("line end in a name", {file("a\nb")}, "011", "control");
        row("DEL in a name", {file("a\x7f" "b")}, "011", "control");
        row("no name", {file("")}, "011", "empty");
        row("not UTF-8", {file("a\xff")}, "011", "UTF-8");
        row("overlong UTF-8", {file("\xc0\xae\xc0\xae/evil")}, "011", "UTF-8");
        row("long part", {file(QByteArray(256, 'a'))}, "011", "255");
        row("long path", {file(QByteArray("aaaaaaaa/").repeated(500) + "a")}, "011", "4,096");
        row("link out", {link("a", "../evil")}, "011", "leaves");
        row("link out, deep", {link("d/a", "../../evil")}, "011", "leaves");
        row("link absolute", {link("a", "/etc/passwd")}, "011", "absolute");
        row("link through a link", {folder("d/"), link("d/l", ".."), link("a", "d/l/../evil")}, "011", "behind a name");
        row("link empty", {link("a", "")}, "011", "empty");
        row("link with NUL", {link("a", QByteArray("b\0c", 3))}, "011", "NUL");
        row("link with backslash", {link("a", "..\\b")}, "011", "backslash");
        row("link, long", {link("a", QByteArray(5000, 'b'))}, "011", "too long");
        row("link, then a file through it", {link("d", "."), file("d/evil")}, "011", "below a symbolic link");
        row("a file, then its folder a link", {file("d/evil"), link("d", ".")}, "011", "below a symbolic link");
        row("link and file of one name", {link("a", "b"), file("a")}, "011", "");
        row("file and folder of one name", {file("a"), file("a/b")}, "011", "folder and something else");
        row("twice", {file("a"), file("a")}, "011", "twice");
        row("twin by case", {file("Readme"), file("README")}, "011", "case or Unicode");
        row("link, then its twin by case as a folder", {link("D", "."), file("d/evil")}, "011", "case or Unicode");
        row("twin folders by case", {file("d/a"), file("D/b")}, "011", "case or Unicode");
        row("twin by Unicode form", {file("é"), file("e\u0301")}, "011", "case or Unicode");
        row("twin Hangul", {file("가"), file("\u1100\u1161")}, "011", "case or Unicode");
        row("twin by case folding", {file("ΣΑ"), file("ςα")}, "011", "case or Unicode");
        row("character device", {changed(file("a"), [](Member &m) { m.mode = 020666; })}, "011", "device");
        row("block device", {changed(file("a"), [](Member &m) { m.mode = 060666; })}, "011", "device");
        row("pipe", {changed(file("a"), [](Member &m) { m.mode = 010666; })}, "011", "pipe");
        row("socket", {changed(file("a"), [](Member &m) { m.mode = 0140666; })}, "011", "socket");
        row("hard link (PKWARE)", {changed(file("a"), [](Member &m) { m.centralExtra = extra(0x000d, QByteArray(12, 0) + "/etc/passwd"); })}, "011", "hard link");
        row("link (ASi)", {changed(file("a"), [](Member &m) { m.centralExtra = extra(0x756e, le(0, 4) + le(0120777, 2) + QByteArray(8, 0)); })}, "011", "link");
        row("folder with content", {changed(folder("d/"), [](Member &m) { m.content = "x"; })}, "011", "folder with content");
        row("folder's name, link's type", {link("d/", "x")}, "011", "folder");
        row("Unicode path block leaves", {changed(file("ok"), [](Member &m) { m.centralExtra = extra(0x7075, QByteArray("\x01") + le(crcOf("ok"), 4) + "../evil"); })}, "011", "\"..\"");
        row("encrypted", {changed(file("a"), [](Member &m) { m.flags = 1; })}, "013", "encrypted");
        row("strong encryption", {changed(file("a"), [](Member &m) { m.flags = 0x41; })}, "013", "encrypted");
        row("masked header", {changed(file("a"), [](Member &m) { m.flags = 1 << 13; })}, "013", "encrypted");
        row("patch data", {changed(file("a"), [](Member &m) { m.flags = 1 << 5; })}, "013", "method");
        row("bzip2", {changed(file("a"), [](Member &m) { m.method = 12; })}, "013", "method 12");
        row("deflate64", {changed(file("a"), [](Member &m) { m.method = 9; })}, "013", "method 9");
        row("bad CRC, stored", {changed(file("a"), [](Member &m) { m.crc = 1; })}, "014", "checksum");
        row("bad CRC, deflated", {changed(file("a"), [](Member &m) { m.crc = 1; m.deflate = true; })}, "014", "checksum");
        row("bad deflate", {changed(file("a"), [](Member &m) { m.deflate = true; m.rawData = QByteArray("\xff\xff\xff\xff"); })}, "014", "damaged");
        row("inflates to more", {changed(file("a", QByteArray(1000, 'a')), [](Member &m) { m.deflate = true; m.bytes = 999; })}, "014", "size it claims");
        row("inflates to less", {changed(file("a", QByteArray(1000, 'a')), [](Member &m) { m.deflate = true; m.bytes = 1001; })}, "014", "size it claims");
        row("rest behind deflate", {changed(file("a", "aaa"), [](Member &m) { m.deflate = true; m.rawData = rawDeflate("aaa") + "rest"; })}, "014", "size it claims");
        row("stored, two sizes", {changed(file("a"), [](Member &m) { m.bytes = 100; m.localBytes = 100; })}, "010", "sizes");
        row("header: other name", {changed(file("a"), [](Member &m) { m.localName = QByteArray("../evil"); })}, "010", "contradict");
        row("header: other name, same length", {changed(file("aa"), [](Member &m) { m.localName = QByteArray(".."); })}, "010", "contradict");
        row("header: other method", {changed(file("a"), [](Member &m) { m.localMethod = 8; })}, "010", "contradict");
        row("header: other flags", {changed(file("a"), [](Member &m) { m.localFlags = 1; })}, "010", "contradict");
        row("header: other CRC", {changed(file("a"), [](Member &m) { m.localCrc = 1; })}, "010", "contradict");
        row("header: other size", {changed(file("a"), [](Member &m) { m.localBytes = 1; })}, "010", "contradict");
        row("descriptor: other CRC", {changed(file("a"), [](Member &m) { m.descriptor = true; m.descriptorCrc = 1; })}, "010", "descriptor");
        row("descriptor flag without one", {changed(file("a"), [](Member &m) { m.flags = 8; })}, "010", "descriptor");
        row("offset beyond the end", {changed(file("a"), [](Member &m) { m.offset = 1 << 20; })}, "010", "place");
        row("offset into a member", {file("b", QByteArray(100, 'b')), changed(file("a"), [](Member &m) { m.offset = 40; })}, "010", "");
        row("two names, one content", {file("b"), changed(file("a"), [](Member &m) { m.sameDataAs = 0; })}, "010", "overlaps");
        row("overlap: a member in a member", {file("outer", buildZip({file("inner")})), changed(file("inner"), [](Member &m) { m.sameDataAs = 0; m.offset = 35; })}, "010", "overlaps");
        row("data runs into the directory", {changed(file("a"), [](Member &m) { m.packed = 60; m.bytes = 60; })}, "010", "");
        row("zip64 block missing", {changed(file("a"), [](Member &m) { m.bytes = 0xffffffff; })}, "010", "zip64");
        row("zip64 in the header only lies", {changed(file("a"), [](Member &m) { m.localBytes = m.localPacked = 0xffffffff; m.localExtra = extra(1, le(9, 8) + le(9, 8)); })}, "010", "contradict");
        row("zip64 twice", {changed(file("a"), [](Member &m) { m.bytes = 0xffffffff; m.centralExtra = m.localExtra = extra(1, le(8, 8)) + extra(1, le(9, 8)); })}, "010", "zip64");
        row("zip64 size beyond the file", {changed(file("a"), [](Member &m) { m.packed = m.bytes = 0xffffffff; m.centralExtra = m.localExtra = extra(1, le(quint64(1) << 40, 8) + le(quint64(1) << 40, 8)); })}, "010", "sizes");
        row("zip64 size wraps", {changed(file("a"), [](Member &m) { m.packed = 0xffffffff; m.bytes = 8; m.centralExtra = m.localExtra = extra(1, le(~quint64(0) - 10, 8)); })}, "010", "sizes");
        row("bomb by ratio", {changed(file("a", QByteArray(20 * 1024 * 1024, 0)), [](Member &m) { m.deflate = true; })}, "012", "200 times");
        row("over 250 MB, told", {changed(file("a", "x"), [](Member &m) { m.deflate = true; m.bytes = m.localBytes = 262144001; })}, "012", "262144000");
        QList<Member> many;
        for (int i = 0; i < 30; ++i)
            many.append(changed(file("f" + QByteArray::number(i), "x"), [](Member &m) { m.deflate = true; m.bytes = m.localBytes = 9 * 1024 * 1024; }));
        row("over 250 MB together", many, "012", "262144000");

        const QByteArray whole = buildZip({good, file("b/c")});
        raw("empty file", "", "010", "not a zip");
        raw("text", QByteArray("hello ").repeated(100), "010", "not a zip");
        raw("cut at the end", whole.chopped(1), "010", "cut off");
        raw("cut in the middle", whole.left(whole.size() / 2), "010", "cut off");
        raw("something behind", whole + "x", "010", "cut off");
        raw("another archive in front", buildZip({good}) + whole, "010", "before its first");
        raw("another archive in front, offsets right", buildZip({good}, {.before = buildZip({file("other")})}), "010", "before its first");
        raw("a member in front that nobody names", buildZip({good}, {.before = buildZip({file("hidden")}).left(45)}), "010", "before its first");
        raw("a large file in front", buildZip({good}, {.before = QByteArray(1024 * 1024 + 1, 'x')}), "010", "before its first");
        raw("only something in front", "#!/bin/sh\n" + buildZip({}), "010", "not where");
        raw("something in front, zip64 not shifted alike", "#!/bin/sh\n" + buildZip({good}, {.end64 = true, .offset64 = 3}), "010", "");
        raw("gap before the directory with wrong offset", buildZip({good}, {.gap = "gap", .directoryOffset = 40}), "010", "not where");
        raw("two end records", buildZip({good}, {.comment = buildZip({file("other")})}), "010", "two end records");
        raw("a false end record in the comment", buildZip({good}, {.comment = "PK\x05\x06" + QByteArray(40, '\x01')}), "010", "two end records");
        raw("a false end record that is cut off", buildZip({good}, {.comment = "PK\x05\x06" + QByteArray(18, '\0') + "\xff\xff"}), "010", "two end records");
        raw("count too small", buildZip({good, file("b")}, {.count = 1, .countHere = 1}), "010", "damaged");
        raw("count too large", buildZip({good}, {.count = 2, .countHere = 2}), "010", "");
        raw("counts differ", buildZip({good}, {.countHere = 0}), "010", "several");
        raw("second disk", buildZip({good}, {.disk = 1}), "010", "several");
        raw("directory size wrong", buildZip({good}, {.directorySize = 10}), "010", "not where");
        raw("directory offset wrong", buildZip({good}, {.directoryOffset = 3}), "010", "place");
        raw("zip64: many entries told", buildZip({good}, {.end64 = true, .count64 = 100001}), "012", "entries");
        raw("zip64: other count", buildZip({good}, {.count = 1, .end64 = true, .count64 = 2}), "010", "zip64");
        raw("zip64: size wraps", buildZip({good}, {.end64 = true, .size64 = ~quint64(0)}), "010", "not where");
        raw("zip64: offset far", buildZip({good}, {.end64 = true, .offset64 = ~quint64(0)}), "010", "not where");
        raw("zip64: locator points nowhere", buildZip({good}, {.end64 = true, .locatorOffset = quint64(1) << 60}), "010", "zip64");
        raw("zip64: locator points into data", buildZip({good}, {.end64 = true, .locatorOffset = 0}), "010", "zip64");
    }
    void refuses()
    {
        QFETCH(QByteArray, zip);
        QFETCH(QString, id);
        QFETCH(QString, words);
        QTemporaryDir dir;
        put(dir.path(), "a.zip", zip);
        put(dir.path(), "work/kept", "kept");
        const QStringList before = describe(dir.path());
        const QString zipFile = dir.filePath(QStringLiteral("a.zip"));
        QElapsedTimer timer;
        timer.start();
        const auto done = extractPackage(zipFile, dir.filePath(QStringLiteral("work/out")));
        QVERIFY(!done);
        QCOMPARE(done.error().id, id);
        QVERIFY2(done.error().text.contains(words), qPrintable(done.error().text));
        QVERIFY(done.error().code == (id.endsWith(QStringLiteral("012")) ? ErrorCode::TooLarge : ErrorCode::Verification));
        QCOMPARE(describe(dir.path()), before);
        QVERIFY(QDir(dir.path()).mkpath(QStringLiteral("work/empty"))); // an empty folder stays, and stays empty
        QVERIFY(!extractPackage(zipFile, dir.filePath(QStringLiteral("work/empty"))));
        QVERIFY(QDir(dir.filePath(QStringLiteral("work/empty"))).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
        if (!id.endsWith(QStringLiteral("014"))) { // names, places and sizes are known without unpacking
            const auto listed = readPackageList(zipFile);
            QVERIFY(!listed);
            QCOMPARE(listed.error().text, done.error().text);
        }
        QVERIFY(timer.elapsed() < 15000);
    }

    void accepts_data()
    {
        QTest::addColumn<QByteArray>("zip");
        QTest::addColumn<QStringList>("tree");
        const auto row = [](const char *name, const QByteArray &zip, const QStringList &tree) { QTest::newRow(name) << zip << tree; };
        const auto f = [](const char *mode, const char *name, const QByteArray &content) {
            return QStringLiteral("f %1 %2 %3%4").arg(QString::fromLatin1(mode), QString::fromUtf8(name), QString::fromLatin1(content.toHex())).arg(content.size());
        };
        row("empty", buildZip({}), {});
        row("stored and deflated", buildZip({file("a", "aa"), changed(file("b", QByteArray(50, 'b')), [](Member &m) { m.deflate = true; })}),
            {f("-", "a", "aa"), f("-", "b", QByteArray(50, 'b'))});
        row("folder entries and implied ones", buildZip({folder("d/"), file("d/a", "x"), file("e/f/a", "y"), folder("g/")}),
            {QStringLiteral("d d"), QStringLiteral("d e"), QStringLiteral("d e/f"), QStringLiteral("d g"), f("-", "d/a", "x"), f("-", "e/f/a", "y")});
        row("dot slash, as bsdtar writes it", buildZip({folder("./"), file("./a", "x")}), {f("-", "a", "x")});
        row("modes", buildZip({changed(file("a", "x"), [](Member &m) { m.mode = 0100755; }), changed(file("b", "x"), [](Member &m) { m.mode = 0100600; }),
                changed(file("c", "x"), [](Member &m) { m.mode = 0106777; }), changed(file("d", "x"), [](Member &m) { m.mode = 0; })}),
            {f("x", "a", "x"), f("-", "b", "x"), f("x", "c", "x"), f("-", "d", "x")});
        row("made on DOS", buildZip({changed(file("a", "x"), [](Member &m) { m.madeBy = 20; m.attributes = 0x20; }),
                changed(file("d", ""), [](Member &m) { m.madeBy = 20; m.attributes = 0x10; })}), {QStringLiteral("d d"), f("-", "a", "x")});
        row("links inside", buildZip({file("d/a", "x"), link("d/b", "a"), link("e", "d"), link("d/up", "../d/a"), link("dangling", "nowhere"), link("self", ".")}),
            {QStringLiteral("d d"), f("-", "d/a", "x"), QStringLiteral("l d/b -> a"), QStringLiteral("l d/up -> ../d/a"), QStringLiteral("l dangling -> nowhere"),
                QStringLiteral("l e -> d"), QStringLiteral("l self -> .")});
        for (const bool wide : {false, true})
            for (const bool is_signed : {false, true})
                row(qPrintable(QStringLiteral("descriptor, wide %1, signed %2").arg(wide).arg(is_signed)),
                    buildZip({changed(file("a", "x"), [&](Member &m) { m.descriptor = true; m.descriptorWide = wide; m.descriptorSigned = is_signed; }), file("b", "y")}),
                    {f("-", "a", "x"), f("-", "b", "y")});
        row("UTF-8 with and without flag", buildZip({changed(file("가", "x"), [](Member &m) { m.flags = 1 << 11; }), file("나", "y")}), {f("-", "가", "x"), f("-", "나", "y")});
        row("Unicode path block", buildZip({changed(file("a_", "x"), [](Member &m) { m.centralExtra = extra(0x7075, QByteArray("\x01") + le(crcOf("a_"), 4) + "가"); })}), {f("-", "가", "x")});
        row("Unicode path block of another name", buildZip({changed(file("a_", "x"), [](Member &m) { m.centralExtra = extra(0x7075, QByteArray("\x01") + le(1, 4) + "가"); })}), {f("-", "a_", "x")});
        row("comment", buildZip({file("a", "x")}, {.comment = "made by hand PK"}), {f("-", "a", "x")});
        row("zip64 end", buildZip({file("a", "x")}, {.end64 = true}), {f("-", "a", "x")});
        row("zip64 sizes", buildZip({changed(file("a", "x"), [](Member &m) { m.packed = m.bytes = 0xffffffff; m.centralExtra = m.localExtra = extra(1, le(1, 8) + le(1, 8)); })}), {f("-", "a", "x")});
        row("a script in front", "#!/usr/bin/env python3\n" + buildZip({file("a", "x")}), {f("-", "a", "x")});
        row("a script in front, offsets of the file", buildZip({file("a", "x"), file("b", "y")}, {.before = "#!/usr/bin/env python3\n"}), {f("-", "a", "x"), f("-", "b", "y")});
        row("a script in front, zip64", "#!/bin/sh\nexit\n" + buildZip({file("a", "x")}, {.end64 = true}), {f("-", "a", "x")});
        row("folder of NTFS", buildZip({changed(file("d", ""), [](Member &m) { m.madeBy = 10 << 8 | 20; m.attributes = 0x10; }), file("d/a", "x")}), {QStringLiteral("d d"), f("-", "d/a", "x")});
        row("gap between members", buildZip({file("a", "x"), file("b", "y")}, {.gap = "padding"}), {f("-", "a", "x"), f("-", "b", "y")});
        row("colon and spaces in names", buildZip({file("a: b", "x"), file(" c", "y")}), {f("-", " c", "y"), f("-", "a: b", "x")});
    }
    void accepts()
    {
        QFETCH(QByteArray, zip);
        QFETCH(QStringList, tree);
        QTemporaryDir dir;
        put(dir.path(), "a.zip", zip);
        for (const mode_t mask : {0022, 0077, 0000}) {
            const mode_t old = ::umask(mask);
            const QString out = dir.filePath(QStringLiteral("deep/out%1").arg(mask));
            const auto done = extractPackage(dir.filePath(QStringLiteral("a.zip")), out);
            ::umask(old);
            LATHE_VERIFY_RESULT(done);
            tree.sort();
            QCOMPARE(describe(out), tree);
            for (const QString &line : tree) {
                struct stat st = {};
                const QString path = out + u'/' + (line.startsWith(u'f') ? line.mid(4).section(u' ', 0, -2) : line.mid(2).section(QStringLiteral(" -> "), 0, 0));
                QCOMPARE(::lstat(QFile::encodeName(path).constData(), &st), 0);
                if (!S_ISLNK(st.st_mode))
                    QCOMPARE(int(st.st_mode & 07777), S_ISDIR(st.st_mode) || line.startsWith(QStringLiteral("f x")) ? 0755 : 0644);
            }
        }
        LATHE_VERIFY_RESULT(readPackageList(dir.filePath(QStringLiteral("a.zip"))));
    }

    /// Archives that other programs make of one tree.
    void readsOthersArchives_data()
    {
        QTest::addColumn<QString>("command");
        const auto row = [](const char *name, const char *command, const char *program) {
            if (!QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty())
                QTest::newRow(name) << QString::fromUtf8(command);
        };
        row("Info-ZIP", "zip -qry ../o.zip .", "zip");
        row("Info-ZIP, C locale", "LC_ALL=C zip -qry ../o.zip .", "zip");
        row("Info-ZIP to a pipe", "rm link; zip -qry - . | cat > ../o.zip", "zip");
        row("Info-ZIP, stored", "zip -0qry ../o.zip .", "zip");
        row("python zipfile", "python3 -c \"import shutil,os; os.unlink('link'); shutil.make_archive('../o','zip','.')\"", "python3");
        row("python zipfile to a pipe", "rm link; python3 -c \"import zipfile,sys,os\nclass W:\n def write(s,b): sys.stdout.buffer.write(b); return len(b)\n def flush(s): pass\n"
            "z=zipfile.ZipFile(W(),'w',zipfile.ZIP_DEFLATED)\nfor d,_,fs in os.walk('.'):\n"
            " if d!='.': z.write(d)\n for f in fs: z.write(os.path.join(d,f))\nz.close()\" > ../o.zip", "python3");
        row("bsdtar", "bsdtar --format zip -cf ../o.zip .", "bsdtar");
        row("7z", "7z a -tzip -snl -bd ../o.zip . > /dev/null", "7z");
        row("jar", "rm link; chmod -x run; jar -cfM ../o.zip .", "jar");
    }
    void readsOthersArchives()
    {
        QFETCH(QString, command);
        QTemporaryDir dir;
        const QString tree = dir.filePath(QStringLiteral("tree"));
        put(tree, "app.py", "def handler(): pass\n");
        put(tree, "run", "#!/bin/sh\n", 0755);
        put(tree, "d/e/large", QByteArray(200000, 'x') + noise(1000));
        put(tree, "d/한글.txt", "가");
        put(tree, "empty file", "");
        QVERIFY(QDir(tree).mkpath(QStringLiteral("folder")));
        ::link(tree, "link", "d/e");
        QProcess shell;
        shell.setWorkingDirectory(tree);
        shell.setProcessChannelMode(QProcess::MergedChannels);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        shell.setProcessEnvironment(environment);
        shell.start(QStringLiteral("sh"), {QStringLiteral("-ec"), command});
        QVERIFY(shell.waitForFinished(60000));
        QVERIFY2(shell.exitCode() == 0, shell.readAll().constData());
        const auto done = extractPackage(dir.filePath(QStringLiteral("o.zip")), dir.filePath(QStringLiteral("out")));
        LATHE_VERIFY_RESULT(done);
        QCOMPARE(describe(dir.filePath(QStringLiteral("out"))), describe(tree));
    }

    void mutatedArchivesNeitherCrashNorEscape()
    {
        PackageSpec spec;
        spec.rootDir = at("seed");
        put(spec.rootDir, "a/b.txt", QByteArray(3000, 'a'));
        put(spec.rootDir, "가.bin", noise(500));
        put(spec.rootDir, "run", "#!/bin/sh\n", 0755);
        ::link(spec.rootDir, "l", "a/b.txt");
        QVERIFY(QDir(spec.rootDir).mkpath(QStringLiteral("empty")));
        LATHE_VERIFY_RESULT(writePackage(spec, at("seed.zip")));
        const QList<QByteArray> seeds = {slurp(at("seed.zip")),
            buildZip({folder("d/"), changed(file("d/x", "yyyyyyyyyyyyyyyy"), [](Member &m) { m.descriptor = true; m.deflate = true; }), link("d/l", "x")}, {.end64 = true}),
            buildZip({file("a", "1"), file("b/c", "2"), link("e", "b")}, {.comment = "comment"})};
        QTemporaryDir dir(QFileInfo(QStringLiteral("/dev/shm")).isWritable() ? QStringLiteral("/dev/shm/lathe-mutated-XXXXXX") : QString());
        put(dir.path(), "work/kept", "kept");
        const QStringList outside = describe(dir.path());
        QRandomGenerator random(20261122);
        // LATHE_LONG_TESTS=1 runs the long form, which the preset "asan" is for.
        const int count = qEnvironmentVariableIsSet("LATHE_LONG_TESTS") ? 100000 : 3000;
        int accepted = 0;
        for (int i = 0; i < count; ++i) {
            QByteArray zip = seeds.at(i % seeds.size());
            for (int k = 1 + int(random.bounded(3)); k > 0; --k) {
                // half of the changes hit the directory and the end record, where the structure is
                const int from = random.bounded(2) ? int(zip.size()) * 2 / 3 : 0;
                const int at = from + int(random.bounded(int(zip.size()) - from));
                switch (random.bounded(6)) {
                case 0: zip[at] = char(random.bounded(256)); break;
                case 1: zip[at] = char(zip[at] ^ (1 << random.bounded(8))); break;
                case 2: zip.replace(at, 4, le(QList<quint64>{0, 1, 0xffffffff, 0x7fffffff, 0xfffffffe, quint64(zip.size())}[random.bounded(6)], 4)); break;
                case 3: zip.remove(at, 1 + random.bounded(8)); break;
                case 4: zip.insert(at, QByteArray("../").left(1 + random.bounded(3))); break;
                default: zip.replace(at, 3, "../"); break;
                }
                if (zip.size() < 30)
                    break;
            }
            put(dir.path(), "z.zip", zip);
            const auto done = extractPackage(dir.filePath(QStringLiteral("z.zip")), dir.filePath(QStringLiteral("work/out")));
            if (done) {
                ++accepted;
                const auto links = describe(dir.filePath(QStringLiteral("work/out"))).filter(QStringLiteral(" -> ../"));
                QVERIFY(links.isEmpty());
                QVERIFY(QDir(dir.filePath(QStringLiteral("work/out"))).removeRecursively());
            }
            QFile::remove(dir.filePath(QStringLiteral("z.zip")));
            if (describe(dir.path()) != outside) {
                QFAIL(qPrintable(QStringLiteral("mutation %1: %2").arg(i).arg(describe(dir.path()).join(u'\n'))));
            }
        }
        QVERIFY2(accepted > count / 100 && accepted < count / 2, qPrintable(QString::number(accepted)));
    }

    void theFolderMustBeEmpty()
    {
        put(at(""), "one.zip", buildZip({file("a")}));
        put(at("full"), "b", "b");
        const auto done = extractPackage(at("one.zip"), at("full"));
        QVERIFY(!done);
        QVERIFY(done.error().text.contains(QStringLiteral("not empty")));
        QCOMPARE(describe(at("full")).size(), 1);
        ::link(at(""), "pointer", "full2");
        QVERIFY(QDir().mkpath(at("full2")));
        QVERIFY(!extractPackage(at("one.zip"), at("pointer"))); // not through a link
        QVERIFY(describe(at("full2")).isEmpty());
    }

    void missingArchive()
    {
        QCOMPARE(extractPackage(at("missing.zip"), at("o")).error().code, ErrorCode::NotFound);
        QVERIFY(!readPackageList(m_dir.path()));
        QVERIFY(!QFileInfo::exists(at("o")));
    }

    void aFullDiskLeavesNothing()
    {
        QList<Member> members;
        for (int i = 0; i < 60; ++i)
            members.append(file("d/" + QByteArray::number(i), noise(i == 40 ? 200000 : 100, quint32(i))));
        put(at(""), "disk.zip", buildZip(members));
        const QString out = at("disk-out");
        const pid_t child = ::fork();
        if (child == 0) {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{100000, 100000};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            const auto done = extractPackage(at("disk.zip"), out);
            ::_exit(!done && done.error().code == ErrorCode::Io && done.error().text.contains(QStringLiteral("d/40")) ? 0 : 1);
        }
        int status = -1;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
        QVERIFY(!QFileInfo::exists(out));
    }

    void limitsAreTheCallers()
    {
        put(at(""), "three.zip", buildZip({file("a", "12345"), file("b", "12345"), file("c", "12345")}));
        QVERIFY(readPackageList(at("three.zip"), {15, 3, 200}));
        QCOMPARE(readPackageList(at("three.zip"), {14, 3, 200}).error().id, QStringLiteral("LTH-PKG-012"));
        QCOMPARE(readPackageList(at("three.zip"), {15, 2, 200}).error().id, QStringLiteral("LTH-PKG-012"));
    }

    void memoryStaysBounded()
    {
        QList<Member> members; // 150 MB of members of 3 MB each
        for (int i = 0; i < 50; ++i)
            members.append(changed(file(QByteArray::number(i), QByteArray(3000000, char(i))), [](Member &m) { m.deflate = true; }));
        put(at(""), "big.zip", buildZip(members));
        const pid_t child = ::fork();
        if (child == 0) {
            rusage before = {}, after = {};
            ::getrusage(RUSAGE_SELF, &before);
            const auto done = extractPackage(at("big.zip"), at("big-out"));
            ::getrusage(RUSAGE_SELF, &after);
            ::_exit(done && after.ru_maxrss - before.ru_maxrss < 120 * 1024 ? 0 : 1);
        }
        int status = -1;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
        QVERIFY(QDir(at("big-out")).removeRecursively());
    }
};

QTEST_GUILESS_MAIN(TestPackageReader)
#include "tst_packagereader.moc"
