// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sha256.h"
#include "package/diff/exportedsymbols.h"
#include "package/diff/packagediff.h"
#include "package/diff/textdiff.h"
#include "package/packageimport.h"
#include "package/treehelpers.h"
#include "package/zipbuilder.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace lathe;

class TestPackageDiff : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString at(const QString &name) const { return m_dir.filePath(name); }

    static void sampleTree(const QString &root)
    {
        put(root, "app.py", "one\ntwo\nthree\nfour\nfive\nsix\n");
        put(root, "same.bin", noise(5000));
        put(root, "gone.txt", "gone\n");
        put(root, "run", "#!/bin/sh\n");
        put(root, "data.bin", noise(3000));
        link(root, "lib/link", "../app.py");
        QVERIFY(QDir(root).mkpath(QStringLiteral("empty")));
    }
    static void changedTree(const QString &root)
    {
        sampleTree(root);
        put(root, "app.py", "one\ntwo\n3\nfour\nfive\nsix\nseven\n");
        QVERIFY(QFile::remove(root + QStringLiteral("/gone.txt")));
        put(root, "new/file.txt", "new");
        QVERIFY(::chmod(QFile::encodeName(root + QStringLiteral("/run")).constData(), 0755) == 0);
        put(root, "data.bin", noise(3000, 2));
        QVERIFY(QFile::remove(root + QStringLiteral("/lib/link")));
        link(root, "lib/link", "../run");
        QVERIFY(QDir(root).rmdir(QStringLiteral("empty")));
        put(root, "empty", "a file now");
    }
    PackageSource folder(const QString &name) const
    {
        PackageSource s;
        s.label = name;
        s.folder.rootDir = at(name);
        return s;
    }
    PackageSource zip(const QString &name, int level = 6) const
    {
        PackageSource s = folder(name);
        s.folder.level = level;
        s.zip = at(QStringLiteral("%1-%2.zip").arg(name).arg(level));
        return writePackage(s.folder, s.zip) ? s : PackageSource();
    }
    static QStringList summary(const PackageDiff &diff)
    {
        QStringList lines;
        for (const PackageChange &c : diff.changes)
            lines.append(QStringLiteral("%1%2%3 %4").arg(QStringLiteral("+-~").at(int(c.kind))).arg(QChar(c.content ? u'c' : u'.'), QChar(c.mode ? u'm' : u'.')).arg(c.path));
        return lines;
    }

