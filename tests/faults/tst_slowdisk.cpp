// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What goes on while the disk is never done with what it was given. Unsaved text: see tst_backupstore.
#include "session/settings.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <cstdio>
#include <unistd.h>

using namespace lathe;

/// What the child runs: says when its event loop has turned while the settings wait for the disk.
static int setTheme(const QString &file)
{
    Settings settings(file);
    settings.setTheme(QStringLiteral("dark"));
    QTimer turn;
    QObject::connect(&turn, &QTimer::timeout, [&file] {
        if (QDir(QFileInfo(file).path()).entryList({QStringLiteral(".workbench.ini.lathe-*")}, QDir::Files | QDir::Hidden).isEmpty())
            return;
        std::puts("turned");
        std::fflush(stdout);
        ::_exit(0); // its end would wait for the disk
    });
    turn.start(0);
    return QCoreApplication::exec();
}

class TestSlowDisk : public QObject
{
    Q_OBJECT

private slots:
    void settingsDoNotHoldUpTheWindow()
    {
        QTemporaryDir dir;
        QVERIFY(QDir(dir.path()).mkdir(QStringLiteral("config")));
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(LATHE_HELD_SYNCS));
        environment.insert(QStringLiteral("LATHE_HOLD_BELOW"), dir.filePath(QStringLiteral("config")));
        child.setProcessEnvironment(environment);
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--settings"), dir.filePath(QStringLiteral("config/workbench.ini"))});
        QVERIFY2(child.waitForFinished(30000), "the event loop waits for the disk");
        QCOMPARE(child.readAllStandardOutput(), QByteArray("turned\n"));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--settings") == 0)
        return setTheme(QFile::decodeName(argv[2]));
    TestSlowDisk test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_slowdisk.moc"
