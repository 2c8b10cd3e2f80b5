// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/alive.h"
#include "process/childprocess.h"
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFutureWatcher>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace lathe;
using lathe::test::alive;
using namespace std::chrono_literals;

static ChildSpec shell(const char *script)
{
    ChildSpec spec;
    spec.program = QStringLiteral("/bin/sh");
    spec.args = {QStringLiteral("-c"), QString::fromUtf8(script)};
    spec.env = {{QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin")}};
    return spec;
}

class TestChildProcess : public QObject
{
    Q_OBJECT
private slots:
    void outputsAndStatus()
    {
        const auto outcome = runChildBlocking(shell("echo one; echo two >&2; exit 7"));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->status, 7);
        QCOMPARE(outcome->output, QByteArray("one\n"));
        QCOMPARE(outcome->errorOutput, QByteArray("two\n"));
        QVERIFY(!outcome->timedOut && !outcome->truncated);
    }
    void endedBySignal()
    {
        const auto outcome = runChildBlocking(shell("kill -KILL $$"));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->status, -1);
        QCOMPARE(outcome->signal, SIGKILL);
    }
    void environmentIsExactlyWhatIsGiven()
    {
        qputenv("LATHE_TEST_SECRET", "must not pass");
        ChildSpec spec;
        spec.program = QStringLiteral("/usr/bin/env");
        spec.env = {{QStringLiteral("ONLY"), QStringLiteral("this one")}};
        const auto outcome = runChildBlocking(spec);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->output, QByteArray("ONLY=this one\n"));
    }
    void descriptorsAreNotInherited()
    {
        const int leaky = fcntl(STDOUT_FILENO, F_DUPFD, 50); // not close-on-exec
        QVERIFY(leaky >= 50);
        const auto outcome = runChildBlocking(shell("ls /proc/self/fd; readlink /proc/self/fd/0"));
        ::close(leaky);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->output, QByteArray("0\n1\n2\n3\n/dev/null\n")); // 3: the folder that ls reads
    }
    void argumentsPassUntouched()
    {
        ChildSpec spec;
        spec.program = QStringLiteral("/usr/bin/printf");
        spec.args = {
            QStringLiteral("%s|"), QStringLiteral("a b"), QStringLiteral("$(id)"), QStringLiteral("'"), QString(),
            QStringLiteral("한글")};
        const auto outcome = runChildBlocking(spec);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->output, QByteArray("a b|$(id)|'||한글|"));
    }
    void inputAndWorkingFolder()
    {
        QTemporaryDir dir;
        ChildSpec spec = shell("pwd; wc -c");
        spec.workingDir = dir.path();
        spec.input = QByteArray(3 << 20, 'x'); // more than a pipe holds
        const auto outcome = runChildBlocking(spec);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->output.trimmed(), QFile::encodeName(QDir(dir.path()).canonicalPath()) + "\n3145728");
    }
    void unreadInputIsHarmless()
    {
        ChildSpec spec = shell("exec <&-; echo done");
        spec.input = QByteArray(3 << 20, 'x');
        const auto outcome = runChildBlocking(spec);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->output, QByteArray("done\n"));
    }
    void bigOutputIsBounded()
    {
        ChildSpec spec = shell("head -c 50000000 /dev/zero; echo end >&2");
        spec.maxOutputBytes = 100000;
        const auto outcome = runChildBlocking(spec);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->output.size(), 100000);
        QVERIFY(outcome->truncated);
        QCOMPARE(outcome->status, 0); // it was never stopped by a full pipe
    }
    void timeoutKillsGrandchildren()
    {
        ChildSpec spec = shell("(trap '' TERM; echo $$; exec sleep 100) & echo $!; sleep 100");
        spec.timeout = 300ms;
        QElapsedTimer clock;
        clock.start();
        const auto outcome = runChildBlocking(spec);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY(outcome->timedOut);
        QVERIFY2(clock.elapsed() >= 300 && clock.elapsed() < 15000, QByteArray::number(clock.elapsed()));
        const QByteArrayList pids = outcome->output.split('\n');
        QVERIFY(pids.size() >= 2);
        for (const QByteArray &pid : pids)
            if (!pid.isEmpty())
                QTRY_VERIFY2(!alive(pid.toInt()), pid.constData());
    }
    void backgroundProcessesDoNotOutliveIt()
    {
        QElapsedTimer clock;
        clock.start();
        const auto outcome = runChildBlocking(shell("sleep 100 & echo $!"));
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(clock.elapsed() < 15000, QByteArray::number(clock.elapsed()));
        const pid_t pid = outcome->output.trimmed().toInt();
        QTRY_VERIFY(pid > 0 && !alive(pid));
    }
    void cancelledFutureKills()
    {
        QTemporaryDir dir;
        ChildSpec spec = shell("echo $$ > pid; sleep 100");
        spec.workingDir = dir.path();
        QFuture<Result<ChildOutcome>> future = runChild(spec);
        const QString file = dir.filePath(QStringLiteral("pid"));
        QTRY_VERIFY(QFile(file).size() > 0);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const pid_t pid = written.readAll().trimmed().toInt();
        QVERIFY(alive(pid));
        future.cancel();
        QTRY_VERIFY(!alive(pid));
        QVERIFY(future.isCanceled());
    }
    void answersThroughTheFuture()
    {
        QFuture<Result<ChildOutcome>> future = runChild(shell("echo async"));
        QTRY_VERIFY(future.isFinished());
        LATHE_VERIFY_RESULT(future.result());
        QCOMPARE(future.result()->output, QByteArray("async\n"));
    }
    void errorLinesAsTheyCome()
    {
        QByteArrayList lines;
        ChildSpec spec = shell("printf 'a\\nb' >&2; printf 'c\\nlast' >&2");
        spec.onErrorLine = [&](const QByteArray &line) { lines.append(line); };
        const auto outcome = runChildBlocking(spec);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(lines, QByteArrayList({"a", "bc", "last"}));
    }
    void missingProgram()
    {
        ChildSpec spec;
        spec.program = QStringLiteral("/nowhere/tool");
        const auto outcome = runChildBlocking(spec);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::NotFound);
        QVERIFY(outcome.error().text.contains(QStringLiteral("/nowhere/tool")));
    }
    void findsProgramsOutsideUntrustedFolders()
    {
        QTemporaryDir dir;
        QVERIFY(QDir(dir.path()).mkpath(QStringLiteral("bin")));
        const QString tool = dir.filePath(QStringLiteral("bin/lathe-test-tool"));
        QVERIFY(QFile::copy(QStringLiteral("/usr/bin/true"), tool));
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", QFile::encodeName(dir.filePath(QStringLiteral("bin"))) + ":.:" + path);
        QCOMPARE(findProgram(QStringLiteral("lathe-test-tool")), tool);
        QCOMPARE(findProgram(QStringLiteral("lathe-test-tool"), dir.path()), QString());
        // A link from a trusted place into the project is the project's program all the same.
        QTemporaryDir links;
        QVERIFY(QFile::link(tool, links.filePath(QStringLiteral("lathe-test-link"))));
        qputenv("PATH", QFile::encodeName(links.path()));
        QCOMPARE(findProgram(QStringLiteral("lathe-test-link"), dir.path()), QString());
        QVERIFY(!findProgram(QStringLiteral("lathe-test-link")).isEmpty());
        // Nothing relative is ever looked at.
        const QString before = QDir::currentPath();
        QDir::setCurrent(dir.filePath(QStringLiteral("bin")));
        qputenv("PATH", ".::bin");
        QCOMPARE(findProgram(QStringLiteral("lathe-test-tool")), QString());
        QDir::setCurrent(before);
        qputenv("PATH", path);
        QVERIFY(findProgram(QStringLiteral("sh")).startsWith(u'/'));
        QCOMPARE(findProgram(QStringLiteral("no-such-tool-anywhere")), QString());
    }
};

QTEST_GUILESS_MAIN(TestChildProcess)
#include "tst_childprocess.moc"
