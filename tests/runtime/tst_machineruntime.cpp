// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which runtime a plain folder gets on a machine with these interpreters.
#include "runtime/interpretersearch.h"
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

class TestMachineRuntime : public QObject
{
    Q_OBJECT

    static void elf(const QString &path)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("\x7f" "ELF");
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner);
    }

private slots:
    void newestExact_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<int>("family");
        QTest::addColumn<QString>("today");
        QTest::addColumn<QString>("expected");
        const int python = int(RuntimeFamily::Python);
        const QString pyenv = QStringLiteral("home/.pyenv/versions/3.13.0/bin/python3.13"), system = QStringLiteral("usr/bin/python3.11");
        QTest::newRow("system") << QStringList{system} << python << "2026-11-22" << "python3.11";
        QTest::newRow("newest of several") << QStringList{system, pyenv} << python << "2026-11-22" << "python3.13";
        QTest::newRow("deprecated by then") << QStringList{system} << python << "2027-07-01" << "";
        QTest::newRow("unknown version") << QStringList{QStringLiteral("usr/bin/python3.6")} << python << "2026-11-22" << "";
        QTest::newRow("3.1 is not 3.11") << QStringList{QStringLiteral("usr/bin/python3.1")} << python << "2026-11-22" << "";
        QTest::newRow("node of a version manager") << QStringList{QStringLiteral("home/.nvm/versions/node/v22.1.0/bin/node")} << int(RuntimeFamily::Node) << "2026-11-22" << "nodejs22.x";
        QTest::newRow("nothing") << QStringList{} << python << "2026-11-22" << "";
    }
    void newestExact()
    {
        QFETCH(QStringList, files);
        QFETCH(int, family);
        QFETCH(QString, today);
        QFETCH(QString, expected);
        QTemporaryDir dir;
        for (const QString &file : files)
            elf(dir.filePath(file));
        InterpreterPlaces places;
        places.root = dir.path();
        places.home = dir.filePath(QStringLiteral("home"));
        QCOMPARE(newestExactRuntime(RuntimeFamily(family), places, today), expected);
    }
};

QTEST_GUILESS_MAIN(TestMachineRuntime)
#include "tst_machineruntime.moc"