private slots:
    void everyPairOfForms()
    {
        sampleTree(at(QStringLiteral("a")));
        changedTree(at(QStringLiteral("b")));
        const QStringList wanted{QStringLiteral("~c. app.py"), QStringLiteral("~c. data.bin"), QStringLiteral("~c. empty"), QStringLiteral("-c. gone.txt"),
            QStringLiteral("~c. lib/link"), QStringLiteral("+c. new/file.txt"), QStringLiteral("~.m run")};
        const QString text = QStringLiteral("@@ -1,6 +1,7 @@\n one\n two\n-three\n+3\n four\n five\n six\n+seven\n");
        for (const PackageSource &a : {folder(QStringLiteral("a")), zip(QStringLiteral("a"))}) {
            for (const PackageSource &b : {folder(QStringLiteral("b")), zip(QStringLiteral("b"), 1)}) {
                QList<PackageProgress> seen;
                const auto diff = comparePackages(a, b, {}, [&](const PackageProgress &p) { seen.append(p); });
                LATHE_VERIFY_RESULT(diff);
                QCOMPARE(summary(*diff), wanted);
                QCOMPARE(diff->same, 1);
                QCOMPARE(diff->changes.first().textDiff, text);
                QVERIFY(diff->changes.at(1).textDiff.isEmpty());
                QCOMPARE(diff->changes.at(4).after.target, QStringLiteral("../run"));
                QCOMPARE(diff->changes.at(5).after.bytes, 3);
                QCOMPARE(diff->after.codeSha256.isEmpty(), b.zip.isEmpty());
                if (!b.zip.isEmpty())
                    QCOMPARE(diff->after.codeSha256, QString::fromLatin1(Sha256::of(slurp(b.zip)).toBase64()));
                QCOMPARE(seen.last().files, seen.last().totalFiles);
                const QJsonObject json = QJsonDocument::fromJson(packageDiffJson(*diff)).object();
                QCOMPARE(json[QStringLiteral("changes")].toArray().size(), wanted.size());
                QCOMPARE(json[QStringLiteral("changes")].toArray().at(0).toObject()[QStringLiteral("textDiff")].toString(), text);
            }
            const auto none = comparePackages(a, zip(QStringLiteral("a"), 1)); // other compression is no difference
            LATHE_VERIFY_RESULT(none);
            QVERIFY2(none->isSame(), qPrintable(summary(*none).join(u'\n')));
            QCOMPARE(none->same, 7);
        }
    }

    void foldersThatHoldSomethingSayNothing()
    {
        Member folder, file;
        folder.name = "d/";
        folder.mode = 040755;
        file.name = "d/f";
        file.content = "x";
        put(m_dir.path(), "with.zip", buildZip({folder, file}));
        put(m_dir.path(), "without.zip", buildZip({file}));
        const auto diff = comparePackages({{}, at(QStringLiteral("with.zip")), {}}, {{}, at(QStringLiteral("without.zip")), {}});
        LATHE_VERIFY_RESULT(diff);
        QVERIFY(diff->isSame());
    }

    void refusedAndCancelled()
    {
        put(m_dir.path(), "text.zip", "no zip");
        QCOMPARE(comparePackages({{}, at(QStringLiteral("text.zip")), {}}, {{}, at(QStringLiteral("text.zip")), {}}).error().id, QStringLiteral("LTH-PKG-010"));
        sampleTree(at(QStringLiteral("c")));
        const std::atomic_bool cancel = true;
        QCOMPARE(comparePackages(folder(QStringLiteral("c")), folder(QStringLiteral("c")), {}, {}, &cancel).error().code, ErrorCode::Cancelled);
    }

    /// What patch(1) makes of the first text with our difference is the second text.
    void patchUnderstandsIt()
    {
        QRandomGenerator random(20261125);
        for (int i = 0; i < 60; ++i) {
            QByteArrayList a, b;
            for (int n = int(random.bounded(60)); n > 0; --n)
                a.append(QByteArray::number(random.bounded(12)) + '\n');
            b = a;
            for (int n = int(random.bounded(12)); n > 0; --n) {
                const int where = int(random.bounded(qsizetype(b.size() + 1)));
                if (random.bounded(2) && where < b.size())
                    b.removeAt(where);
                else
                    b.insert(where, QByteArray::number(random.bounded(12)) + '\n');
            }
            QByteArray before = a.join(), after = b.join();
            if (i % 3 == 0)
                before.chop(1);
            if (i % 4 == 0)
                after.chop(1);
            const TextDiff diff = unifiedDiff(before, after, int(random.bounded(4)), 10000);
            QVERIFY(!diff.cut);
            QCOMPARE(diff.text.isEmpty(), before == after);
            if (before == after)
                continue;
            put(m_dir.path(), "text", before);
            QProcess patch;
            patch.setWorkingDirectory(m_dir.path());
            patch.start(QStringLiteral("patch"), {QStringLiteral("-s"), QStringLiteral("--no-backup-if-mismatch"), QStringLiteral("-F0"), QStringLiteral("-u"), QStringLiteral("text")});
            patch.write("--- text\n+++ text\n" + diff.text.toUtf8());
            patch.closeWriteChannel();
            QVERIFY(patch.waitForFinished());
            QVERIFY2(patch.exitCode() == 0, patch.readAll() + diff.text.toUtf8());
            QCOMPARE(QFile::exists(at(QStringLiteral("text"))) ? slurp(at(QStringLiteral("text"))) : QByteArray(), after);
        }
    }

    void longTextsStayBounded()
    {
        QByteArray a, b;
        for (int i = 0; i < 20000; ++i) {
            a += "a" + QByteArray::number(i) + '\n';
            b += "b" + QByteArray::number(i) + '\n';
        }
        const TextDiff diff = unifiedDiff(a, b, 3, 100);
        QVERIFY(diff.cut);
        QCOMPARE(diff.text.count(u'\n'), 101);
        QVERIFY(isText("가\n"));
        QVERIFY(!isText(QByteArray("a\0b", 3)));
        QVERIFY(!isText("\xff"));
    }

    void symbolsOfLibraries()
    {
        const QList<QByteArray> sources{"int kept(void){return 1;} int gone(void){return 2;} static int hidden(void){return 3;} int (*p)(void)=hidden;", "int kept(void){return 1;} int fresh(void){return 2;}"};
        for (int i = 0; i < 2; ++i) {
            put(m_dir.path(), QByteArray::number(i) + ".c", sources.at(i));
            QVERIFY(QDir(m_dir.path()).mkpath(QStringLiteral("so%1").arg(i)));
            QCOMPARE(QProcess::execute(QStringLiteral("cc"), {QStringLiteral("-shared"), QStringLiteral("-fPIC"), QStringLiteral("-s"), at(QStringLiteral("%1.c").arg(i)),
                         QStringLiteral("-o"), at(QStringLiteral("so%1/lib.so").arg(i))}), 0);
        }
        const auto diff = comparePackages(folder(QStringLiteral("so0")), folder(QStringLiteral("so1")));
        LATHE_VERIFY_RESULT(diff);
        QCOMPARE(diff->changes.size(), 1);
        QVERIFY(diff->changes.first().symbolsAdded.contains(QStringLiteral("fresh")));
        QVERIFY(diff->changes.first().symbolsRemoved.contains(QStringLiteral("gone")));
        const QStringList both = diff->changes.first().symbolsAdded + diff->changes.first().symbolsRemoved;
        QVERIFY(!both.contains(QStringLiteral("kept")) && !both.contains(QStringLiteral("hidden")));
        // A torn one is no crash.
        const QByteArray whole = slurp(at(QStringLiteral("so0/lib.so")));
        QRandomGenerator random(1);
        for (int i = 0; i < 3000; ++i) {
            QByteArray torn = whole;
            for (int k = 0; k < 4; ++k)
                torn[int(random.bounded(k < 2 ? 64 : int(torn.size())))] = char(random.bounded(256));
            (void)exportedSymbols(i % 2 ? torn : torn.left(int(random.bounded(int(torn.size())))));
        }
    }

    void importKeepsTheBytes()
    {
        Member file;
        file.name = "app.py";
        file.content = "def handler(e, c): return 1\n";
        const QByteArray bytes = buildZip({file}, {.comment = "made elsewhere"});
        put(m_dir.path(), "in.zip", bytes);
        PackageImportSpec spec{at(QStringLiteral("in.zip")), at(QStringLiteral("imported")), QStringLiteral("my: fn"), {},
            {{QStringLiteral("FunctionName"), QStringLiteral("my-fn")}, {QStringLiteral("Runtime"), QStringLiteral("python3.12")}, {QStringLiteral("Handler"), QStringLiteral("app.handler")},
                {QStringLiteral("Description"), QStringLiteral("a \"quoted\" one: \\ {x}\nline")}, {QStringLiteral("MemorySize"), 256}}};
        const auto made = importPackage(spec);
        LATHE_VERIFY_RESULT(made);
        QCOMPARE(slurp(made->zip), bytes);
        QCOMPARE(made->codeSha256, QString::fromLatin1(Sha256::of(bytes).toBase64()));
        QCOMPARE(slurp(made->folder + QStringLiteral("/app.py")), file.content);
        QVERIFY(slurp(made->templateFile).contains("CodeUri: \"my__fn.zip\"\n"));
        QCOMPARE(importPackage(spec).error().id, QStringLiteral("LTH-PKG-020")); // never over something
        // A refused one leaves nothing, and an empty folder empty.
        file.name = "../evil";
        put(m_dir.path(), "in.zip", buildZip({file}));
        spec.dir = at(QStringLiteral("none"));
        QCOMPARE(importPackage(spec).error().id, QStringLiteral("LTH-PKG-011"));
        QVERIFY(!QFileInfo::exists(spec.dir));
        QVERIFY(QDir().mkpath(spec.dir));
        QVERIFY(!importPackage(spec));
        QVERIFY(QDir(spec.dir).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPackageDiff)
#include "tst_packagediff.moc"
