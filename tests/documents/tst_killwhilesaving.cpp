// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/atomicfile.h"
#include "session/documentfile.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <csignal>
#include <cstdio>
#include <sys/stat.h>
#include <utime.h>

using namespace lathe;

namespace {

/// A version of a file that says of itself whether it is whole: a line with the hash of what follows.
QString version(int number)
{
    const QString body = QStringLiteral("# %1 가나다\n").arg(number).repeated(1 + (number * 7919) % 4000);
    return QString::fromLatin1(QCryptographicHash::hash(body.toUtf8(), QCryptographicHash::Sha256).toHex()) + u'\n' + body;
}

bool isWhole(const QByteArray &bytes)
{
    const qsizetype line = bytes.indexOf('\n');
    return line == 64 && QCryptographicHash::hash(bytes.mid(line + 1), QCryptographicHash::Sha256).toHex() == bytes.first(line);
}

int saveForEver(const QString &path)
{
    auto document = loadDocument(path);
    if (!document)
        return 1;
    for (int number = 1;; ++number) {
        if (!saveDocument(path, version(number), document->form))
            return 2;
        if (number == 1) {
            std::puts("saving");
            std::fflush(stdout);
        }
    }
}

} // namespace

/// Programs that save are killed at random moments, in the midst of it: a file is the old one or the new one.
class TestKillWhileSaving : public QObject
{
    Q_OBJECT
private slots:
    void nothingIsTorn()
    {
        const int kills = qEnvironmentVariableIsSet("LATHE_LONG_TESTS") ? 1000 : 60;
        constexpr int together = 10;
        QRandomGenerator random(4711);
        QTemporaryDir dir;
        int strays = 0;
        for (int round = 0; round < kills / together; ++round) {
            std::vector<std::unique_ptr<QProcess>> children;
            int ended = 0;
            for (int i = 0; i < together; ++i) {
                const QString path = dir.filePath(QStringLiteral("한글 %1.py").arg(i));
                QVERIFY(writeFileAtomically(path, version(0).toUtf8(), 0640).has_value());
                QVERIFY(::chmod(QFile::encodeName(path).constData(), 0640) == 0);
                children.push_back(std::make_unique<QProcess>());
                QProcess *child = children.back().get();
                connect(child, &QProcess::finished, this, [&ended] { ++ended; });
                const int after = int(random.bounded(12));
                connect(child, &QProcess::readyReadStandardOutput, child, [child, after] {
                    QTimer::singleShot(after, Qt::PreciseTimer, child, [child] { ::kill(pid_t(child->processId()), SIGKILL); });
                });
                child->start(QCoreApplication::applicationFilePath(), {QStringLiteral("--save"), path});
            }
            QTRY_COMPARE_WITH_TIMEOUT(ended, together, 60000);
            for (int i = 0; i < together; ++i) {
                QCOMPARE(children[size_t(i)]->exitStatus(), QProcess::CrashExit); // killed, not failed
                const QString path = dir.filePath(QStringLiteral("한글 %1.py").arg(i));
                const auto bytes = readFile(path);
                QVERIFY(bytes.has_value());
                QVERIFY2(isWhole(*bytes), qPrintable(QStringLiteral("torn: %1 bytes").arg(bytes->size())));
                struct stat status = {};
                QCOMPARE(::stat(QFile::encodeName(path).constData(), &status), 0);
                QCOMPARE(int(status.st_mode & 07777), 0640);
            }
            const QDir folder(dir.path());
            for (const QString &stray : folder.entryList({QStringLiteral(".*.lathe-*")}, QDir::Files | QDir::Hidden)) {
                const utimbuf old = {0, 0}; // as when the next start comes later
                ::utime(QFile::encodeName(folder.filePath(stray)).constData(), &old);
                ++strays;
            }
            sweepStrayFiles(dir.path());
            QVERIFY(folder.entryList({QStringLiteral(".*")}, QDir::Files | QDir::Hidden).isEmpty());
        }
        qInfo("%d kills: 0 torn, %d temporary files swept", kills, strays);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--save") == 0)
        return saveForEver(QFile::decodeName(argv[2]));
    TestKillWhileSaving test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_killwhilesaving.moc"
