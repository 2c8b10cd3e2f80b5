// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/packagereader.h"
#include "package/packagewriter.h"
#include "package/treehelpers.h"
#include <QCryptographicHash>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <sys/socket.h>
#include <sys/un.h>

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
            [&] { put(root, "bootstrap", "#!/bin/sh\n", 0755); },
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
};

QTEST_GUILESS_MAIN(TestPackageWriter)
#include "tst_packagewriter.moc"
